"""Reports are kept in versions: the same article again makes a new version that says what changed and why.

Knows what is kept and for whom; how claims are found and judged stays outside. One transaction a report.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factcheck.desk import changes, events
from factcheck.desk.office import Caller, Desk
from factcheck.desk.orders import Order, made_by
from factcheck.desk.records import Changes, VerdictChange
from factcheck.desk.reports import Document, Places, document, version_row
from factcheck.domain import Checked, Report
from factcheck.render.document import report_json
from factcheck.storage import rows, schema
from factcheck.storage.database import Connection
from factcheck.storage.rows import Row


def store(desk: Desk, caller: Caller, order: Order, report: Report, places: Places = ()) -> Document:
    """Keep a report: the first version of an article's, or the next. With a retention of 0 days no text is kept."""
    with desk.database.begin() as connection:
        return store_in(connection, desk, caller, order, report, places)


def store_in(
    connection: Connection, desk: Desk, caller: Caller, order: Order, report: Report, places: Places = ()
) -> Document:
    """`store` within a transaction of the caller's, for whom it must happen together with something else or not at all."""
    rows.turn(connection, f"reports of {caller.key_id}")
    keeping = _Keeping(connection, desk, caller, order)
    return keeping.version(report, list(places) or [None] * len(report.checked))


class _Keeping:
    """One report on its way into the tables."""

    def __init__(self, connection: Connection, desk: Desk, caller: Caller, order: Order) -> None:
        self._connection = connection
        self._desk = desk
        self._caller = caller
        self._order = order
        self._now: datetime = desk.now()
        self._keeps_text = caller.retention_days > 0
        self._gone: tuple[str, ...] = ()

    def version(self, report: Report, places: Places) -> Document:
        """Write everything; the document is complete even where no text is kept."""
        before = rows.one(self._connection, schema.reports, key_id=self._caller.key_id, identity=self._order.identity)
        old = version_row(self._connection, before, None) if before else None
        kept = self._report(before)
        version_id = self._desk.new_id("rev")
        verdicts = self._verdicts(kept["id"], report)
        told = self._changes(old, verdicts, report)
        self._put_version(version_id, kept, report, told, places)
        self._put_verdicts(version_id, verdicts)
        body = report_json(report)
        written = version_row(self._connection, kept, None)
        kept_as = document(self._connection, kept, written, places, from_store=False).kept
        return Document(body, kept_as)

    # ------------------------------------------------------------------ report and article

    def _report(self, before: Row | None) -> Row:
        number = before["version"] + 1 if before else 1
        report_id = before["id"] if before else self._desk.new_id("rep")
        changing = {"version": number, "updated_at": self._now, "purged_at": None}
        if before:
            rows.change(self._connection, schema.reports, {"id": report_id}, **changing)
        else:
            made = {"id": report_id, "key_id": self._caller.key_id, "identity": self._order.identity}
            more = {"kind": self._order.kind, "reference": self._order.reference, "created_at": self._now}
            rows.add(self._connection, schema.reports, made | more | changing)
        found = rows.one(self._connection, schema.reports, id=report_id)
        assert found is not None  # noqa: S101  written above
        return found

    def _article(self) -> str:
        article = self._order.article
        texts = {"title": article.title, "url": article.url, "text": article.text}
        shown = texts if self._keeps_text else dict.fromkeys(texts)
        known = rows.one(self._connection, schema.articles, key_id=self._caller.key_id, sha256=article.sha256)
        if known:
            again = shown | {"purged_at": None, "created_at": self._now}
            rows.change(self._connection, schema.articles, {"id": known["id"]}, **again)
            return str(known["id"])
        made = {
            "id": self._desk.new_id("art"),
            "key_id": self._caller.key_id,
            "sha256": article.sha256,
            "lang": article.lang,
            "published": article.published and article.published.isoformat(),
            "created_at": self._now,
        }
        rows.add(self._connection, schema.articles, made | shown)
        return str(made["id"])

    def _put_version(self, version_id: str, kept: Row, report: Report, told: Changes, places: Places) -> None:
        made = {
            "id": version_id,
            "report_id": kept["id"],
            "number": kept["version"],
            "article_id": self._article(),
            "fingerprint": self._fingerprint(report),
            "options": self._order.asked(),
            "provenance": made_by(report.provenance),
            "changes": told.model_dump(mode="json"),
            "body": report_json(report) if self._keeps_text else None,
            "places": [p and p.model_dump() for p in places] if any(places) and self._keeps_text else None,
            "created_at": self._now,
        }
        rows.add(self._connection, schema.report_versions, made)
        rows.add(
            self._connection, schema.claims, *(self._claim(version_id, i, c) for i, c in enumerate(report.checked))
        )

    def _fingerprint(self, report: Report) -> str:
        # A report in which something failed is no answer to the next who asks.
        failed = any(checked.failure for checked in report.checked)
        return "" if failed else self._order.fingerprint(report.provenance)

    def _claim(self, version_id: str, position: int, checked: Checked) -> dict[str, Any]:
        claim = checked.claim
        texts = {"quote": claim.quote, "query": claim.query}
        return {
            "id": self._desk.new_id("clm"),
            "report_version_id": version_id,
            "position": position,
            "claim_id": claim.id,
            "kind": str(claim.kind),
        } | (texts if self._keeps_text else dict.fromkeys(texts))

    # ------------------------------------------------------------------ verdicts

    def _verdicts(self, report_id: str, report: Report) -> list[_Kept]:
        known = {v["claim_key"]: v for v in rows.many(self._connection, schema.verdicts, report_id=report_id)}
        last = self._last_versions(known)
        keys = claim_keys(report.checked)
        found = [self._verdict(k, known.get(k), last.get(k), c) for k, c in zip(keys, report.checked, strict=True)]
        gone = [row for key, row in known.items() if key not in set(keys) and row["present"]]
        self._gone = tuple(row["id"] for row in gone)
        for verdict_id in self._gone:
            rows.change(self._connection, schema.verdicts, {"id": verdict_id}, present=False, updated_at=self._now)
        new = [self._new_verdict(report_id, v) for v in found if v.row is None]
        rows.add(self._connection, schema.verdicts, *new)
        return found

    def _last_versions(self, known: Mapping[str, Row]) -> dict[str, Row]:
        ids = [row["id"] for row in known.values()]
        all_of_them = rows.many(self._connection, schema.verdict_versions, ("number",), verdict_id=ids) if ids else []
        newest = {row["verdict_id"]: row for row in all_of_them}
        return {key: newest[row["id"]] for key, row in known.items() if row["id"] in newest}

    def _verdict(self, key: str, row: Row | None, last: Row | None, checked: Checked) -> _Kept:
        verdict_id = row["id"] if row else self._desk.new_id("vrd")
        now = changes.seen(checked)
        change = changes.verdict_change(verdict_id, _seen(last), now) if last else None
        return _Kept(verdict_id, key, row, last["number"] + 1 if last else 1, checked, change)

    def _new_verdict(self, report_id: str, kept: _Kept) -> dict[str, Any]:
        return {
            "id": kept.id,
            "key_id": self._caller.key_id,
            "report_id": report_id,
            "claim_key": kept.key,
            "version": 1,
            "etag": 1,
            "state": "unreviewed",
            "present": True,
            "created_at": self._now,
            "updated_at": self._now,
        }

    def _put_verdicts(self, version_id: str, verdicts: list[_Kept]) -> None:
        made = [v.version_row(self._desk, version_id, i, self._keeps_text) for i, v in enumerate(verdicts)]
        rows.add(self._connection, schema.verdict_versions, *made)
        for verdict in verdicts:
            if verdict.row is not None:
                etag = verdict.row["etag"] + (verdict.change is not None)
                values = {"version": verdict.number, "etag": etag, "present": True, "updated_at": self._now}
                rows.change(self._connection, schema.verdicts, {"id": verdict.id}, **values)
        self._tell(verdicts)

    def _tell(self, verdicts: list[_Kept]) -> None:
        new = [_event(v) for v in verdicts if v.row is None]
        other = [v for v in verdicts if v.change is not None and v.change.before != v.change.after]
        changed = [_event(v) | {"before": v.change.before} for v in other if v.change is not None]
        announce = (self._connection, self._desk, self._caller.key_id)
        events.announce(*announce, "verdict.created", *new)
        events.announce(*announce, "verdict.changed", *changed)

    def _changes(self, old: Row | None, verdicts: list[_Kept], report: Report) -> Changes:
        if old is None:
            return Changes(because=(changes.FIRST,), added=tuple(v.id for v in verdicts))
        article = rows.one(self._connection, schema.articles, id=old["article_id"])
        before = {"text": article and article["sha256"], "options": old["options"], "provenance": old["provenance"]}
        after = {
            "text": self._order.article.sha256,
            "options": json.loads(json.dumps(self._order.asked())),
            "provenance": made_by(report.provenance),
        }
        same = [v for v in verdicts if v.row is not None and v.change is None]
        return Changes(
            because=changes.because(before, after),
            added=tuple(v.id for v in verdicts if v.row is None),
            removed=self._gone,
            changed=tuple(v.change for v in verdicts if v.change is not None),
            unchanged=len(same),
        )


@dataclass(frozen=True)
class _Kept:
    """One verdict with what is known of it from before."""

    id: str
    key: str
    row: Row | None
    number: int
    checked: Checked
    change: VerdictChange | None

    def version_row(self, desk: Desk, version_id: str, position: int, keeps_text: bool) -> dict[str, Any]:
        """The row of its new version."""
        said = changes.seen(self.checked)
        return {
            "id": desk.new_id("vrv"),
            "verdict_id": self.id,
            "number": self.number,
            "report_version_id": version_id,
            "position": position,
            "label": said.label,
            "confidence": said.confidence,
            "change": self.change.model_dump(mode="json") if self.change else None,
            "body": self.checked.model_dump_json() if keeps_text else None,
            "created_at": desk.now(),
        }


def claim_keys(checked: Sequence[Checked]) -> list[str]:
    """A key for each claim that stays the same while the claim says the same; the second of two like ones has another."""
    counted: Counter[str] = Counter()
    keys = []
    for one in checked:
        said = hashlib.sha256(" ".join(one.claim.query.casefold().split()).encode()).hexdigest()
        counted[said] += 1
        keys.append(f"{said}:{counted[said]}")
    return keys


def _seen(row: Row) -> changes.Seen:
    sources = changes.seen(Checked.model_validate_json(row["body"])).sources if row["body"] else None
    return changes.Seen(row["label"], row["confidence"], sources)


def _event(kept: _Kept) -> dict[str, Any]:
    return {"verdict_id": kept.id, "version": kept.number, "label": changes.seen(kept.checked).label}
