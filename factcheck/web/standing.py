"""How the verdicts of a report stand with people: state for If-Match and the last review of each. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.desk import verdicts
from factcheck.desk.office import Desk
from factcheck.desk.review import PUBLIC
from factcheck.storage import rows, schema
from factcheck.storage.rows import Row


@dataclass(frozen=True)
class Standing:
    """A verdict's ETag, its state and the last review (None: nobody looked yet)."""

    etag: str
    state: str
    review: Row | None = None

    @property
    def label(self) -> str | None:
        """What a person says that holds instead of the machine's label; None where nobody does."""
        return self.review["label"] if self.review and self.state == "overridden" else None

    @property
    def public(self) -> bool:
        """True where a person stands for it."""
        return self.state in PUBLIC


def of_report(desk: Desk, report_id: str) -> Mapping[str, Standing]:
    """By id of the verdict."""
    with desk.database.reading() as connection:
        found = rows.many(connection, schema.verdicts, report_id=report_id)
        reviews = rows.many(connection, schema.reviews, ("created_at",), verdict_id=[row["id"] for row in found])
    last = {review["verdict_id"]: review for review in reviews}
    return {row["id"]: Standing(verdicts.etag(row), row["state"], last.get(row["id"])) for row in found}
