"""The durable queues on a file: what was put is known as long as nobody has done it, and a queue's room is its workers' to say."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.engine import URL

from factcheck.jobs.engine import DurableEngine, Task


@pytest.fixture
def url(tmp_path: Path) -> URL:
    return make_url(f"sqlite:///{tmp_path}/a.sqlite3")


@pytest.fixture
def opened(url: URL) -> Iterator[Callable[..., DurableEngine]]:
    running: list[DurableEngine] = []

    def opening(room: int, does: Callable[..., None] = lambda *_: None) -> DurableEngine:
        for one in running:  # one a process
            one.stop(0)
        running[:] = [DurableEngine(url, f"w{room}", {"q": room})]
        running[0].start({"note": does})
        return running[0]

    yield opening
    for one in running:
        one.stop(0)


def test_a_task_is_unfinished_until_somebody_has_done_it_and_is_done_once(
    opened: Callable[..., DurableEngine],
) -> None:
    engine = opened(0)
    tasks = [Task(f"{name}.1", "note", "q", (name, 7, 8)) for name in ("a", "b")]
    for task in [*tasks, *tasks]:
        engine.put(task)
    assert engine.unfinished("a.") == tasks[:1]
    did, done = list[tuple[object, ...]](), threading.Semaphore(0)

    def note(*given: object) -> None:
        did.append(given)
        done.release()

    engine = opened(1, note)
    assert done.acquire(timeout=60)
    assert done.acquire(timeout=60)
    last = Task("c.1", "note", "q", ("c",))
    engine.put(last)
    assert done.acquire(timeout=60)  # one at a time: those before it have been recorded
    assert engine.unfinished("a.") == engine.unfinished("b.") == []
    assert sorted(did) == [("a", 7, 8), ("b", 7, 8), ("c",)]


def test_who_only_puts_leaves_the_room_that_workers_gave_a_queue(opened: Callable[..., DurableEngine]) -> None:
    from dbos import DBOS

    def room() -> int | None:
        queue = DBOS.retrieve_queue("q")
        return queue.worker_concurrency if queue else None

    opened(3)
    opened(0)
    assert room() == 3
    opened(2)
    assert room() == 2
