"""A worker's rounds: its own sign of life, taking over from the dead, ending what takes too long, queueing what was forgotten.

dbos keeps a dead worker's tasks for that worker; here they are passed on. A worker is dead when its lease is old, when it
said that it leaves, or when its process is gone from this very machine.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from factcheck.desk.office import Desk
from factcheck.errors import TimeLimit
from factcheck.jobs.board import error_of, task_of
from factcheck.jobs.engine import Engine
from factcheck.jobs.work import announce_end
from factcheck.observe import logger
from factcheck.storage import jobs, leases
from factcheck.storage.leases import Lease

_FORGOTTEN = timedelta(seconds=20)
"""A job that has waited so long may never have reached the queue: its process died in between. Queueing twice changes nothing."""
_RECEIVING = timedelta(hours=1)

_log = logger("factcheck.jobs")


@dataclass(frozen=True)
class Pace:
    """Seconds between two rounds, and after how many without a sign of life a worker counts as dead."""

    beat: float = 4.0
    dead_after: float = 20.0


class Rounds:
    """One thread of a worker."""

    def __init__(self, desk: Desk, engine: Engine, worker: str, pace: Pace | None = None) -> None:
        self._desk = desk
        self._engine = engine
        self._worker = worker
        self._pace = pace or Pace()
        self._about = whereabouts()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="job-rounds", daemon=True)
        self.more: list[Callable[[], None]] = []
        """What else is to be looked after each round."""

    def start(self) -> None:
        """A round now, and every few seconds."""
        self._thread.start()

    def stop(self) -> None:
        """No more rounds; what this worker still has is free for others."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)
        with self._desk.database.begin() as connection:
            leases.stop(connection, self._worker, self._desk.now())

    def _run(self) -> None:
        while True:
            for part in (self.beat, self.take_over, self.end_overdue, self.put_forgotten, *self.more):
                self._safely(part)
            if self._stop.wait(self._pace.beat):
                return

    def _safely(self, part: Callable[[], None]) -> None:
        try:
            part()
        except Exception as error:  # the next round tries again; without rounds nobody would take over
            _log.error("round failed", part=getattr(part, "__name__", "?"), fault=type(error).__name__)

    def beat(self) -> None:
        """Give a sign of life."""
        with self._desk.database.begin() as connection:
            leases.beat(connection, self._worker, self._about, self._desk.now())

    def take_over(self) -> None:
        """Pass on what dead workers had in hand."""
        now = self._desk.now()
        with self._desk.database.reading() as connection:
            every = leases.every(connection)
        for lease in every:
            if lease.worker != self._worker and self._is_dead(lease, now):
                self._take_over(lease, now)

    def _is_dead(self, lease: Lease, now: datetime) -> bool:
        old = lease.heartbeat_at < now - timedelta(seconds=self._pace.dead_after)
        return old or lease.stopped_at is not None or is_gone(lease.about, self._about)

    def _take_over(self, lease: Lease, now: datetime) -> None:
        with self._desk.database.begin() as connection:
            if not leases.seize(connection, lease, now):
                return
        tasks = self._engine.held_by(lease.worker)
        for task in tasks:
            self._engine.pass_on(task)
        with self._desk.database.begin() as connection:
            jobs.count_takeover(connection, {str(task.arguments[0]) for task in tasks if task.arguments})
            leases.drop(connection, lease.worker, now)
        _log.warning("took over", worker=lease.worker, tasks=len(tasks))

    def end_overdue(self) -> None:
        """End jobs that take longer than they may; what they have stored stays."""
        now = self._desk.now()
        error = error_of(TimeLimit("It took longer than jobs may.", way_out="Send fewer or shorter articles."))
        with self._desk.database.reading() as connection:
            late = jobs.overdue(connection, now, now - _RECEIVING)
        for job_id in late:
            with self._desk.database.begin() as connection:
                ended = jobs.end(connection, job_id, "failed", error, now)
                if ended is not None:
                    announce_end(connection, self._desk, ended)

    def put_forgotten(self) -> None:
        """Queue the jobs again that wait without having begun."""
        with self._desk.database.reading() as connection:
            waiting = jobs.unfinished(connection, self._desk.now() - _FORGOTTEN)
        for job in waiting[:50]:
            if job.state == "queued":
                self._engine.put(task_of(job))


def worker_name() -> str:
    """A name for this process's part in the work that no other has, with its machine in it."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


def whereabouts() -> dict[str, Any]:
    """Where this process runs: machine, and process number within its namespace."""
    try:
        space = str(Path("/proc/self/ns/pid").readlink())
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        space = boot = ""
    return {"host": socket.gethostname(), "space": space, "boot": boot, "pid": os.getpid(), "born": _born(os.getpid())}


def is_gone(about: dict[str, Any], here: dict[str, Any]) -> bool:
    """True where a process of this very machine and namespace exists no more; False where it cannot be known."""
    same = all(about.get(name) and about.get(name) == here.get(name) for name in ("host", "space", "boot"))
    return same and _born(int(about["pid"])) != about.get("born")


def _born(pid: int) -> str | None:
    # The 22nd field of stat is the moment of birth: a number that is used again belongs to another process.
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in ("Z", "X") else fields[19]
