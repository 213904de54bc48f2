"""Fits how often verdicts of each kind are right, from predictions of end-to-end runs. Knows no pipeline and no model.

For each kind a logistic curve on the verdict's score (Platt 1999), pulled towards the common curve of all kinds, so that a
kind seen a dozen times does not get a confidence of its own making.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Sample
from factcheck.errors import InvalidRecord
from factcheck.verification.calibration import VerdictScale
from factcheck.verification.policy import STRUCTURED

Floats = NDArray[np.floating[Any]]
PULL = 4.0
"""Strength of the pull towards the common curve, in verdicts."""
STEPS = 200


@dataclass(frozen=True)
class Decided:
    """One decided verdict: its kind (`aligned.refuted`), its score, whether it was right, and on which data set."""

    kind: str
    score: float
    right: bool
    data_set: str


def read(paths: Iterable[Path]) -> list[Decided]:
    """The decided verdicts of prediction files, as `evaluate end-to-end` and `evaluate articles` write them.

    A file is named after its data set: `planted.jsonl` holds verdicts on `planted`.
    """
    return [
        one for path in paths for line in path.read_text(encoding="utf-8").splitlines() if (one := _decided(line, path))
    ]


def _decided(line: str, path: Path) -> Decided | None:
    try:
        data = json.loads(line)
        said: Mapping[str, Any] = (data.get("given") or {}) if "given" in data else data
        if data.get("gold") is None or "kind" not in said:
            return None
        return Decided(said["kind"], float(said["score"]), said["verdict"] == data["gold"], path.stem)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidRecord(
            f"{path} is not a file of predictions: {error}", way_out="Make it with --predictions."
        ) from error


def fit(decided: Sequence[Decided]) -> dict[str, VerdictScale]:
    """A curve for each kind that was seen. What was compared as a fact and what was read in a text are different families."""
    start = VerdictScale(slope=1.0, offset=0.0)
    families = [[one for one in decided if _compared(one.kind) is compared] for compared in (True, False)]
    return {
        kind: _scale([one for one in family if one.kind == kind], _curve(family, start))
        for family in families
        for kind in sorted({one.kind for one in family})
    }


def samples(decided: Sequence[Decided]) -> tuple[Sample, ...]:
    """How many verdicts there are on each data set and how many of them are right, the largest first."""
    seen = Counter(one.data_set for one in decided)
    right = Counter(one.data_set for one in decided if one.right)
    return tuple(Sample(data_set=name, verdicts=n, right=right[name]) for name, n in seen.most_common())


def _scale(decided: Sequence[Decided], prior: VerdictScale) -> VerdictScale:
    return _curve(decided, prior).model_copy(update={"measured_on": samples(decided)})


def _compared(kind: str) -> bool:
    return kind.partition(".")[0] in STRUCTURED


def _curve(decided: Sequence[Decided], prior: VerdictScale) -> VerdictScale:
    """Logistic regression of being right on the score's log odds, with a quadratic pull towards `prior` (Newton steps)."""
    odds = np.array([_log_odds(one.score) for one in decided])
    right = np.array([one.right for one in decided], dtype=np.float64)
    design = np.stack([odds, np.ones_like(odds)], axis=1)
    start: Floats = np.array([prior.slope, prior.offset])
    weights: Floats = start
    for _ in range(STEPS):
        weights = np.asarray(weights - _step(design, right, weights, start), dtype=np.float64)
    return VerdictScale(slope=round(float(max(weights[0], 0.0)), 4), offset=round(float(weights[1]), 4))


def _step(design: Floats, right: Floats, weights: Floats, start: Floats) -> Floats:
    shares = 1 / (1 + np.exp(-design @ weights))
    gradient = design.T @ (shares - right) + PULL * (weights - start)
    curvature = (design * (shares * (1 - shares))[:, None]).T @ design + PULL * np.eye(2)
    step: Floats = np.linalg.solve(curvature, gradient)
    return step


def _log_odds(score: float) -> float:
    bounded = min(max(score, 1e-4), 1 - 1e-4)
    return float(np.log(bounded / (1 - bounded)))
