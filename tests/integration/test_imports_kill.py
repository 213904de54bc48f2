"""A real server is killed in the middle of an import and started again: every file is in the library once, and told of once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.client import Client
from factcheck.library import store
from factcheck.models import Encoder
from factcheck.retrieval import build
from factcheck.retrieval.contents import Contents
from factcheck.retrieval.index import read_manifest
from factcheck.storage import rows, schema
from factcheck.storage.database import open_database
from tests.integration.service import Receiver, Service, until

pytestmark = pytest.mark.models

FILES = [
    {"name": f"{n}.txt", "text": f"El puente número {n} mide {100 + n} metros, dijo el alcalde."} for n in range(60)
]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def service(tmp_path: Path, repository: Path, encoder: Encoder) -> Iterator[Service]:
    build.write(Contents((), (), ()), encoder, tmp_path / "index")
    made = Service(tmp_path, repository, settings={"FACTCHECK_INDEX_DIR": str(tmp_path / "index")})
    yield made
    made.end()


def test_a_server_killed_in_the_middle_of_an_import_brings_all_in_once(service: Service, receiver: Receiver) -> None:
    service.settings["FACTCHECK_PRIVATE_HOSTS"] = receiver.host
    process = service.serve(seconds=0)
    with Client(service.url) as client:
        client.call("POST", "/v1/webhooks", {"url": f"http://{receiver.host}/hook", "events": ["source.updated"]})
        ticket = client.import_sources(files=FILES, collection="puentes", lang="es")
        until(lambda: client.job(ticket.job_id).done, service.said)
        process.kill()
        process.wait(timeout=30)
        service.serve(seconds=0)
        job = client.wait(ticket.job_id, seconds=120)
        assert (job.state, job.total, job.done, job.failed) == ("done", 60, 60, 0)
        found = list(client.import_results(ticket.job_id))
    assert Counter(one["outcome"] for one in found) == {"added": 60}
    ids = {source for one in found for source in one["sources"]}
    assert len(ids) == 60
    _in_library_and_index(service.folder, ids)
    assert Counter(_told(service.folder)) == dict.fromkeys(ids, 1)


def _in_library_and_index(folder: Path, ids: set[str]) -> None:
    with store.opened(folder / "library") as library:
        assert {source.id for source in library.sources()} == ids
        assert library.pending() == []
    assert read_manifest(folder / "index").counts.sources == 60


def _told(folder: Path) -> list[str]:
    import json

    database = open_database(f"sqlite:///{folder}/factcheck.sqlite3", upgrade=False)
    with database.reading() as connection:
        found = rows.many(connection, schema.deliveries, event="source.updated")
    database.close()
    return [json.loads(row["payload"])["data"]["source_id"] for row in found]
