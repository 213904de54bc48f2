from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from factcheck.server import application
from tests.fakes import TODAY, FakeChecker


@pytest.fixture
def checker() -> FakeChecker:
    return FakeChecker()


@pytest.fixture
def client(checker: FakeChecker) -> Iterator[TestClient]:
    with TestClient(application(checker, today=lambda: TODAY), raise_server_exceptions=False) as made:
        yield made
