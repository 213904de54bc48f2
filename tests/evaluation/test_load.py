"""The load script's own parts, and one short run against a server in this process."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from factcheck.evaluation.load import Level, Memory, Questions, Server, drive, measured, percentile, told


class Answering(ThreadingHTTPServer):
    """Answers every second question with 503."""

    asked: list[tuple[str, dict[str, object]]]


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        assert isinstance(self.server, Answering)
        self.server.asked.append((self.path, body))
        self.send_response(200 if len(self.server.asked) % 2 else 503)
        self.send_header("content-length", "0")
        self.end_headers()


@pytest.fixture
def server() -> Iterator[Answering]:
    made = Answering(("127.0.0.1", 0), Handler)
    made.asked = []
    thread = threading.Thread(target=lambda: made.serve_forever(0.02), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def _url(server: Answering) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def test_percentiles_are_of_the_values() -> None:
    assert [percentile([3, 1, 2, 4], share) for share in (0, 0.5, 0.99)] == [1, 3, 4]
    assert percentile([], 0.5) == 0


def test_no_question_is_asked_twice() -> None:
    questions = Questions(1)
    asked = [questions.claim() for _ in range(50)] + [questions.article() for _ in range(5)]
    assert len({body["reference"] for body in asked}) == 55
    assert questions.article()["text"].count(".") >= 8


def test_clients_ask_at_once_and_answers_are_counted_by_status(server: Answering) -> None:
    for what, path in (("claim", "/v1/claims/check"), ("article", "/v1/articles/check")):
        server.asked.clear()
        level = Level(what, clients=3)
        asyncio.run(drive(_url(server), level, Questions(1), seconds=0.2))
        assert {asked for asked, _ in server.asked} == {path}
        assert level.statuses[200] + level.statuses[503] == len(level.seconds) == len(server.asked) >= 3


def test_a_server_that_is_not_there_is_no_answer() -> None:
    level = Level("claim", clients=1)
    asyncio.run(drive("http://127.0.0.1:9", level, Questions(1), seconds=0.02))
    assert set(level.statuses) == {0}


def test_what_is_told_has_a_row_for_each_level(server: Answering) -> None:
    here = Server(_url(server), os.getpid(), 1.0, 2.0, 3.0)
    levels, memory = measured(here, [("claim", 1, 0.05), ("article", 2, 0.05)], Questions(1))
    memory.samples += [(1.0, 10.0), (59.0, 30.0), (61.0, 20.0)]
    assert memory.by_minute()[-1] == 20.0
    text = told(here, levels, memory, (0.5, 0.5, 0.5))
    assert text.count("\n| claim | 1 |") == text.count("\n| article | 2 |") == 1
    assert "first verdict after 3.0 s" in text
    assert Memory(os.getpid()).now() > 10
