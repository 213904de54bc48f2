"""An audit from inputs to files: everything accounted for, nothing done twice, choices respected, verdicts that moved named."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from factcheck.audit import triage
from factcheck.audit.comparison import compare
from factcheck.audit.files import replacing, sha256
from factcheck.audit.outputs import write_report
from factcheck.errors import InputError, InvalidRecord
from tests.audit.fakes import FakeChecks, audited, lines, results

FILES = ("results.jsonl", "claims.csv", "claims.parquet", "errors.jsonl")


@pytest.fixture
def checks() -> FakeChecks:
    return FakeChecks()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def counts(manifest: dict[str, Any]) -> tuple[int, int, int]:
    found = manifest["counts"]
    return found["inputs"], found["results"], found["errors"]


def test_inputs_are_results_and_errors_and_a_second_run_does_only_the_new_and_the_changed(
    tmp_path: Path, out: Path, checks: FakeChecks
) -> None:
    articles = [f"Esto es cierto {n}." for n in range(15)]
    archive = lines(tmp_path / "a.jsonl", *articles)
    with Path(archive).open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
    assert counts(audited(out, checks, archive)) == (16, 15, 1)
    assert sorted(checks.batches) == [3, 12]
    articles[3] = "Esto es falso ahora."
    lines(tmp_path / "a.jsonl", *articles, "Otro.", "Nuevo.")
    again = FakeChecks()
    manifest: dict[str, Any] = audited(out, again, archive)
    assert counts(manifest) == (17, 17, 0)
    assert sorted(again.asked) == ["Esto es falso ahora.", "Nuevo.", "Otro."]
    assert manifest["reading"] == {"changed": 2, "new": 1, "unchanged": 14}
    assert len({str(line["reference"]) for line in results(out)}) == 17


def test_an_article_that_cannot_be_checked_is_an_error_and_stops_no_other(
    tmp_path: Path, out: Path, checks: FakeChecks
) -> None:
    archive = lines(tmp_path / "a.jsonl", "Cierto.", "Un texto fatal.", {"text": "   "}, "Otro.")
    assert counts(audited(out, checks, archive)) == (4, 2, 2)
    errors = [json.loads(line) for line in (out / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["reference"], one["code"]) for one in errors] == [
        ("a.jsonl#2", "internal-error"), ("a.jsonl#3", "invalid-record"),
    ]  # fmt: skip
    assert "fatal" not in json.dumps(errors)


def test_language_dates_and_sample_choose_and_what_they_leave_out_is_counted(
    tmp_path: Path, checks: FakeChecks
) -> None:
    archive = lines(
        tmp_path / "a.jsonl",
        *({"text": f"Cierto {n}.", "published": f"2023-0{n}-01"} for n in range(1, 9)),
        {"text": "True.", "lang": "en", "published": "2023-03-05"},
        {"text": "Sin fecha."},
    )
    manifest: dict[str, Any] = audited(tmp_path / "es", checks, archive, lang="es", since=date(2023, 3, 1), until=date(2023, 5, 1))  # fmt: skip # noqa: E501
    assert manifest["counts"]["left_out"] == 6
    assert sorted(checks.asked) == ["Cierto 3.", "Cierto 4.", "Cierto 5.", "Sin fecha."]
    sampled, again = FakeChecks(), FakeChecks()
    audited(tmp_path / "s", sampled, archive, sample=4)
    audited(tmp_path / "t", again, archive, sample=4)
    assert len(sampled.asked) == 4
    assert sampled.asked == again.asked


def test_evidence_counts_up_to_each_articles_day_or_up_to_one_for_all(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", {"text": "Uno.", "published": "2023-11-09"}, "Dos.")
    own, one_day = FakeChecks(), FakeChecks()
    audited(tmp_path / "own", own, archive)
    audited(tmp_path / "day", one_day, archive, as_of=date(2024, 1, 1), max_claims=7, tiers=("agency",))
    assert [wished.as_of for wished in own.options] == [date(2023, 11, 9), date(2026, 11, 24)]
    assert [(w.as_of, w.max_claims, w.scope.tiers) for w in one_day.options] == [(date(2024, 1, 1), 7, ("agency",))] * 2


def test_rows_are_flat_and_the_same_in_csv_and_parquet(tmp_path: Path, out: Path, checks: FakeChecks) -> None:
    archive = lines(tmp_path / "a.jsonl", {"text": "Es falso. Es cierto. Nada.", "section": "Sucesos", "title": "=A1"})
    audited(out, checks, archive)
    with (out / "claims.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["outcome"], row["quote"], row["section"]) for row in rows] == [
        ("refuted", "Es falso.", "Sucesos"), ("supported", "Es cierto.", "Sucesos"),
        ("not_enough_evidence", "Nada.", "Sucesos"),
    ]  # fmt: skip
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    table = pq.read_table(out / "claims.parquet").to_pylist()
    assert [(row["outcome"], row["publisher"], row["key"]) for row in table] == [
        (row["outcome"], row["publisher"] or None, row["key"]) for row in rows
    ]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == {name: sha256(out / name) for name in FILES}


def test_other_options_need_another_folder_or_a_recheck(tmp_path: Path, out: Path, checks: FakeChecks) -> None:
    archive = lines(tmp_path / "a.jsonl", "Cierto. Falso.", "Cierto.")
    audited(out, checks, archive)
    with pytest.raises(InputError, match="other options"):
        audited(out, checks, archive, max_claims=1)
    assert (checks.batches, len(checks.asked)) == ([2], 2)
    audited(out, checks, archive, max_claims=1, recheck=True)
    assert len(checks.asked) == 4


def test_a_recheck_redoes_what_other_models_made_and_names_the_verdicts_that_moved(tmp_path: Path, out: Path) -> None:
    class Wiser(FakeChecks):
        """The same, but it finds nothing false any more."""

        def check_many(self, articles: Any, options: Any) -> Any:
            reports = super().check_many(articles, options)
            kept = [[c for c in report.checked if "falso" not in c.claim.quote] for report in reports]
            return [r.model_copy(update={"checked": tuple(some)}) for r, some in zip(reports, kept, strict=True)]

    archive = lines(tmp_path / "a.jsonl", "Es falso.", "Es cierto.")
    audited(out, FakeChecks(), archive)
    same = FakeChecks()
    audited(out, same, archive, recheck=True)
    assert same.asked == []
    assert json.loads((out / "moved.json").read_text(encoding="utf-8")) == {"same": 2, "moved": []}
    wiser = Wiser(policy="v2")
    audited(out, wiser, archive, recheck=True)
    assert sorted(wiser.asked) == ["Es cierto.", "Es falso."]
    moved = json.loads((out / "moved.json").read_text(encoding="utf-8"))
    assert [(m["quote"], m["before"], m["after"]) for m in moved["moved"]] == [("Es falso.", "refuted", None)]
    assert moved["same"] == 1


def test_two_audits_are_compared_claim_by_claim(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    audited(before, FakeChecks(), lines(tmp_path / "a.jsonl", "Es cierto. Es falso.", "Se fue."))
    audited(after, FakeChecks(), lines(tmp_path / "a.jsonl", "Es cierto. Es falso.", "Llegó."))
    found = compare(before, after)
    assert {(one.quote, one.before, one.after) for one in found.moved} == {
        ("Se fue.", "not_enough_evidence", None), ("Llegó.", None, "not_enough_evidence"),
    }  # fmt: skip
    assert found.same == 2
    with pytest.raises(InputError, match="holds no"):
        compare(tmp_path / "nowhere", after)


def test_what_editors_said_is_respected_by_the_next_report_and_the_next_run(tmp_path: Path, out: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", "Lo primero es falso.", "Lo segundo también es falso.")
    audited(out, FakeChecks(), archive)
    page = write_report(out, "es").read_text(encoding="utf-8")
    assert page.index("Lo primero es falso") < page.index("Lo segundo también es falso")
    keys = {row["quote"]: row["key"] for row in pq.read_table(out / "claims.parquet").to_pylist()}
    triage.mark(out, keys["Lo primero es falso."], "false_alarm", "lo dijo antes")
    triage.mark(out, keys["Lo segundo también es falso."], "confirmed")
    _says_second_first(write_report(out, "es"))
    lines(tmp_path / "a.jsonl", "Lo primero es falso.", "Lo segundo también es falso.", "Más.")
    audited(out, FakeChecks(policy="v2"), archive, recheck=True)
    _says_second_first(write_report(out, "es"))
    assert json.loads((out / "triage.json").read_text(encoding="utf-8"))[keys["Lo primero es falso."]] == {
        "state": "false_alarm", "note": "lo dijo antes",
    }  # fmt: skip


def _says_second_first(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    assert page.index("Lo segundo también es falso") < page.index("Lo primero es falso")
    assert page.count('class="card triage-false_alarm"') == page.count('class="card triage-confirmed"') == 1


@pytest.mark.parametrize("text", ["[]", "{", '{"0123456789abcdef": {"state": "maybe"}}', '{"k": 3}'])
def test_a_triage_file_that_holds_something_else_is_refused_not_overwritten(tmp_path: Path, text: str) -> None:
    (tmp_path / "triage.json").write_text(text, encoding="utf-8")
    for ask in (lambda: triage.load(tmp_path), lambda: triage.mark(tmp_path, "0" * 16, "later")):
        with pytest.raises(InvalidRecord):
            ask()
    assert (tmp_path / "triage.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("key", "state"), [("short", "later"), ("0" * 16, "wrong")])
def test_marks_that_mean_nothing_are_refused(tmp_path: Path, key: str, state: str) -> None:
    with pytest.raises(InvalidRecord):
        triage.mark(tmp_path, key, state)


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")

    def half() -> None:
        with replacing(path) as beside:
            beside.write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert path.read_text(encoding="utf-8") == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_without_a_finished_audit_has_no_report(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no finished audit"):
        write_report(tmp_path, "es")
