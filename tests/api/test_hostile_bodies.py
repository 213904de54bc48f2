from __future__ import annotations

import gzip

import pytest
from starlette.testclient import TestClient

from factcheck.api.app import create_app
from tests.fakes import FakeChecker

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"\xff\xfe\x00junk\xff", 400, "unreadable-body"),
        (b'{"text": "\xe9"}', 400, "unreadable-body"),
        (b"{", 400, "unreadable-body"),
        (b"[" * 200_000, 400, "unreadable-body"),
        (b"", 422, "invalid-request"),
        (b"null", 422, "invalid-request"),
        (b"[]", 422, "invalid-request"),
        (b'{"text": ""}', 422, "empty-input"),
        (b'{"text": " \\n "}', 422, "empty-input"),
        (b'{"text": "a\\u0000b"}', 415, "not-text"),
        (b'{"text": "a", "url": "https://example.org"}', 422, "invalid-request"),
        (b'{"text": "a", "publishd": "2023-11-09"}', 422, "invalid-request"),
        (b'{"text": "a", "lang": "Spanish"}', 422, "invalid-request"),
        (b'{"text": "a", "published": "yesterday"}', 422, "invalid-request"),
        (b'{"url": "ftp://example.org/x"}', 422, "forbidden-address"),
        (b'{"url": "file:///etc/passwd"}', 422, "forbidden-address"),
        (b'{"url": "\\ud800"}', 422, "forbidden-address"),
    ],
)
def test_articles_that_cannot_be_used(client: TestClient, body: bytes, status: int, code: str) -> None:
    answer = client.post("/v1/articles/check", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["type"].rsplit(":")[-1]) == (status, code)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("claims", [[], [""], ["x"] * 51, ["x" * 2001], "x", [1], [None]])
def test_claims_that_do_not_fit(client: TestClient, claims: object) -> None:
    answer = client.post("/v1/claims/check", json={"claims": claims})
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_a_blank_claim_is_named(client: TestClient) -> None:
    answer = client.post("/v1/claims/check", json={"claims": ["Uno.", " \t"]})
    assert (answer.status_code, answer.json()["title"]) == (422, "Claim 2 is empty.")


def test_half_a_surrogate_pair_is_dropped(client: TestClient, checker: FakeChecker) -> None:
    body = b'{"text": "Un hecho \\ud83d cierto.", "title": "T\\udc00", "lang": "es"}'
    assert client.post("/v1/articles/check", content=body, headers=JSON).status_code == 200
    assert checker.asked[0][1].text == "Un hecho  cierto."
    assert checker.asked[0][1].title == "T"


def test_five_megabytes_of_text_are_too_long_and_said_so(client: TestClient) -> None:
    answer = client.post("/v1/articles/check", json={"text": "palabra " * 650_000})
    assert (answer.status_code, answer.json()["type"].rsplit(":")[-1]) == (413, "input-too-large")
    assert answer.json()["detail"]


def test_a_declared_length_over_the_limit_is_refused_unread() -> None:
    client = TestClient(create_app(FakeChecker(), max_body=100))
    answer = client.post("/v1/articles/check", content=b"x" * 101, headers=JSON)
    assert (answer.status_code, answer.json()["type"].rsplit(":")[-1]) == (413, "input-too-large")


def test_an_undeclared_length_is_refused_while_reading() -> None:
    sent = 0

    def endless() -> object:
        nonlocal sent
        while sent < 1_000:
            sent += 1
            yield b'{"text": "' + b"x" * 1_000

    client = TestClient(create_app(FakeChecker(), max_body=100_000))
    answer = client.post("/v1/articles/check", content=endless(), headers=JSON)
    assert (answer.status_code, answer.json()["type"].rsplit(":")[-1]) == (413, "input-too-large")


def test_unknown_addresses_and_methods_are_problems(client: TestClient) -> None:
    assert client.get("/v2/none").json()["type"].rsplit(":")[-1] == "not-found"
    refused = client.get("/v1/articles/check")
    assert (refused.status_code, refused.json()["type"].rsplit(":")[-1]) == (405, "method-not-allowed")
    assert refused.headers["allow"] == "POST"


def test_a_fault_of_ours_shows_no_inside(
    client: TestClient, checker: FakeChecker, caplog: pytest.LogCaptureFixture
) -> None:
    checker.error = ValueError("secret draft text")
    answer = client.post("/v1/articles/check", json={"text": "Un hecho.", "lang": "es"})
    assert (answer.status_code, answer.json()["type"].rsplit(":")[-1]) == (500, "internal-error")
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] == answer.json()["request_id"]
    assert "secret" not in caplog.text
    assert answer.json()["request_id"] in caplog.text


def test_the_request_id_is_taken_over_where_it_is_harmless(client: TestClient) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "cms-42"}).headers["x-request-id"] == "cms-42"
    assert client.get("/healthz", headers={"X-Request-ID": "a b"}).headers["x-request-id"] != "a b"
    assert len(client.get("/healthz").headers["x-request-id"]) == 32


def test_fifty_megabytes_are_refused_declared_or_not(client: TestClient) -> None:
    body = b'{"text": "' + b"palabra " * 6_250_000 + b'"}'
    assert len(body) > 50_000_000

    def pieces() -> object:
        for start in range(0, len(body), 1_000_000):
            yield body[start : start + 1_000_000]

    for content in (body, pieces()):
        answer = client.post("/v1/articles/check", content=content, headers=JSON)  # type: ignore[arg-type]
        assert (answer.status_code, answer.json()["type"].rsplit(":")[-1]) == (413, "input-too-large")


def test_a_hundred_thousand_claims_are_refused_and_as_articles_too(client: TestClient, checker: FakeChecker) -> None:
    many = client.post("/v1/claims/check", json={"claims": ["Uno."] * 100_000})
    assert (many.status_code, many.json()["type"].rsplit(":")[-1]) == (422, "invalid-request")
    assert len(many.content) < 10_000, "the answer does not repeat what was sent"
    lines = b'{"text": "Uno es uno."}\n' * 100_000
    answer = client.post("/v1/batches", content=lines, headers={"content-type": "application/x-ndjson"})
    assert (answer.status_code, answer.json()["type"].rsplit(":")[-1]) == (413, "input-too-large")
    assert checker.asked == []


@pytest.mark.parametrize("path", ["/v1/articles/check", "/v1/claims/check", "/v1/imports"])
def test_a_packed_body_is_not_unpacked(client: TestClient, path: str) -> None:
    bomb = gzip.compress(b'{"text": "' + b"0" * 20_000_000 + b'"}')
    answer = client.post(path, content=bomb, headers=JSON | {"content-encoding": "gzip"})
    assert (answer.status_code, answer.json()["type"].rsplit(":")[-1]) == (400, "unreadable-body")


def test_json_nested_without_end_in_a_batch_spoils_one_article(client: TestClient) -> None:
    lines = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n" + b'{"text": "Uno es uno."}\n'
    answer = client.post("/v1/batches", content=lines, headers={"content-type": "application/x-ndjson"})
    job = client.get(answer.headers["location"]).json()
    assert (job["total"], job["failed"]) == (2, 1)
