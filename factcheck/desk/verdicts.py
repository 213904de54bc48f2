"""A kept verdict as it stands: the machine's beside the person's, each with its history. Reads only."""

from __future__ import annotations

from factcheck.desk.office import Caller, Desk, visible
from factcheck.desk.records import KeptVerdict, Review, VerdictChange, VerdictVersion
from factcheck.domain import Checked
from factcheck.errors import TextPurged
from factcheck.storage import rows, schema
from factcheck.storage.database import Connection
from factcheck.storage.rows import Row


def read(desk: Desk, caller: Caller, verdict_id: str) -> tuple[KeptVerdict, str]:
    """A verdict and its ETag. NoSuchRecord, or TextPurged where its text is gone."""
    with desk.database.reading() as connection:
        row = visible(rows.one(connection, schema.verdicts, id=verdict_id), caller, "verdict")
        return view(connection, row), etag(row)


def etag(row: Row) -> str:
    """Changes whenever something happened to the verdict."""
    return f'"{row["id"]}-{row["etag"]}"'


def view(connection: Connection, row: Row) -> KeptVerdict:
    """The row of `verdicts` with everything that belongs to it."""
    versions = rows.many(connection, schema.verdict_versions, ("number",), verdict_id=row["id"])
    reviews = tuple(map(_review, rows.many(connection, schema.reviews, ("created_at",), verdict_id=row["id"])))
    newest = versions[-1]
    last = reviews[-1] if reviews else None
    return KeptVerdict(
        id=row["id"],
        report_id=row["report_id"],
        version=newest["number"],
        state=row["state"],
        label=last.label if last else newest["label"],
        claim_present=row["present"],
        changed_since_review=last is not None and newest["label"] != last.machine_label,
        machine=machine(newest),
        review=last,
        reviews=reviews,
        versions=tuple(map(_version, versions)),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def machine(version: Row) -> Checked:
    """What the machine said in a version. TextPurged where it is gone."""
    if version["body"] is None:
        raise TextPurged(
            "The text of this verdict was deleted when its time had passed.", way_out="Check the article again."
        )
    return Checked.model_validate_json(version["body"])


def _review(row: Row) -> Review:
    named = {name: row[name] for name in Review.model_fields}
    return Review.model_validate(named)


def _version(row: Row) -> VerdictVersion:
    return VerdictVersion(
        version=row["number"],
        label=row["label"],
        confidence=row["confidence"],
        change=VerdictChange.model_validate(row["change"]) if row["change"] else None,
        created_at=row["created_at"],
    )
