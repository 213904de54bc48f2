from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from factcheck.errors import ConfigurationError, IndexMismatch, StillStarting
from factcheck.pipeline import Options, Pipeline, Stages
from factcheck.server import Address, LoadingChecker
from tests import samples


def _pipeline() -> Pipeline:
    class Nothing:
        def find(self, article):
            return ()

        given = find

    return Pipeline(Stages(Nothing(), None, None), samples.PROVENANCE)  # type: ignore[arg-type]


def test_checks_wait_for_the_models_by_saying_so() -> None:
    may_load = threading.Event()

    def load() -> Pipeline:
        may_load.wait(timeout=60)
        return _pipeline()

    checker = LoadingChecker(load, Options())
    thread = checker.start()
    assert checker.readiness().ready is False
    with pytest.raises(StillStarting):
        checker.check(samples.article(), Options())
    may_load.set()
    thread.join(timeout=60)
    assert checker.readiness().ready is True
    assert checker.provenance() == samples.PROVENANCE


def test_a_failure_to_load_is_told_to_everybody() -> None:
    def load() -> Pipeline:
        raise IndexMismatch("Built by another model.", way_out="Run factcheck index build.")

    checker = LoadingChecker(load, Options())
    checker.start().join(timeout=60)
    failure = checker.readiness().failure
    assert failure is not None
    assert (failure.code, failure.way_out) == ("index-mismatch", "Run factcheck index build.")
    with pytest.raises(IndexMismatch):
        checker.search(samples.article(), Options())


def test_a_fault_while_loading_is_not_silence() -> None:
    def load() -> Pipeline:
        raise ZeroDivisionError

    checker = LoadingChecker(load, Options())
    checker.start().join(timeout=60)
    failure = checker.readiness().failure
    assert failure is not None
    assert "ZeroDivisionError" in failure.message


def test_a_port_in_use_is_a_settings_error() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ConfigurationError, match="cannot be listened on"),
    ):
        Address("127.0.0.1", taken.getsockname()[1]).bound()
    with pytest.raises(ConfigurationError):
        Address("no such host", 8000).bound()


SERVE = """
import sys, time
from factcheck import assembly
from factcheck.errors import IndexMismatch

def load(settings):
    time.sleep(0.5)
    raise IndexMismatch("Built by another model.", way_out="Run factcheck index build.")

assembly.pipeline = load
sys.argv = ["factcheck", "serve", "--port", sys.argv[1]]
from factcheck.cli import main
main()
"""


def test_the_process_is_alive_at_once_and_says_why_it_is_not_ready(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        stderr=subprocess.PIPE,
        env=dict(os.environ) | {"FACTCHECK_DATABASE_URL": f"sqlite:///{tmp_path}/served.sqlite3"},
        text=True,
    )
    try:
        assert _answer(f"http://127.0.0.1:{port}/healthz", 200) == {"status": "ok"}
        waiting = _answer(f"http://127.0.0.1:{port}/readyz", 503, until="index-mismatch")
        assert waiting["detail"] == "Run factcheck index build."
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert f"http://127.0.0.1:{port}" in said
    assert "only this machine is answered" in said
    assert "Traceback" not in said
    assert process.returncode in {0, 130}


def _answer(url: str, status: int, *, until: str = "", seconds: float = 90) -> dict[str, str]:
    end = time.monotonic() + seconds
    while True:
        got, body = _get(url)
        if got == status and until in body:
            return dict(json.loads(body))
        assert time.monotonic() < end, (got, body)
        time.sleep(0.1)


def _get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""
