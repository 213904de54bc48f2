from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from factcheck.domain import Stance
from factcheck.evaluation import calibration
from factcheck.evaluation.datasets import PairRow
from factcheck.evaluation.verification import Scored, read_as
from factcheck.verification.calibration import Calibration
from factcheck.verification.pairs import Numbers, PairStance

THREE = ("entailment", "neutral", "contradiction")


def sample(temperature: float, lang: str, rows: int = 1_500, numbers: Numbers = "untold") -> list[Scored]:
    """Labels drawn from known probabilities; the model says them too sharply, by `temperature`."""
    generator = np.random.default_rng(3)
    logits = generator.normal(size=(rows, 3))
    truth = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    said = np.exp(logits * temperature) / np.exp(logits * temperature).sum(axis=1, keepdims=True)
    found = []
    for number, (p, q) in enumerate(zip(truth, said, strict=True)):
        label = THREE[generator.choice(3, p=p)]
        row = PairRow(premise="p", hypothesis="h", label=label, lang=lang, group=f"g{number}")
        found.append(read_as(row, PairStance(Stance(supports=q[0], neutral=q[1], refutes=q[2]), numbers), set(THREE)))
    return found


def recalibrated(scored: Sequence[Scored], known: Calibration) -> list[Scored]:
    made = []
    for one in scored:
        logits = np.log([one.stance.supports, one.stance.neutral, one.stance.refutes])
        stance = known.stance(logits.astype(np.float32), one.row.lang)
        made.append(read_as(one.row, PairStance(stance, one.numbers), set(THREE)))
    return made


def test_fitting_finds_the_temperature_of_each_language() -> None:
    fitted = calibration.fit({"es": sample(2.5, "es"), "en": sample(1.0, "en")})
    assert fitted["es"].temperature == pytest.approx(2.5, rel=0.12)
    assert fitted["en"].temperature == pytest.approx(1.0, rel=0.12)
    assert abs(sum(fitted["es"].bias)) < 1e-9
    assert set(fitted) == {"default", "es", "en"}


def test_fitted_probabilities_are_honest_on_rows_that_were_not_fitted() -> None:
    scored = sample(3.0, "es")
    known = Calibration(stances=calibration.fit({"f": scored[:750]}))
    before = calibration.figures(scored[750:])
    after = calibration.figures(recalibrated(scored[750:], known))
    assert before["ece"] > 0.15
    assert after["ece"] < 0.06
    assert after["brier"] < before["brier"]


def test_a_language_with_few_rows_gets_the_common_numbers() -> None:
    assert set(calibration.fit({"f": sample(2.0, "es", rows=50)})) == {"default"}


def test_two_class_rows_fit_without_neutral() -> None:
    found = []
    for number in range(400):
        label = "entailment" if number % 4 else "contradiction"
        row = PairRow(premise="p", hypothesis="h", label=label, lang="es", group=str(number))
        stance = Stance(supports=0.9, neutral=0.08, refutes=0.02)
        found.append(read_as(row, PairStance(stance, "untold"), {"entailment", "contradiction"}))
    scaling = calibration.fit({"f": found})["es"]
    said = Calibration(stances={"default": scaling}).stance(np.log([0.9, 0.08, 0.02]).astype(np.float32), "es")
    assert said.supports / (said.supports + said.refutes) == pytest.approx(0.75, abs=0.05)


def test_halves_keep_groups_whole_across_languages() -> None:
    rows = [
        PairRow(premise="p", hypothesis="h", label="neutral", lang=lang, group=f"g{n}")
        for n in range(40)
        for lang in ("es", "en")
    ]
    fit, held_out = (calibration.halved({"f": rows}, half)["f"] for half in ("fit", "held-out"))
    assert len(fit) + len(held_out) == len(rows)
    assert not {row.group for row in fit} & {row.group for row in held_out}
    assert 10 < len(fit) < 70
    assert calibration.halved({"f": rows}, "all")["f"] == rows


def test_figures_carry_bins_and_risk_by_coverage() -> None:
    found = calibration.measure({"f": sample(1.0, "es", rows=300)}).files["f"]
    assert sum(one["share"] for one in found["reliability"]) == pytest.approx(1)
    assert found["risk_coverage"]["1.00"] == pytest.approx(1 - found["accuracy"])
    assert found["risk_coverage"]["0.50"] < found["risk_coverage"]["1.00"]


def test_pictures_are_drawn_and_the_same_each_time(tmp_path: Path) -> None:
    from factcheck.evaluation.pictures import draw

    scored = {"f": sample(1.0, "es", rows=60), "g": sample(2.0, "en", rows=60)}
    files = calibration.measure(scored).files
    drawn = draw(files, scored, tmp_path / "a")
    assert sorted(path.name for path in drawn) == [
        "reliability.png", "reliability.svg", "risk-coverage.png", "risk-coverage.svg",
    ]  # fmt: skip
    again = draw(files, scored, tmp_path / "b")
    assert [p.read_bytes() for p in drawn] == [p.read_bytes() for p in again]


def test_evidence_without_the_number_gets_a_scaling_of_its_own() -> None:
    told = sample(1.0, "es", 600)
    missing = [
        replace(one, row=one.row.model_copy(update={"label": "neutral"})) for one in sample(1.0, "es", 600, "missing")
    ]
    known = Calibration(stances=calibration.fit({"f": [*told, *missing]}))
    moved = [known.without_number(one.stance) for one in missing]
    assert np.mean([stance.neutral for stance in moved]) > 0.8
    assert known.stances["es"] == calibration.fit({"f": told})["es"]


def test_a_stance_that_a_number_decided_fits_nothing() -> None:
    told, decided = sample(1.0, "es", 400), sample(5.0, "es", 400, "differ")
    assert calibration.fit({"f": [*told, *decided]}).keys() == calibration.fit({"f": told}).keys()
    assert Calibration().without_number(told[0].stance) == told[0].stance
