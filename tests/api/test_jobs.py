from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence

import anyio
import pytest
from starlette.testclient import TestClient

from factcheck.api import batches
from factcheck.api.app import Parts
from factcheck.api.batches import item_of, lines, members
from factcheck.desk.office import Desk
from factcheck.domain import Article, Report
from factcheck.errors import EmptyInput, FactcheckError
from factcheck.jobs.answering import Checkers, DeskAnswers
from factcheck.jobs.board import Board, Bounds
from factcheck.jobs.work import Hands, Work
from factcheck.pipeline import Options
from factcheck.server import application
from factcheck.storage.database import open_database
from tests import samples
from tests.fakes import TODAY, FakeChecker
from tests.jobs.fakes import MemoryEngine

ARTICLE = {"text": samples.TEXT, "lang": "es", "published": "2023-11-09", "reference": "post-1"}


class Service:
    """An application with jobs that are done when the test says so."""

    def __init__(self) -> None:
        self.desk = Desk(open_database("sqlite://"))
        self.engine = MemoryEngine()
        self.checker = FakeChecker()
        board = Board(self.desk, self.engine, Bounds(urgent=2, batch=50, one_batch=40))
        answers = DeskAnswers(self.desk, Checkers(self.checker, self.checker), lambda: TODAY)
        self.work = Work(self.desk, self.engine, Hands("w", answers))
        parts = Parts(desk=self.desk, submits=board, board=board)
        self.client = TestClient(application(self.checker, lambda: TODAY, parts), raise_server_exceptions=False)

    def run(self) -> None:
        self.engine.run({"job": self.work.job, "items": self.work.items})


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    with made.client:
        yield made
    made.desk.database.close()


def _send(service: Service, *articles: object) -> str:
    body = "".join(json.dumps(article) + "\n" for article in articles)
    answer = service.client.post("/v1/batches", content=body, headers={"Content-Type": "application/x-ndjson"})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["job_id"])


def test_an_article_for_later_is_a_job_whose_report_is_kept(service: Service) -> None:
    answer = service.client.post("/v1/articles/check", json=ARTICLE, headers={"Prefer": "respond-async"})
    assert (answer.status_code, answer.headers["preference-applied"]) == (202, "respond-async")
    url = answer.headers["location"]
    assert service.client.get(url).json()["state"] == "queued"
    service.run()
    job = service.client.get(url).json()
    assert (job["state"], job["done"]) == ("done", 1)
    report = service.client.get(f"/v1/reports/{job['report_id']}").json()
    assert len(report["checked"]) == 5


def test_a_long_text_is_checked_later_unasked(service: Service) -> None:
    assert service.client.post("/v1/articles/check", json={"text": "Una frase. " * 4000}).status_code == 202


def test_events_are_sent_as_they_fell_and_go_on_after_the_last_seen(service: Service) -> None:
    url = service.client.post("/v1/articles/check", json=ARTICLE, headers={"Prefer": "respond-async"}).json()["url"]
    service.run()
    answer = service.client.get(f"{url}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [part.split("\n") for part in answer.text.strip().split("\n\n")]
    kinds = [part[1].removeprefix("event: ") for part in events]
    assert kinds.count("verdict") == 5
    assert kinds[-1] == "done"
    verdict = json.loads(events[kinds.index("verdict")][2].removeprefix("data: "))
    assert verdict["verdict_id"].startswith("vrd_")
    assert samples.QUOTES[0] not in answer.text
    rest = service.client.get(f"{url}/events", headers={"Last-Event-ID": str(len(events) - 1)}).text
    assert rest.count("event:") == 1


def test_a_batch_gives_its_reports_back_in_order_with_the_errors(service: Service) -> None:
    job_id = _send(service, ARTICLE, {"text": "a", "html": "b", "reference": "two"}, "junk", {"text": " "})
    service.run()
    answer = service.client.get(f"/v1/batches/{job_id}/results")
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [(line["item"], line["state"], line["reference"]) for line in found] == [
        (0, "done", "post-1"), (1, "failed", "two"), (2, "failed", None), (3, "failed", None),
    ]  # fmt: skip
    assert len(found[0]["report"]["checked"]) == 5
    assert [line["error"] and line["error"]["code"] for line in found] == [
        None, "invalid-request", "invalid-request", "empty-input",
    ]  # fmt: skip
    job = service.client.get(f"/v1/jobs/{job_id}").json()
    assert (job["state"], job["total"], job["done"], job["failed"]) == ("done", 4, 1, 3)


def test_a_batch_as_a_table_has_a_row_for_each_claim(service: Service) -> None:
    job_id = _send(service, ARTICLE, "junk")
    service.run()
    rows = service.client.get(f"/v1/batches/{job_id}/results", params={"format": "csv"}).text.splitlines()
    assert rows[0].startswith("item,reference,state,error,number,start,end,quote")
    assert len(rows) == 1 + 5 + 1
    assert rows[-1].startswith("1,,failed,invalid-request")


def test_a_json_array_is_a_batch_too(service: Service) -> None:
    answer = service.client.post("/v1/batches", json=[ARTICLE, ARTICLE | {"text": 'a ] \\" } , b', "reference": "2"}])
    assert answer.status_code == 202
    assert service.client.get(answer.headers["location"]).json()["total"] == 2


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/x-ndjson", 422), (b"\n \n", "application/x-ndjson", 422), (b"[]", "application/json", 422),
        (b"{}", "application/json", 422), (b"[{}", "application/json", 422), (b"[{}] x", "application/json", 422),
        (b"x", "text/plain", 415), (b"[,{}]", "application/json", 422),
    ],
)  # fmt: skip
def test_what_is_no_batch_is_refused_and_leaves_no_work(service: Service, body: bytes, kind: str, status: int) -> None:
    answer = service.client.post("/v1/batches", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert service.engine.tasks == {}


def test_too_many_are_refused_with_the_time_to_come_back(service: Service) -> None:
    body = '{"text": "Una frase."}\n' * 41
    headers = {"Content-Type": "application/x-ndjson"}
    assert service.client.post("/v1/batches", content=body, headers=headers).status_code == 413
    for _ in range(2):
        service.client.post("/v1/articles/check", json=ARTICLE, headers={"Prefer": "respond-async"})
    full = service.client.post("/v1/articles/check", json=ARTICLE, headers={"Prefer": "respond-async"})
    assert (full.status_code, full.json()["type"]) == (429, "urn:factcheck-assistant:problem:queue-full")
    assert int(full.headers["retry-after"]) > 0


def test_the_same_batch_with_the_same_key_is_one_job(service: Service) -> None:
    headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "k1"}
    answers = [
        service.client.post("/v1/batches", content=json.dumps(ARTICLE), headers=headers).json() for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert len(service.engine.tasks) == 1


def test_a_job_is_stopped(service: Service) -> None:
    job_id = _send(service, ARTICLE)
    assert service.client.delete(f"/v1/jobs/{job_id}").json()["state"] == "cancelled"
    service.run()
    assert service.checker.asked == []
    assert service.client.get("/v1/jobs/job_none").status_code == 404


def test_metrics_tell_of_requests_and_the_queue(service: Service) -> None:
    _send(service, ARTICLE, ARTICLE)
    for _ in range(2):
        service.client.post("/v1/articles/check", json={"text": "Un texto sin nada que comprobar.", "lang": "es"})
    text = service.client.get("/metrics").text
    assert 'factcheck_queue_articles{kind="batch"} 2.0' in text
    assert 'factcheck_cache_total{result="hit"} 1.0' in text
    assert 'factcheck_requests_total{method="POST",route="/v1/batches",status="202"} 1.0' in text


def test_webhooks_over_http(service: Service) -> None:
    for url in ("https://127.0.0.1/hook", "http://93.184.216.34/hook"):
        assert service.client.post("/v1/webhooks", json={"url": url}).status_code == 422
    made = service.client.post("/v1/webhooks", json={"url": "https://93.184.216.34/hook", "events": ["job.failed"]})
    hook = made.json()
    assert (made.status_code, hook["secret"][:6]) == (201, "whsec_")
    listed = service.client.get("/v1/webhooks").json()["items"]
    assert [(one["webhook_id"], one["events"], "secret" in one) for one in listed] == [
        (hook["webhook_id"], ["job.failed"], False)
    ]
    at = f"/v1/webhooks/{hook['webhook_id']}"
    message = service.client.post(f"{at}/test").json()
    assert service.client.post(f"{at}/rotate").json()["secret"] != hook["secret"]
    assert service.client.post(f"{at}/deliveries/{message['delivery_id']}/replay").status_code == 202
    log = service.client.get(f"{at}/deliveries").json()["items"]
    assert {one["message_id"] for one in log} == {message["message_id"]}
    assert service.client.delete(at).status_code == 204
    assert service.client.get(f"{at}/deliveries").status_code == 404


def _cut(data: bytes, size: int) -> AsyncIterator[bytes]:
    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(data), size):
            yield data[at : at + size]

    return chunks()


def _all(pieces: AsyncIterator[bytes]) -> list[bytes]:
    async def gather() -> list[bytes]:
        return [piece async for piece in pieces]

    return anyio.run(gather)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_bodies_are_cut_wherever_their_chunks_end(size: int) -> None:
    articles = [{"a": 'x ]} , \\" ñ'}, {"b": [1, [2, {}]]}, "text", 3]
    whole = json.dumps(articles, ensure_ascii=False).encode()
    assert [json.loads(piece) for piece in _all(members(_cut(whole, size)))] == articles
    text = b"\n".join(json.dumps(one).encode() for one in articles) + b"\n\n"
    assert [json.loads(piece) for piece in _all(lines(_cut(text, size)))] == articles


def test_one_article_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MAX_LINE", 50)
    for cut in (lines(_cut(b"a" * 200, 20)), members(_cut(b"[" + b"1" * 200, 20))):
        with pytest.raises(FactcheckError, match="more than"):
            _all(cut)
    with pytest.raises(EmptyInput):
        _all(members(_cut(b"", 1)))


def test_an_unusable_article_says_why_and_keeps_its_reference() -> None:
    item = item_of(b'{"text": 3, "reference": "r\\ud800"}')
    assert (item.input, item.reference) == (None, "r")
    assert item.error is not None
    assert item.error["code"] == "invalid-request"
    assert item_of(b"\xff").error is not None


def test_articles_of_a_batch_are_checked_together_and_the_same_one_twice_is_one_report(service: Service) -> None:
    other = ARTICLE | {"text": samples.TEXT + " Más.", "reference": "post-2"}
    job_id = _send(service, ARTICLE, other, ARTICLE)
    service.run()
    assert {kind for kind, _, _ in service.checker.asked} == {"check_many"}
    found = [json.loads(line) for line in service.client.get(f"/v1/batches/{job_id}/results").text.splitlines()]
    stored = [(line["report"]["stored"]["report_id"], line["report"]["stored"]["version"]) for line in found]
    assert stored[0] == stored[2]
    assert stored[0] != stored[1]
    assert {version for _, version in stored} == {1}


def test_one_article_that_fails_takes_no_other_of_its_batch_with_it(service: Service) -> None:
    class Breaking(FakeChecker):
        """Fails on one text, alone or in company."""

        def check(self, article: Article, options: Options) -> Report:
            if "fatal" in article.text:
                raise ValueError(article.text)
            return super().check(article, options)

        def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
            return [self.check(article, wished) for article, wished in zip(articles, options, strict=True)]

    breaking = Breaking()
    service.work = Work(
        service.desk, service.engine, Hands("w", DeskAnswers(service.desk, Checkers(breaking, breaking), lambda: TODAY))
    )
    job_id = _send(service, ARTICLE, {"text": "Un texto fatal."}, ARTICLE | {"reference": "post-2"})
    service.run()
    found = [json.loads(line) for line in service.client.get(f"/v1/batches/{job_id}/results").text.splitlines()]
    assert [line["error"] and line["error"]["code"] for line in found] == [None, "internal-error", None]
    assert "fatal" not in json.dumps([line["error"] for line in found])
