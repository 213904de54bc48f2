"""The Rome Statute out of `rome_statute.csv`: closed lists with their history, so that they answer for any day, and each
country's own dates."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from factcheck.domain import Fact, Source, Tier

TREATY = "treaty:rome_statute"
_SUBJECT = "Rome Statute of the International Criminal Court"
_DATES = {
    "signed": "rome_statute_signed",
    "ratified_or_acceded": "rome_statute_ratified",
    "in_force": "rome_statute_in_force",
    "withdrawn": "rome_statute_withdrawn",
}
_CHECKS = {"1": "one source", "2": "two sources"}


def source(as_of: date) -> Source:
    """The treaty's register, as the data file names it."""
    return Source(
        id="rome-statute-register",
        publisher="United Nations Treaty Collection",
        title="Rome Statute of the International Criminal Court: status (chapter XVIII-10)",
        url="https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-10&chapter=18",
        valid_from=date(1998, 7, 17),
        as_of=as_of,
        lang="en",
        licence="facts, not protected",
        tier=Tier.PRIMARY,
        independent_group="un_treaty_collection",
        verified_by=(
            "stored copies, no page opened live: UN Treaty Collection (2014), ABA-ICC Project (2021), list of States Parties of the "
            "Assembly of States Parties in two public repositories (2026); each row says how many lists agree"
        ),
    )


def read(path: Path) -> list[dict[str, str]]:
    """The rows of the data file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def facts(rows: list[dict[str, str]]) -> list[Fact]:
    """The three lists and every country's dates."""
    as_of = date.fromisoformat(max(row["as_of"] for row in rows))
    lists = [
        _list("parties", rows, as_of, _history(rows)),
        _list("signatories_only", rows, as_of, {"since": _by_entity(rows, "signed", "signatory")}),
        _list("withdrawn", rows, as_of, {"since": _by_entity(rows, "withdrawn", "withdrawn")}),
    ]
    return [*lists, *(fact for row in rows for fact in _country(row, as_of))]


def _history(rows: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "since": _by_entity(rows, "in_force", "party", "withdrawn"),
        "until": _by_entity(rows, "withdrawn", "withdrawn"),
        "history_complete": True,
    }


def _by_entity(rows: list[dict[str, str]], column: str, *statuses: str) -> dict[str, str]:
    return {f"country:{r['iso3']}": r[column] for r in rows if r["status"] in statuses and r[column]}


_STATUS = {"parties": "party", "signatories_only": "signatory", "withdrawn": "withdrawn"}


def _list(attribute: str, rows: list[dict[str, str]], as_of: date, history: dict[str, Any]) -> Fact:
    members = sorted(r["iso3"] for r in rows if r["status"] == _STATUS[attribute])
    return Fact(
        id=f"rome-statute-{attribute.replace('_', '-')}",
        source_id="rome-statute-register",
        subject=_SUBJECT,
        subject_id=TREATY,
        attribute=attribute,
        value=tuple(f"country:{iso3}" for iso3 in members),
        as_of=as_of,
        complete=True,
        verified_by="two sources",
        qualifiers={"among": "country"} | history,
    )


def _country(row: dict[str, str], as_of: date) -> list[Fact]:
    more = {"note": row["note"]} if row["note"] else {}
    how = "accession" if row["ratified_or_acceded"] and not row["signed"] else "ratification"
    return [
        Fact(
            id=f"rome-statute-{row['iso3'].lower()}-{column.replace('_', '-')}",
            source_id="rome-statute-register",
            subject=row["country"],
            subject_id=f"country:{row['iso3']}",
            attribute=attribute,
            value=row[column],
            period=row[column],
            as_of=as_of,
            single_valued=row["checked_by"] == "2",
            verified_by=_CHECKS[row["checked_by"]],
            qualifiers=more | ({"how": how} if column == "ratified_or_acceded" else {}),
        )
        for column, attribute in _DATES.items()
        if row[column]
    ]
