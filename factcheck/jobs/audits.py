"""Audits at work: any number of processes on one database take shards of a run, dead ones' shards are taken over.

The run's table is the queue, and a claim's token keeps late results out, so this needs neither dbos nor a broker: an audit
of days has one table of items, not one workflow an article. Reading of the archive is handed in.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog

from factcheck.audit.checking import SHARD, Checking
from factcheck.audit.reading import MOST_WAITING
from factcheck.jobs.rounds import is_gone, whereabouts
from factcheck.storage import audits, leases
from factcheck.storage.audits import Arrival, Known
from factcheck.storage.database import Database

Progress = Callable[[dict[str, int]], None]
"""Called with the number of items in each state, after every shard."""

_log = structlog.get_logger("factcheck.jobs")


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Pace:
    """Seconds between signs of life, without which a worker counts as dead, and between looks for work."""

    beat: float = 5.0
    dead_after: float = 60.0
    idle: float = 0.3


@dataclass
class RunTable:
    """One run's rows, each call in a transaction of its own."""

    database: Database
    run_id: str

    def known(self, references: list[str]) -> dict[str, Known]:
        """Which of these are items already."""
        with self.database.reading() as connection:
            return audits.known(connection, self.run_id, references)

    def receive(self, arrivals: list[Arrival], before: dict[str, Known]) -> None:
        """Add items, or bring changed ones in again."""
        with self.database.begin() as connection:
            audits.receive(connection, self.run_id, arrivals, before, now())

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
class AuditWorker:
    """One process's part in a run."""

    table: RunTable
    checking: Checking
    pace: Pace = field(default_factory=Pace)
    name: str = field(default_factory=lambda: f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}")

    def work(self, stop: threading.Event, progress: Progress) -> None:
        """Shard after shard until nothing waits, nobody holds anything, and no more is being read."""
        with self._alive():
            while not stop.is_set():
                state = self.table.state()  # before the look for work: what is read in between is seen by the next look
                self.take_over()
                if self._shard():
                    progress(self.table.counts())
                elif state != audits.READING and not self.table.unfinished():
                    return
                else:
                    stop.wait(self.pace.idle)

    def _shard(self) -> bool:
        with self.table.database.begin() as connection:
            taken = audits.claim(connection, self.table.run_id, self.name, SHARD, now())
        if not taken:
            return False
        ended = self.checking.shard(taken)
        with self.table.database.begin() as connection:
            for one, end in zip(taken, ended, strict=True):
                if not audits.store(connection, self.table.run_id, one, end, now()):
                    _log.warning("result refused", item=one.item, fencing=one.fencing)
        return True

    def take_over(self) -> int:
        """Make free what dead workers hold: those gone from this machine, silent for long, or without any lease."""
        moment, here = now(), whereabouts()
        with self.table.database.reading() as connection:
            holders = audits.holders(connection, self.table.run_id)
            known = {lease.worker: lease for lease in leases.every(connection)}
        old = moment - timedelta(seconds=self.pace.dead_after)
        dead = [name for name in holders if name != self.name and self._is_dead(known.get(name), old, here)]
        if not dead:
            return 0
        with self.table.database.begin() as connection:
            return audits.give_back(connection, self.table.run_id, dead, moment)

    def _is_dead(self, lease: leases.Lease | None, old: datetime, here: dict[str, object]) -> bool:
        return lease is None or lease.stopped_at is not None or lease.heartbeat_at < old or is_gone(lease.about, here)

    @contextmanager
    def _alive(self) -> Iterator[None]:
        ended = threading.Event()
        self._beat()
        thread = threading.Thread(target=self._beating, args=(ended,), name="audit-beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(timeout=30)
            with self.table.database.begin() as connection:
                leases.stop(connection, self.name, now())

    def _beating(self, ended: threading.Event) -> None:
        while not ended.wait(self.pace.beat):
            try:
                self._beat()
            except Exception as error:  # the next beat tries again
                _log.error("beat failed", fault=type(error).__name__)

    def _beat(self) -> None:
        with self.table.database.begin() as connection:
            leases.beat(connection, self.name, whereabouts(), now())
