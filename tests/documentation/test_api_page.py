from __future__ import annotations

import re
from pathlib import Path

from factcheck.server import application
from tests.fakes import FakeChecker


def test_every_route_is_in_the_table_and_the_table_names_no_other(repository: Path) -> None:
    page = (repository / "docs/api.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([A-Z]+) \| `(/[^`]+)` \|", page, re.M))
    paths = application(FakeChecker()).openapi()["paths"]
    assert listed == {(method.upper(), path) for path, methods in paths.items() for method in methods}


def test_the_guide_for_plugins_has_every_step(repository: Path) -> None:
    page = (repository / "docs/cms.md").read_text(encoding="utf-8")
    steps = {
        "keep the key": "factcheck keys create",
        "the article, later": "Prefer: respond-async",
        "once": "Idempotency-Key",
        "webhook": "/v1/webhooks",
        "its proof": "verify_webhook",
        "events": "/events",
        "rendering": "document.evaluate",
        "by quote": "place.selector",
        "review": "If-Match",
        "publishing": "/claimreview",
        "no doubles": "One page, one ClaimReview",
        "embedding": "embed.js",
        "the example": "examples/cms.py",
    }
    assert [step for step, words in steps.items() if words not in page] == []
    assert page.count("curl ") >= 7
