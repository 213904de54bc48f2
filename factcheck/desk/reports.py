"""Kept reports, read: a version by its id, the answer to a question asked before, lists. Writing is `keeping`'s."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from factcheck.desk.office import Caller, Desk, visible
from factcheck.desk.orders import Order
from factcheck.desk.records import Changes, HtmlPlace, Kept, KeptClaim
from factcheck.domain import Provenance, Report
from factcheck.errors import NoSuchRecord, TextPurged
from factcheck.storage import rows, schema
from factcheck.storage.database import Connection
from factcheck.storage.rows import Row

Places = Sequence[HtmlPlace | None]


@dataclass(frozen=True)
class Document:
    """A kept report: its text as it was made, and the ids it is kept under."""

    body: str
    kept: Kept
    options: Mapping[str, Any] = field(default_factory=dict)
    """What was wished, as it is kept; empty before it is kept."""

    def json(self) -> str:
        """The report's document with `stored` as its last member."""
        return self.body.rstrip()[:-1].rstrip() + f',\n  "stored": {self.kept.model_dump_json()}\n}}\n'


def answered(
    desk: Desk, caller: Caller, order: Order, provenance: Provenance, places: Places | None = None
) -> Document | None:
    """The newest version, where it answers the same question by the same means and nothing had failed; None otherwise."""
    with desk.database.reading() as connection:
        report = rows.one(connection, schema.reports, key_id=caller.key_id, identity=order.identity)
        if report is None:
            return None
        version = version_row(connection, report, None)
        if version["body"] is None or version["fingerprint"] != order.fingerprint(provenance):
            return None
        return document(connection, report, version, places, from_store=True)


def read(desk: Desk, caller: Caller, report_id: str, number: int | None = None) -> Document:
    """A version of a report (None: the newest). NoSuchRecord, or TextPurged where its text is gone."""
    with desk.database.reading() as connection:
        report = visible(rows.one(connection, schema.reports, id=report_id), caller, "report")
        version = version_row(connection, report, number)
        if version["body"] is None:
            raise TextPurged(
                "The text of this report was deleted when its time had passed.", way_out="Check the article again."
            )
        return document(connection, report, version, None, from_store=True)


def versions(desk: Desk, caller: Caller, report_id: str) -> list[Row]:
    """All versions of a report, oldest first."""
    with desk.database.reading() as connection:
        visible(rows.one(connection, schema.reports, id=report_id), caller, "report")
        return rows.many(connection, schema.report_versions, ("number",), report_id=report_id)


def listed(desk: Desk, caller: Caller, after: tuple[Any, str] | None, limit: int) -> tuple[list[Row], rows.Page]:
    """Reports from the last changed on, each with its article's title, beginning and language."""
    where = {} if caller.sees_all else {"key_id": caller.key_id}
    with desk.database.reading() as connection:
        page = rows.page(connection, schema.reports, where, "updated_at", after=after, limit=limit)
        return [dict(row) | _about(connection, row) for row in page.rows], page


@dataclass(frozen=True)
class Again:
    """A report on a part of another: a claim that was changed and checked again, or a fragment of the article."""

    report_id: str
    verdict_id: str | None
    quote: str
    label: str | None


def reference_of(report_id: str, verdict_id: str | None, text: str) -> str:
    """The reference under which a part of a report is checked again: another wording is another report, so all are kept."""
    return f"{report_id}/{verdict_id or ''}/{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def parent_of(reference: str | None) -> tuple[str, str | None] | None:
    """The report, and the verdict in it, that a reference says it comes from; None where it says nothing of it."""
    found = re.fullmatch(r"(rep_[0-9a-z_]{1,40})/(vrd_[0-9a-z_]{1,40})?/[0-9a-f]{16}", reference or "")
    return (found[1], found[2]) if found else None


def again(desk: Desk, caller: Caller, report_id: str) -> list[Again]:
    """What was checked again out of a report, oldest first; of those whose text is still there."""
    with desk.database.reading() as connection:
        found = rows.beginning(connection, schema.reports, "reference", f"{report_id}/", ("created_at", "id"))
        seen = [row for row in found if row["key_id"] == caller.key_id or caller.sees_all]
        return [one for row in seen if (one := _again(connection, row))]


def _again(connection: Connection, report: Row) -> Again | None:
    parent = parent_of(report["reference"])
    version = version_row(connection, report, None)
    if parent is None or version["body"] is None:
        return None
    first = next(iter(Report.model_validate_json(version["body"]).checked), None)
    if first is None:
        return None
    label = str(first.verdict.label) if first.verdict else None
    return Again(report["id"], parent[1], first.claim.quote, label)


@dataclass(frozen=True)
class Parent:
    """The report that one was checked again out of, with the claim it was (None: a fragment of the article)."""

    report_id: str
    title: str | None
    quote: str | None


def parent(desk: Desk, caller: Caller, report_id: str) -> Parent | None:
    """Where a report comes from; None where it stands by itself, or the caller may not see the other."""
    with desk.database.reading() as connection:
        report = visible(rows.one(connection, schema.reports, id=report_id), caller, "report")
        named = parent_of(report["reference"])
        other = rows.one(connection, schema.reports, id=named[0]) if named else None
        if named is None or other is None or not (caller.sees_all or other["key_id"] == caller.key_id):
            return None
        quote = _quotes(connection, other["id"]).get(named[1] or "")
        about = _about(connection, other)
        return Parent(other["id"], about["title"] or about["begins"], quote)


def quotes(desk: Desk, caller: Caller, report_id: str) -> dict[str, str]:
    """What each verdict of a report is about, in the words of the last version that makes the claim, while texts are kept."""
    with desk.database.reading() as connection:
        visible(rows.one(connection, schema.reports, id=report_id), caller, "report")
        return _quotes(connection, report_id)


def _quotes(connection: Connection, report_id: str) -> dict[str, str]:
    versions = [row["id"] for row in rows.many(connection, schema.report_versions, ("number",), report_id=report_id)]
    said = {
        (row["report_version_id"], row["position"]): row["quote"]
        for row in rows.many(connection, schema.claims, report_version_id=versions)
    }
    found = rows.many(connection, schema.verdict_versions, ("number",), report_version_id=versions)
    places = {row["verdict_id"]: (row["report_version_id"], row["position"]) for row in found}
    return {verdict: quote for verdict, place in places.items() if (quote := said.get(place))}


_BEGINNING = 120


def _about(connection: Connection, report: Row) -> dict[str, Any]:
    """Title and language, and how the text begins, for those without a title."""
    version = version_row(connection, report, None)
    article = rows.one(connection, schema.articles, id=version["article_id"])
    if article is None:
        return {"title": None, "begins": None, "lang": "und"}
    begins = (article["text"] or "").strip()[:_BEGINNING] or None
    return {"title": article["title"], "begins": begins, "lang": article["lang"]}


def version_row(connection: Connection, report: Row, number: int | None) -> Row:
    """The row of a report's version (None: the newest). NoSuchRecord where there is none."""
    wanted = report["version"] if number is None else number
    found = rows.one(connection, schema.report_versions, report_id=report["id"], number=wanted)
    if found is None:
        raise NoSuchRecord(f"The report has no version {wanted}.", way_out="Look at its versions.")
    return found


def document(connection: Connection, report: Row, version: Row, places: Places | None, *, from_store: bool) -> Document:
    """A version with the ids of its verdicts as they stand now."""
    of_version = rows.many(connection, schema.verdict_versions, ("position",), report_version_id=version["id"])
    verdicts = {row["id"]: row for row in rows.many(connection, schema.verdicts, report_id=report["id"])}
    names = {row["position"]: row["claim_id"] for row in _claims(connection, version)}
    stood = places if places is not None else [p and HtmlPlace(**p) for p in version["places"] or ()]
    claims = tuple(
        KeptClaim(
            claim_id=names[row["position"]],
            verdict_id=row["verdict_id"],
            verdict_version=row["number"],
            state=verdicts[row["verdict_id"]]["state"],
            place=stood[row["position"]] if row["position"] < len(stood) else None,
        )
        for row in of_version
    )
    kept = Kept(
        report_id=report["id"],
        version=version["number"],
        created_at=version["created_at"],
        from_store=from_store,
        changes=Changes.model_validate(version["changes"]),
        claims=claims,
    )
    return Document(version["body"] or "", kept, version["options"])


def _claims(connection: Connection, version: Row) -> list[Row]:
    return rows.many(connection, schema.claims, ("position",), report_version_id=version["id"])
