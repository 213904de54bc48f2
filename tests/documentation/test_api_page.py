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
