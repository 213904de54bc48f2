"""What people hand over and ask about: jobs and batches, as the API needs them. Decides who may see what, and when it is too much.

Knows rows and queues, not how an article is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from factcheck.desk.checking import Work
from factcheck.desk.office import Caller, Desk
from factcheck.errors import InputTooLarge, JobError, NoSuchRecord, QueueFull, ScopeMissing
from factcheck.jobs.engine import BATCH, IMPORTS, URGENT, Engine, Task
from factcheck.service import Material, Wishes
from factcheck.storage import jobs
from factcheck.storage.jobs import Item, Job, Result

ARTICLE = "article"
BATCH_KIND = "batch"
IMPORT = "import"
_PAGE = 50


@dataclass(frozen=True)
class Question:
    """One article or some claims with the options, as it waits in the queue."""

    material: Material = field(default_factory=Material)
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def item(self) -> Item:
        """As an item of a job."""
        return Item(to_text(self), self.material.reference)


_QUESTIONS = TypeAdapter(Question)


def to_text(question: Question) -> str:
    """A question as it is stored."""
    return _QUESTIONS.dump_json(question, exclude_none=True).decode()


def from_text(text: str) -> Question:
    """The question that was stored."""
    return _QUESTIONS.validate_json(text)


@dataclass(frozen=True)
class Bounds:
    """How much may wait, in articles: from editors who will look soon, from batches, and in one batch."""

    urgent: int = 200
    batch: int = 20_000
    one_batch: int = 10_000


class Board:
    """Hand over, look, cancel."""

    def __init__(self, desk: Desk, engine: Engine, bounds: Bounds | None = None) -> None:
        self._desk = desk
        self._engine = engine
        self._bounds = bounds or Bounds()

    def submit(self, work: Work) -> str:
        """One article to be checked soon, before all batches; returns the job's id. QueueFull where too many wait."""
        question = Question(work.material, work.wishes)
        now = self._desk.now()
        with self._desk.database.begin() as connection:
            self._check_room(jobs.waiting(connection).get(ARTICLE, 0), self._bounds.urgent)
            job = self._new(work.caller, ARTICLE, work.request_id)
            jobs.create(connection, job)
            jobs.append(connection, job.id, [question.item], now)
            job = jobs.release(connection, job.id, now)
        self._engine.put(task_of(job))
        return job.id

    def open_batch(self, caller: Caller, request_id: str | None = None, kind: str = BATCH_KIND) -> Job:
        """A batch of articles (or of what is to be imported) that will be added. QueueFull where too many wait."""
        with self._desk.database.begin() as connection:
            self._check_room(jobs.waiting(connection).get(kind, 0), self._bounds.batch)
            job = self._new(caller, kind, request_id)
            jobs.create(connection, job)
        return job

    def add(self, job_id: str, items: Iterable[Item]) -> int:
        """Articles of a batch that is being received; returns how many it has. InputTooLarge beyond the limit."""
        with self._desk.database.begin() as connection:
            total = jobs.append(connection, job_id, items, self._desk.now())
        if total > self._bounds.one_batch:
            raise InputTooLarge(
                f"One job takes at most {self._bounds.one_batch:,} items.", way_out="Split it into several."
            )
        return total

    def close_batch(self, job_id: str) -> Job:
        """All articles are there: work begins."""
        with self._desk.database.begin() as connection:
            job = jobs.release(connection, job_id, self._desk.now())
        if not job.ended:
            self._engine.put(task_of(job))
        return job

    def abandon(self, job_id: str, error: dict[str, str]) -> None:
        """The sender of a batch went away or sent something unusable: nothing of it is done."""
        with self._desk.database.begin() as connection:
            jobs.end(connection, job_id, "failed", error, self._desk.now())

    def job(self, caller: Caller, job_id: str) -> Job:
        """A job. NoSuchRecord where there is none, or it belongs to another key and the caller sees only their own."""
        with self._desk.database.reading() as connection:
            job = jobs.find(connection, job_id, None if caller.sees_all else caller.key_id)
        if job is None:
            raise NoSuchRecord("There is no such job.", way_out="Use the id that was answered when it was handed over.")
        return job

    def jobs(self, caller: Caller, limit: int = 50) -> list[Job]:
        """The newest jobs of a key."""
        with self._desk.database.reading() as connection:
            return jobs.listed(connection, caller.key_id, limit)

    def cancel(self, caller: Caller, job_id: str) -> Job:
        """Stop a job: what is stored stays, what runs is not stored any more. A job that has ended stays as it is."""
        if self.job(caller, job_id).key_id != caller.key_id and not caller.may("admin"):
            raise ScopeMissing("This job was handed over with another key.", way_out="Use that key, or an admin's.")
        now = self._desk.now()
        error = {"code": "cancelled", "message": "It was cancelled before it was checked."}
        with self._desk.database.begin() as connection:
            ended = jobs.end(connection, job_id, "cancelled", error, now)
            if ended is not None:
                jobs.say(connection, job_id, "done", progress_of(ended), now)
        return self.job(caller, job_id)

    def results(self, caller: Caller, job_id: str) -> Iterator[Result]:
        """Each article of a job with what became of it so far, in their order, read page by page."""
        self.job(caller, job_id)
        first = 0
        while True:
            with self._desk.database.reading() as connection:
                page = jobs.results_of(connection, job_id, first, _PAGE)
            yield from page
            if len(page) < _PAGE:
                return
            first = page[-1].item + 1

    def said(self, caller: Caller, job_id: str, after: int) -> tuple[Job, list[tuple[int, str, Any]]]:
        """The job, and what its listeners were told after a number."""
        job = self.job(caller, job_id)  # before the events: a job that has ended has told everything
        with self._desk.database.reading() as connection:
            return job, list(jobs.said(connection, job_id, after))

    def depth(self) -> dict[str, int]:
        """Articles that wait or run, by kind of job."""
        with self._desk.database.reading() as connection:
            return {ARTICLE: 0, BATCH_KIND: 0} | jobs.waiting(connection)

    def _new(self, caller: Caller, kind: str, request_id: str | None) -> Job:
        return Job(
            id=self._desk.new_id("job"),
            key_id=caller.key_id,
            kind=kind,
            state="receiving",
            total=0,
            done=0,
            failed=0,
            cancel_requested=False,
            created_at=self._desk.now(),
            request_id=request_id,
        )

    def _check_room(self, waiting: int, bound: int) -> None:
        if waiting >= bound:
            raise QueueFull(
                f"{waiting:,} items are waiting already.", way_out="Wait, then send it again.", retry_after=30
            )


_TASKS = {ARTICLE: ("job", URGENT), BATCH_KIND: ("job", BATCH), IMPORT: ("import", IMPORTS)}


def task_of(job: Job) -> Task:
    """The task that does a job."""
    does, queue = _TASKS[job.kind]
    return Task(job.id, does, queue, (job.id,))


def progress_of(job: Job) -> dict[str, Any]:
    """How far a job is, as its listeners are told."""
    return {"job_id": job.id, "state": job.state, "total": job.total, "done": job.done, "failed": job.failed}


def error_of(error: JobError) -> dict[str, str]:
    """An error as it is stored with a job."""
    return {"code": error.code, "message": error.message, "way_out": error.way_out}
