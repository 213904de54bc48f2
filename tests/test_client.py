from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from factcheck import client as module
from factcheck.client import AsyncClient, Client, Job, Patience, ProblemError, Ticket, UnreachableError
from tests import samples

KEPT = json.loads(samples.report().model_dump_json()) | {
    "stored": {"report_id": "rep_1", "version": 1, "from_store": False, "changes": {}, "claims": [], "newer": 1}
}
TICKET = {"job_id": "job_1", "url": "/v1/jobs/job_1"}
JOB = {"job_id": "job_1", "kind": "batch", "state": "done", "total": 1, "done": 1, "failed": 0, "extra": 2}
PROBLEM = {"type": "urn:factcheck-assistant:problem:queue-full", "title": "Full.", "status": 429}
SOON = Patience(tries=4, first_pause=0.001)

Answer = Callable[[httpx.Request], httpx.Response]


class Service:
    """Answers in turn, and remembers what it was asked."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self) -> Client:
        return Client("http://service", "fck_1", patience=SOON, transport=httpx.MockTransport(self))

    def client_for_asyncio(self) -> AsyncClient:
        return AsyncClient("http://service", "fck_1", patience=SOON, transport=httpx.MockTransport(self))


def _said(body: object, status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


def test_a_report_is_typed_and_the_key_is_sent() -> None:
    service = Service(_said(KEPT))
    with service.client() as client:
        report = client.check_article(text=samples.TEXT, lang="es")
    assert not isinstance(report, Ticket)
    assert (report.stored.report_id, len(report.checked), report.article.lang) == ("rep_1", 5, "es")
    assert service.asked[0].headers["authorization"] == "Bearer fck_1"
    assert json.loads(service.asked[0].content) == {"text": samples.TEXT, "lang": "es"}


def test_an_article_for_later_is_a_ticket() -> None:
    service = Service(_said(TICKET, 202), _said(TICKET, 202))
    with service.client() as client:
        assert client.check_article(text="long").job_id == "job_1"  # type: ignore[union-attr]
        assert client.submit_article(text="x") == Ticket.model_validate(TICKET)
    assert service.asked[1].headers["prefer"] == "respond-async"


def test_what_passes_is_tried_again_under_the_same_name() -> None:
    lost = httpx.ConnectError("lost")
    service = Service(lost, _said(PROBLEM, 503), _said(PROBLEM, 409, retry_after="0"), _said(TICKET, 202))
    with service.client() as client:
        client.submit_batch([{"text": "a"}, {"text": "b"}])
    assert len({request.headers["idempotency-key"] for request in service.asked}) == 1
    assert service.asked[0].content == b'{"text": "a"}\n{"text": "b"}\n'


@pytest.mark.parametrize("status", [400, 401, 404, 409, 413, 422, 500])
def test_what_stays_is_a_problem_at_once(status: int) -> None:
    service = Service(_said(PROBLEM | {"status": status}, status))
    with service.client() as client, pytest.raises(ProblemError) as caught:
        client.job("job_1")
    assert (caught.value.status, caught.value.code, caught.value.title) == (status, "queue-full", "Full.")


def test_patience_ends() -> None:
    service = Service(*[httpx.ConnectError("lost")] * 4)
    with service.client() as client, pytest.raises(UnreachableError):
        client.job("job_1")
    full = Service(*[_said(PROBLEM, 429, retry_after="0")] * 4)
    with full.client() as client, pytest.raises(ProblemError, match="429 queue-full"):
        client.job("job_1")


def test_pauses_double_and_follow_what_the_service_says() -> None:
    patience = Patience(tries=5, first_pause=1, longest_pause=3)
    assert [patience.pause(number, None) for number in range(1, 6)] == [1, 2, 3, 3, None]
    assert patience.pause(1, httpx.Response(429, headers={"retry-after": "2"})) == 2
    assert patience.pause(1, httpx.Response(404)) is None


def test_events_and_results_are_read_as_they_come() -> None:
    stream = 'id: 1\nevent: progress\ndata: {"done": 0}\n\n: still here\n\nid: 2\nevent: done\ndata: {}\n\n'
    lines = '{"item": 0}\n{"item": 1}\n'
    service = Service(httpx.Response(200, text=stream), httpx.Response(200, text=lines), _said(PROBLEM, 404))
    with service.client() as client:
        assert [(e.id, e.type, e.data) for e in client.events("job_1")] == [
            ("1", "progress", {"done": 0}),
            ("2", "done", {}),
        ]
        assert [line["item"] for line in client.results("job_1")] == [0, 1]
        with pytest.raises(ProblemError):
            list(client.events("job_2"))


def test_an_import_is_handed_over_and_its_items_read() -> None:
    lines = '{"item": 0, "outcome": "added"}\n'
    for run in (_import, _import_for_asyncio):
        service = Service(_said(TICKET, 202), httpx.Response(200, text=lines))
        assert [line["outcome"] for line in run(service)] == ["added"]
        assert json.loads(service.asked[0].content) == {"urls": ["https://a.example/feed"], "lang": "es"}
        assert service.asked[0].headers["idempotency-key"]
        assert service.asked[1].url.path == "/v1/imports/job_1/results"


def _import(service: Service) -> list[dict[str, object]]:
    with service.client() as client:
        ticket = client.import_sources(urls=["https://a.example/feed"], lang="es")
        return list(client.import_results(ticket.job_id))


def _import_for_asyncio(service: Service) -> list[dict[str, object]]:
    async def run() -> list[dict[str, object]]:
        async with service.client_for_asyncio() as client:
            ticket = await client.import_sources(urls=["https://a.example/feed"], lang="es")
            return [line async for line in client.import_results(ticket.job_id)]

    return asyncio.run(run())


def test_a_review_names_the_state_that_was_seen() -> None:
    service = Service(_said({"id": "vrd_1"}, etag='"1"'), _said({"state": "approved"}, etag='"2"'))
    with service.client() as client:
        verdict, etag = client.verdict("vrd_1")
        decided, _ = client.review("vrd_1", etag, decision="approve", reviewer="Ana Ruiz")
    assert (verdict["id"], decided["state"]) == ("vrd_1", "approved")
    assert service.asked[1].headers["if-match"] == '"1"'


def test_waiting_ends_with_the_job() -> None:
    service = Service(_said(JOB | {"state": "running"}), _said(JOB))
    with service.client() as client:
        assert client.wait("job_1", every=0.01).ended


def test_the_same_for_asyncio() -> None:
    stream = "event: done\ndata: {}\n\n"
    service = Service(
        _said(KEPT), httpx.ConnectError("lost"), _said(TICKET, 202), _said(JOB), httpx.Response(200, text=stream),
        httpx.Response(200, text='{"item": 0}\n'), _said(PROBLEM, 404),
    )  # fmt: skip

    async def day() -> Job:
        async with service.client_for_asyncio() as client:
            report = await client.check_claims(["Uno."], lang="es")
            assert report.stored.version == 1
            ticket = await client.submit_batch([{"text": "a"}])
            job = await client.wait(ticket.job_id, every=0.01)
            assert [event.type async for event in client.events("job_1")] == ["done"]
            assert [line["item"] async for line in client.results("job_1")] == [0]
            with pytest.raises(ProblemError):
                await client.claimreview("vrd_1")
            return job

    assert asyncio.run(day()).done == 1


def test_both_clients_offer_the_same() -> None:
    def offered(kind: type) -> set[str]:
        return {name for name in vars(kind) if not name.startswith("_")}

    assert offered(Client) == offered(AsyncClient)
    assert set(module.__all__) <= set(vars(module))
