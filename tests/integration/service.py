"""Starting and ending real service processes in tests, and a receiver of webhooks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

PATIENCE = 90.0


@dataclass
class Service:
    """Processes on one folder: a database, an address, a log."""

    folder: Path
    repository: Path
    settings: dict[str, str] = field(default_factory=dict)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self, seconds: float) -> subprocess.Popen[bytes]:
        """A server whose articles take so many seconds; returns once it is ready."""
        process = self._start(seconds, "serve", "--port", str(self.port))
        until(lambda: self._ready(process), self.said)
        return process

    def work(self, seconds: float) -> subprocess.Popen[bytes]:
        """A worker process beside."""
        return self._start(seconds, "worker")

    def _start(self, seconds: float, *command: str) -> subprocess.Popen[bytes]:
        script = str(self.repository / "tests" / "integration" / "service_process.py")
        environment = os.environ | {
            "PYTHONPATH": str(self.repository),
            "FACTCHECK_DATABASE_URL": f"sqlite:///{self.folder}/factcheck.sqlite3",
            "FACTCHECK_LIBRARY_DIR": str(self.folder / "library"),
        }
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, script, str(seconds), *command], stderr=log, env=environment | self.settings
            )
        self.running.append(process)
        return process

    def _ready(self, process: subprocess.Popen[bytes]) -> bool:
        assert process.poll() is None, self.said()
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def said(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait(timeout=30)


def until(what: Callable[[], object], said: Callable[[], object]) -> Any:
    """What `what` gives once it is true."""
    end = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < end, said()
        time.sleep(0.1)
    return found


class Receiver:
    """An address that webhooks are sent to; answers with the statuses of `answers`, then 204."""

    def __init__(self) -> None:
        self.received: list[tuple[Mapping[str, str], bytes]] = []
        self.answers: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                """Quiet."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.received.append((dict(self.headers.items()), body))
                self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
                self.end_headers()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.05), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
