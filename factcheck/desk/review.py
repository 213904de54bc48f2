"""A person decides about a machine's verdict: approves it, overrides it with a reason, or rejects it.

The machine's verdict stays beside the person's. A changed decision about something that was approved is a correction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factcheck.desk import events, verdicts
from factcheck.desk.office import Caller, Desk, visible
from factcheck.desk.records import Decision, KeptVerdict
from factcheck.domain import VerdictLabel
from factcheck.errors import ChangedMeanwhile, InputError, NoSuchRecord, RequestError, StateNeeded
from factcheck.storage import rows, schema
from factcheck.storage.database import Connection
from factcheck.storage.rows import Row

STATES = {"approve": "approved", "override": "overridden", "reject": "rejected"}
PUBLIC = ("approved", "overridden")


@dataclass(frozen=True)
class Decided:
    """What a person decided. `label` belongs to an override; `request_id` names the correction request it answers."""

    decision: Decision
    reviewer: str
    reason: str | None = None
    label: VerdictLabel | None = None
    request_id: str | None = None


def decide(
    desk: Desk, caller: Caller, verdict_id: str, decided: Decided, if_match: str | None
) -> tuple[KeptVerdict, str]:
    """The verdict after the decision, with its new ETag. ChangedMeanwhile where the caller saw an older state."""
    _complete(decided)
    with desk.database.begin() as connection:
        rows.turn(connection, verdict_id)
        row = visible(rows.one(connection, schema.verdicts, id=verdict_id), caller, "verdict")
        _unchanged(row, if_match)
        review = _put(connection, desk, caller, row, decided)
        _correct(connection, desk, row, review, decided)
        now = _moved_on(connection, desk, row, decided)
        _tell(connection, desk, row, review)
        return verdicts.view(connection, now), verdicts.etag(now)


def _complete(decided: Decided) -> None:
    if decided.decision == "override" and decided.label is None:
        raise InputError("An override needs the label that holds instead.", way_out="Give `label`.")
    if decided.decision != "override" and decided.label is not None:
        raise InputError("Only an override has a label of its own.", way_out="Leave `label` out, or override.")
    if decided.decision != "approve" and not (decided.reason or "").strip():
        raise InputError(f"To {decided.decision} a verdict needs a reason.", way_out="Say why in `reason`.")


def _unchanged(row: Row, if_match: str | None) -> None:
    if if_match is None:
        raise StateNeeded(
            "A review needs If-Match, so that nobody's decision is overwritten unseen.",
            way_out="Send the ETag of the verdict as you saw it.",
        )
    if verdicts.etag(row) not in (tag.strip() for tag in if_match.split(",")):
        raise ChangedMeanwhile("Somebody changed this verdict since you looked.", way_out="Read it again, then decide.")


def _put(connection: Connection, desk: Desk, caller: Caller, row: Row, decided: Decided) -> Row:
    version = rows.one(connection, schema.verdict_versions, verdict_id=row["id"], number=row["version"])
    assert version is not None  # noqa: S101  a verdict has the version it names
    machine = verdicts.machine(version)
    if decided.decision == "approve" and machine.verdict is None:
        raise RequestError(
            "There is no verdict to approve: the claim could not be checked.", way_out="Override or reject it."
        )
    labels = {"approve": version["label"], "override": decided.label, "reject": None}
    review = {
        "id": desk.new_id("rvw"),
        "verdict_id": row["id"],
        "verdict_version": row["version"],
        "decision": decided.decision,
        "machine_label": version["label"],
        "label": labels[decided.decision] and str(labels[decided.decision]),
        "reason": decided.reason,
        "reviewer": decided.reviewer,
        "key_id": caller.key_id,
        "created_at": desk.now(),
    }
    rows.add(connection, schema.reviews, review)
    return review | {"claim": machine.claim.query}


def _correct(connection: Connection, desk: Desk, row: Row, review: Row, decided: Decided) -> None:
    """What was public and now says something else is corrected in public."""
    before = _published_label(connection, row)
    if row["state"] in PUBLIC and before != review["label"]:
        made = {
            "id": desk.new_id("cor"),
            "key_id": row["key_id"],
            "verdict_id": row["id"],
            "review_id": review["id"],
            "request_id": decided.request_id,
            "claim": review["claim"],
            "label_before": before,
            "label_after": review["label"],
            "reason": decided.reason or "Checked again.",
            "created_at": review["created_at"],
        }
        rows.add(connection, schema.corrections, made)
    if decided.request_id:
        _answer_request(connection, desk, row, decided)


def _published_label(connection: Connection, row: Row) -> str | None:
    reviews = rows.many(connection, schema.reviews, ("created_at",), verdict_id=row["id"])
    return reviews[-2]["label"] if len(reviews) > 1 else None


def _answer_request(connection: Connection, desk: Desk, row: Row, decided: Decided) -> None:
    where = {"id": decided.request_id, "verdict_id": row["id"]}
    told = {"state": "accepted", "answer": decided.reason, "answered_at": desk.now()}
    if not rows.change(connection, schema.correction_requests, where, **told):
        raise NoSuchRecord("There is no such correction request for this verdict.", way_out="Leave `request_id` out.")


def _moved_on(connection: Connection, desk: Desk, row: Row, decided: Decided) -> Row:
    values: dict[str, Any] = {
        "etag": row["etag"] + 1,
        "state": STATES[decided.decision],
        "reviewed_version": row["version"],
        "updated_at": desk.now(),
    }
    rows.change(connection, schema.verdicts, {"id": row["id"]}, **values)
    return dict(row) | values


def _tell(connection: Connection, desk: Desk, row: Row, review: Row) -> None:
    told = {name: review[name] for name in ("verdict_id", "decision", "label", "machine_label")}
    events.announce(connection, desk, row["key_id"], "verdict.reviewed", told)
    before = _published_label(connection, row)
    if row["state"] in PUBLIC and before != review["label"]:
        changed = {"verdict_id": row["id"], "before": before, "label": review["label"]}
        events.announce(connection, desk, row["key_id"], "verdict.changed", changed)
