from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factcheck.cli.app import app
from factcheck.desk import keeping, keys
from factcheck.desk.office import Desk
from factcheck.errors import ConfigurationError, InputError, NoSuchRecord
from factcheck.storage.database import open_database
from tests import samples
from tests.desk.orders import order, sound


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    url = f"sqlite:///{tmp_path}/cli.sqlite3"
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", url)
    desk = Desk(open_database(url))
    yield desk
    desk.database.close()


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.stdout


def test_a_key_is_made_listed_and_revoked(desk: Desk) -> None:
    secret = _run("keys", "create", "CMS", "--scopes", "check, read", "--retention-days", "7").splitlines()[-1]
    assert keys.authenticate(desk, secret).retention_days == 7
    listed = json.loads(_run("keys", "list", "--json"))["keys"]
    assert [(k["name"], k["scopes"]) for k in listed] == [("CMS", ["check", "read"])]
    assert secret not in _run("keys", "list")
    assert "revoked" in _run("keys", "revoke", "CMS")
    assert "revoked" in _run("keys", "list")
    with pytest.raises(NoSuchRecord):
        _run("keys", "revoke", "CMS")


def test_no_keys_are_said_as_such_and_unknown_scopes_are_refused(desk: Desk) -> None:
    assert "this machine only" in _run("keys", "list")
    with pytest.raises(InputError, match="fly"):
        _run("keys", "create", "x", "--scopes", "fly")


def test_the_database_is_upgraded_copied_written_out_and_purged(desk: Desk, tmp_path: Path) -> None:
    caller = keys.authenticate(desk, keys.create(desk, keys.Wanted("CMS"))[1])
    keeping.store(desk, caller, order(), sound())
    assert re.fullmatch(r"(\w+) -> \1\n", _run("db", "upgrade"))
    _run("db", "backup", str(tmp_path / "copy.sqlite3"))
    with pytest.raises(ConfigurationError, match="exists already"):
        _run("db", "backup", str(tmp_path / "copy.sqlite3"))
    out = tmp_path / "all.jsonl"
    _run("db", "export", str(out))
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {"api_keys", "reports", "verdict_versions"} <= {row["table"] for row in rows}
    assert not any("hash" in row for row in rows)
    with pytest.raises(InputError, match="exists already"):
        _run("db", "export", str(out))
    assert "reports emptied: 0" in _run("db", "purge")
    assert "reports emptied: 1" in _run("db", "purge", "--older-than", "0", "--key", caller.key_id)
    _run("db", "export", str(tmp_path / "after.jsonl"))
    assert samples.QUOTES[0] not in (tmp_path / "after.jsonl").read_text(encoding="utf-8")


def test_an_empty_database_is_made_by_upgrading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", f"sqlite:///{tmp_path}/fresh.sqlite3")
    assert _run("db", "upgrade").startswith("empty -> ")
