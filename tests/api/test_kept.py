"""Kept reports, reviews, ClaimReview, corrections and idempotency, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from lxml import etree
from lxml.html import document_fromstring
from starlette.testclient import TestClient

from factcheck.api.app import Parts
from factcheck.render.claimreview import Publisher
from factcheck.server import application
from tests import samples
from tests.fakes import TODAY, FakeChecker

ARTICLE = {"text": samples.TEXT, "published": "2023-11-09", "lang": "es"}


@pytest.fixture
def client(checker: FakeChecker) -> Iterator[TestClient]:
    parts = Parts(publisher=Publisher("Verifica Prueba", "https://verifica.example"))
    with TestClient(application(checker, lambda: TODAY, parts), raise_server_exceptions=False) as made:
        yield made


def _code(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit(":")[-1]  # type: ignore[attr-defined]


def _checked(client: TestClient, **more: object) -> dict[str, object]:
    return dict(client.post("/v1/articles/check", json=ARTICLE | more).json()["stored"])


def _verdict(client: TestClient, position: int = 0) -> str:
    return str(_checked(client)["claims"][position]["verdict_id"])  # type: ignore[index]


def _review(client: TestClient, verdict_id: str, **body: object) -> object:
    tag = client.get(f"/v1/verdicts/{verdict_id}").headers["etag"]
    sent = {"reviewer": "Ana"} | body
    return client.post(f"/v1/verdicts/{verdict_id}/review", json=sent, headers={"If-Match": tag})


def test_a_report_is_there_again_with_its_versions(client: TestClient) -> None:
    first = _checked(client, reference="post-7")
    second = _checked(client, reference="post-7", top_k=3)
    assert (second["report_id"], second["version"]) == (first["report_id"], 2)
    assert second["changes"]["because"] == ["option:top_k"]  # type: ignore[index]
    read = client.get(f"/v1/reports/{first['report_id']}").json()
    assert read["stored"]["version"] == 2
    assert read["article"]["text"] == samples.TEXT
    assert client.get(f"/v1/reports/{first['report_id']}?version=1").json()["stored"]["version"] == 1
    versions = client.get(f"/v1/reports/{first['report_id']}/versions").json()["items"]
    assert [v["changes"]["because"] for v in versions] == [["first_check"], ["option:top_k"]]
    listed = client.get("/v1/reports").json()
    assert [(r["reference"], r["version"]) for r in listed["items"]] == [("post-7", 2)]
    assert _code(client.get(f"/v1/reports/{first['report_id']}?version=9")) == (404, "no-such-record")


def test_the_same_claims_again_are_answered_from_the_store(client: TestClient, checker: FakeChecker) -> None:
    asked = {"claims": ["Uno es uno."], "lang": "es", "as_of": "2024-01-01"}
    stored = [client.post("/v1/claims/check", json=asked).json()["stored"]["from_store"] for _ in range(2)]
    assert stored == [False, True]
    assert len(checker.asked) == 1
    client.post("/v1/claims/check", json=asked | {"documents": [{"text": "Uno no es dos.", "lang": "es"}]})
    client.post("/v1/claims/check", json=asked | {"sources": {"tiers": ["primary"]}})
    assert len(checker.asked) == 3


def test_deleting_a_report_empties_its_texts(client: TestClient) -> None:
    report = client.post("/v1/articles/check", json=ARTICLE, headers={"Idempotency-Key": "d-1"}).json()["stored"]
    assert client.delete(f"/v1/reports/{report['report_id']}").status_code == 204
    assert _code(client.get(f"/v1/reports/{report['report_id']}")) == (410, "text-purged")
    verdict_id = report["claims"][0]["verdict_id"]  # type: ignore[index]
    assert _code(client.get(f"/v1/verdicts/{verdict_id}")) == (410, "text-purged")
    assert client.get("/v1/reports").json()["items"][0]["purged"] is True
    again = client.post("/v1/articles/check", json=ARTICLE, headers={"Idempotency-Key": "d-1"})
    assert "idempotency-replayed" not in again.headers


def test_lists_are_read_page_by_page(client: TestClient) -> None:
    for n in range(3):
        _checked(client, reference=f"post-{n}")
    first = client.get("/v1/reports?limit=2").json()
    second = client.get("/v1/reports", params={"limit": 2, "cursor": first["next"]}).json()
    assert [r["reference"] for r in first["items"] + second["items"]] == ["post-2", "post-1", "post-0"]
    assert second["next"] is None
    for wrong in ("x", "bm9uZQ", "WzEsMl0"):
        assert _code(client.get("/v1/reports", params={"cursor": wrong})) == (422, "invalid-input")


# ----------------------------------------------------------------------------- places in the caller's HTML

PAGE = f"<html><body><h1>Comercio</h1><article>{''.join(f'<p>{line}</p>' for line in samples.TEXT.splitlines())}</article></body></html>"


def test_claims_say_where_they_stand_in_the_html_that_was_sent(client: TestClient) -> None:
    for _ in range(2):  # made now, and from the store
        body = client.post("/v1/articles/check", json={"html": PAGE, "lang": "es"}).json()
        for checked, kept in zip(body["checked"], body["stored"]["claims"], strict=True):
            assert checked["claim"]["selector"]["exact"] == checked["claim"]["quote"]
            assert _shown(kept["place"]) == checked["claim"]["quote"]
    found = client.post("/v1/claims/detect", json={"html": PAGE, "lang": "es"}).json()
    assert [_shown(one["place"]) for one in found["claims"]] == list(samples.QUOTES)
    plain = client.post("/v1/claims/detect", json={"text": samples.TEXT, "lang": "es", "max_claims": 2}).json()
    assert [one["place"] for one in plain["claims"]] == [None, None]


def _shown(place: dict[str, object]) -> str:
    (block,) = document_fromstring(PAGE).xpath(str(place["xpath"]))
    raw = "".join(block.xpath(".//text()")).encode("utf-16-le")
    return raw[2 * int(place["start_utf16"]) : 2 * int(place["end_utf16"])].decode("utf-16-le")  # type: ignore[call-overload]


# ----------------------------------------------------------------------------- documents and matching


def test_documents_of_a_claim_win_over_those_of_the_request(client: TestClient, checker: FakeChecker) -> None:
    own = {"text": "Dos.", "documents": [{"text": "Dos es dos.", "publisher": "B"}], "evidence": "both"}
    asked = {"claims": ["Uno.", own, "Tres."], "documents": [{"text": "Uno es uno."}], "lang": "es"}
    assert client.post("/v1/claims/check", json=asked).status_code == 200
    told = [(d and d.only, [s.text for s in d.sources]) for d in checker.documents if d]
    assert told == [(True, ["Uno es uno."]), (False, ["Dos es dos."]), (True, ["Uno es uno."])]
    client.post("/v1/articles/check", json=ARTICLE | {"documents": [{"text": "Algo."}]})
    assert (checker.asked[-1][0], len(checker.documents)) == ("check against", 1)


@pytest.mark.parametrize(
    ("documents", "status", "code"),
    [
        ([], 422, "invalid-request"),
        ([{"text": " \n\t "}], 422, "empty-input"),
        ([{"text": "x" * 200_000}] * 2, 413, "input-too-large"),
        ([{"text": "x", "publishd": "2020"}], 422, "invalid-request"),
    ],
)
def test_documents_that_cannot_be_used(client: TestClient, documents: object, status: int, code: str) -> None:
    answer = client.post("/v1/claims/check", json={"claims": ["Uno."], "documents": documents})
    assert _code(answer) == (status, code)


def test_source_filters_reach_the_search(client: TestClient, checker: FakeChecker) -> None:
    wished = {"languages": ["es"], "countries": ["KAZ"], "tiers": ["primary"], "include": ["s1"], "exclude": ["s2"]}
    client.post("/v1/articles/check", json=ARTICLE | {"sources": wished})
    scope = checker.asked[0][2].scope
    assert (scope.languages, scope.countries, scope.tiers) == (("es",), ("KAZ",), ("primary",))
    assert (scope.include, scope.exclude) == (("s1",), ("s2",))


def test_claims_are_matched_with_earlier_fact_checks(client: TestClient, checker: FakeChecker) -> None:
    told = client.post("/v1/claims/match", json={"claims": ["Uno.", "Dos."], "lang": "es", "top_k": 2}).json()
    assert [m["claim"]["quote"] for m in told["matches"]] == ["Uno.", "Dos."]
    assert told["matches"][0]["checks"][0]["source"]["earlier_check"]["rating"] == "Falso"
    assert checker.asked[0][2].top_k == 2


# ----------------------------------------------------------------------------- review


def test_a_review_needs_the_state_that_was_seen(client: TestClient) -> None:
    verdict_id = _verdict(client)
    body = {"decision": "approve", "reviewer": "Ana"}
    address = f"/v1/verdicts/{verdict_id}/review"
    assert _code(client.post(address, json=body)) == (428, "if-match-needed")
    tag = client.get(f"/v1/verdicts/{verdict_id}").headers["etag"]
    done = client.post(address, json=body, headers={"If-Match": tag})
    assert (done.status_code, done.json()["state"]) == (200, "approved")
    assert done.headers["etag"] == client.get(f"/v1/verdicts/{verdict_id}").headers["etag"] != tag
    assert _code(client.post(address, json=body, headers={"If-Match": tag})) == (412, "changed-meanwhile")
    assert _code(client.post("/v1/verdicts/vrd_0/review", json=body, headers={"If-Match": tag})) == (
        404,
        "no-such-record",
    )


def test_an_override_stands_beside_the_machines_verdict(client: TestClient) -> None:
    verdict_id = _verdict(client)
    assert _code(_review(client, verdict_id, decision="override", label="refuted")) == (422, "invalid-input")
    told = _review(client, verdict_id, decision="override", label="refuted", reason="Cifra revisada.").json()  # type: ignore[attr-defined]
    assert (told["label"], told["machine"]["verdict"]["label"], told["review"]["reviewer"]) == (
        "refuted",
        "supported",
        "Ana",
    )


def test_claimreview_comes_only_after_a_person_and_has_what_google_requires(client: TestClient) -> None:
    verdict_id = _verdict(client)
    address = f"/v1/verdicts/{verdict_id}/claimreview"
    assert _code(client.get(address, params={"url": "https://verifica.example/1"})) == (409, "not-approved")
    _review(client, verdict_id, decision="approve")
    assert _code(client.get(address)) == (422, "invalid-input")
    answer = client.get(address, params={"url": "https://verifica.example/1"})
    assert answer.headers["content-type"] == "application/ld+json"
    told = answer.json()
    assert (told["@type"], told["url"]) == ("ClaimReview", "https://verifica.example/1")
    assert told["claimReviewed"] == "El comercio de Nortelandia alcanzó 27.000 millones"
    assert told["reviewRating"]["ratingValue"] == 5
    assert told["author"]["name"] == "Verifica Prueba"
    _review(client, verdict_id, decision="reject", reason="No.")
    assert _code(client.get(address, params={"url": "https://verifica.example/1"})) == (409, "not-approved")


def test_a_correction_is_listed_in_public_and_in_the_feed(client: TestClient) -> None:
    verdict_id = _verdict(client)
    asked = client.post("/v1/corrections/requests", json={"verdict_id": verdict_id, "message": "No es así."})
    assert asked.status_code == 201
    _review(client, verdict_id, decision="approve")
    reason = "El anuario <se> corrigió & basta."
    changed = {"decision": "override", "label": "refuted", "reason": reason, "request_id": asked.json()["id"]}
    _review(client, verdict_id, **changed)
    (listed,) = client.get("/v1/corrections").json()["items"]
    assert (listed["before"], listed["after"], listed["reason"]) == ("supported", "refuted", reason)
    feed = client.get("/v1/corrections.atom")
    tree = etree.fromstring(feed.content)
    assert reason in "".join(tree.xpath("//*[local-name()='summary']/text()"))
    assert tree.xpath("string(/*/*[local-name()='title'])") == "Verifica Prueba"
    assert client.get("/v1/corrections/requests").json()["items"][0]["state"] == "accepted"


def test_a_request_can_be_declined(client: TestClient) -> None:
    asked = client.post("/v1/corrections/requests", json={"url": "https://example.org", "message": "No."}).json()
    address = f"/v1/corrections/requests/{asked['id']}/decline"
    assert client.post(address, json={"answer": "Sí es."}).json()["state"] == "declined"
    assert _code(client.post(address, json={"answer": "Sí es."})) == (404, "no-such-record")
    assert client.post("/v1/corrections/requests", json={"message": "x"}).status_code == 422


# ----------------------------------------------------------------------------- idempotency


def test_the_same_request_twice_is_done_once(client: TestClient, checker: FakeChecker) -> None:
    headers = {"Idempotency-Key": "a-1"}
    body = ARTICLE | {"as_of": "2024-01-01"}
    first = client.post("/v1/articles/check", json=body, headers=headers)
    again = client.post("/v1/articles/check", json=body, headers=headers)
    assert (again.content, again.headers["location"]) == (first.content, first.headers["location"])
    assert again.headers["idempotency-replayed"] == "true"
    assert len(checker.asked) == 1
    other = client.post("/v1/articles/check", json=body | {"top_k": 3}, headers=headers)
    assert _code(other) == (409, "idempotency-key-reused")
    elsewhere = client.post("/v1/claims/check", json={"claims": ["Uno."]}, headers=headers)
    assert _code(elsewhere) == (409, "idempotency-key-reused")


def test_what_failed_may_be_tried_again_under_the_same_key(client: TestClient, checker: FakeChecker) -> None:
    headers = {"Idempotency-Key": "a-2"}
    checker.error = RuntimeError("broken")
    assert client.post("/v1/articles/check", json=ARTICLE, headers=headers).status_code == 500
    checker.error = None
    assert client.post("/v1/articles/check", json=ARTICLE, headers=headers).status_code == 200
    assert client.post("/v1/claims/check", json={"claims": []}, headers={"Idempotency-Key": "a-3"}).status_code == 422
    assert (
        client.post("/v1/claims/check", json={"claims": ["Uno."]}, headers={"Idempotency-Key": "a-3"}).status_code
        == 200
    )


@pytest.mark.parametrize("token", ["", "x" * 256, "a b", "ñ"])
def test_keys_that_cannot_be_used_are_refused(client: TestClient, token: str) -> None:
    headers = [(b"idempotency-key", token.encode("latin-1"))]
    answer = client.post("/v1/claims/check", json={"claims": ["Uno."]}, headers=headers)
    assert _code(answer) == (422, "invalid-input")


def test_a_review_is_made_once_too(client: TestClient) -> None:
    verdict_id = _verdict(client)
    tag = client.get(f"/v1/verdicts/{verdict_id}").headers["etag"]
    headers = {"If-Match": tag, "Idempotency-Key": "r-1"}
    body = {"decision": "approve", "reviewer": "Ana"}
    answers = [client.post(f"/v1/verdicts/{verdict_id}/review", json=body, headers=headers) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["etag"] == answers[1].headers["etag"]
    assert len(json.loads(answers[1].content)["reviews"]) == 1
