from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html as parser
from pydantic import BaseModel
from starlette.testclient import TestClient

from factcheck.api import bodies, desk_bodies


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


def test_every_body_answer_and_error_has_an_example(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for name, content in _contents(operation):
                schema = content.get("schema", {})
                named = document["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], {})
                has = content.get("example") or content.get("examples") or named.get("examples")
                assert has, f"{method} {path} {name}"


def _contents(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in operation.get("requestBody", {}).get("content", {}).values():
        yield "body", kind
    for status, answer in operation["responses"].items():
        for kind in answer.get("content", {}).values():
            yield status, kind


def test_examples_of_bodies_are_bodies() -> None:
    named = [*vars(bodies).values(), *vars(desk_bodies).values()]
    models = {one for one in named if isinstance(one, type) and issubclass(one, BaseModel) and one is not BaseModel}
    found = [(one, e) for one in models for e in (one.model_json_schema().get("examples") or [])]
    assert len(found) >= 9
    for model, example in found:
        model.model_validate(example)
