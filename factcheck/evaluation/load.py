"""Load on a real server process: `python -m factcheck.evaluation.load` starts one, drives it with more and more clients, and tells
latencies, throughput, memory over time and the seconds from start to the first verdict, as Markdown.

Knows the service by its address only and imports nothing of it. Every question is a new one: nothing is answered from the store.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

PATIENCE = 600.0
_SAMPLED_EVERY = 1.0
_CLAIMS = (
    "El comercio entre Rusia y Kazajistán alcanzó {n}.{m}00 millones de dólares en 20{y}.",
    "Trade between Germany and Poland reached {n}.{m} billion dollars in 20{y}.",
    "La población de Portugal era de {n}.{m} millones de habitantes en 20{y}.",
    "Inflation in Norway was {m}.{n} percent in 20{y}.",
    "La tasa de paro de Argentina bajó al {m},{n} % en 20{y}.",
    "Brazil exported goods worth {n} billion dollars in 20{y}.",
    "Kirguistán es un Estado Parte del Estatuto de Roma desde 20{y}, dijo el diputado número {n}{m}.",
    "La deuda pública de Italia llegó al 1{n},{m} % del PIB en 20{y}.",
)


@dataclass(frozen=True)
class Server:
    """A running server: its address and process, and how long it took to be alive, ready, and to give a first verdict."""

    url: str
    pid: int
    alive: float
    ready: float
    first_verdict: float


@dataclass
class Memory:
    """Resident memory of a process (MB), sampled with its moment."""

    pid: int
    began: float = field(default_factory=time.monotonic)
    samples: list[tuple[float, float]] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Memory:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def now(self) -> float:
        """Megabytes at this moment."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def by_minute(self) -> list[float]:
        """The highest value of each whole minute."""
        minutes: dict[int, float] = {}
        for at, size in self.samples:
            minute = int(at // 60)
            minutes[minute] = max(size, minutes.get(minute, 0.0))
        return [minutes[minute] for minute in sorted(minutes)]

    def _run(self) -> None:
        while not self._ended.wait(_SAMPLED_EVERY):
            self.samples.append((time.monotonic() - self.began, self.now()))


@dataclass
class Level:
    """What so many clients at once came to: seconds of each answer, answers by status, seconds of the whole."""

    what: str
    clients: int
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    whole: float = 0.0
    memory: float = 0.0

    def row(self) -> str:
        """As a row of the table."""
        times = " | ".join(f"{percentile(self.seconds, share):.2f}" for share in (0.5, 0.95, 0.99))
        statuses = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        pace = len(self.seconds) / self.whole if self.whole else 0.0
        return f"| {self.what} | {self.clients} | {statuses} | {pace:.2f} | {times} | {self.memory:.0f} |"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank); 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Questions:
    """Claims and articles, each asked once. The same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  no secret
        self._number = 0

    def claim(self) -> dict[str, Any]:
        """A request with one claim."""
        return self._with({"claims": [self._sentence()]})

    def article(self) -> dict[str, Any]:
        """A request with an article of eight sentences, all of them claims."""
        return self._with({"text": " ".join(self._sentence(form) for form in _CLAIMS), "lang": "es"})

    def _with(self, body: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        return body | {"as_of": "2025-11-20", "reference": f"load-{self._number}"}

    def _sentence(self, form: str | None = None) -> str:
        chance = self._chance
        values = {"n": chance.randint(10, 99), "m": chance.randint(1, 9), "y": chance.randint(10, 23)}
        return (form or chance.choice(_CLAIMS)).format(**values)


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """A server process with a database and a library of its own, and the models and index of the settings."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = (f"FACTCHECK_DATABASE_URL=sqlite:///{folder}/load.sqlite3", f"FACTCHECK_LIBRARY_DIR={folder}/library")
    with (folder / "log").open("wb") as log:
        began = time.monotonic()
        command = ["/usr/bin/env", *own, sys.executable, "-m", "factcheck", "serve", "--port", str(port)]
        process = subprocess.Popen(command, stderr=log)  # noqa: S603  our own command line
    try:
        yield _started(process, f"http://127.0.0.1:{port}", began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=120)


def _started(process: subprocess.Popen[bytes], url: str, began: float) -> Server:
    alive, ready = (_until(process, url + path, began) for path in ("/healthz", "/readyz"))
    httpx.post(f"{url}/v1/claims/check", json=Questions(0).claim(), timeout=PATIENCE).raise_for_status()
    return Server(url, process.pid, alive, ready, time.monotonic() - began)


def _until(process: subprocess.Popen[bytes], address: str, began: float) -> float:
    while not _answers(address):
        if process.poll() is not None or time.monotonic() - began > PATIENCE:
            raise SystemExit("The server did not start; `factcheck serve` says why.")
        time.sleep(0.02)
    return time.monotonic() - began


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.TransportError:
        return False


async def drive(url: str, level: Level, questions: Questions, seconds: float) -> None:
    """So many clients, each asking its next question once the last is answered, for so many seconds."""
    limits = httpx.Limits(max_connections=level.clients)
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE, limits=limits) as client:
        began = time.monotonic()
        await asyncio.gather(*(_client(client, level, questions, began + seconds) for _ in range(level.clients)))
        level.whole = time.monotonic() - began


async def _client(client: httpx.AsyncClient, level: Level, questions: Questions, until: float) -> None:
    path, ask = (
        ("/v1/claims/check", questions.claim) if level.what == "claim" else ("/v1/articles/check", questions.article)
    )
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            status = (await client.post(path, json=ask())).status_code
        except httpx.TransportError:
            status = 0
        level.seconds.append(time.monotonic() - began)
        level.statuses[status] += 1


def measured(
    server: Server, plan: Sequence[tuple[str, int, float]], questions: Questions
) -> tuple[list[Level], Memory]:
    """Each level of the plan (what, clients, seconds), one after the other, with the server's memory all along."""
    levels = []
    with Memory(server.pid) as memory:
        for what, clients, seconds in plan:
            level = Level(what, clients)
            asyncio.run(drive(server.url, level, questions, seconds))
            level.memory = memory.now()
            levels.append(level)
            sys.stderr.write(level.row() + "\n")
    return levels, memory


def told(server: Server, levels: Sequence[Level], memory: Memory, load: tuple[float, float, float]) -> str:
    """Everything as Markdown."""
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_machine()}; the machine's load average before the run: {load[0]:.1f}.",
        f"Command: `python -m factcheck.evaluation.load {' '.join(sys.argv[1:])}`".rstrip(" `") + "`.",
        "",
        f"From start: alive after {server.alive:.1f} s, ready after {server.ready:.1f} s, "
        f"first verdict after {server.first_verdict:.1f} s.",
        "",
        "| each asks for | clients | answers | a second | p50 (s) | p95 (s) | p99 (s) | RSS after (MB) |",
        "|---|---|---|---|---|---|---|---|",
        *(level.row() for level in levels),
        "",
        f"Highest RSS in each of {len(memory.by_minute())} minutes (MB): {', '.join(f'{size:.0f}' for size in memory.by_minute())}.",
    ]
    return "\n".join(lines) + "\n"


def _machine() -> str:
    models = [line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")]
    return f"{models[0] if models else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _cpuinfo() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def main() -> None:
    """Start, drive, tell."""
    parser = argparse.ArgumentParser(prog="python -m factcheck.evaluation.load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="of each level; the last questions are waited for")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument(
        "--many", type=int, default=200, help="clients of the last level, with claims; 0: no such level"
    )
    parser.add_argument("--steady", type=float, default=0, help="minutes of 8 clients with claims, for the memory")
    asked = parser.parse_args()
    plan = [(what, clients, asked.seconds) for what in ("claim", "article") for clients in asked.clients]
    plan += [("claim", asked.many, asked.seconds)] if asked.many else []
    plan += [("claim", 8, asked.steady * 60)] if asked.steady else []
    load = os.getloadavg()
    with tempfile.TemporaryDirectory(prefix="factcheck-load-") as folder, served(Path(folder)) as server:
        levels, memory = measured(server, plan, Questions(7))
        sys.stdout.write(told(server, levels, memory, load))
    if any(status >= 500 or status == 0 for level in levels for status in level.statuses):
        raise SystemExit("Some answers were failures of the server.")


if __name__ == "__main__":
    main()
