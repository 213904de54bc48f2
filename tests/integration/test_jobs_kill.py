"""Workers are killed and frozen in the middle of their work; every article's result is stored exactly once."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from factcheck.desk.office import Caller
from factcheck.jobs.board import Board, Question
from factcheck.jobs.engine import Room
from factcheck.service import Material
from factcheck.storage.database import Database
from tests.integration.job_tables import kept, started
from tests.integration.job_worker import open_worker

ARTICLES = 10
PATIENCE = 90.0
"""Seconds until a test gives up; it takes a fraction of them on an idle machine."""
HERE = Caller(key_id="key_test")


class Workers:
    """Worker processes on one database, ended at the end of the test."""

    def __init__(self, url: str, repository: Path) -> None:
        self._url = url
        self._repository = repository
        self._running: list[subprocess.Popen[str]] = []

    def start(self, seconds: float, dead_after: float = 4.0) -> tuple[subprocess.Popen[str], str]:
        """A worker that takes so many seconds an article; returns once it works, with its name."""
        script = self._repository / "tests" / "integration" / "job_worker.py"
        command = [sys.executable, str(script), self._url, str(seconds), str(dead_after)]
        environment = os.environ | {"PYTHONPATH": str(self._repository)}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=self._repository)
        self._running.append(process)
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert name, "the worker did not start"
        return process, name

    def end(self) -> None:
        for process in self._running:
            for number in (signal.SIGCONT, signal.SIGKILL):
                if process.poll() is None:
                    process.send_signal(number)
            process.wait(timeout=30)
            if process.stdout is not None:
                process.stdout.close()


@pytest.fixture
def workers(url: str, repository: Path) -> Iterator[Workers]:
    made = Workers(url, repository)
    yield made
    made.end()


@pytest.fixture
def handing_over(url: str) -> Iterator[tuple[Board, Database]]:
    """A process that hands jobs over and does none of them."""
    worker, database = open_worker(url, 0, dead_after=600, room=Room(0, 0, 0))
    worker.start()
    yield worker.board, database
    worker.stop(seconds=0)
    database.close()


def _batch(board: Board) -> str:
    job = board.open_batch(HERE)
    board.add(job.id, (Question(Material(text=f"Artículo {n}")).item for n in range(ARTICLES)))
    return board.close_batch(job.id).id


def _until(what: Callable[[], bool], said: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, said()
        time.sleep(0.1)


def _noted(database: Database, table: Table, job_id: str) -> list[tuple[str, str]]:
    with database.reading() as connection:
        rows = connection.execute(select(table.c.worker, table.c.text).where(table.c.job_id == job_id))
        return [(row.worker, row.text) for row in rows]


def _freeze(process: subprocess.Popen[str], database: Database) -> None:
    """Stop a process between two transactions: one that is stopped within one holds a SQLite file for ever."""
    while True:
        process.send_signal(signal.SIGSTOP)
        if not database.is_sqlite or all(_writable(f"{database.url.database}{end}") for end in ("", ".queues")):
            return
        process.send_signal(signal.SIGCONT)
        time.sleep(0.1)


def _writable(path: str) -> bool:
    with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
    return True


def _wait_for_the_end(board: Board, job_id: str) -> None:
    _until(lambda: board.job(HERE, job_id).ended, lambda: board.job(HERE, job_id))


def _all_once(board: Board, database: Database, job_id: str) -> None:
    job = board.job(HERE, job_id)
    assert (job.state, job.done, job.failed) == ("done", ARTICLES, 0)
    results = list(board.results(HERE, job_id))
    assert [(result.item, result.body) for result in results] == [(n, f"Artículo {n}") for n in range(ARTICLES)]
    stored = Counter(text for _, text in _noted(database, kept, job_id))
    assert stored == {f"Artículo {n}": 1 for n in range(ARTICLES)}


class OnEitherDatabase:
    """The same promises, whatever the database."""

    def test_another_worker_finishes_what_a_killed_one_had(
        self, workers: Workers, handing_over: tuple[Board, Database]
    ) -> None:
        board, database = handing_over
        job_id = _batch(board)
        doomed, name = workers.start(seconds=0.4)
        workers.start(seconds=0.4)
        _until(
            lambda: any(worker == name for worker, _ in _noted(database, started, job_id)),
            lambda: board.job(HERE, job_id),
        )
        doomed.kill()
        killed_at = time.monotonic()
        doomed.wait(timeout=30)
        _wait_for_the_end(board, job_id)
        assert time.monotonic() - killed_at < 60
        _all_once(board, database, job_id)

    def test_a_frozen_worker_that_was_taken_over_stores_nothing_when_it_wakes(
        self, workers: Workers, handing_over: tuple[Board, Database]
    ) -> None:
        board, database = handing_over
        job_id = _batch(board)
        frozen, name = workers.start(seconds=1.0)
        _until(lambda: bool(_noted(database, started, job_id)), lambda: board.job(HERE, job_id))
        _freeze(frozen, database)
        in_hand = {text for worker, text in _noted(database, started, job_id) if worker == name}
        in_hand -= {text for worker, text in _noted(database, kept, job_id) if worker == name}
        assert in_hand
        workers.start(seconds=0.05, dead_after=2.0)
        _wait_for_the_end(board, job_id)
        frozen.send_signal(signal.SIGCONT)
        time.sleep(2.5)
        assert frozen.poll() is None
        _all_once(board, database, job_id)
        assert {worker for worker, text in _noted(database, kept, job_id) if text in in_hand} != {name}


class TestOnSqlite(OnEitherDatabase):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/factcheck.sqlite3"

    def test_a_worker_killed_at_random_points_and_started_again_stores_all_once(
        self, workers: Workers, handing_over: tuple[Board, Database]
    ) -> None:
        board, database = handing_over
        job_id = _batch(board)
        chance = random.Random(7)
        for _ in range(3):
            worker, _ = workers.start(seconds=0.25)
            before = len(_noted(database, started, job_id))
            wanted = before + chance.randint(1, 3)
            _until(
                lambda wanted=wanted: len(_noted(database, started, job_id)) >= wanted or board.job(HERE, job_id).ended,
                lambda: board.job(HERE, job_id),
            )
            time.sleep(chance.uniform(0, 0.25))
            worker.kill()
            worker.wait(timeout=30)
        workers.start(seconds=0.05)
        _wait_for_the_end(board, job_id)
        _all_once(board, database, job_id)

    def test_a_worker_that_is_asked_to_leave_hands_its_work_on_at_once(
        self, workers: Workers, handing_over: tuple[Board, Database]
    ) -> None:
        board, database = handing_over
        job_id = _batch(board)
        leaving, _ = workers.start(seconds=0.3, dead_after=600)
        _until(lambda: bool(_noted(database, kept, job_id)), lambda: board.job(HERE, job_id))
        leaving.terminate()
        assert leaving.wait(timeout=60) == 0
        workers.start(seconds=0.05, dead_after=600)
        _wait_for_the_end(board, job_id)
        _all_once(board, database, job_id)


class TestOnPostgresql(OnEitherDatabase):
    @pytest.fixture
    def url(self, postgresql: str) -> str:
        return postgresql
