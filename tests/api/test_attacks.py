"""What a hostile or unlucky caller does beside sending odd bodies: null characters, far dates, racing, leaving, slow sites."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from factcheck.api.app import Parts
from factcheck.api.batches import item_of
from factcheck.desk.office import Desk
from factcheck.intake.fetch import Limits
from factcheck.observe import Metrics
from factcheck.server import application
from factcheck.storage.database import open_database
from tests import samples
from tests.fakes import TODAY, FakeChecker

ARTICLE = {"text": samples.TEXT, "lang": "es"}
NULL = "a\u0000b"


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("type", "").rsplit(":")[-1]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/articles/check", ARTICLE | {"reference": NULL}),
        ("/v1/articles/check", ARTICLE | {"title": NULL}),
        ("/v1/articles/check", {"url": f"https://example.org/{NULL}"}),
        ("/v1/articles/check", ARTICLE | {"sources": {"include": [NULL]}}),
        ("/v1/articles/check", ARTICLE | {"documents": [{"text": "Uno.", "publisher": NULL}]}),
        ("/v1/claims/check", {"claims": ["Uno."], "reference": NULL}),
        ("/v1/corrections/requests", {"url": "https://example.org", "message": NULL}),
        ("/v1/corrections/requests", {"url": "https://example.org", "message": "No.", "contact": NULL}),
        ("/v1/verdicts/vrd_1/review", {"decision": "approve", "reviewer": NULL}),
        ("/v1/sources", {"text": "Uno.", "title": NULL}),
        ("/v1/imports", {"files": [{"name": NULL, "text": "Uno."}]}),
        ("/v1/webhooks", {"url": "https://93.184.216.34/", "description": NULL}),
    ],
)
def test_null_characters_which_postgresql_cannot_keep_are_refused(client: TestClient, path: str, body: object) -> None:
    assert _code(client.post(path, json=body)) == (422, "invalid-request")


def test_a_null_character_in_a_batch_spoils_its_own_article_only() -> None:
    item = item_of(json.dumps({"text": 3, "reference": NULL}).encode())
    assert (item.input, item.reference) == (None, "ab")


@pytest.mark.parametrize(
    "place",
    [
        ["0001-01-01T00:00:00+23:59", "x"],
        ["9999-12-31T23:59:59-23:59", "x"],
        ["2026-01-01T00:00:00+00:00", "\u0000"],
        ["2026-01-01T00:00:00", "x"],
        [["[" * 50], "x"],
    ],
)
def test_cursors_that_somebody_made_are_refused(client: TestClient, place: list[object]) -> None:
    import base64

    cursor = base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")
    for path in ("/v1/reports", "/v1/corrections", "/v1/corrections/requests"):
        assert _code(client.get(path, params={"cursor": cursor})) == (422, "invalid-input")


# ----------------------------------------------------------------------------- at once


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[TestClient]:
    """An application on a file, as many callers share it."""
    desk = Desk(open_database(f"sqlite:///{tmp_path}/shared.sqlite3"))
    with TestClient(application(FakeChecker(), lambda: TODAY, Parts(desk=desk))) as made:
        yield made
    desk.database.close()


def _at_once(many: int, ask: object) -> Counter[tuple[int, str]]:
    with ThreadPoolExecutor(many) as pool:
        return Counter(_code(answer) for answer in pool.map(ask, range(many)))  # type: ignore[arg-type]


def test_of_many_reviews_of_one_state_one_holds(shared: TestClient) -> None:
    stored = shared.post("/v1/articles/check", json=ARTICLE).json()["stored"]
    address = f"/v1/verdicts/{stored['claims'][0]['verdict_id']}"
    tag = shared.get(address).headers["etag"]

    def review(number: int) -> httpx.Response:
        body = {"decision": "override", "label": "refuted", "reason": f"{number}", "reviewer": "Ana"}
        return shared.post(f"{address}/review", json=body, headers={"If-Match": tag})

    assert _at_once(8, review) == {(200, ""): 1, (412, "changed-meanwhile"): 7}
    assert len(shared.get(address).json()["reviews"]) == 1


def test_of_many_requests_under_one_key_one_is_done(shared: TestClient) -> None:
    def check(number: int) -> httpx.Response:
        return shared.post("/v1/claims/check", json={"claims": [f"Uno es {number}."]}, headers={"Idempotency-Key": "k"})

    answers = _at_once(8, check)
    assert answers[200, ""] == 1
    assert set(answers) <= {(200, ""), (409, "idempotency-key-reused"), (409, "still-running")}
    assert len(shared.get("/v1/reports").json()["items"]) == 1


def test_versions_of_one_article_sent_at_once_are_numbered_without_gaps(shared: TestClient) -> None:
    def check(number: int) -> httpx.Response:
        return shared.post("/v1/articles/check", json={"text": f"Uno es {number}.", "lang": "es", "reference": "r"})

    assert _at_once(8, check) == {(200, ""): 8}
    (line,) = shared.get("/v1/reports").json()["items"]
    versions = shared.get(f"/v1/reports/{line['report_id']}/versions").json()["items"]
    assert [one["version"] for one in versions] == list(range(1, 9))


# ----------------------------------------------------------------------------- leaving, and sites that take their time


def test_a_caller_who_leaves_in_the_middle_is_no_fault_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    metrics = Metrics()
    app = application(FakeChecker(), lambda: TODAY, Parts(metrics=metrics))
    sent: list[object] = []

    async def receive() -> object:
        return next(messages)

    async def send(message: object) -> None:
        sent.append(message)

    for path in ("/v1/batches", "/v1/imports"):
        messages = iter([{"type": "http.request", "body": b'[{"tex', "more_body": True}, {"type": "http.disconnect"}])
        headers = [(b"content-type", b"application/json"), (b"host", b"127.0.0.1")]
        scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b""}
        scope |= {"headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "scheme": "http"}
        asyncio.run(app(scope | {"http_version": "1.1", "root_path": ""}, receive, send))  # type: ignore[arg-type]
    assert sent == []
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    counted = metrics.text().decode()
    assert counted.count('status="499"} 1.0') == 2
    assert 'status="500"' not in counted


class SlowSite:
    """A site that answers nobody until it is told to, and counts who asks."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_answer = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                """Quiet."""

            def do_GET(self) -> None:
                site.asked += 1
                site.may_answer.wait(timeout=30)
                self.send_response(404)
                self.end_headers()

        class Server(ThreadingHTTPServer):
            request_queue_size = 128

        self._server = Server(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.02), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.may_answer.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def site() -> Iterator[SlowSite]:
    made = SlowSite()
    yield made
    made.close()


def test_many_slow_sites_hold_up_nobody_else(site: SlowSite) -> None:
    limits = Limits(allowed_hosts=frozenset({site.host}), timeout_seconds=25)
    app = application(FakeChecker(), lambda: TODAY, Parts(limits=limits))

    async def crowd() -> tuple[int, list[int]]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
            body = {"url": f"http://{site.host}/slow"}
            waiting = [asyncio.create_task(client.post("/v1/articles/check", json=body)) for _ in range(60)]
            before = -1
            while site.asked < 8 or site.asked != before:  # until all who can ask have asked
                before = site.asked
                await asyncio.sleep(0.5)
            other = await asyncio.wait_for(client.get("/v1/reports"), timeout=20)
            site.may_answer.set()
            return other.status_code, [answer.status_code for answer in await asyncio.gather(*waiting)]

    status, fetched = asyncio.run(crowd())
    assert status == 200
    assert set(fetched) == {502}
