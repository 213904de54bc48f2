from __future__ import annotations

import re

from lxml import html as parser
from starlette.testclient import TestClient


def test_the_description_names_every_route_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    answer = client.get("/docs")
    tree = parser.fromstring(answer.text)
    assert not tree.xpath("//script | //img | //link | //iframe")
    routes = client.get("/openapi.json").json()["paths"]
    assert {"/v1/claims/check", "/v1/articles/check", "/v1/search", "/v1/methodology", "/healthz"} <= set(routes)
    assert all(path in answer.text for path in routes)
    assert "curl -X POST" in answer.text


def test_its_style_is_allowed_by_its_own_policy(client: TestClient) -> None:
    import base64
    import hashlib

    answer = client.get("/docs")
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style is not None
    expected = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{expected}'" in answer.headers["content-security-policy"]


def test_every_route_documents_its_problems(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path in ("/v1/claims/check", "/v1/articles/check"):
        answers = paths[path]["post"]["responses"]
        assert {"200", "400", "413", "415", "422", "500", "503"} <= set(answers)
        assert "application/problem+json" in answers["422"]["content"]
    assert "502" in paths["/v1/articles/check"]["post"]["responses"]


def test_answers_carry_safe_headers(client: TestClient) -> None:
    for path in ("/", "/docs", "/healthz", "/nowhere"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
