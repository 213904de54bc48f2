"""`factcheck audit run` as a process of its own: with a helper, and interrupted from the keyboard."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ARTICLES = 60
PATIENCE = 90.0


class Command:
    """The command line over one archive, with a checker that waits at a gate as long as there is one."""

    def __init__(self, repository: Path, folder: Path) -> None:
        self.out = folder / "out"
        self.out.mkdir()
        self.gate = self.out / "gate"
        self._repository = repository
        self._archive = folder / "a.jsonl"
        rows = [{"text": f"Es cierto {n}.", "title": f"Artículo {n}", "lang": "es"} for n in range(ARTICLES)]
        self._archive.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "factcheck", "audit", "run", str(self._archive), "--out", str(self.out)]
        path = f"{self._repository / 'tests' / 'integration' / 'without_models'}:{self._repository}"
        environment = os.environ | {"PYTHONPATH": path}
        started = subprocess.Popen(
            [*command, "--no-estimate", *options], env=environment, cwd=self._repository, start_new_session=True
        )
        self._running.append(started)
        return started

    def started(self) -> list[tuple[int, str]]:
        """(process, title) of each check that began."""
        path = self.out / "started"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [(int(pid), title) for pid, _, title in (line.partition(" ") for line in lines)]

    def titles(self) -> Counter[str]:
        """How often each article is among the results."""
        lines = (self.out / "results.jsonl").read_text(encoding="utf-8").splitlines()
        return Counter(json.loads(line)["report"]["article"]["title"] for line in lines)

    def end(self) -> None:
        for process in self._running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)


EVERY_ONE_ONCE = {f"Artículo {n}": 1 for n in range(ARTICLES)}


@pytest.fixture
def command(repository: Path, tmp_path: Path) -> Iterator[Command]:
    made = Command(repository, tmp_path)
    yield made
    made.end()


def _until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_two_workers_share_an_archive_and_nothing_is_lost_or_done_twice(command: Command) -> None:
    command.gate.touch()
    process = command.start("--workers", "2")
    _until(lambda: len({pid for pid, _ in command.started()}) == 2)
    command.gate.unlink()
    assert process.wait(timeout=PATIENCE) == 0
    assert command.titles() == EVERY_ONE_ONCE
    assert Counter(title for _, title in command.started()) == EVERY_ONE_ONCE
    assert len({pid for pid, _ in command.started()}) == 2


@pytest.mark.parametrize("queue", ["kept", "lost"])
def test_the_keyboard_ends_it_within_an_article_and_the_same_command_goes_on(command: Command, queue: str) -> None:
    command.gate.touch()  # the article in hand would never end by itself
    process = command.start()
    _until(lambda: bool(command.started()))
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=PATIENCE) == 130
    assert not (command.out / "results.jsonl").exists()
    command.gate.unlink()
    if queue == "lost":
        for file in command.out.glob("*.queues*"):
            file.unlink()
    assert command.start().wait(timeout=PATIENCE) == 0
    assert command.titles() == EVERY_ONE_ONCE
