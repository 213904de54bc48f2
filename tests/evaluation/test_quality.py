from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from factcheck.evaluation.quality import measurements, run, tables

ANSWER = {
    "files": {"x": {"n": 2, "accuracy": 0.5, "intervals": {"accuracy": [0.25, 0.75]}}},
    "by_language": {"es": {"n": 2, "accuracy": 0.5}},
    "overall": {"n": 2, "accuracy": 0.5},
}


def data(folder: Path) -> Path:
    for name in (
        "verification/dev/x.jsonl.gz",
        "planted/articles.jsonl",
        "planted/gold.jsonl",
        "planted/sources.jsonl",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return folder


def test_only_what_the_folder_has_files_for_is_measured(tmp_path: Path) -> None:
    assert [one.name for one in measurements(data(tmp_path))] == ["verification", "calibration", "articles"]
    assert measurements(tmp_path / "nowhere") == []


def test_answers_are_kept_with_command_and_hashes(tmp_path: Path) -> None:
    asked: list[Sequence[str]] = []

    def runner(arguments: Sequence[str]) -> str:
        asked.append(arguments)
        return json.dumps(ANSWER)

    out = tmp_path / "out"
    assert run(data(tmp_path), out, runner, ["verification"]) == ["verification"]
    assert asked == [["verification", str(tmp_path / "verification/dev/x.jsonl.gz"), "--json"]]
    kept = json.loads((out / "verification.json").read_text())
    assert kept["command"] == "factcheck evaluate verification $DATA/verification/dev/x.jsonl.gz --json"
    assert list(kept["data_sha256"]) == ["verification/dev/x.jsonl.gz"]
    assert kept["overall"] == ANSWER["overall"]


def test_tables_show_files_languages_and_all(tmp_path: Path) -> None:
    run(data(tmp_path), tmp_path / "out", lambda _: json.dumps(ANSWER), ["verification"])
    text = tables(tmp_path / "out")
    assert "| x | 2 | 0.500 [0.25-0.75] |" in text
    assert "| language: es | 2 | 0.500 |" in text
    assert "| all | 2 | 0.500 |" in text
