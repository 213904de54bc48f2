from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import CliRunner, Result

from factcheck import assembly
from factcheck.cli.sources import app
from factcheck.domain import Fact, Source
from factcheck.errors import InputError, InvalidRecord
from factcheck.library import index
from factcheck.library.records import write
from factcheck.retrieval.index import read_manifest
from tests.library import mixed
from tests.retrieval.fakes import FakeEncoder

SOURCE = Source(id="s1", publisher="Oficina", title="Cifras", lang="es", verified_by="one source")
FACT = Fact(
    id="f1",
    source_id="s1",
    subject="Kazakhstan",
    subject_id="country:KAZ",
    attribute="capital",
    value="Astana",
    verified_by="x",
)


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    write(tmp_path / "reference" / "sources.jsonl", [SOURCE])
    write(tmp_path / "reference" / "facts" / "all.jsonl", [FACT])
    return tmp_path / "reference"


@pytest.fixture(autouse=True)
def places(tmp_path: Path, reference: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, folder in (
        ("INDEX_DIR", tmp_path / "index"),
        ("LIBRARY_DIR", tmp_path / "library"),
        ("REFERENCE_DIR", reference),
    ):
        monkeypatch.setenv(f"FACTCHECK_{name}", str(folder))
    monkeypatch.setattr(assembly, "encoder", lambda _settings: FakeEncoder())
    index.build(reference, tmp_path / "library", tmp_path / "index", FakeEncoder())


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def note(tmp_path: Path) -> Path:
    path = tmp_path / "nota.txt"
    path.write_text("El puente de Villabrisa costó 840 millones de euros.", encoding="utf-8")
    return path


def test_a_source_is_added_listed_shown_and_removed_and_the_index_follows(tmp_path: Path) -> None:
    added = run(
        "add",
        str(note(tmp_path)),
        "--publisher",
        "Diario",
        "--published",
        "2024-03-01",
        "--tier",
        "primary",
        "--group",
        "g1",
    )
    assert added.stdout == "1 added\n"
    assert read_manifest(tmp_path / "index").counts.sources == 2
    listed = run("list").stdout.split("\t")
    assert listed[1:3] == ["2024-03-01", "Diario"]
    shown = json.loads(run("show", listed[0]).stdout)
    assert shown["origin"].endswith("nota.txt")
    assert (shown["source"]["tier"], shown["source"]["independent_group"], shown["source"]["lang"]) == (
        "primary",
        "g1",
        "es",
    )
    assert shown["source"]["retrieved_at"]
    assert json.loads(run("list", "--json").stdout)["id"] == listed[0]
    assert run("remove", listed[0]).stdout == "1 removed\n"
    assert read_manifest(tmp_path / "index").counts.sources == 1
    assert run("list").stdout == ""


def test_a_folder_is_imported_with_a_report_and_a_failing_exit_code(tmp_path: Path) -> None:
    folder = mixed.make(tmp_path / "files", 14, 3)
    result = run("import", str(folder), "--report", str(tmp_path / "report.jsonl"), code=2)
    assert result.stdout == "14 added, 3 failed\n"
    assert "report.jsonl" in result.stderr
    outcomes = [
        json.loads(line)["outcome"] for line in (tmp_path / "report.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert sorted(outcomes) == ["added"] * 14 + ["failed"] * 3
    assert read_manifest(tmp_path / "index").counts.sources == 15
    before = read_manifest(tmp_path / "index")
    assert run("import", str(folder), code=2).stdout == "3 failed, 14 unchanged\n"
    assert read_manifest(tmp_path / "index") == before


def test_with_no_index_the_changes_wait(tmp_path: Path) -> None:
    run("import", str(note(tmp_path)), "--no-index")
    assert read_manifest(tmp_path / "index").counts.sources == 1
    assert run("import", str(note(tmp_path))).stdout == "1 unchanged\n"
    assert read_manifest(tmp_path / "index").counts.sources == 2


def test_before_the_first_index_it_says_how_to_make_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_INDEX_DIR", str(tmp_path / "none"))
    assert "factcheck index build" in run("add", str(note(tmp_path))).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "/does/not/exist"), "no file or folder"),
        (("add", "nota.txt", "--published", "ayer"), "is no date"),
        (("show", "nobody"), "no source nobody"),
        (("remove", "nobody"), "no source nobody"),
    ],
)
def test_what_cannot_be_done_says_why(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises((InputError, InvalidRecord), match=said):
        run(*arguments)


def test_a_file_that_cannot_be_read_is_refused_by_add(tmp_path: Path) -> None:
    broken = tmp_path / "roto.pdf"
    broken.write_bytes(b"%PDF-1.4\n")
    with pytest.raises(InputError, match=r"roto\.pdf: The PDF cannot be opened"):
        run("add", str(broken))


def test_check_accepts_a_sound_folder_and_names_problems(reference: Path) -> None:
    assert "1 sources and 1 facts, no problems" in run("check").stdout
    write(reference / "facts" / "all.jsonl", [FACT, FACT.model_copy(update={"period": "ayer", "id": "f2"})])
    result = CliRunner().invoke(app, ["check", str(reference)])
    assert "facts/all.jsonl:2: the period 'ayer'" in result.stdout
    assert isinstance(result.exception, InvalidRecord)


class _Site(BaseHTTPRequestHandler):
    """A house's own site: a feed with one page."""

    def do_GET(self) -> None:
        host, port = self.server.server_address[:2]
        kind, body = (
            ("application/rss+xml", _FEED.format(page=f"http://{host}:{port}/a.html"))
            if self.path.endswith(".xml")
            else ("text/html; charset=utf-8", mixed.page(7).decode())
        )
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_args: object) -> None:
        """Quiet."""


_FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>El Diario</title><link>http://x.example/</link>'
    "<description>d</description><item><title>Pleno 7</title><link>{page}</link></item></channel></rss>"
)


def test_feeds_and_lists_of_the_houses_own_hosts_are_read_where_the_settings_allow_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        place = f"127.0.0.1:{server.server_port}"
        listed = tmp_path / "addresses.txt"
        listed.write_text(f"http://{place}/a.html\n", encoding="utf-8")
        refused = run("import", f"http://{place}/feed.xml", "--no-index", code=InvalidRecord.exit_code)
        assert refused.stdout == "1 failed\n"
        monkeypatch.setenv("FACTCHECK_PRIVATE_HOSTS", place)
        assert run("import", f"http://{place}/feed.xml").stdout == "1 added\n"
        assert run("import", str(listed)).stdout == "1 unchanged\n"
        server.shutdown()
    (line,) = run("list").stdout.splitlines()
    assert line.split("\t")[2:] == ["El Diario", "Pleno 7"]
