"""Audits are killed at random moments and resumed: what comes out is what an undisturbed run gives, each result once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.storage import audits
from factcheck.storage.database import Database, open_database
from tests.integration.audit_process import BROKEN

ARTICLES, KILLS = 20, 20
FAILING = 5
PATIENCE = 90.0


class House:
    """One audit's folder and database, and the processes that work on it."""

    def __init__(self, repository: Path, folder: Path, url: str | None = None) -> None:
        folder.mkdir()
        self._repository = repository
        self.out = folder / "out"
        self.url = url or f"sqlite:///{folder}/audit.sqlite3"
        self.archive = folder / "archive.jsonl"
        self.archive.write_text("".join(_line(n) for n in range(ARTICLES)), encoding="utf-8")
        self._running: list[subprocess.Popen[str]] = []

    def start(self, does: str, seconds: float) -> subprocess.Popen[str]:
        """A process that is about to begin."""
        script = self._repository / "tests" / "integration" / "audit_process.py"
        archive = self.run_id if does == "work" else str(self.archive)
        command = [sys.executable, str(script), does, self.url, str(self.out), archive, str(seconds)]
        environment = os.environ | {"PYTHONPATH": str(self._repository)}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=self._repository)
        self._running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    def finish(self, seconds: float = 0.0) -> dict[str, Any]:
        """The audit (again) to its end; returns its manifest."""
        process = self.start("run", seconds)
        assert process.wait(timeout=PATIENCE) == 0
        return dict(json.loads((self.out / "manifest.json").read_text(encoding="utf-8")))

    @property
    def run_id(self) -> str:
        return str(json.loads((self.out / "run.json").read_text(encoding="utf-8"))["run"])

    def started(self) -> list[tuple[int, str]]:
        """(process, title) of each check that began."""
        path = self.out.with_name("started")
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [(int(pid), title) for pid, _, title in (line.partition(" ") for line in lines)]

    def stored(self, database: Database) -> list[str]:
        """Titles of the articles whose results are stored."""
        items = audits.pages(database.reading, self.run_id) if (self.out / "run.json").exists() else iter(())
        bodies = (json.loads(item.body) for item in items if item.body is not None)
        return [body["report"]["article"]["title"] for body in bodies]

    def files(self) -> dict[str, str]:
        """What the audit wrote, times and ids aside."""
        names = ("results.jsonl", "claims.csv", "errors.jsonl", "report.html")
        return {name: (self.out / name).read_text("utf-8").replace(self.run_id, "") for name in names}

    def end(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.wait(timeout=30)
            if process.stdout is not None:
                process.stdout.close()


def _line(number: int) -> str:
    text = BROKEN if number == FAILING else "Nortelandia es parte del Tratado"
    article = {"text": f"{text} {number}.", "title": f"Artículo {number}", "lang": "es", "published": "2023-11-09"}
    return json.dumps(article, ensure_ascii=False) + "\n"


@pytest.fixture
def houses(repository: Path, tmp_path: Path) -> Iterator[Callable[..., House]]:
    made: list[House] = []

    def house(name: str, url: str | None = None) -> House:
        made.append(House(repository, tmp_path / name, url))
        return made[-1]

    yield house
    for one in made:
        one.end()


def _until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def _kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(timeout=30)


def _all_once(house: House, manifest: dict[str, Any]) -> None:
    counts = manifest["counts"]
    assert (counts["inputs"], counts["results"], counts["errors"]) == (ARTICLES, ARTICLES - 1, 1)
    assert manifest["counts"]["outcomes"] == {"refuted": ARTICLES - 1}
    lines = (house.out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert Counter(json.loads(line)["report"]["article"]["title"] for line in lines) == {
        f"Artículo {n}": 1 for n in range(ARTICLES) if n != FAILING
    }


def test_killed_at_twenty_random_moments_it_comes_out_as_if_undisturbed(houses: Callable[..., House]) -> None:
    undisturbed, killed = houses("undisturbed"), houses("killed")
    expected = undisturbed.finish()
    chance = random.Random(7)
    database = open_database(killed.url)
    for number in range(KILLS):
        before, stored = len(killed.started()), killed.stored(database)
        process = killed.start("run", seconds=0.3)
        # In turn: while it comes up and reads, in its first article, in its second (so that it gets on).
        _until(lambda: len(killed.started()) >= before + number % 3 or process.poll() is not None)  # noqa: B023
        time.sleep(chance.uniform(0, 0.3 if number % 3 else 0.4))
        _kill(process)
        assert process.returncode == -9
        assert not {title for _, title in killed.started()[before:]} & set(stored)
    database.close()
    manifest = killed.finish()
    assert manifest["counts"] == expected["counts"]
    assert killed.files() == undisturbed.files()
    _all_once(killed, manifest)


def test_a_run_that_has_ended_does_nothing_again(houses: Callable[..., House]) -> None:
    house = houses("ended")
    house.finish()
    before, files = house.started(), house.files()
    house.finish()
    assert house.started() == before
    assert house.files() == files


class TestTwoWorkersOnPostgresql:
    """The one that reads, and one that only works, in processes of their own."""

    @pytest.fixture
    def house(self, houses: Callable[..., House], postgresql: str) -> House:
        return houses("shared", postgresql)

    def test_the_helper_is_killed(self, house: House) -> None:
        reader, helper = self._both_at_work(house)
        _kill(helper)
        self._gate(house).unlink()
        assert reader.wait(timeout=PATIENCE) == 0
        self._whole(house, helper)

    def test_the_reader_is_killed_and_the_helper_goes_on(self, house: House) -> None:
        reader, helper = self._both_at_work(house)
        _kill(reader)
        self._gate(house).unlink()
        assert helper.wait(timeout=PATIENCE) == 0
        before = house.started()
        manifest = house.finish()
        assert house.started() == before
        _all_once(house, manifest)

    def test_the_helper_falls_asleep_is_overtaken_and_wakes_up(self, house: House) -> None:
        reader, helper = self._both_at_work(house)
        helper.send_signal(signal.SIGSTOP)
        self._gate(house).unlink()
        assert reader.wait(timeout=PATIENCE) == 0
        self._whole(house, helper)
        helper.send_signal(signal.SIGCONT)
        assert helper.wait(timeout=PATIENCE) == 0
        _all_once(house, house.finish())

    def _both_at_work(self, house: House) -> tuple[subprocess.Popen[str], subprocess.Popen[str]]:
        self._gate(house).touch()
        reader = house.start("run", seconds=0.1)
        _until(lambda: bool(house.started()))
        _until(lambda: self._state(house) == audits.RUNNING)
        helper = house.start("work", seconds=0.1)
        _until(lambda: {pid for pid, _ in house.started()} == {reader.pid, helper.pid})
        return reader, helper

    def _gate(self, house: House) -> Path:
        return house.out.with_name("gate")

    def _state(self, house: House) -> str:
        database = open_database(house.url, upgrade=False)
        with database.reading() as connection:
            run = audits.find(connection, house.run_id)
        database.close()
        return run.state if run else ""

    def _whole(self, house: House, killed: subprocess.Popen[str]) -> None:
        manifest = json.loads((house.out / "manifest.json").read_text(encoding="utf-8"))
        _all_once(house, manifest)
        in_hand = {title for pid, title in house.started() if pid == killed.pid}
        again = {title for pid, title in house.started() if pid != killed.pid}
        assert in_hand & again, "the killed one's article was not taken over"
