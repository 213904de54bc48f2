from __future__ import annotations

import asyncio
import threading
from datetime import date

import httpx
import pytest
from starlette.testclient import TestClient

from factcheck.api.app import Parts
from factcheck.domain import Failure, Report
from factcheck.errors import IndexMismatch, ModelError, StillStarting
from factcheck.render.document import report_json
from factcheck.server import application
from factcheck.service import Readiness
from tests import samples
from tests.fakes import TODAY, FakeChecker

ARTICLE = {"text": samples.TEXT, "published": "2023-11-09", "lang": "es"}


def test_an_article_comes_back_as_the_report_document(client: TestClient, checker: FakeChecker) -> None:
    answer = client.post("/v1/articles/check", json=ARTICLE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    stored = told.pop("stored")
    report = Report.model_validate(told)
    assert answer.text.startswith(report_json(report).rstrip()[:-2])
    assert answer.headers["location"] == f"/v1/reports/{stored['report_id']}"
    assert len(report.checked) == 5
    kind, article, options = checker.asked[0]
    assert (kind, article.text, article.published) == ("check", samples.TEXT, date(2023, 11, 9))
    assert options.as_of == date(2023, 11, 9)


def test_claims_are_checked_as_they_stand_one_a_line(client: TestClient, checker: FakeChecker) -> None:
    answer = client.post("/v1/claims/check", json={"claims": ["Uno es uno.", "Dos\nes  dos."], "lang": "es"})
    assert answer.status_code == 200
    kind, article, options = checker.asked[0]
    assert (kind, article.text) == ("check_given", "Uno es uno.\nDos es dos.")
    assert options.as_of == TODAY


def test_options_of_the_request_win_over_the_defaults(client: TestClient, checker: FakeChecker) -> None:
    wished = {"as_of": "2020-01-01", "max_claims": 3, "min_checkworthiness": 0.2, "abstain_below": 0.9, "top_k": 4}
    client.post("/v1/articles/check", json=ARTICLE | wished)
    options = checker.asked[0][2]
    assert (options.as_of, options.max_claims, options.min_checkworthiness) == (date(2020, 1, 1), 3, 0.2)
    assert (options.abstain_below, options.top_k) == (0.9, 4)


def test_html_is_read_as_a_page(client: TestClient, checker: FakeChecker) -> None:
    page = "<html><body><article><p>El comercio creció mucho en 2022, según dijo la ministra a la prensa.</p></article></body></html>"
    assert client.post("/v1/articles/check", json={"html": page, "lang": "es"}).status_code == 200
    assert "El comercio creció" in checker.asked[0][1].text


def test_a_private_address_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/articles/check", json={"url": "http://127.0.0.1:1/", "lang": "es"})
    assert answer.status_code == 422
    assert answer.json()["type"].endswith(":forbidden-address")


def test_search_shows_hits_and_how_they_were_found(client: TestClient, checker: FakeChecker) -> None:
    answer = client.get("/v1/search", params={"q": "comercio", "lang": "es", "as_of": "2022-05-01", "top_k": 3})
    assert answer.status_code == 200
    assert answer.json()["hits"][0]["dense_rank"] == 1
    assert checker.asked[0][2].as_of == date(2022, 5, 1)
    assert checker.asked[0][2].top_k == 3


def test_methodology_names_models_index_and_policy(client: TestClient) -> None:
    told = client.get("/v1/methodology").json()
    assert told["made_by"]["policy"] == "v1"
    assert told["measured_languages"] == ["es", "en"]
    assert "not_enough_evidence" in told["verdicts"]


def test_methodology_says_what_confidences_were_measured_on(checker: FakeChecker) -> None:
    measured = {"population": [sample.model_dump() for sample in samples.POPULATION]}
    parts = Parts(about=lambda: {"calibration": measured})
    with TestClient(application(checker, parts=parts)) as client:
        assert client.get("/v1/methodology").json()["calibration"] == measured
        page = client.get("/methodology", headers={"Accept-Language": "es"}).text
        assert (
            "afirmaciones sobre países (1.200) y artículos de prueba con errores introducidos a propósito (34)" in page
        )


def test_probes_tell_alive_from_ready() -> None:
    checker = FakeChecker(ready=Readiness(ready=False))
    with TestClient(application(checker)) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        waiting = client.get("/readyz")
        assert waiting.status_code == 503
        assert waiting.json()["type"].endswith(":still-starting")
        assert waiting.headers["retry-after"] == "5"
        checker.ready = Readiness(ready=False, failure=Failure(code="index-mismatch", message="old", way_out="rebuild"))
        broken = client.get("/readyz").json()
        assert (broken["type"].rsplit(":")[-1], broken["detail"]) == ("index-mismatch", "rebuild")
        checker.ready = Readiness(ready=True)
        assert client.get("/readyz").json() == {"status": "ready"}


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (StillStarting("loading"), 503, "still-starting"),
        (ModelError("no model"), 503, "model-unavailable"),
        (IndexMismatch("other model"), 503, "index-mismatch"),
    ],
)
def test_our_errors_are_problems_with_their_status(
    client: TestClient, checker: FakeChecker, error: Exception, status: int, code: str
) -> None:
    checker.error = error
    answer = client.post("/v1/articles/check", json=ARTICLE)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["type"] == f"urn:factcheck-assistant:problem:{code}"


def test_one_check_at_a_time_and_the_probe_answers_meanwhile() -> None:
    checker = FakeChecker(may_finish=threading.Event())
    app = application(checker)

    async def scene() -> list[int]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            checks = [asyncio.create_task(client.post("/v1/articles/check", json=ARTICLE)) for _ in range(3)]
            await asyncio.to_thread(checker.entered.wait, 10)
            alive = await asyncio.wait_for(client.get("/healthz"), timeout=5)
            assert checker.may_finish is not None
            checker.may_finish.set()
            return [alive.status_code, *(answer.status_code for answer in await asyncio.gather(*checks))]

    assert asyncio.run(scene()) == [200, 200, 200, 200]
    assert checker.most_at_once == 1
