"""Curves from scores to the share of right verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.errors import InvalidRecord
from factcheck.evaluation.verdict_scales import Decided, fit, read
from factcheck.verification.calibration import Calibration


def many(kind: str, score: float, right: int, wrong: int, data_set: str = "planted") -> list[Decided]:
    return [Decided(kind, score, True, data_set)] * right + [Decided(kind, score, False, data_set)] * wrong


def test_a_kind_gets_about_the_share_that_was_right() -> None:
    curves = fit(many("fact.refuted", 0.9, 180, 20) + many("entailment.supported", 0.9, 100, 100))
    assert curves["fact.refuted"].probability(0.9) == pytest.approx(0.9, abs=0.03)
    assert curves["entailment.supported"].probability(0.9) == pytest.approx(0.5, abs=0.05)


def test_a_kind_seen_once_stays_near_the_others() -> None:
    curves = fit(many("a", 0.8, 80, 20) + many("b", 0.8, 0, 1))
    assert curves["b"].probability(0.8) > 0.5


def test_predictions_are_read_from_both_commands(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    rows = [
        {"gold": "refuted", "verdict": "refuted", "kind": "fact.refuted", "score": 0.98},
        {"gold": "supported", "given": {"verdict": "refuted", "kind": "aligned.refuted", "score": 0.7}},
        {"gold": "supported", "given": {"verdict": "not_enough_evidence"}},
        {"gold": None, "given": None},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert read([path]) == [
        Decided("fact.refuted", 0.98, True, "predictions"),
        Decided("aligned.refuted", 0.7, False, "predictions"),
    ]


def test_a_curve_says_how_many_verdicts_of_its_kind_it_was_fitted_on() -> None:
    seen = many("a", 0.9, 3, 1, "healthver") + many("a", 0.9, 8, 2) + many("b", 0.9, 5, 0)
    curves = fit(seen)
    planted, health = curves["a"].measured_on
    assert (planted.data_set, planted.verdicts, planted.right) == ("planted", 10, 8)
    assert (health.data_set, health.verdicts, health.right) == ("healthver", 4, 3)
    assert [one.verdicts for one in Calibration(verdicts=curves).population()] == [15, 4]


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text("no json\n", encoding="utf-8")
    with pytest.raises(InvalidRecord, match="not a file of predictions"):
        read([path])
