"""The runnable example against a real server process: a draft comes back marked, and is published with its ClaimReview."""

from __future__ import annotations

import importlib.util
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest
from lxml import html as parser

from factcheck.client import Client
from tests import samples
from tests.integration.service import Service, until

DRAFT = (
    "<article><h1>Comercio en Nortelandia</h1>"
    f"<p>😀 Se sabe: <em>{samples.QUOTES[1][:12]}</em>{samples.QUOTES[1][12:]}. Lo dice el informe anual que se publicó ayer.</p>"
    f"<p>{samples.QUOTES[2]}. Así consta en los mapas de la región desde hace más de un siglo, según el archivo.</p></article>"
)


@pytest.fixture
def example(repository: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("cms_example", repository / "docs" / "examples" / "cms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["cms_example"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def service(tmp_path: Path, repository: Path) -> Iterator[Service]:
    made = Service(tmp_path, repository)
    yield made
    made.end()


def test_a_cmss_day(service: Service, example: ModuleType) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    service.settings |= {"FACTCHECK_PRIVATE_HOSTS": f"127.0.0.1:{port}", "FACTCHECK_PUBLISHER_NAME": "El Diario"}
    service.serve(seconds=0.1)
    with Client(service.url) as client:
        cms = example.Cms(client, f"http://127.0.0.1:{port}", draft=DRAFT)
        server = example.serve(cms, port)
        try:
            cms.subscribe()
            assert httpx.post(f"{cms.address}/hook", content=b"{}").status_code == 401
            cms.submit()
            until(lambda: cms.report, service.said)
            page = parser.fromstring(httpx.get(cms.address).text)
            marked = ["".join(one.itertext()) for one in page.xpath("//mark")]
            assert "".join(marked[:2]) == samples.QUOTES[1]
            assert marked[2] == samples.QUOTES[2]
            verdict = page.xpath("//mark/@data-verdict")[0]
            _decide(cms, verdict)
            markup = json.loads(parser.fromstring(httpx.get(cms.address).text).xpath("//script/text()")[0])
            assert (markup["@type"], markup["claimReviewed"]) == ("ClaimReview", samples.QUOTES[1])
            assert markup["url"] == "https://cms.example/post-4711"
        finally:
            server.shutdown()
            server.server_close()


def _decide(cms: object, verdict_id: str) -> None:
    # The stand-in models never decide, and what was not decided has no rating: a person says what holds.
    client: Client = cms.client  # type: ignore[attr-defined]
    _, etag = client.verdict(verdict_id)
    client.review(
        verdict_id, etag, decision="override", label="supported", reason="Consta en el registro.", reviewer="Ana Ruiz"
    )
    cms.reviews.append(  # type: ignore[attr-defined]
        client.claimreview(verdict_id, url="https://cms.example/post-4711")
    )
