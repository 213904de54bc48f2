from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.desk.office import Desk
from factcheck.storage.database import open_database
from tests.desk.clock import Clock, Ids


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    database = open_database(f"sqlite:///{tmp_path}/desk.sqlite3")
    yield Desk(database, now=clock, new_id=Ids())
    database.close()
