"""Leaves the fact that decides a claim out of what the search finds: what does the pipeline say when it cannot know?

Knows the fields of `country_statements` and the attributes of facts. Other years and other facts of the same country stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from factcheck.domain import Claim, Fact, Hit, VerdictLabel
from factcheck.evaluation.datasets import QueryRow
from factcheck.pipeline import Options

ATTRIBUTES = {
    "capital": ("capital",),
    "population": ("population",),
    "inflation": ("inflation",),
    "export_partners": ("export_partners",),
    "import_partners": ("import_partners",),
}
"""A statement's field and the attributes of facts about the country that decide it."""
TREATY = "treaty:rome_statute"


class Searches(Protocol):
    """`pipeline.Searches`."""

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Hits per claim."""

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Earlier fact-checks per claim."""


class Withholding:
    """A search that never shows what decides a row of the data."""

    def __init__(self, searcher: Searches, rows: Sequence[QueryRow]) -> None:
        self._searcher = searcher
        self._rows: Mapping[str, QueryRow] = {" ".join(row.text.split()): row for row in rows}

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Hits per claim without those that rest on the claim's own fact."""
        found = self._searcher.search(claims, options)
        return [
            tuple(hit for hit in hits if not self._withheld(claim, hit))
            for claim, hits in zip(claims, found, strict=True)
        ]

    def earlier_checks(self, claims: Sequence[Claim], _options: Options) -> list[tuple[Hit, ...]]:
        """None: an earlier check would give the answer away."""
        return [() for _ in claims]

    def _withheld(self, claim: Claim, hit: Hit) -> bool:
        row = self._rows.get(claim.quote)
        return row is not None and hit.fact is not None and decides(hit.fact, row)


def unanswerable(row: QueryRow) -> QueryRow:
    """The row as it is once its fact is left out: nothing but `not_enough_evidence` is right, by whatever luck."""
    return row.model_copy(update={"label": VerdictLabel.NOT_ENOUGH_EVIDENCE.value})


def decides(fact: Fact, row: QueryRow) -> bool:
    """Whether the fact answers the row's claim."""
    field = row.field or ""
    if field.startswith("icc_status"):
        return fact.subject_id in {TREATY, "org:ICC"} or fact.attribute.startswith("rome_statute")
    if field.startswith("member_"):
        return fact.subject_id == f"org:{field.removeprefix('member_')}"
    about = fact.subject_id == f"country:{row.iso3}" and fact.attribute in ATTRIBUTES.get(field, ())
    return about and _same_year(fact, row)


def _same_year(fact: Fact, row: QueryRow) -> bool:
    year = str(row.year) if row.year else ""
    in_claim = bool(year) and year in row.text
    return not in_claim or fact.period is None or fact.period.startswith(year)
