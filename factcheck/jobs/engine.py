"""The durable queues (dbos): a task that was put is run to its end by some worker, whatever happens to the processes.

Knows tasks, queues and workers; what a task does is handed in. The only module that knows dbos. A task may run more than
once (at least once, never silently lost), so what it does must be idempotent.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.engine import URL

Argument = str | int
Handler = Callable[..., None]

URGENT = "urgent"
BATCH = "batch"
WEBHOOKS = "webhooks"
IMPORTS = "imports"
_POLLING = {URGENT: 0.2, BATCH: 0.3, WEBHOOKS: 0.5, IMPORTS: 0.5}
_OTHERWISE = 0.05
_BESIDE = ".queues"
_NAME = "factcheck"
_VERSION = "jobs-1"
"""Tasks queued under one version are run by workers of the same one; it changes when what tasks mean does."""


@dataclass(frozen=True)
class Task:
    """One thing to do. Putting the same id again changes nothing."""

    id: str
    does: str
    queue: str
    arguments: tuple[Argument, ...]
    delay_seconds: float = 0.0


class Engine(Protocol):
    """What the rest of this package needs of the queues; tests have one in memory."""

    def put(self, task: Task) -> None:
        """Queue a task, durably, unless it is there already."""

    def step(self, does: Callable[[], None]) -> None:
        """One part of the task that runs: done once more after a crash only if it had not ended. Stops here at shutdown."""

    def held_by(self, worker: str) -> list[Task]:
        """What a worker has taken and not finished."""

    def unfinished(self, beginning: str) -> list[Task]:
        """What waits or is in anybody's hands, of the tasks whose ids begin like this."""

    def pass_on(self, task: Task) -> None:
        """Give a dead worker's task to the next one that is free."""


class Unattended:
    """Queues that nobody works on: tasks are taken and forgotten (an application without workers, for tests)."""

    def put(self, task: Task) -> None:
        """Nothing."""

    def step(self, does: Callable[[], None]) -> None:
        """At once."""
        does()

    def held_by(self, worker: str) -> list[Task]:  # noqa: ARG002  nobody holds anything
        """Nothing."""
        return []

    def unfinished(self, beginning: str) -> list[Task]:  # noqa: ARG002  nothing is kept
        """Nothing."""
        return []

    def pass_on(self, task: Task) -> None:
        """Nothing."""


class Stopping(BaseException):
    """The worker leaves between two steps. No `Exception`: the task has not failed, another worker goes on with it."""


@dataclass(frozen=True)
class Room:
    """How many tasks of each queue one process runs at a time; all zero: it only puts."""

    urgent: int = 1
    batch: int = 1
    webhooks: int = 4
    imports: int = 1

    def queues(self) -> dict[str, int]:
        """The service's queues with their room."""
        return {URGENT: self.urgent, BATCH: self.batch, WEBHOOKS: self.webhooks, IMPORTS: self.imports}


class DurableEngine:
    """The queues on dbos. One a process: dbos itself is global. `queues` says how many tasks of each run here; 0: it only puts."""

    def __init__(self, url: URL, worker: str, queues: Mapping[str, int]) -> None:
        self._url = url
        self._worker = worker
        self._queues = queues
        self._stopping = False

    def start(self, handlers: Mapping[str, Handler]) -> None:
        """Open the queues and run tasks by these handlers."""
        _quiet()
        from dbos import DBOS

        _prepare(self._url)
        DBOS(config=self._config())
        for name, handler in handlers.items():
            DBOS.workflow(name=name)(_named(name, handler))
        DBOS.listen_queues([name for name, room in self._queues.items() if room])
        DBOS.launch()
        for name, room in self._queues.items():
            DBOS.register_queue(
                name,
                worker_concurrency=max(1, room),
                polling_interval_sec=_POLLING.get(name, _OTHERWISE),
                on_conflict="always_update" if room else "never_update",  # who only puts leaves others' room alone
            )

    def _config(self) -> Any:
        return {
            "name": _NAME,
            "system_database_url": queue_url(self._url),
            "application_version": _VERSION,
            "executor_id": self._worker,
            "console_log_level": "ERROR",
            "log_level": "ERROR",
            "use_listen_notify": False,
        }

    def stop(self, seconds: float) -> None:
        """Let running steps end for so many seconds, then close; what has not ended goes to others."""
        from dbos import DBOS

        self._stopping = True
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=int(seconds))

    def put(self, task: Task) -> None:
        """Queue a task, durably, unless it is there already."""
        from dbos import DBOS

        options: Any = {
            "workflow_name": task.does,
            "queue_name": task.queue,
            "workflow_id": task.id,
            "app_version": _VERSION,
        }
        if task.delay_seconds > 0:
            options["delay_seconds"] = task.delay_seconds
        DBOS.enqueue_workflow_with_options(options, *task.arguments)

    def step(self, does: Callable[[], None]) -> None:
        """One part of the running task, remembered when it has ended; Stopping where the worker leaves."""
        from dbos import DBOS

        if self._stopping:
            raise Stopping
        DBOS.run_step({"name": "step", "retries_allowed": True, "max_attempts": 6, "should_retry": _passing}, does)

    def held_by(self, worker: str) -> list[Task]:
        """What a worker has taken and not finished."""
        from dbos import DBOS

        return _tasks(DBOS.list_workflows(status="PENDING", executor_id=worker, load_output=False))

    def unfinished(self, beginning: str) -> list[Task]:
        """What waits or is in anybody's hands, of the tasks whose ids begin like this."""
        from dbos import DBOS

        live = ["ENQUEUED", "DELAYED", "PENDING"]
        given: Any = {"status": live, "app_version": _VERSION, "load_output": False}
        return _tasks(DBOS.list_workflows(workflow_id_prefix=beginning, **given))

    def pass_on(self, task: Task) -> None:
        """Give a dead worker's task to the next one that is free."""
        from dbos import DBOS

        DBOS.resume_workflow(task.id, queue_name=task.queue)


def _quiet() -> None:
    # With a handler of ours it makes none of its own: what it has to say goes the way of all log lines.
    theirs = logging.getLogger("dbos")
    theirs.setLevel(logging.ERROR)
    if not theirs.handlers:
        theirs.addHandler(logging.NullHandler())


def _prepare(url: URL) -> None:
    # Once for the file: readers and a writer do not wait for each other, and a commit costs one sync instead of several.
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(f"{url.database}{_BESIDE}", timeout=30)) as connection:
            connection.execute("pragma journal_mode = wal")


def queue_url(url: URL) -> str:
    """Where the queues are: a file beside ours on SQLite (so that the two do not wait for each other), our own PostgreSQL."""
    if url.get_backend_name() == "sqlite":
        return url.set(database=f"{url.database}{_BESIDE}").render_as_string(hide_password=False)
    return url.render_as_string(hide_password=False)


def _named(name: str, handler: Handler) -> Handler:
    def run(*arguments: Argument) -> None:
        handler(*arguments)

    run.__name__ = run.__qualname__ = name
    return run


def _passing(error: BaseException) -> bool:
    # A database that is away for a moment; anything else will fail again.
    from sqlalchemy.exc import DBAPIError

    return isinstance(error, DBAPIError)


def _tasks(found: Iterable[Any]) -> list[Task]:
    return [Task(one.workflow_id, one.name, one.queue_name or BATCH, _arguments(one.input)) for one in found]


def _arguments(given: Any) -> tuple[Argument, ...]:
    return tuple(given["args"]) if given else ()
