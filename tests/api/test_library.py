"""The newsroom's sources over HTTP, on a real library folder; and checks that are handed to workers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from factcheck.api.app import Parts
from factcheck.desk.checking import Work
from factcheck.desk.sources import Library
from factcheck.errors import QueueFull
from factcheck.library import store
from factcheck.server import application
from tests import samples
from tests.fakes import TODAY, FakeChecker

TEXT = "El comercio entre Nortelandia y Surlandia sumó 26.100 millones de dólares en 2022, según el anuario."
SOURCE = {
    "text": TEXT,
    "title": "Anuario 2022",
    "publisher": "Oficina de Prueba",
    "tier": "official_statistics",
    "lang": "es",
}


@pytest.fixture
def followed() -> list[str]:
    return []


@pytest.fixture
def client(tmp_path: Path, followed: list[str]) -> TestClient:
    folder = tmp_path / "library"

    def follow() -> None:
        followed.append("index")
        with store.opened(folder) as opened:
            opened.followed(opened.pending())

    library = Library(folder, follow)
    app = application(FakeChecker(), lambda: TODAY, Parts(library=library))
    return TestClient(app, raise_server_exceptions=False)


def _code(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit(":")[-1]  # type: ignore[attr-defined]


def test_a_source_is_added_read_listed_and_removed_and_the_index_follows(
    client: TestClient, followed: list[str]
) -> None:
    made = client.post("/v1/sources", json=SOURCE)
    assert made.status_code == 201
    source = made.json()["items"][0]["source"]
    assert (source["publisher"], source["tier"], source["text"]) == ("Oficina de Prueba", "official_statistics", TEXT)
    listed = client.get("/v1/sources").json()["items"]
    assert [(one["source"]["id"], one["source"]["text"]) for one in listed] == [(source["id"], None)]
    assert client.get(f"/v1/sources/{source['id']}").json()["source"]["text"] == TEXT
    assert client.delete(f"/v1/sources/{source['id']}").status_code == 204
    assert _code(client.get(f"/v1/sources/{source['id']}")) == (404, "no-such-record")
    assert _code(client.delete(f"/v1/sources/{source['id']}")) == (404, "no-such-record")
    assert followed == ["index", "index"]


def test_html_is_read_as_a_page_and_the_same_content_is_taken_once(client: TestClient, followed: list[str]) -> None:
    page = {"html": f"<html><body><article><p>{TEXT}</p></article></body></html>", "title": "Anuario"}
    assert client.post("/v1/sources", json=page).json()["items"][0]["source"]["text"] == TEXT
    assert _code(client.post("/v1/sources", json=page)) == (409, "conflict")
    assert followed == ["index"]


def test_lists_of_sources_go_on(client: TestClient) -> None:
    for n in range(3):
        client.post("/v1/sources", json=SOURCE | {"text": f"{TEXT} {n}", "title": f"Anuario {n}"})
    first = client.get("/v1/sources?limit=2").json()
    rest = client.get("/v1/sources", params={"cursor": first["next"], "limit": 2}).json()
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": "x"}, 422, "invalid-request"),
        ({"title": "x"}, 422, "invalid-request"),
        ({"text": "a", "html": "b", "title": "x"}, 422, "invalid-request"),
        ({"text": " ", "title": "x"}, 422, "empty-input"),
        ({"text": "a\u0000b\u0000", "title": "x"}, 415, "not-text"),
        ({"url": "http://127.0.0.1/x"}, 422, "forbidden-address"),
        ({"url": "file:///etc/passwd"}, 422, "forbidden-address"),
        ({"url": "/etc/hostname"}, 422, "forbidden-address"),
        ({"url": "../../etc"}, 422, "forbidden-address"),
        (SOURCE | {"tier": "best"}, 422, "invalid-request"),
    ],
)
def test_sources_that_cannot_be_used(client: TestClient, body: dict[str, str], status: int, code: str) -> None:
    assert _code(client.post("/v1/sources", json=body)) == (status, code)
    assert client.get("/v1/sources").json()["items"] == []


# ----------------------------------------------------------------------------- checks that are done later


@dataclass
class Queue:
    full: bool = False
    work: list[Work] = field(default_factory=list)

    def submit(self, work: Work) -> str:
        if self.full:
            raise QueueFull("The queue is full.", retry_after=7)
        self.work.append(work)
        return "job_1"


def _with(queue: Queue | None) -> tuple[TestClient, FakeChecker]:
    checker = FakeChecker()
    return TestClient(application(checker, lambda: TODAY, Parts(submits=queue))), checker


def test_a_check_is_handed_over_where_the_caller_prefers_so_or_the_text_is_long() -> None:
    queue = Queue()
    client, checker = _with(queue)
    body = {"text": samples.TEXT, "lang": "es", "reference": "post-7", "top_k": 3}
    answer = client.post("/v1/articles/check", json=body, headers={"Prefer": "wait=1, respond-async"})
    assert (answer.status_code, answer.json()) == (202, {"job_id": "job_1", "url": "/v1/jobs/job_1"})
    assert (answer.headers["location"], answer.headers["preference-applied"]) == ("/v1/jobs/job_1", "respond-async")
    assert (queue.work[0].material.reference, queue.work[0].wishes.top_k) == ("post-7", 3)
    assert client.post("/v1/articles/check", json={"text": "Largo. " * 5_000, "lang": "es"}).status_code == 202
    assert client.post("/v1/articles/check", json=body).status_code == 200
    assert len(checker.asked) == 1


def test_a_full_queue_says_when_to_come_back() -> None:
    client, _ = _with(Queue(full=True))
    refused = client.post("/v1/articles/check", json={"text": "Uno."}, headers={"Prefer": "respond-async"})
    assert (*_code(refused), refused.headers["retry-after"]) == (429, "queue-full", "7")


def test_without_workers_the_answer_waits_whatever_is_preferred() -> None:
    client, _ = _with(None)
    body = {"text": samples.TEXT, "lang": "es"}
    assert client.post("/v1/articles/check", json=body, headers={"Prefer": "respond-async"}).status_code == 200
