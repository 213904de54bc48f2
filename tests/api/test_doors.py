"""Who is let in: keys and scopes, this machine alone without keys, rates and quotas, other origins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from factcheck.api.app import Parts
from factcheck.desk import keys
from factcheck.desk.keys import Wanted
from factcheck.desk.office import Desk
from factcheck.server import application
from factcheck.storage.database import open_database
from tests import samples
from tests.fakes import TODAY, FakeChecker

CLAIM = {"claims": ["Uno es uno."], "lang": "es"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(open_database(f"sqlite:///{tmp_path}/doors.sqlite3"))
    yield desk
    desk.database.close()


def _client(desk: Desk, host: str = "127.0.0.1", name: str = "127.0.0.1:8000", **parts: object) -> TestClient:
    app = application(FakeChecker(), lambda: TODAY, Parts(desk=desk, guarded=True, **parts))
    return TestClient(app, base_url=f"http://{name}", client=(host, 5000), raise_server_exceptions=False)


def _key(desk: Desk, *scopes: str, **more: int) -> dict[str, str]:
    secret = keys.create(desk, Wanted("test", scopes or ("check", "read"), **more))[1]
    return {"Authorization": f"Bearer {secret}"}


def _code(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit(":")[-1]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("host", "name", "headers"),
    [
        ("203.0.113.9", "127.0.0.1:8000", {}),
        ("127.0.0.1", "rebound.example:8000", {}),
        ("127.0.0.1", "127.0.0.1:8000", {"X-Forwarded-For": "203.0.113.9"}),
        ("127.0.0.1", "127.0.0.1:8000", {"Forwarded": "for=203.0.113.9"}),
        ("not-an-address", "localhost", {}),
    ],
)
def test_without_any_key_only_this_machine_is_answered(
    desk: Desk, host: str, name: str, headers: dict[str, str]
) -> None:
    client = _client(desk, host, name)
    assert _code(client.post("/v1/claims/check", json=CLAIM, headers=headers)) == (403, "loopback-only")
    assert client.post("/check", data={"text": samples.TEXT}, headers=headers).status_code == 403
    assert client.get("/healthz", headers=headers).status_code == 200


@pytest.mark.parametrize("name", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000"])
def test_this_machine_needs_no_key_until_there_is_one(desk: Desk, name: str) -> None:
    client = _client(desk, "::1" if "::1" in name else "127.0.0.1", name)
    assert client.post("/v1/claims/check", json=CLAIM).status_code == 200
    _key(desk)
    refused = client.post("/v1/claims/check", json=CLAIM)
    assert _code(refused) == (401, "key-needed")
    assert refused.headers["www-authenticate"] == "Bearer"


def test_a_key_may_what_its_scopes_say(desk: Desk) -> None:
    client = _client(desk, "203.0.113.9", "factcheck.example")
    reads, checks, admin = _key(desk, "read"), _key(desk, "check"), _key(desk, "admin")
    assert _code(client.post("/v1/claims/check", json=CLAIM, headers=reads)) == (403, "scope-missing")
    assert client.post("/v1/claims/check", json=CLAIM, headers=checks).status_code == 200
    assert _code(client.get("/v1/reports", headers=checks)) == (403, "scope-missing")
    assert client.get("/v1/reports", headers=reads).json()["items"] == []
    assert len(client.get("/v1/reports", headers=admin).json()["items"]) == 1
    assert _code(client.get("/v1/corrections/requests", headers=reads)) == (403, "scope-missing")
    assert _code(client.post("/v1/sources", json={"text": "a", "title": "b"}, headers=reads)) == (403, "scope-missing")
    assert client.get("/v1/reports", headers={"X-API-Key": reads["Authorization"][7:]}).status_code == 200
    for wrong in ("Bearer fck_no", "Bearer ", "Basic x"):
        assert _code(client.get("/v1/reports", headers={"Authorization": wrong})) == (401, "key-needed")


def test_public_things_need_no_key(desk: Desk) -> None:
    _key(desk)
    client = _client(desk, "203.0.113.9", "factcheck.example")
    for address in ("/v1/methodology", "/v1/corrections", "/v1/corrections.atom", "/readyz", "/openapi.json", "/docs"):
        assert client.get(address).status_code == 200


def test_the_rate_and_the_daily_quota_end_in_429_with_a_time(desk: Desk) -> None:
    client = _client(desk)
    quick = _key(desk, "check", "read", per_minute=2)
    statuses = [client.get("/v1/reports", headers=quick).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    small = _key(desk, "check", per_day=1)
    client.post("/v1/claims/check", json=CLAIM, headers=small)
    refused = client.post("/v1/claims/check", json=CLAIM, headers=small)
    assert _code(refused) == (429, "too-many-requests")
    assert 0 < int(refused.headers["retry-after"]) <= 86_401


def test_a_rate_holds_for_all_processes_on_one_database_together(desk: Desk) -> None:
    other = Desk(open_database(desk.database.url.render_as_string()))
    keyed = _key(desk, "read", per_minute=4)
    both = [_client(desk), _client(other)]
    answers = [both[n % 2].get("/v1/reports", headers=keyed) for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
    assert 0 < int(answers[-1].headers["retry-after"]) <= 66
    other.database.close()


def test_one_visitor_sends_few_requests_for_corrections(desk: Desk) -> None:
    client = _client(desk, "203.0.113.9", "factcheck.example")
    asked = {"url": "https://example.org", "message": "No."}
    statuses = [client.post("/v1/corrections/requests", json=asked).status_code for _ in range(21)]
    assert statuses == [201] * 20 + [429]


def test_only_origins_on_the_list_may_call_from_a_page(desk: Desk) -> None:
    client = _client(desk, origins=["https://cms.example"])
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "idempotency-key"}
    allowed = client.options("/v1/claims/check", headers=asking | {"Origin": "https://cms.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://cms.example"
    assert "access-control-allow-credentials" not in allowed.headers
    other = client.options("/v1/claims/check", headers=asking | {"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers
    plain = client.post("/v1/claims/check", json=CLAIM, headers={"Origin": "https://cms.example"})
    assert "ETag" in plain.headers["access-control-expose-headers"]
    none = _client(desk).post("/v1/claims/check", json=CLAIM, headers={"Origin": "https://cms.example"})
    assert "access-control-allow-origin" not in none.headers


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_page_of_another_site_cannot_post_without_asking_first(desk: Desk, kind: str) -> None:
    # These are the types that a browser sends across origins unasked.
    answer = _client(desk).post("/v1/claims/check", content=b'{"claims": ["Uno."]}', headers={"Content-Type": kind})
    assert answer.status_code in {400, 415, 422}


def test_what_one_key_had_checked_is_not_there_for_another(desk: Desk) -> None:
    client = _client(desk)
    mine, theirs = _key(desk), _key(desk)
    made = client.post("/v1/articles/check", json={"text": samples.TEXT, "lang": "es"}, headers=mine)
    assert client.get(made.headers["location"], headers=mine).status_code == 200
    assert _code(client.get(made.headers["location"], headers=theirs)) == (404, "no-such-record")
    assert _code(client.delete(made.headers["location"], headers=theirs)) == (404, "no-such-record")
    again = client.post("/v1/articles/check", json={"text": samples.TEXT, "lang": "es"}, headers=theirs)
    assert again.json()["stored"]["from_store"] is False


def test_a_closed_database_is_said_as_such(desk: Desk) -> None:
    client = _client(desk)
    with desk.database.begin() as connection:
        connection.exec_driver_sql("DROP TABLE usage")
    keyed = _key(desk)
    assert _code(client.post("/v1/claims/check", json=CLAIM, headers=keyed)) == (503, "storage-unavailable")
