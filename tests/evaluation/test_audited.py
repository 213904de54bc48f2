from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.evaluation import audited

TEXT = "Uno es falso. Dos es cierto. Tres no se sabe. Cuatro es falso."
QUOTES = {"Uno es falso.": "refuted", "Dos es cierto.": "supported", "Tres no se sabe.": "not_enough_evidence", "Cuatro es falso.": "refuted"}  # fmt: skip # noqa: E501
HEAD = "reference,start,end,quote,outcome,confidence\n"


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    article = {"id": "a1", "lang": "es", "published": "2024-01-01", "text": TEXT}
    gold = [
        {"id": f"g{n}", "article_id": "a1", "quote": quote, "start": TEXT.index(quote), "end": TEXT.index(quote) + len(quote),
         "kind": "claim", "claim": quote, "verdict": verdict, "reason": "number" if n else "date"}
        for n, (quote, verdict) in enumerate(QUOTES.items())
    ]  # fmt: skip
    (tmp_path / "articles.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in gold), encoding="utf-8")
    return tmp_path


def row(quote: str, outcome: str, confidence: str = "") -> str:
    start = TEXT.index(quote)
    return f"articles.jsonl#1,{start},{start + len(quote)},{quote},{outcome},{confidence}\n"


def test_recall_precision_and_false_alarms_against_what_was_planted(
    planted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = HEAD + row("Uno es falso.", "refuted", "0.9") + row("Dos es cierto.", "refuted", "0.7")
    table += row("Tres no se sabe.", "conflicting", "0.5")
    (planted / "claims.csv").write_text(table, encoding="utf-8")
    audited.main(planted, planted)
    found = json.loads(capsys.readouterr().out)
    assert (found["planted"], found["reported"], found["recall"], found["precision"]) == (2, 2, 0.5, 0.5)
    assert found["became"] == {"refuted": 1, "not_found": 1}
    assert found["by_reason"] == {"date": "1/1", "number": "0/1"}
    assert found["mean_confidence_shown"] == 0.8
    assert found["false_alarms"] == [["a1", "Dos es cierto.", "supported"]]
    assert found["conflicting_reported"] == {"not_enough_evidence": 1}


def test_an_audit_that_says_nothing(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (planted / "claims.csv").write_text(HEAD, encoding="utf-8")
    audited.main(planted, planted)
    found = json.loads(capsys.readouterr().out)
    assert (found["recall"], found["precision"], found["false_alarms"]) == (0.0, None, [])
