"""`factcheck audit` from options to files, on a checker without models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from factcheck import assembly, observe
from factcheck.audit import estimate
from factcheck.cli.app import app
from factcheck.cli.audit_progress import Lines, duration
from factcheck.errors import InputError, NoSuchRecord
from factcheck.storage import audits
from tests.audit.fakes import FakeChecks, lines, results


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> FakeChecks:
    fake = FakeChecks()

    def made(sources: list[Any], settings: object, memory: Path) -> FakeChecks:
        fake.policy = f"against {len(sources)}" if sources else "v1"
        return fake

    monkeypatch.setattr(assembly, "pipeline_remembering", made)
    monkeypatch.setattr(observe, "log_to", lambda **_: None)  # the process is pytest's
    return fake


def ask(*arguments: str, given: str | None = None) -> Any:
    result = CliRunner().invoke(app, ["audit", *arguments], input=given, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def archive(tmp_path: Path) -> str:
    return lines(tmp_path / "a.jsonl", {"text": "Es falso.", "published": "2023-11-09"}, {"text": "Es cierto."})


def test_a_run_ends_in_all_its_files_and_says_what_came_out(archive: str, tmp_path: Path, checks: FakeChecks) -> None:
    out = tmp_path / "out"
    result = ask("run", archive, "--out", str(out), "--report-lang", "en")
    assert "2 inputs: 2 results, 0 errors; 2 claims, 1 refuted" in result.stderr
    assert {"results.jsonl", "claims.csv", "claims.parquet", "errors.jsonl", "manifest.json", "report.html"} <= {
        one.name for one in out.iterdir()
    }
    assert '<html lang="en">' in (out / "report.html").read_text(encoding="utf-8")
    ask("run", archive, "--out", str(out))
    assert len(checks.asked) == 2
    ask("report", str(out), "--report-lang", "es")
    assert '<html lang="es">' in (out / "report.html").read_text(encoding="utf-8")


def test_options_reach_the_plan(archive: str, tmp_path: Path, checks: FakeChecks) -> None:
    sources = tmp_path / "s.jsonl"
    row = {"id": "s1", "publisher": "P", "title": "T", "published": "2022-01-01", "lang": "es", "tier": "agency", "text": "Lo es."}  # fmt: skip # noqa: E501
    sources.write_text(json.dumps(row), encoding="utf-8")
    choices = (
        "--lang",
        "es",
        "--since",
        "2023-01-01",
        "--until",
        "2023-12-31",
        "--as-of",
        "2024-01-01",
        "--tier",
        "agency",
    )
    more = ("--max-claims", "3", "--min-checkworthiness", "0.2", "--sources", str(sources))
    ask("run", archive, "--out", str(tmp_path / "out"), *choices, *more)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    plan = manifest["plan"]
    assert (plan["lang"], plan["since"], plan["until"], plan["as_of"]) == (
        "es",
        "2023-01-01",
        "2023-12-31",
        "2024-01-01",
    )
    assert (plan["tiers"], plan["max_claims"], plan["min_checkworthiness"]) == (["agency"], 3, 0.2)
    assert plan["sources"] == str(sources)
    assert manifest["provenance"]["policy"] == "against 1"
    assert {str(wished.as_of) for wished in checks.options} == {"2024-01-01"}


def test_columns_are_named_by_options(tmp_path: Path, checks: FakeChecks) -> None:
    table = tmp_path / "a.csv"
    table.write_text("cuerpo,titular,día,lengua,zona\nEs cierto.,Título,2023-11-09,es,Local\n", encoding="utf-8")
    names = ("--text-column", "cuerpo", "--title-column", "titular", "--date-column", "día")
    ask("run", str(table), "--out", str(tmp_path / "o"), *names, "--lang-column", "lengua", "--section-column", "zona")
    (found,) = results(tmp_path / "o")
    report: Any = found["report"]
    assert (found["section"], report["article"]["title"], report["article"]["published"]) == (
        "Local", "Título", "2023-11-09",
    )  # fmt: skip


def test_standard_input(tmp_path: Path, checks: FakeChecks) -> None:
    ask("run", "-", "--out", str(tmp_path / "o"), given=json.dumps({"text": "Es cierto.", "lang": "es"}) + "\n{x\n")
    manifest = json.loads((tmp_path / "o" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["counts"]["results"], manifest["counts"]["errors"]) == (1, 1)


def test_a_long_audit_begins_with_an_estimate_and_a_resumed_one_does_not(
    tmp_path: Path, checks: FakeChecks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimate, "LONG", 20)
    archive = lines(tmp_path / "a.jsonl", *(f"Es cierto {n}." for n in range(24)))
    first = ask("run", archive, "--out", str(tmp_path / "o")).stderr
    assert "24 articles; trying 24 of them" in first
    assert "about 24 claims; the sources decide 100% of them" in first
    assert "trying" not in ask("run", archive, "--out", str(tmp_path / "o")).stderr
    assert "trying" not in ask("run", archive, "--out", str(tmp_path / "p"), "--no-estimate").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("/nowhere",), "does not exist"),
        (("{archive}", "--since", "yesterday"), "--since"),
        (("{archive}", "--lang", "Spanish"), "--lang"),
        (("{archive}", "--as-of", "soon"), "--as-of"),
        (("{archive}", "--report-lang", "fr"), "--report-lang"),
    ],
)
def test_wrong_options_are_named(
    archive: str, tmp_path: Path, checks: FakeChecks, arguments: tuple[str, ...], message: str
) -> None:
    command = ["audit", "run", *(one.replace("{archive}", archive) for one in arguments), "--out", str(tmp_path / "o")]
    result = CliRunner().invoke(app, command)
    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)
    assert checks.asked == []


def test_triage_and_comparison(archive: str, tmp_path: Path, checks: FakeChecks) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    ask("run", archive, "--out", str(before))
    lines(tmp_path / "a.jsonl", {"text": "Es falso.", "published": "2023-11-09"}, {"text": "Otra cosa."})
    ask("run", archive, "--out", str(after))
    said = ask("compare", str(before), str(after), "--json")
    found = json.loads(said.stdout)
    assert found["same"] == 1
    assert {(one["before"], one["after"]) for one in found["moved"]} == {
        ("supported", None),
        (None, "not_enough_evidence"),
    }
    assert "2 moved, 1 the same" in ask("compare", str(before), str(after)).stdout
    key = (before / "claims.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[1]
    ask("triage", str(before), key, "confirmed", "--note", "visto")
    assert json.loads((before / "triage.json").read_text(encoding="utf-8")) == {
        key: {"state": "confirmed", "note": "visto"}
    }


def test_a_worker_of_a_run_that_is_not_there(tmp_path: Path, checks: FakeChecks) -> None:
    result = CliRunner().invoke(app, ["audit", "work", "aud_0", "--database", f"sqlite:///{tmp_path}/x.sqlite3"])
    assert isinstance(result.exception, NoSuchRecord)


def test_progress_is_plain_lines_with_rate_and_time_left_when_nobody_watches(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines_ = Lines()
    line = lines_._line({audits.DONE: 30, audits.FAILED: 2, audits.QUEUED: 8}, 32, 60.0)
    lines_({audits.DONE: 1})
    lines_.end()
    assert line == "32 of 40 articles read so far, 2 errors, 32.0 a minute, 15 s left"
    assert capsys.readouterr().err == "1 of 1 articles read so far, 0 errors\n"


@pytest.mark.parametrize(("seconds", "said"), [(40.4, "40 s"), (720, "12 min"), (12_000, "3 h 20 min")])
def test_durations(seconds: float, said: str) -> None:
    assert duration(seconds) == said
