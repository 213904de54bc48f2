"""`factcheck` as a process: exit codes, messages on standard error, nothing heavy loaded for help."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from factcheck import cli, errors
from factcheck.cli import app as tree

HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "onnxruntime",
    "faiss",
    "tantivy",
    "fastapi",
    "sqlalchemy",
    "dbos",
)


def _ending(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def fails() -> None:
        raise error

    monkeypatch.setattr(tree, "app", fails)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.InputError("x"), 2),
        (errors.NotText("x"), 2),
        (errors.FetchError("x"), 3),
        (errors.ModelError("x"), 4),
        (errors.IndexMismatch("x"), 5),
        (errors.ConfigurationError("x"), 6),
        (KeyboardInterrupt(), 130),
    ],
)
def test_errors_end_with_their_exit_code(monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int) -> None:
    assert _ending(monkeypatch, error) == code


def test_message_and_way_out_are_said_without_control_characters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _ending(monkeypatch, errors.InputError("bad \x1b[31mfile", way_out="try another"))
    assert capsys.readouterr().err == "error: bad [31mfile\n  way out: try another\n"


def test_a_fault_of_ours_keeps_its_traceback_in_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert _ending(monkeypatch, ValueError("inside")) == 1
    said = capsys.readouterr().err
    assert "internal error: ValueError" in said
    assert "Traceback" not in said
    (log,) = tmp_path.iterdir()
    assert str(log) in said
    assert "ValueError: inside" in log.read_text(encoding="utf-8")


def _process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, "-m", "factcheck", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
sys.argv = ["factcheck", "--help"]
from factcheck.cli import main
try:
    main()
except SystemExit:
    pass
print("loaded:", [name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert "loaded: []" in done.stdout


def test_settings_lists_every_variable_with_the_value_in_use() -> None:
    from factcheck.settings import Settings

    done = _process("settings", FACTCHECK_TOP_K="7", COLUMNS="200")
    assert done.returncode == 0
    assert all(f"FACTCHECK_{name.upper()}" in done.stdout for name in Settings.model_fields)
    assert any(line.split()[:2] == ["FACTCHECK_TOP_K", "7"] for line in done.stdout.splitlines())


def test_a_setting_that_cannot_be_used_is_named() -> None:
    done = _process("settings", FACTCHECK_PORT="many")
    assert done.returncode == 6
    assert "FACTCHECK_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_index_is_exit_5_with_a_way_out(tmp_path: Path) -> None:
    done = _process("index", "info", FACTCHECK_INDEX_DIR=str(tmp_path / "none"))
    assert done.returncode == 5
    assert "factcheck index build" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_corrupted_index_is_exit_5_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("g1\n", encoding="utf-8")
    (tmp_path / "g1").mkdir()
    (tmp_path / "g1" / "manifest.json").write_text('{"schema": "\x00', encoding="utf-8")
    done = _process("index", "info", FACTCHECK_INDEX_DIR=str(tmp_path))
    assert done.returncode == 5
    assert "way out" in done.stderr
    assert "Traceback" not in done.stderr
