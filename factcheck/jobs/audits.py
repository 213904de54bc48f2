"""Audits at work: shards of a run are tasks of a durable queue, and any number of processes on one database take them.

A task sees to it that somebody checks its items; what became of them is in the run's rows, and a claim's token keeps late
results out. Reading of the archive is handed in.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from factcheck.audit.checking import SHARD, Checking
from factcheck.audit.reading import MOST_WAITING
from factcheck.desk.office import Desk
from factcheck.jobs import rounds
from factcheck.jobs.engine import DurableEngine, Engine, Task
from factcheck.jobs.handover import Handover
from factcheck.observe import logger
from factcheck.storage import audits
from factcheck.storage.audits import Arrival, Ended, Known, Taken, Waiting
from factcheck.storage.database import Database

_TASK = "shard"
Progress = Callable[[dict[str, int]], None]
"""Called with the number of items in each state, after every shard."""

_log = logger("factcheck.jobs")


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Pace:
    """Signs of life and rounds; seconds between looks at the end; seconds after which an item without a task was forgotten."""

    rounds: rounds.Pace = field(default_factory=lambda: rounds.Pace(beat=5.0, dead_after=60.0))
    idle: float = 0.3
    forgotten: float = 20.0


@dataclass
class RunTable:
    """One run's rows, each call in a transaction of its own."""

    database: Database
    run_id: str

    def known(self, references: list[str]) -> dict[str, Known]:
        """Which of these are items already."""
        with self.database.reading() as connection:
            return audits.known(connection, self.run_id, references)

    def receive(self, arrivals: list[Arrival], before: dict[str, Known]) -> list[Waiting]:
        """Add items, or bring changed ones in again; returns those that wait to be checked."""
        with self.database.begin() as connection:
            return audits.receive(connection, self.run_id, arrivals, before, now())

    def claim(self, items: Sequence[int], worker: str) -> list[Taken]:
        """Take those of these items that are unfinished."""
        with self.database.begin() as connection:
            return audits.claim(connection, self.run_id, items, worker, now())

    def store(self, taken: Sequence[Taken], ended: Sequence[Ended]) -> None:
        """Store what became of items; what was overtaken is left out."""
        with self.database.begin() as connection:
            for one, end in zip(taken, ended, strict=True):
                if not audits.store(connection, self.run_id, one, end, now()):
                    _log.warning("result refused", item=one.item, fencing=one.fencing)

    def open_items(self, seconds: float) -> list[Waiting]:
        """Items that wait or are in hand, and that nothing has happened to for so many seconds."""
        with self.database.reading() as connection:
            return audits.unfinished(connection, self.run_id, now() - timedelta(seconds=seconds))

    def give_back(self, lost: Sequence[Waiting]) -> list[Waiting]:
        """Let these wait again; returns those that had not changed."""
        with self.database.begin() as connection:
            return audits.give_back(connection, self.run_id, lost, now())

    def counts(self) -> dict[str, int]:
        """Items by state."""
        with self.database.reading() as connection:
            return audits.counts(connection, self.run_id)

    def state(self) -> str:
        """The run's own state; `done` where it is gone."""
        with self.database.reading() as connection:
            run = audits.find(connection, self.run_id)
        return run.state if run else audits.DONE

    def set_state(self, state: str) -> None:
        """Say how far the run is."""
        with self.database.begin() as connection:
            audits.set_state(connection, self.run_id, state)

    def unfinished(self) -> int:
        """Items that wait or are in hand."""
        counted = self.counts()
        return counted.get(audits.QUEUED, 0) + counted.get(audits.RUNNING, 0)

    def room(self, stop: threading.Event) -> Callable[[], bool]:
        """Waits while much is unfinished; the answer is False once the run is being stopped."""

        def pause() -> bool:
            while not stop.is_set() and self.unfinished() > MOST_WAITING:
                stop.wait(0.5)
            return not stop.is_set()

        return pause


@dataclass
class Shards:
    """A run's items as tasks of its own queue, so many items each."""

    table: RunTable
    engine: Engine

    def receive(self, arrivals: list[Arrival], before: dict[str, Known]) -> None:
        """Add items to the run and queue those that wait. A process that dies in between is made good by `put_forgotten`."""
        self._put(self.table.receive(arrivals, before))

    def put_forgotten(self, seconds: float) -> None:
        """Queue items again that no task will see to, and that nothing has happened to for so many seconds.

        The rows are read before the tasks: a task that ends in between has changed its rows, and they are let alone.
        """
        found = self.table.open_items(seconds)
        if not found:
            return
        tasks = self.engine.unfinished(f"{self.table.run_id}.")
        held = {item for task in tasks for item in task.arguments[1:]}
        lost = [one for one in found if one.item not in held]
        if lost:
            _log.warning("items without a task", items=len(lost))
            self._put(self.table.give_back(lost))

    def _put(self, waiting: Sequence[Waiting]) -> None:
        for first in range(0, len(waiting), SHARD):
            self.engine.put(self._task(waiting[first : first + SHARD]))

    def _task(self, shard: Sequence[Waiting]) -> Task:
        # The tokens are part of it: an item that has changed since is another thing to do.
        named = hashlib.sha256(repr([(one.item, one.fencing) for one in shard]).encode()).hexdigest()[:24]
        run_id = self.table.run_id
        return Task(f"{run_id}.{named}", _TASK, queue_of(run_id), (run_id, *(one.item for one in shard)))


def queue_of(run_id: str) -> str:
    """The queue of a run: each has its own, since a worker has one run's plan and sources."""
    return f"audit.{run_id}"


class AuditWorker:
    """One process's part in a run."""

    def __init__(self, table: RunTable, checking: Checking, pace: Pace | None = None) -> None:
        self.name = rounds.worker_name()
        self._table = table
        self._checking = checking
        self._pace = pace or Pace()
        self._handover = Handover()
        self._engine = DurableEngine(table.database.url, self.name, {queue_of(table.run_id): 1})
        self.shards = Shards(table, self._engine)
        self._rounds = rounds.Rounds(Desk(table.database, now), self._engine, self.name, self._pace.rounds)
        self._rounds.more.append(partial(self.shards.put_forgotten, self._pace.forgotten))

    @contextmanager
    def taking_part(self) -> Iterator[None]:
        """The queue is open: shards come to this process, and those of dead ones are passed on."""
        # The sign of life comes first: nobody may take this worker's tasks for a dead one's.
        self._rounds.beat()
        self._engine.start({_TASK: self._shard})
        self._rounds.start()
        try:
            yield
        finally:
            self._handover.close()
            self._engine.stop(0)
            self._rounds.stop()

    def work(self, stop: threading.Event, progress: Progress) -> None:
        """Shard after shard until nothing waits, nobody holds anything, and no more is being read."""
        while not stop.is_set():
            state = self._table.state()  # before the look at what is left: what is read in between is seen by the next
            if self._handover.serve(self._pace.idle):
                progress(self._table.counts())
            elif state != audits.READING and not self._table.unfinished():
                return

    def _shard(self, _run_id: str, *items: int) -> None:
        # Not in steps of the engine: how far it got is in the rows, and they are what counts.
        self._handover.ask(lambda: self._check(items))

    def _check(self, items: Sequence[int]) -> None:
        left = set(items)  # an item that was overtaken is not claimed back
        while taken := self._table.claim(sorted(left), self.name):
            self._table.store(taken, self._checking.shard(taken))
            left -= {one.item for one in taken}
