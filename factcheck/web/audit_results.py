"""What a batch has come to, counted for its page and its downloads by the same code that reports audits. Knows no routes."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from factcheck.audit.checking import Result
from factcheck.audit.seriousness import key_of
from factcheck.audit.summary import Summing
from factcheck.desk import reports
from factcheck.desk.office import Caller, Desk
from factcheck.domain import Checked, Report
from factcheck.errors import FactcheckError
from factcheck.jobs.board import Board
from factcheck.render import formats, outcomes
from factcheck.render.audit_view import AuditView, Failed
from factcheck.storage.jobs import Job
from factcheck.storage.jobs import Result as Stored

LOOKED_AT = 2_000
"""Articles that the page counts and lists; downloads have all."""
_REMEMBERED = 8


@dataclass(frozen=True)
class Row:
    """One claim in the list: where it is, what it says, what became of it."""

    key: str
    report_id: str | None
    number: int
    title: str
    quote: str
    lang: str
    outcome: str
    symbol: str
    sure: str

    @property
    def address(self) -> str:
        """The claim in its report; empty where the report is kept nowhere."""
        return f"/reports/{self.report_id}#claim-{self.number}" if self.report_id else ""


@dataclass(frozen=True)
class Counted:
    """A batch as the page shows it."""

    view: AuditView
    rows: tuple[Row, ...]
    cut: bool

    def chosen(self, outcome: str, words: str) -> list[Row]:
        """The rows with this outcome (empty: any) that hold these words in claim or title."""
        wanted = words.casefold().split()
        return [
            row
            for row in self.rows
            if outcome in ("", row.outcome) and all(word in f"{row.quote} {row.title}".casefold() for word in wanted)
        ]

    def serious(self) -> list[tuple[Row, str, int]]:
        """Contradictions, most serious first, each with what its best source says and how many more articles say the same."""
        by_key = {row.key: row for row in self.rows}
        return [(by_key[one.key], _says(one.checked), len(one.repeated)) for one in self.view.contradictions]


@dataclass
class Audits:
    """Batches counted, the last ones remembered: counting reads every report."""

    _known: OrderedDict[tuple[str, int, str], Counted] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def counted(self, desk: Desk, board: Board, caller: Caller, job: Job, lang: str) -> Counted:
        """What the batch has come to so far."""
        key = (job.id, job.done + job.failed, lang)
        with self._lock:
            known = self._known.get(key)
        if known is None:
            known = _count(desk, board, caller, job, lang)
            with self._lock:
                self._known[key] = known
                while len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        return known


def results(desk: Desk, board: Board, caller: Caller, job_id: str) -> Iterator[tuple[Stored, Result | Failed]]:
    """Each article that has ended, with its result or why there is none."""
    for stored in board.results(caller, job_id):
        if stored.state in ("done", "failed"):
            yield stored, _result(desk, caller, stored)


def _result(desk: Desk, caller: Caller, stored: Stored) -> Result | Failed:
    if stored.error is not None:
        return Failed(_name(stored), stored.error["code"], stored.error["message"])
    try:
        body = stored.body or reports.read(desk, caller, stored.report_id or "", stored.report_version).body
    except FactcheckError as error:  # its text was deleted, or the report as a whole
        return Failed(_name(stored), error.code, error.message)
    document = json.loads(body)
    document.pop("stored", None)
    return Result(reference=_name(stored), report=Report.model_validate(document))


def _name(stored: Stored) -> str:
    return stored.reference or str(stored.item + 1)


def _count(desk: Desk, board: Board, caller: Caller, job: Job, lang: str) -> Counted:
    summing, rows, failed = Summing(lang), list[Row](), list[Failed]()
    for stored, result in islice(results(desk, board, caller, job.id), LOOKED_AT):
        if isinstance(result, Result):
            summing.add(result)
            rows += _rows(result, stored.report_id, lang)
        else:
            failed.append(result)
    view = summing.view(job.id, {}, failed, len(failed))
    return Counted(view, tuple(rows), cut=job.done + job.failed > LOOKED_AT)


def _rows(result: Result, report_id: str | None, lang: str) -> list[Row]:
    title = formats.line(result.report.article.title or result.reference, 90)
    found = enumerate(result.report.checked, start=1)
    return [_row(result, checked, (report_id, number, title), lang) for number, checked in found]


def _row(result: Result, checked: Checked, place: tuple[str | None, int, str], lang: str) -> Row:
    outcome = outcomes.outcome(checked)
    quote = formats.line(checked.claim.quote, 240)
    sure = outcomes.confidence(checked.verdict, lang) if checked.verdict and checked.verdict.label.decided else ""
    return Row(key_of(result, checked), *place, quote, checked.claim.lang, outcome, outcomes.SYMBOLS[outcome], sure)


def _says(checked: Checked) -> str:
    from factcheck.render import explanation

    found = explanation.decisive(checked.verdict) if checked.verdict else ()
    return f"{found[0].source.publisher}: {formats.line(found[0].passage.text, 240)}" if found else ""
