"""Doing jobs: an item is claimed, checked, and its result stored once, with the token of the claim, in one transaction.

Knows the order and what may go wrong on the way (a worker that dies, one that is slower than it seems); how an article is
checked and kept is handed in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from factcheck.audit.checking import together
from factcheck.desk import events
from factcheck.desk.office import Desk
from factcheck.domain import Verdict
from factcheck.errors import FactcheckError, WorkerLost
from factcheck.jobs.board import ARTICLE, Question, from_text, progress_of
from factcheck.jobs.engine import BATCH, Engine, Task
from factcheck.observe import logger
from factcheck.pipeline import Hears, Progress
from factcheck.storage import jobs
from factcheck.storage.database import Connection
from factcheck.storage.jobs import Claimed, Job, Outcome

_MOST_ATTEMPTS = 4
"""Claims of one item before it counts as what ends its workers; one of them may be a neighbour's doing."""
TOGETHER = 4
"""Articles of a batch that are checked together. An editor who comes meanwhile waits for so many, so it is fewer than in audits."""
_MOST_SHARDS = 200
"""Tasks that one batch becomes: enough that all workers share it, few enough that queueing them costs little."""

_log = logger("factcheck.jobs")


@dataclass(frozen=True)
class Stored:
    """Where a report was kept; `body` where it is kept with the job only. `verdicts` are told to listeners, one by one."""

    report_id: str | None = None
    report_version: int | None = None
    body: str | None = None
    verdicts: tuple[dict[str, Any], ...] = ()


Keep = Callable[[Connection], Stored]
"""Stores what was found out, within the transaction it is given."""


class Answers(Protocol):
    """Checks what was asked."""

    def wait(self) -> None:
        """Until checks can be answered; may raise `engine.Stopping`."""

    def leave(self) -> None:
        """The worker stops: wait no longer."""

    def answer(self, question: Question, job: Job, progress: Progress, hears: Hears) -> Keep:
        """Check it, telling how far it is; returns how the report is kept. Errors of our tree where it cannot be had."""

    def answer_all(self, asked: Sequence[tuple[Question, Job]]) -> list[Keep | Exception]:
        """Check several in one batch; for each how its report is kept, or why it cannot be had."""


@dataclass(frozen=True)
class Hands:
    """What a worker works with: its name, who answers, seconds an article may take."""

    worker: str
    answers: Answers
    seconds: float = 900.0


class Work:
    """The tasks `job` and `items`."""

    def __init__(self, desk: Desk, engine: Engine, hands: Hands) -> None:
        self._desk = desk
        self._engine = engine
        self._hands = hands

    def job(self, job_id: str) -> None:
        """Do a job of one item; share out one of many, so that all workers have part in it."""
        with self._desk.database.reading() as connection:
            job = jobs.find(connection, job_id)
        if job is None:
            return
        if job.total <= 1:
            self.items(job_id, 0, job.total)
            return
        size = max(TOGETHER, -(-job.total // _MOST_SHARDS))
        for first in range(0, job.total, size):
            end = min(first + size, job.total)
            self._engine.put(Task(f"{job_id}.{first}-{end}", "items", BATCH, (job_id, first, end)))

    def items(self, job_id: str, first: int, end: int) -> None:
        """Do some items of a job, a few together, each few as a step of their own."""
        for start in range(first, end, TOGETHER):
            self._engine.step(self._some(job_id, range(start, min(end, start + TOGETHER))))

    def _some(self, job_id: str, items: range) -> Callable[[], None]:
        def step() -> None:
            self._hands.answers.wait()
            with structlog.contextvars.bound_contextvars(job_id=job_id):
                fresh = []
                for item in items:
                    claimed = self._claimed(job_id, item)
                    if claimed is not None and claimed.attempts > 1:
                        self._do([claimed])  # it may be what ended its worker: it takes no other with it
                    elif claimed is not None:
                        fresh.append(claimed)
                self._do(fresh)

        return step

    def _claimed(self, job_id: str, item: int) -> Claimed | None:
        with self._desk.database.begin() as connection:
            place = (job_id, item)
            return jobs.claim(connection, place, self._hands.worker, self._desk.now(), self._hands.seconds)

    def _do(self, claimed: Sequence[Claimed]) -> None:
        started = time.monotonic()
        for one, found in zip(claimed, self._found(claimed), strict=True):
            with structlog.contextvars.bound_contextvars(request_id=one.job.request_id):
                if isinstance(found, Exception):
                    self._fail(one, found)
                else:
                    self._keep(one, found)
                _log.info("item ended", item=one.item, seconds=round(time.monotonic() - started, 3))

    def _found(self, claimed: Sequence[Claimed]) -> list[Keep | Exception]:
        if len(claimed) > 1:
            return self._hands.answers.answer_all([(from_text(one.input), one.job) for one in claimed])
        return together(self._alone, claimed)

    def _alone(self, claimed: Sequence[Claimed]) -> list[Keep]:
        one = claimed[0]
        if one.attempts > _MOST_ATTEMPTS:
            raise WorkerLost("Checking it ended the worker each time.", way_out="Check it by itself and report it.")
        answers = self._hands.answers
        return [answers.answer(from_text(one.input), one.job, self._progress(one), self._hears(one))]

    def _fail(self, claimed: Claimed, fault: Exception) -> None:
        if isinstance(fault, FactcheckError):
            error = {"code": fault.code, "message": fault.message, "way_out": fault.way_out}
        else:  # a fault of ours: said without the text that caused it
            _log.error("item failed", item=claimed.item, fault=type(fault).__name__)
            error = {"code": "internal-error", "message": "Something failed inside; nothing was decided."}
        with self._desk.database.begin() as connection:
            self._ended(connection, claimed, Outcome(error=error), Stored())

    def _keep(self, claimed: Claimed, keep: Keep) -> None:
        with self._desk.database.begin() as connection:
            # Asked before anything is kept, in the transaction that keeps it: a worker that was overtaken keeps nothing.
            if not jobs.still_ours(connection, claimed):
                _log.warning("result refused", item=claimed.item, fencing=claimed.fencing)
                return
            kept = keep(connection)
            outcome = Outcome(report_id=kept.report_id, report_version=kept.report_version, body=kept.body)
            self._ended(connection, claimed, outcome, kept)

    def _ended(self, connection: Connection, claimed: Claimed, outcome: Outcome, kept: Stored) -> None:
        now = self._desk.now()
        job = jobs.finish(connection, claimed, outcome, now)
        if job is None:
            _log.warning("result refused", item=claimed.item, fencing=claimed.fencing)
            return
        for verdict in kept.verdicts:
            jobs.say(connection, job.id, "verdict", {"item": claimed.item} | verdict, now)
        item = {"item": claimed.item, "reference": claimed.reference, "report_id": outcome.report_id}
        jobs.say(connection, job.id, "progress", progress_of(job) | item | {"error": outcome.error}, now)
        if job.ended:
            announce_end(connection, self._desk, job)

    def _progress(self, claimed: Claimed) -> Progress:
        def tell(stage: str, done: int, total: int) -> None:
            said = {"item": claimed.item, "stage": stage, "stage_done": done, "stage_total": total}
            self._say(claimed, "progress", [progress_of(claimed.job) | said])

        return tell

    def _hears(self, claimed: Claimed) -> Hears:
        def tell(fallen: Sequence[Verdict]) -> None:
            said = [{"item": claimed.item, "claim_id": one.claim_id, "label": str(one.label)} for one in fallen]
            self._say(claimed, "fallen", said)

        return tell

    def _say(self, claimed: Claimed, event: str, told: Sequence[dict[str, Any]]) -> None:
        """Tell somebody who looks at one article; nobody looks at each article of a batch."""
        if claimed.job.kind != ARTICLE:
            return
        with self._desk.database.begin() as connection:
            jobs.lock(connection, claimed.job.id)
            for said in told:
                jobs.say(connection, claimed.job.id, event, said, self._desk.now())


def announce_end(connection: Connection, desk: Desk, job: Job) -> None:
    """Tell listeners and webhooks that a job has ended. The caller's transaction holds the job's row."""
    told = progress_of(job) | {"kind": job.kind, "report_id": job.report_id, "error": (job.error or {}).get("code")}
    jobs.say(connection, job.id, "done", told, desk.now())
    events.announce(connection, desk, job.key_id, "job.completed" if job.state == "done" else "job.failed", told)
