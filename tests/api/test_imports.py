"""Imports over HTTP: handed over, done by hand on a real library folder, a web in memory, results and messages told."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from factcheck.api.app import Parts
from factcheck.desk.office import Desk
from factcheck.desk.sources import Library
from factcheck.errors import FetchError, ReferenceIndexError
from factcheck.jobs.board import Board, Bounds
from factcheck.jobs.importing import Importing
from factcheck.jobs.work import Hands
from factcheck.library import store
from factcheck.server import application
from factcheck.storage import rows, schema
from factcheck.storage.database import open_database
from tests.fakes import TODAY, FakeChecker
from tests.jobs.fakes import Answers, MemoryEngine

IMPORTS = "/v1/imports"
PAGE = "<html><body><article><p>El comercio de Nortelandia sumó {} millones de dólares en 2022.</p></article></body></html>"
FEED = (
    "<rss><channel><title>Oficina</title>"
    "<item><title>Anuario</title><link>https://oficina.example/1</link></item>"
    "<item><title>Avance</title><link>https://oficina.example/2</link></item></channel></rss>"
)
WEB = {
    "https://oficina.example/1": PAGE.format("26.100"),
    "https://oficina.example/2": PAGE.format("27.300"),
    "https://oficina.example/feed.xml": FEED,
    "https://oficina.example/lists.txt": "https://oficina.example/feed.xml\nhttps://oficina.example/gone\n",
    "https://oficina.example/deep.txt": "https://oficina.example/deeper.txt\n",
    "https://oficina.example/deeper.txt": "https://oficina.example/lists.txt\n",
}
TABLE = "subject,attribute,value\nNortelandia,capital,Norte\nSurlandia,,Sur\n"


def fetching(url: str) -> bytes:
    if url not in WEB:
        raise FetchError("The site answered 404.", way_out="Paste the text.")
    return WEB[url].encode()


class Killed(BaseException):
    """As if the process had died: nothing is written any more."""


class Service:
    """An application whose imports are done when the test says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = Desk(open_database("sqlite://"))
        self.engine = MemoryEngine()
        self.follows = 0
        self.index_is_broken = self.dies_after_following = False
        bounds = Bounds(batch=8, one_batch=8)
        self.board = Board(self.desk, self.engine, bounds)
        library = Library(folder, self.follow, fetching)
        self.importing = Importing(self.desk, self.engine, library, Hands("w", Answers(), seconds=100), bounds)
        parts = Parts(desk=self.desk, library=library, board=self.board, submits=self.board)
        self.client = TestClient(application(FakeChecker(), lambda: TODAY, parts), raise_server_exceptions=False)

    def follow(self) -> None:
        if self.index_is_broken:
            raise ReferenceIndexError("There is no index.", way_out="Make it with `factcheck index build`.")
        self.follows += 1
        with store.opened(self.folder) as library:
            library.followed(library.pending())
        if self.dies_after_following:
            raise Killed

    def take(self, **body: object) -> str:
        answer = self.client.post(IMPORTS, json=body)
        assert answer.status_code == 202, answer.text
        assert answer.headers["location"] == answer.json()["url"]
        return str(answer.json()["job_id"])

    def run(self) -> None:
        self.engine.run({"import": self.importing.run})

    def job(self, job_id: str) -> dict[str, object]:
        return dict(self.client.get(f"/v1/jobs/{job_id}").json())

    def results(self, job_id: str) -> list[dict[str, object]]:
        answer = self.client.get(f"{IMPORTS}/{job_id}/results")
        assert answer.headers["content-type"] == "application/x-ndjson"
        return [json.loads(line) for line in answer.text.splitlines()]

    def told(self, event: str) -> list[dict[str, object]]:
        with self.desk.database.reading() as connection:
            found = rows.many(connection, schema.deliveries, ("created_at", "id"), event=event)
        return [json.loads(row["payload"])["data"] for row in found]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path / "library")
    with made.client:
        yield made
    made.desk.database.close()


def _code(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit(":")[-1]  # type: ignore[attr-defined]


def _zip(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_addresses_and_files_come_in_and_each_failure_is_named(service: Service) -> None:
    job_id = service.take(
        urls=["https://oficina.example/1", "https://oficina.example/gone", "http://127.0.0.1/x", "file:///etc/passwd"],
        files=[{"name": "cifras.csv", "text": TABLE}, {"name": "roto.jsonl", "text": "{"}],
        publisher="Oficina de Prueba",
        tier="official_statistics",
        lang="es",
    )
    assert service.job(job_id)["state"] == "queued"
    service.run()
    job = service.job(job_id)
    assert (job["kind"], job["state"], job["total"], job["done"], job["failed"]) == ("import", "done", 6, 2, 4)
    page, gone, private, file, table, broken = service.results(job_id)
    assert (page["reference"], page["outcome"], len(page["sources"])) == ("https://oficina.example/1", "added", 1)  # type: ignore[arg-type]
    assert [one["error"]["code"] for one in (gone, private, file, broken)] == [  # type: ignore[index]
        *("fetch-failed", "fetch-failed", "forbidden-address", "invalid-record"),
    ]  # fmt: skip
    assert table["outcome"] == "added"
    (trouble,) = table["troubles"]  # type: ignore[misc]
    assert trouble["where"].endswith("cifras.csv:3")
    source = service.client.get(f"/v1/sources/{page['sources'][0]}").json()["source"]  # type: ignore[index]
    assert (source["publisher"], source["tier"], source["lang"]) == ("Oficina de Prueba", "official_statistics", "es")
    assert source["retrieved_at"]
    assert service.follows == 1


def test_a_list_of_feeds_leads_to_pages_and_the_job_grows(service: Service) -> None:
    job_id = service.take(urls=["https://oficina.example/lists.txt"])
    service.run()
    found = service.results(job_id)
    assert [(one["reference"], one["outcome"]) for one in found] == [
        ("https://oficina.example/lists.txt", "list"),
        ("https://oficina.example/feed.xml", "list"),
        ("https://oficina.example/gone", None),
        ("https://oficina.example/1", "added"),
        ("https://oficina.example/2", "added"),
    ]
    job = service.job(job_id)
    assert (job["state"], job["total"], job["done"], job["failed"]) == ("done", 5, 4, 1)
    source = service.client.get(f"/v1/sources/{found[3]['sources'][0]}").json()["source"]  # type: ignore[index]
    assert (source["title"], source["publisher"]) == ("Anuario", "Oficina")


def test_lists_are_not_followed_without_end(service: Service) -> None:
    job_id = service.take(urls=["https://oficina.example/deep.txt"])
    service.run()
    last = service.results(job_id)[-1]
    assert (last["reference"], last["error"]["code"]) == ("https://oficina.example/lists.txt", "invalid-record")  # type: ignore[index]


def test_a_feed_that_points_to_more_than_a_job_takes_fails_by_itself(service: Service) -> None:
    WEB["https://oficina.example/many.txt"] = "".join(f"https://oficina.example/n{n}\n" for n in range(9))
    job_id = service.take(urls=["https://oficina.example/many.txt", "https://oficina.example/1"])
    service.run()
    many, page = service.results(job_id)
    assert (many["error"]["code"], page["outcome"]) == ("input-too-large", "added")  # type: ignore[index]


def test_a_second_import_changes_only_what_changed(service: Service) -> None:
    files = [
        {"name": "a.txt", "text": "El puente costó 840 millones."},
        {"name": "b.txt", "text": "La torre mide 90 m."},
    ]
    for expected in (["added", "added"], ["unchanged", "unchanged"]):
        job_id = service.take(files=files, collection="obras")
        service.run()
        assert [one["outcome"] for one in service.results(job_id)] == expected
    files[0]["text"] = "El puente costó 900 millones."
    job_id = service.take(files=files, collection="obras")
    service.run()
    assert [one["outcome"] for one in service.results(job_id)] == ["updated", "unchanged"]
    texts = [one["source"] for one in service.client.get("/v1/sources").json()["items"]]
    assert len(texts) == 2
    other = service.take(files=[{"name": "a.txt", "text": "Otro archivo con el mismo nombre."}], collection="notas")
    service.run()
    assert [one["outcome"] for one in service.results(other)] == ["added"]
    assert len(service.client.get("/v1/sources").json()["items"]) == 3


def test_an_archive_is_unpacked_and_what_is_said_of_it_counts_for_all(service: Service) -> None:
    data = _zip(
        {
            "obras/puente.txt": "El puente costó 840 millones.".encode(),
            "obras/cifras.csv": TABLE.encode(),
            "__MACOSX/obras/._puente.txt": b"junk",
            ".DS_Store": b"junk",
            "foto.txt": b"\x00\x01\x02\x00",
        }
    )
    answer = service.client.post(
        IMPORTS,
        content=data,
        params={"publisher": "Ayuntamiento", "lang": "es"},
        headers={"Content-Type": "application/zip"},
    )
    service.run()
    bridge, table, picture = service.results(answer.json()["job_id"])
    assert (bridge["outcome"], table["outcome"], picture["error"]["code"]) == ("added", "added", "not-text")  # type: ignore[index]
    source = service.client.get(f"/v1/sources/{bridge['sources'][0]}").json()["source"]  # type: ignore[index]
    assert (source["publisher"], source["text"]) == ("Ayuntamiento", "El puente costó 840 millones.")


def test_hostile_archives(service: Service) -> None:
    def send(data: bytes) -> object:
        return service.client.post(IMPORTS, content=data, headers={"Content-Type": "application/zip"})

    assert _code(send(b"")) == (422, "empty-input")
    assert _code(send(b"PK\x03\x04 no archive")) == (415, "not-text")
    assert _code(send(_zip({".hidden": b"x"}))) == (422, "empty-input")
    bomb = _zip({"bomb.txt": b"0" * 30_000_000, "fine.txt": b"La torre mide 90 metros.", "../../up.txt": b"Uno dos."})
    assert len(bomb) < 100_000
    answer = send(bomb)
    service.run()
    found = service.results(answer.json()["job_id"])  # type: ignore[attr-defined]
    assert [(one["state"], (one["error"] or {}).get("code")) for one in found] == [  # type: ignore[attr-defined]
        ("failed", "input-too-large"), ("done", None),
    ]  # fmt: skip
    broken = _zip({"a.txt": b"El puente es largo. " * 50}, zipfile.ZIP_STORED).replace(b"largo", b"corto", 1)
    job_id = send(bytes(broken)).json()["job_id"]  # type: ignore[attr-defined]
    assert service.results(job_id)[0]["error"]["code"] == "not-text"  # type: ignore[index]
    assert service.job(job_id)["state"] == "failed"


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"", "application/json", 422, "invalid-request"),
        (b"{}", "application/json", 422, "invalid-request"),
        (b"{", "application/json", 400, "unreadable-body"),
        (b"\xff", "application/json", 400, "unreadable-body"),
        (b'{"urls": ["x"], "publishr": "y"}', "application/json", 422, "invalid-request"),
        (b'{"urls": []}', "application/json", 422, "invalid-request"),
        (b'{"files": [{"name": "", "text": "x"}]}', "application/json", 422, "invalid-request"),
        (b'{"urls": ["x"], "collection": "a/../b"}', "application/json", 422, "invalid-request"),
        (b"x", "text/plain", 415, "not-text"),
    ],
)
def test_what_is_no_import_is_refused_and_leaves_no_work(
    service: Service, body: bytes, kind: str, status: int, code: str
) -> None:
    assert _code(service.client.post(IMPORTS, content=body, headers={"Content-Type": kind})) == (status, code)
    assert service.engine.tasks == {}


def test_too_many_are_refused(service: Service) -> None:
    urls = [f"https://oficina.example/n{n}" for n in range(9)]
    assert _code(service.client.post(IMPORTS, json={"urls": urls})) == (413, "input-too-large")
    service.take(urls=urls[:8])
    full = service.client.post(IMPORTS, json={"urls": urls[:1]})
    assert (*_code(full), int(full.headers["retry-after"]) > 0) == (429, "queue-full", True)


def test_the_same_import_with_the_same_key_is_one_job(service: Service) -> None:
    headers = {"Idempotency-Key": "i-1"}
    answers = [
        service.client.post(IMPORTS, json={"urls": ["https://oficina.example/1"]}, headers=headers) for _ in "ab"
    ]
    assert answers[0].json() == answers[1].json()
    assert len(service.engine.tasks) == 1


def test_webhooks_are_told_of_each_source_once_it_speaks_and_of_the_end(service: Service) -> None:
    service.client.post("/v1/webhooks", json={"url": "https://93.184.216.34/hook"})
    job_id = service.take(urls=["https://oficina.example/1"])
    assert service.told("source.updated") == []
    service.run()
    (page,) = service.results(job_id)
    assert service.told("source.updated") == [{"source_id": page["sources"][0], "change": "added"}]  # type: ignore[index]
    assert [one["job_id"] for one in service.told("job.completed")] == [job_id]
    service.client.delete(f"/v1/sources/{page['sources'][0]}")  # type: ignore[index]
    assert [one["change"] for one in service.told("source.updated")] == ["added", "removed"]


def test_listeners_hear_of_each_item(service: Service) -> None:
    job_id = service.take(urls=["https://oficina.example/1", "https://oficina.example/gone"])
    service.run()
    stream = service.client.get(f"/v1/jobs/{job_id}/events").text
    assert [line for line in stream.splitlines() if line.startswith("event")] == [
        *("event: progress", "event: progress", "event: done"),
    ]  # fmt: skip
    assert "Nortelandia" not in stream


def test_where_the_index_cannot_follow_nothing_is_called_done_and_a_later_import_makes_it_good(
    service: Service,
) -> None:
    service.index_is_broken = True
    job_id = service.take(urls=["https://oficina.example/1"])
    service.run()
    assert service.job(job_id)["error"]["code"] == "index-unavailable"  # type: ignore[index]
    service.index_is_broken = False
    again = service.take(urls=["https://oficina.example/1"])
    service.run()
    assert service.results(again)[0]["outcome"] == "unchanged"
    assert service.follows == 1


def test_a_try_that_died_after_bringing_an_item_is_made_good_by_the_next(service: Service) -> None:
    service.client.post("/v1/webhooks", json={"url": "https://93.184.216.34/hook"})
    job_id = service.take(urls=["https://oficina.example/1"])
    service.dies_after_following = True
    with pytest.raises(Killed):
        service.importing.run(job_id)
    service.dies_after_following = False
    service.importing.run(job_id)
    (page,) = service.results(job_id)
    assert (page["outcome"], len(page["sources"])) == ("added", 1)  # type: ignore[arg-type]
    assert [one["change"] for one in service.told("source.updated")] == ["added"]


def test_a_stopped_import_brings_nothing_more(service: Service) -> None:
    job_id = service.take(urls=["https://oficina.example/1"])
    assert service.client.delete(f"/v1/jobs/{job_id}").json()["state"] == "cancelled"
    service.run()
    assert service.client.get("/v1/sources").json()["items"] == []
    assert service.results(job_id)[0]["state"] == "cancelled"


def test_results_are_asked_for_where_they_are(service: Service) -> None:
    job_id = service.take(urls=["https://oficina.example/1"])
    assert service.job(job_id)["results_url"] == f"{IMPORTS}/{job_id}/results"
    assert _code(service.client.get(f"/v1/batches/{job_id}/results")) == (404, "no-such-record")
    article = service.client.post(
        "/v1/articles/check", json={"text": "Uno."}, headers={"Prefer": "respond-async"}
    ).json()
    assert _code(service.client.get(f"{IMPORTS}/{article['job_id']}/results")) == (404, "no-such-record")
