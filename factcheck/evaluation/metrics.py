"""Measures as pure functions of arrays: classification, calibration, ranking, agreement. Knows no files, models or labels' meaning."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
ECE_BINS = 15
BOOTSTRAP_ROUNDS = 1_000

# ------------------------------------------------------------------------------------------------ classification


def accuracy(gold: ArrayLike, predicted: ArrayLike) -> float:
    """Share of equal elements; nan for none."""
    same = np.asarray(gold) == np.asarray(predicted)
    return float(same.mean()) if same.size else float("nan")


def confusion(
    gold: Sequence[Hashable], predicted: Sequence[Hashable], classes: Sequence[Hashable]
) -> NDArray[np.int64]:
    """(classes, classes) counts, gold in rows. Values outside `classes` are left out."""
    place = {label: number for number, label in enumerate(classes)}
    table = np.zeros((len(classes), len(classes)), dtype=np.int64)
    for one, other in zip(gold, predicted, strict=True):
        if one in place and other in place:
            table[place[one], place[other]] += 1
    return table


def precision_recall_f1(gold: ArrayLike, predicted: ArrayLike) -> tuple[float, float, float]:
    """Of the positive class, from two arrays of truth values; 0 where a denominator is 0."""
    truth, said = np.asarray(gold, dtype=bool), np.asarray(predicted, dtype=bool)
    hits = int((truth & said).sum())
    return f1_from_counts(hits, int(said.sum()), int(truth.sum()))


def f1_from_counts(hits: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """(precision, recall, F1) from the number of hits, of predicted and of gold items."""
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def recalls(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> dict[Hashable, float]:
    """Recall per class that occurs in `gold`."""
    pairs = list(zip(gold, predicted, strict=True))
    return {
        label: float(np.mean([said == label for truth, said in pairs if truth == label]))
        for label in sorted(set(gold), key=str)
    }


def balanced_accuracy(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> float:
    """Mean recall over the classes that occur in `gold`."""
    found = recalls(gold, predicted)
    return float(np.mean(list(found.values()))) if found else float("nan")


def macro_f1(
    gold: Sequence[Hashable], predicted: Sequence[Hashable], classes: Sequence[Hashable] | None = None
) -> float:
    """Mean F1 over `classes` (default: those that occur in `gold`)."""
    pairs = list(zip(gold, predicted, strict=True))
    chosen = sorted(set(gold), key=str) if classes is None else list(classes)
    scores = []
    for label in chosen:
        truth, said = [one == label for one, _ in pairs], [other == label for _, other in pairs]
        scores.append(precision_recall_f1(truth, said)[2])
    return float(np.mean(scores)) if scores else float("nan")


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Cohen's kappa; nan where agreement by chance is certain."""
    classes = sorted(set(first) | set(second), key=str)
    table = confusion(first, second, classes) / max(len(first), 1)
    by_chance = float(table.sum(axis=1) @ table.sum(axis=0))
    return float("nan") if by_chance == 1 else (float(np.trace(table)) - by_chance) / (1 - by_chance)


# ------------------------------------------------------------------------------------------------ probabilities


def brier(probabilities: Sequence[ArrayLike], gold: Sequence[int]) -> float:
    """Mean over rows of the summed squared distance to the one-hot gold; rows may have different numbers of classes."""
    distances = []
    for row, truth in zip(probabilities, gold, strict=True):
        values = np.array(row, dtype=np.float64)
        values[truth] -= 1
        distances.append(float((values**2).sum()))
    return float(np.mean(distances)) if distances else float("nan")


def ece(confidence: ArrayLike, right: ArrayLike, bins: int = ECE_BINS) -> float:
    """Expected calibration error: |accuracy - confidence| in `bins` equally wide bins, weighted by their rows."""
    return float(sum(abs(b[1] - b[0]) * b[2] for b in reliability(confidence, right, bins)))


def reliability(confidence: ArrayLike, right: ArrayLike, bins: int = ECE_BINS) -> list[tuple[float, float, float]]:
    """(mean confidence, accuracy, share of rows) per bin that has rows. A confidence on a border belongs to the bin below."""
    sure, hits = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    places = np.clip(np.ceil(sure * bins).astype(int) - 1, 0, bins - 1)
    counts = np.bincount(places, minlength=bins)
    sums, right_sums = (np.bincount(places, weights=values, minlength=bins) for values in (sure, hits))
    return [
        (float(sums[i] / n), float(right_sums[i] / n), float(n / sure.size)) for i, n in enumerate(counts) if n
    ]  # fmt: skip


def accuracy_at_coverage(confidence: ArrayLike, right: ArrayLike, coverage: float) -> float:
    """Accuracy on the most confident share of the rows (rounded up); of equally confident rows all count in proportion."""
    sure, hits = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if not sure.size:
        return float("nan")
    kept = int(np.ceil(coverage * sure.size - 1e-9))
    border = np.sort(sure)[::-1][kept - 1]
    above, at = sure > border, sure == border
    share = (kept - int(above.sum())) / int(at.sum())
    return float((hits[above].sum() + share * hits[at].sum()) / kept)


def risk_coverage(confidence: ArrayLike, right: ArrayLike) -> tuple[Floats, Floats]:
    """(coverage, risk): the error rate of the most confident 1, 2, ... n rows. Ties keep their order."""
    sure, hits = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    order = np.argsort(-sure, kind="stable")
    count = np.arange(1, sure.size + 1)
    return count / max(sure.size, 1), 1 - np.cumsum(hits[order]) / count


def average_precision(gold: ArrayLike, scores: ArrayLike) -> float:
    """Area under the precision-recall steps, equal scores taken together; nan without a positive."""
    truth, values = np.asarray(gold, dtype=bool), np.asarray(scores, dtype=np.float64)
    if not truth.any():
        return float("nan")
    order = np.argsort(-values, kind="stable")
    hits = np.cumsum(truth[order])
    last = np.append(np.diff(values[order]) != 0, True)
    found, seen = hits[last], np.arange(1, truth.size + 1)[last]
    steps = np.diff(np.concatenate([[0], found]))
    return float((steps * found / seen).sum() / truth.sum())


# ------------------------------------------------------------------------------------------------ rankings


def success_at(ranked: Sequence[str], relevant: set[str], k: int) -> float:
    """1 where one of the first `k` is relevant."""
    return float(any(item in relevant for item in ranked[:k]))


def recall_at(ranked: Sequence[str], relevant: set[str], k: int) -> float:
    """Share of the relevant among the first `k`."""
    return len(relevant & set(ranked[:k])) / len(relevant)


def ndcg_at(ranked: Sequence[str], relevant: set[str], k: int) -> float:
    """Normalised discounted cumulative gain, gain 1 for a relevant item."""
    gains = [1 / np.log2(place + 2) for place, item in enumerate(ranked[:k]) if item in relevant]
    ideal = sum(1 / np.log2(place + 2) for place in range(min(k, len(relevant))))
    return float(sum(gains) / ideal)


def reciprocal_rank(ranked: Sequence[str], relevant: set[str]) -> float:
    """1 / rank of the first relevant item; 0 where there is none."""
    return next((1 / place for place, item in enumerate(ranked, start=1) if item in relevant), 0.0)


# ------------------------------------------------------------------------------------------------ intervals

Statistic = Callable[[NDArray[np.int64]], float]
"""A figure of the rows at these positions."""


def bootstrap(
    statistic: Statistic, groups: Sequence[Hashable], seed: int, rounds: int = BOOTSTRAP_ROUNDS
) -> tuple[float, float]:
    """95% interval by drawing whole groups with replacement: rows of one claim are no independent observations."""
    members: dict[Hashable, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    rows = [np.array(found, dtype=np.int64) for found in members.values()]
    generator = np.random.default_rng(seed)
    figures = []
    for _ in range(rounds if rows else 0):
        drawn = generator.integers(len(rows), size=len(rows))
        figures.append(statistic(np.concatenate([rows[i] for i in drawn])))
    if np.isnan(figures).all():  # also where there is none
        return float("nan"), float("nan")
    low, high = np.nanpercentile(figures, [2.5, 97.5])
    return float(low), float(high)
