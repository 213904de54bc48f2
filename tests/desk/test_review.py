from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from factcheck.desk import corrections, keeping, reports, review, verdicts
from factcheck.desk.office import Caller, Desk
from factcheck.desk.review import Decided
from factcheck.domain import VerdictLabel
from factcheck.errors import ChangedMeanwhile, InputError, NoSuchRecord, RequestError, StateNeeded
from factcheck.storage import rows, schema
from tests import samples
from tests.desk.orders import order, sound, with_verdict

WRITER = Caller(key_id="key_cms", scopes=frozenset({"check", "read"}))
EDITOR = Caller(key_id="key_editor", name="Desk", scopes=frozenset({"review"}))
APPROVE = Decided("approve", "Ana")
OVERRIDE = Decided("override", "Ana", reason="El anuario se corrigió.", label=VerdictLabel.CONFLICTING)
REJECT = Decided("reject", "Luis", reason="La cita no es del artículo.")


@pytest.fixture
def verdict_id(desk: Desk) -> str:
    return keeping.store(desk, WRITER, order(), samples.report()).kept.claims[0].verdict_id


def _decide(desk: Desk, verdict_id: str, decided: Decided) -> verdicts.KeptVerdict:
    _, tag = verdicts.read(desk, EDITOR, verdict_id)
    return review.decide(desk, EDITOR, verdict_id, decided, tag)[0]


def test_the_machines_verdict_stays_beside_the_persons(desk: Desk, verdict_id: str) -> None:
    before, _ = verdicts.read(desk, EDITOR, verdict_id)
    assert (before.state, before.label, before.review) == ("unreviewed", "supported", None)
    after = _decide(desk, verdict_id, OVERRIDE)
    assert (after.state, after.label) == ("overridden", "conflicting")
    assert after.machine == before.machine
    assert after.review is not None
    assert (after.review.machine_label, after.review.reviewer) == ("supported", "Ana")
    assert verdicts.read(desk, WRITER, verdict_id)[0] == after


def test_each_decision_is_kept_and_shows_on_the_report(desk: Desk, verdict_id: str) -> None:
    states = [_decide(desk, verdict_id, d).state for d in (APPROVE, OVERRIDE, REJECT)]
    assert states == ["approved", "overridden", "rejected"]
    now, _ = verdicts.read(desk, EDITOR, verdict_id)
    assert [r.decision for r in now.reviews] == ["approve", "override", "reject"]
    assert now.label is None
    assert reports.read(desk, WRITER, now.report_id).kept.claims[0].state == "rejected"


def test_two_people_are_told_instead_of_overwriting_each_other(desk: Desk, verdict_id: str) -> None:
    _, seen = verdicts.read(desk, EDITOR, verdict_id)
    _, newer = review.decide(desk, EDITOR, verdict_id, APPROVE, seen)
    with pytest.raises(ChangedMeanwhile):
        review.decide(desk, EDITOR, verdict_id, REJECT, seen)
    with pytest.raises(StateNeeded):
        review.decide(desk, EDITOR, verdict_id, REJECT, None)
    assert newer != seen
    assert verdicts.read(desk, EDITOR, verdict_id)[0].state == "approved"


@pytest.mark.parametrize(
    "decided",
    [
        Decided("override", "Ana", reason="sin etiqueta"),
        Decided("override", "Ana", label=VerdictLabel.REFUTED),
        Decided("reject", "Ana", reason="  "),
        Decided("approve", "Ana", label=VerdictLabel.REFUTED),
    ],
)
def test_incomplete_decisions_are_refused(desk: Desk, verdict_id: str, decided: Decided) -> None:
    with pytest.raises(InputError):
        _decide(desk, verdict_id, decided)


def test_what_could_not_be_checked_can_be_overridden_but_not_approved(desk: Desk) -> None:
    failed = keeping.store(desk, WRITER, order(), samples.report()).kept.claims[4].verdict_id
    with pytest.raises(RequestError, match="no verdict to approve"):
        _decide(desk, failed, APPROVE)
    assert _decide(desk, failed, OVERRIDE).label == "conflicting"


def test_a_new_check_that_says_otherwise_marks_the_review_as_older(desk: Desk, verdict_id: str) -> None:
    _, tag = verdicts.read(desk, EDITOR, verdict_id)
    _decide(desk, verdict_id, APPROVE)
    keeping.store(desk, WRITER, order(), sound())
    assert verdicts.read(desk, EDITOR, verdict_id)[0].changed_since_review is False
    keeping.store(desk, WRITER, order(), with_verdict(sound(), 0, label=VerdictLabel.REFUTED))
    now, newer = verdicts.read(desk, EDITOR, verdict_id)
    assert (now.changed_since_review, now.state, now.label) == (True, "approved", "supported")
    assert [v.label for v in now.versions] == ["supported", "supported", "refuted"]
    assert [v.change is None for v in now.versions] == [True, True, False]
    assert newer != tag


def test_verdicts_of_another_key_are_not_there_for_those_who_do_not_review(desk: Desk, verdict_id: str) -> None:
    stranger = replace(WRITER, key_id="key_x")
    with pytest.raises(NoSuchRecord):
        verdicts.read(desk, stranger, verdict_id)


def test_decisions_cannot_be_rewritten_in_the_database(desk: Desk, verdict_id: str) -> None:
    _decide(desk, verdict_id, APPROVE)
    for table, column in ((schema.verdict_versions, "label"), (schema.reviews, "decision")):
        with desk.database.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(update(table).values({column: "changed"}))


# ----------------------------------------------------------------------------- corrections


def test_only_a_change_of_what_was_public_is_a_correction(desk: Desk, verdict_id: str) -> None:
    _decide(desk, verdict_id, REJECT)
    _decide(desk, verdict_id, APPROVE)
    _decide(desk, verdict_id, replace(APPROVE, reason="Visto otra vez."))
    assert corrections.published(desk, None, 10)[0] == []
    _decide(desk, verdict_id, OVERRIDE)
    _decide(desk, verdict_id, REJECT)
    log = corrections.published(desk, None, 10)[0]
    assert [(c.before, c.after) for c in log] == [("conflicting", None), ("supported", "conflicting")]
    assert log[1].reason == OVERRIDE.reason


def test_a_request_is_answered_by_the_review_that_names_it(desk: Desk, verdict_id: str) -> None:
    asked = corrections.ask(desk, {"verdict_id": verdict_id, "message": "La cifra es otra.", "contact": None})
    _decide(desk, verdict_id, APPROVE)
    _decide(desk, verdict_id, replace(OVERRIDE, request_id=asked.id))
    (kept,) = corrections.requests(desk, None, 10)[0]
    assert (kept.state, kept.answer) == ("accepted", OVERRIDE.reason)
    with pytest.raises(NoSuchRecord):
        corrections.decline(desk, EDITOR, asked.id, "No.")
    with pytest.raises(NoSuchRecord, match="correction request"):
        _decide(desk, verdict_id, replace(OVERRIDE, request_id="crq_none"))


def test_a_request_can_be_declined_with_an_answer(desk: Desk) -> None:
    asked = corrections.ask(desk, {"url": "https://example.org/nota", "message": "Falta una fuente."})
    assert corrections.decline(desk, EDITOR, asked.id, "La fuente está.").state == "declined"


def test_a_review_and_a_public_change_are_told_to_webhooks(desk: Desk, verdict_id: str) -> None:
    hook = {"id": "whk_1", "key_id": WRITER.key_id, "url": "https://example.org", "events": [], "active": True}
    with desk.database.begin() as connection:
        rows.add(connection, schema.webhooks, hook | {"created_at": desk.now()})
    _decide(desk, verdict_id, APPROVE)
    _decide(desk, verdict_id, OVERRIDE)
    with desk.database.reading() as connection:
        sent = rows.many(connection, schema.deliveries, ("created_at",))
    assert [row["event"] for row in sent] == ["verdict.reviewed", "verdict.reviewed", "verdict.changed"]
    told = json.loads(sent[-1]["payload"])["data"]
    assert told == {"verdict_id": verdict_id, "before": "supported", "label": "conflicting"}
    assert "anuario" not in sent[1]["payload"]
