"""From scores to probabilities: temperature and bias per language for stances, a measured rate per kind of verdict.

The numbers are fitted by `factcheck evaluate calibration --fit` on data named in the file, never on what is then measured.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from factcheck.domain import MEASURED_LANGUAGES, Confidence, Record, Sample, Stance
from factcheck.errors import ModelError


class Scaling(Record):
    """`softmax(logits / temperature + bias)`; the order is entailment, neutral, contradiction (Guo et al. 2017, with a bias)."""

    temperature: float = 1.0
    bias: tuple[float, float, float] = (0.0, 0.0, 0.0)


NUMBER_MISSING, WINDOWED = "number_missing", "windowed"
"""Keys of the scalings for claims whose numbers the evidence does not have, and for evidence that was read in windows; each is put
over the language's own."""


class VerdictScale(Record):
    """A logistic curve from a verdict's score to the share of such verdicts that were right; `measured_on` are those of its kind."""

    slope: float = 1.0
    offset: float = 0.0
    measured_on: tuple[Sample, ...] = ()

    def probability(self, score: float) -> float:
        """The share right at this score (a probability in (0, 1)), never quite certain."""
        odds = math.log(min(max(score, 1e-4), 1 - 1e-4) / (1 - min(max(score, 1e-4), 1 - 1e-4)))
        return min(max(1 / (1 + math.exp(-(self.slope * odds + self.offset))), 0.01), 0.99)


class Calibration(Record):
    """Everything fitted, and what it was fitted on: in the developers' words, and per kind of verdict as counts for readers."""

    stances: dict[str, Scaling] = Field(default_factory=lambda: {"default": Scaling()})
    verdicts: dict[str, VerdictScale] = Field(default_factory=dict)
    stance_population: str | None = None
    verdict_population: str | None = None
    verifier_sha256: str | None = None

    def population(self) -> tuple[Sample, ...]:
        """All verdicts that the curves were fitted on, by data set, the largest first."""
        seen = [sample for scale in self.verdicts.values() for sample in scale.measured_on]
        verdicts: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for one in seen:
            verdicts[one.data_set] += one.verdicts
            right[one.data_set] += one.right
        return tuple(Sample(data_set=name, verdicts=n, right=right[name]) for name, n in verdicts.most_common())

    def stance(self, logits: NDArray[np.floating[Any]] | Sequence[float], lang: str) -> Stance:
        """Calibrated probabilities of one row of logits, by the claim's language."""
        return _scaled(logits, self.stances.get(lang) or self.stances["default"])

    def without_number(self, stance: Stance) -> Stance:
        """A calibrated stance, where the claim states numbers that the evidence has not: such evidence hardly ever decides."""
        return self._over(stance, NUMBER_MISSING)

    def windowed(self, stance: Stance) -> Stance:
        """A calibrated stance that is one of many windows'."""
        return self._over(stance, WINDOWED)

    def _over(self, stance: Stance, key: str) -> Stance:
        scaling = self.stances.get(key)
        return _scaled(log_shares(stance), scaling) if scaling else stance

    def confidence(self, kind: str, score: float, lang: str) -> Confidence:
        """How often verdicts of this kind (`closed_list.supported`, `entailment.refuted` ...) with this score were right."""
        scale = self.verdicts.get(kind)
        population = (scale.measured_on or None) if scale and lang in MEASURED_LANGUAGES else None
        return Confidence(value=round((scale or VerdictScale()).probability(score), 4), population=population)


def log_shares(stance: Stance) -> NDArray[np.float64]:
    """(3,) logarithms of the probabilities, in the order of logits."""
    logs: NDArray[np.float64] = np.log(np.maximum((stance.supports, stance.neutral, stance.refutes), 1e-9))
    return logs


def _scaled(logits: NDArray[np.floating[Any]] | Sequence[float], scaling: Scaling) -> Stance:
    scaled = np.asarray(logits, dtype=np.float64) / scaling.temperature + np.asarray(scaling.bias)
    shares = np.exp(scaled - scaled.max())
    shares /= shares.sum()
    return Stance(supports=float(shares[0]), neutral=float(shares[1]), refutes=float(shares[2]))


def load_calibration(path: Path) -> Calibration:
    """Read a calibration file. ModelError where it is missing or not one."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Calibration.model_validate(data)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The calibration {path} cannot be read: {error}", way_out="Reinstall factcheck-assistant."
        ) from error
