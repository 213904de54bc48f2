"""How honest the stances' probabilities are: fitting temperature and bias on one half of the claim groups, measuring on the other.

Knows probabilities and groups; nothing of models. Groups are halved by a hash of their name, so that a claim and its translation
fall on the same side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from factcheck.evaluation import metrics
from factcheck.evaluation.datasets import PairRow
from factcheck.evaluation.figures import Figures, Measured, broken_down
from factcheck.evaluation.verification import TWO_CLASS, UNSURE, Scored
from factcheck.verification.calibration import NUMBER_MISSING, WINDOWED, Calibration, Scaling, log_shares

Half = Literal["all", "fit", "held-out"]
COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
SHRINKAGE = 0.01
"""Pull of the bias towards zero, so that a few hundred rows do not bend it."""
FEWEST = 200
"""Rows below which a language gets the common numbers."""


def half_of(row: PairRow) -> Half:
    """The side that a row's group belongs to."""
    digest = hashlib.sha256((row.group or row.hypothesis).encode()).digest()
    return "fit" if digest[0] % 2 == 0 else "held-out"


def halved(files: Mapping[str, Sequence[PairRow]], half: Half) -> dict[str, list[PairRow]]:
    """The rows of each file that are in the half; files without one are left out."""
    kept = {name: [row for row in rows if half in ("all", half_of(row))] for name, rows in files.items()}
    return {name: rows for name, rows in kept.items() if rows}


def measure(scored: Mapping[str, Sequence[Scored]]) -> Measured:
    """Calibration per file, language and over all."""
    return broken_down(scored, figures, lambda one: one.row.lang)


def figures(scored: Sequence[Scored]) -> Figures:
    """ECE, Brier, the reliability bins and the risk at several coverages."""
    sure = np.array([one.confidence for one in scored])
    right = np.array([one.right for one in scored])
    coverage, risk = metrics.risk_coverage(sure, right)
    places = [max(int(np.ceil(share * len(scored))) - 1, 0) for share in COVERAGES]
    gold = [one.classes.index(one.row.label) for one in scored]
    return {
        "n": len(scored),
        "accuracy": float(right.mean()),
        "mean_confidence": float(sure.mean()),
        "ece": metrics.ece(sure, right),
        "brier": metrics.brier([one.probabilities for one in scored], gold),
        "accuracy_at_80_coverage": metrics.accuracy_at_coverage(sure, right, 0.8),
        "risk_coverage": {f"{coverage[i]:.2f}": float(risk[i]) for i in places},
        "reliability": [{"confidence": c, "accuracy": a, "share": s} for c, a, s in metrics.reliability(sure, right)],
    }


def fit(scored: Mapping[str, Sequence[Scored]], languages: Sequence[str] = ("es", "en")) -> dict[str, Scaling]:
    """Temperature and bias per language and in common; then, over them, for evidence that was read in windows and for evidence without
    the claim's numbers. From stances that were not calibrated.

    Each file weighs the same, however many rows it has: a user's texts are like none of them in particular. Stances that a number
    decided are left out: they are no reading of the network's.
    """
    rows = [(one, 1 / len(found)) for found in scored.values() for one in found if one.numbers != "differ"]
    plain = [(one, weight) for one, weight in rows if one.numbers != "missing" and not one.windowed]
    fitted = {"default": _fit(plain)}
    for lang in languages:
        own = [(one, weight) for one, weight in plain if one.row.lang == lang]
        if len(own) >= FEWEST:
            fitted[lang] = _fit(own)
    known = Calibration(stances=fitted)
    for key, special in ((WINDOWED, _windowed), (NUMBER_MISSING, _missing)):
        over = [(_calibrated(one, known), 1.0) for one, _ in rows if special(one)]
        if len(over) >= FEWEST:
            fitted[key] = _fit(over)
    return fitted


def _windowed(one: Scored) -> bool:
    return one.windowed and one.numbers != "missing"


def _missing(one: Scored) -> bool:
    return one.numbers == "missing" and not one.windowed


def _calibrated(one: Scored, known: Calibration) -> Scored:
    return replace(one, stance=known.stance(log_shares(one.stance), one.row.lang))


def _fit(rows: Sequence[tuple[Scored, float]]) -> Scaling:
    from scipy.optimize import minimize

    logs = np.array([log_shares(one.stance) for one, _ in rows])
    masks = np.array([_allowed(one) for one, _ in rows])
    wanted = np.array([_wanted(one) for one, _ in rows])
    weights = np.array([weight for _, weight in rows])
    weights /= weights.sum()

    def cost(theta: NDArray[np.float64]) -> float:
        scaled = logs * np.exp(theta[0]) + np.array([theta[1], theta[2], -theta[1] - theta[2]])
        likelihood = _log_sum(scaled, wanted) - _log_sum(scaled, masks)
        return float(-(weights * likelihood).sum() + SHRINKAGE * (theta[1:] ** 2).sum())

    best = minimize(cost, np.zeros(3), method="L-BFGS-B").x
    first, second = (round(float(value), 4) for value in best[1:])
    return Scaling(temperature=float(np.exp(-best[0])), bias=(first, second, round(-first - second, 4)))


def _log_sum(scaled: NDArray[np.float64], chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.asarray(np.logaddexp.reduce(np.where(chosen, scaled, -np.inf), axis=1))


def _allowed(one: Scored) -> tuple[bool, bool, bool]:
    """Which of entailment, neutral, contradiction the row's file knows."""
    return (True, set(one.classes) != TWO_CLASS, True)


def _wanted(one: Scored) -> tuple[bool, bool, bool]:
    """Which of them the row's label covers."""
    rest = set(one.classes) == UNSURE and one.row.label == "not_entailment"
    return (
        one.row.label == "entailment",
        rest or one.row.label == "neutral",
        rest or one.row.label == "contradiction",
    )
