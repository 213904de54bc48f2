from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from lxml import html as parser
from starlette.testclient import TestClient

from factcheck.server import application
from factcheck.web.words import language
from tests import samples
from tests.fakes import TODAY, FakeChecker


@pytest.fixture
def checker() -> FakeChecker:
    return FakeChecker()


@pytest.fixture
def client(checker: FakeChecker) -> Iterator[TestClient]:
    with TestClient(application(checker, today=lambda: TODAY)) as made:
        yield made


def test_the_form_posts_to_this_server_without_scripts(client: TestClient) -> None:
    answer = client.get("/", headers={"accept-language": "en-GB,en;q=0.9"})
    tree = parser.fromstring(answer.text)
    form = tree.get_element_by_id("check-form")
    assert (form.method, form.action) == ("POST", "/check")
    assert not tree.xpath("//@style | //script[not(@src)] | //style | //@*[starts-with(name(), 'on')]")
    assert tree.get("lang") == "en"
    assert all(
        tree.xpath(f"//label[@for='{field.get('id')}']") for field in tree.xpath("//textarea | //input[@type='url']")
    )
    assert client.get(tree.xpath("//link[@rel='stylesheet']/@href")[0]).headers["content-type"].startswith("text/css")


def test_a_text_gives_its_report_as_a_page(client: TestClient, checker: FakeChecker) -> None:
    answer = client.post("/check", data={"text": samples.TEXT, "published": "2023-11-09", "lang": "es", "url": ""})
    assert answer.status_code == 200
    assert answer.url.path.startswith("/reports/rep_")
    assert len(parser.fromstring(answer.text).xpath("//section[@class='claim']")) == 5
    assert checker.asked[0][0] == "check"


def test_claims_are_taken_line_by_line(client: TestClient, checker: FakeChecker) -> None:
    client.post("/check", data={"text": "Uno.\r\n\r\nDos.", "as_claims": "1", "lang": "es"})
    assert (checker.asked[0][0], checker.asked[0][1].text) == ("check_given", "Uno.\nDos.")


def test_form_and_api_give_the_same_report(client: TestClient) -> None:
    article = {"text": samples.TEXT, "published": "2023-11-09", "lang": "es"}
    api = client.post("/v1/articles/check", json=article)
    form = client.post("/check", data=article | {"format": "json"})
    assert form.headers["content-type"] == "application/json"
    assert json.loads(form.text) == _without_ids(api.text)
    claims = client.post("/v1/claims/check", json={"claims": ["Uno.", "Dos."], "lang": "es"})
    lines = client.post("/check", data={"text": "Uno.\nDos.", "as_claims": "1", "lang": "es", "format": "json"})
    assert json.loads(lines.text) == _without_ids(claims.text)


def _without_ids(text: str) -> dict[str, object]:
    told = dict(json.loads(text))
    told.pop("stored")
    return told


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"lang": "es"}, 422),
        ({"text": " "}, 422),
        ({"text": "a", "url": "https://example.org"}, 422),
        ({"text": "Un hecho.", "published": "ayer"}, 422),
        ({"text": "Un hecho.", "lang": "<b>"}, 422),
        ({"url": "http://10.0.0.1/"}, 422),
        ({"text": "a\x00b"}, 415),
        ({f"f{n}": "x" for n in range(30)}, 422),
    ],
)
def test_what_cannot_be_used_is_said_on_a_page(client: TestClient, fields: dict[str, str], status: int) -> None:
    answer = client.post("/check", data=fields)
    assert answer.status_code == status
    assert parser.fromstring(answer.text).xpath("//*[@role='alert']")


def test_another_type_is_refused(client: TestClient) -> None:
    assert client.post("/check", content=b"{}", headers={"content-type": "application/json"}).status_code == 415


def test_bytes_that_are_not_utf8_are_survived(client: TestClient) -> None:
    answer = client.post(
        "/check", content=b"text=%ff%fe%ff&lang=es", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code in {200, 415}


def test_a_hostile_title_runs_nothing(client: TestClient) -> None:
    answer = client.post("/check", data={"text": "<script>alert(1)</script>\nUn hecho cierto.", "lang": "es"})
    assert answer.status_code == 200
    assert not parser.fromstring(answer.text).xpath("//script[not(@src)]")


@pytest.mark.parametrize(
    ("accepted", "lang"), [("", "es"), ("fr,en;q=0.5", "en"), ("es-MX", "es"), ("de", "es"), ("EN", "en")]
)
def test_the_page_speaks_the_browsers_language(accepted: str, lang: str) -> None:
    assert language(accepted) == lang


def test_a_body_over_the_limit_is_said_on_a_page() -> None:
    from factcheck.api.app import create_app
    from factcheck.web.site import install

    app = create_app(FakeChecker(), max_body=1_000)
    install(app)

    def parts() -> Iterator[bytes]:
        yield b"text="
        yield from (b"x" * 500 for _ in range(4))

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = TestClient(app).post("/check", content=parts(), headers=headers)
    assert answer.status_code == 413
    assert parser.fromstring(answer.text).xpath("//*[@role='alert']")
