"""How a worker answers what was asked: as the API does, from the store or by the models, kept in the worker's transaction.

Editors' jobs go before batches at the models: the two are handed in as two views of one checker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from factcheck.audit.checking import together
from factcheck.desk import checking, keeping, keys
from factcheck.desk.office import Caller, Desk
from factcheck.desk.orders import Order
from factcheck.desk.reports import Document
from factcheck.domain import Checked, Report
from factcheck.intake.fetch import Limits
from factcheck.jobs.board import ARTICLE, Question
from factcheck.jobs.engine import Stopping
from factcheck.jobs.work import Keep, Stored
from factcheck.pipeline import Hears, Progress
from factcheck.service import Checker
from factcheck.storage.database import Connection
from factcheck.storage.jobs import Job


@dataclass(frozen=True)
class Checkers:
    """One checker seen twice: `urgent` takes the next turn, `patient` lets everybody who waits go first."""

    urgent: Checker
    patient: Checker


@dataclass(frozen=True)
class _Asked:
    """A check that has to be made, and for whom."""

    caller: Caller
    order: Order


class DeskAnswers:
    """Answers with the desk's steps."""

    def __init__(
        self, desk: Desk, checkers: Checkers, today: Callable[[], date] = date.today, limits: Limits | None = None
    ) -> None:
        self._desk = desk
        self._checkers = checkers
        self._today = today
        self._limits = limits
        self._leaving = threading.Event()

    def wait(self) -> None:
        """Until models and index are there. A worker that cannot load them takes no work to fail it."""
        while not self._checkers.urgent.readiness().ready:
            if self._leaving.wait(0.2):
                raise Stopping

    def leave(self) -> None:
        """Wait no longer."""
        self._leaving.set()

    def answer(self, question: Question, job: Job, progress: Progress, hears: Hears) -> Keep:
        """Read, look in the store, check; the report is kept by what is returned."""
        checker = self._checkers.urgent if job.kind == ARTICLE else self._checkers.patient
        progress("read", 0, 1)
        read = self._read(question, job)
        if not isinstance(read, _Asked):
            return read
        return self._keep(read, checking.run(checker.heard_by(progress, hears), read.order), {})

    def answer_all(self, asked: Sequence[tuple[Question, Job]]) -> list[Keep | Exception]:
        """All that are not known yet in one batch, as audits check theirs; one that cannot be checked stops no other."""
        read = [done for pair in asked for done in together(lambda some: [self._read(*some[0])], [pair])]
        open_ones = [one for one in read if isinstance(one, _Asked)]
        checked = iter(together(self._batch, open_ones))
        return [next(checked) if isinstance(one, _Asked) else one for one in read]

    def _batch(self, asked: Sequence[_Asked]) -> list[Keep]:
        orders = [one.order for one in asked]
        reports = checking.run_all(self._checkers.patient, orders)
        kept: dict[str, Stored] = {}
        return [self._keep(one, report, kept) for one, report in zip(asked, reports, strict=True)]

    def _read(self, question: Question, job: Job) -> _Asked | Keep:
        """What is to be checked, or how its known answer is kept."""
        checker = self._checkers.patient  # asked for its defaults and models only: that takes no turn
        caller = keys.of_job(self._desk, job.key_id)
        order = checking.order_for(question.material, question.wishes, checker, self._today(), self._limits)
        found = checking.known(self._desk, caller, order, checker)
        return _Asked(caller, order) if found is None else lambda _connection: stored(found, caller)

    def _keep(self, asked: _Asked, report: Report, kept: dict[str, Stored]) -> Keep:
        """`kept` has what was kept of the same batch: the same question twice in it is one report, not two versions."""
        caller, order = asked.caller, asked.order
        stood = checking.places_in(order, report)
        question = f"{caller.key_id} {order.fingerprint(report.provenance)}"

        def keep(connection: Connection) -> Stored:
            if question not in kept:
                document = keeping.store_in(connection, self._desk, caller, order, report, stood)
                kept[question] = stored(document, caller)
            return kept[question]

        return keep


def stored(document: Document, caller: Caller) -> Stored:
    """Where a report was kept; with the job itself only where the key's texts are not kept at all."""
    kept = document.kept
    report = Report.model_validate_json(document.body)
    told = (_told(checked, claim.verdict_id) for checked, claim in zip(report.checked, kept.claims, strict=True))
    body = document.json() if caller.retention_days == 0 else None
    return Stored(kept.report_id, kept.version, body, tuple(told))


def _told(checked: Checked, verdict_id: str) -> dict[str, Any]:
    verdict = checked.verdict
    return {
        "verdict_id": verdict_id,
        "claim_id": checked.claim.id,
        "start": checked.claim.span.start,
        "end": checked.claim.span.end,
        "label": str(verdict.label) if verdict else None,
        "confidence": verdict.confidence.value if verdict else None,
        "failure": checked.failure.code if checked.failure else None,
    }
