from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factcheck.cli.index import app
from factcheck.errors import ReferenceIndexError
from factcheck.retrieval import build, generations
from factcheck.retrieval.chunk import passages
from factcheck.retrieval.contents import Contents
from tests.retrieval.fakes import FakeEncoder, source


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FACTCHECK_INDEX_DIR", str(tmp_path / "index"))
    one = source("s1", "El puente mide 900 metros.", as_of="2020-01-31", valid_until="2020-01-31")
    made = Contents(passages(one), (one,), built_at=datetime(2020, 2, 1, tzinfo=UTC))
    build.write(made, FakeEncoder(), tmp_path / "index")
    return tmp_path / "index"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_info_says_what_the_index_holds_and_that_it_is_old(folder: Path) -> None:
    shown = run("info")
    for expected in (
        "fake@1 (64 dimensions)",
        "exact, inner product, recall@10 1.000",
        "2020-01-31 (outdated",
        "1 (1 no longer valid)",
    ):
        assert expected in shown


def test_info_as_json_is_the_manifest_with_its_digest(folder: Path) -> None:
    document = json.loads(run("info", "--json"))
    assert document["counts"] == {"passages": 1, "sources": 1, "facts": 0, "embedded": 1}
    assert document["digest"] == json.loads(run("verify", "--json"))["digest"]


def test_verify_names_a_damaged_file(folder: Path) -> None:
    generation = generations.current(folder)
    assert generation is not None
    path = generation / "records.sqlite"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(ReferenceIndexError, match=r"records\.sqlite is corrupt.*factcheck index build"):
        run("verify")


def test_info_without_an_index_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_INDEX_DIR", str(tmp_path / "none"))
    with pytest.raises(ReferenceIndexError, match="factcheck index build"):
        run("info")
