from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from factcheck.desk.office import Caller, Desk
from factcheck.jobs.board import Board, Bounds
from factcheck.jobs.work import Hands, Work
from factcheck.storage.database import open_database
from tests.jobs.fakes import Answers, MemoryEngine


class Clock:
    """A clock that goes on by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class House:
    """Everything that the jobs need, without models, queues or time of their own."""

    desk: Desk
    engine: MemoryEngine
    answers: Answers
    clock: Clock
    board: Board
    caller: Caller

    def work(self, worker: str = "w1") -> Work:
        return Work(self.desk, self.engine, Hands(worker, self.answers, seconds=100))

    def run(self) -> None:
        work = self.work()
        self.engine.run({"job": work.job, "items": work.items})


@pytest.fixture
def house() -> Iterator[House]:
    database = open_database("sqlite://")
    clock = Clock()
    numbers = iter(range(1, 10_000))
    desk = Desk(database, clock, lambda prefix: f"{prefix}_{next(numbers)}")
    engine = MemoryEngine()
    board = Board(desk, engine, Bounds(urgent=2, batch=5, one_batch=6))
    yield House(desk, engine, Answers(), clock, board, Caller(key_id="key_1"))
    database.close()
