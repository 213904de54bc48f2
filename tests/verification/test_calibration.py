"""Scores become probabilities, and a broken file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.errors import ModelError
from factcheck.verification.calibration import Calibration, Scaling, VerdictScale, load_calibration


def test_a_stance_is_the_softmax_in_the_order_of_the_model() -> None:
    stance = Calibration().stance([2.0, 0.0, 0.0], "es")
    assert stance.supports == pytest.approx(0.787, abs=1e-3)
    assert stance.neutral == pytest.approx(stance.refutes)


def test_temperature_and_bias_are_the_languages_own() -> None:
    fitted = Calibration(stances={"default": Scaling(), "es": Scaling(temperature=2.0, bias=(0.0, 1.0, 0.0))})
    spanish, english = fitted.stance([2.0, 0.0, 0.0], "es"), fitted.stance([2.0, 0.0, 0.0], "en")
    assert spanish.supports == pytest.approx(spanish.neutral)
    assert english.supports > spanish.supports


def test_a_verdict_scale_is_monotonous_and_never_certain() -> None:
    scale = VerdictScale(slope=2.0, offset=-0.5)
    shares = [scale.probability(score / 10) for score in range(11)]
    assert shares == sorted(shares)
    assert shares[0] >= 0.01
    assert shares[-1] <= 0.99


def test_a_file_that_is_not_a_calibration_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    with pytest.raises(ModelError):
        load_calibration(path)
    path.write_text('{"stances": 3}')
    with pytest.raises(ModelError, match="cannot be read"):
        load_calibration(path)
