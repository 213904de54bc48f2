"""Measures an entailment model on evidence-claim pairs. Knows how two-class and mixed files are read; nothing of engines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Stance
from factcheck.evaluation import metrics
from factcheck.evaluation.datasets import PairRow
from factcheck.evaluation.figures import Figures, Measured, broken_down
from factcheck.verification.pairs import Numbers, PairStance, TextPair

BATCH = 512
"""Pairs per call, so that progress shows; within it the model sorts by length."""
SEED = 20261124
Labels = Mapping[str, frozenset[str]]
"""Labels per file."""
TWO_CLASS = {"entailment", "contradiction"}
UNSURE = {"entailment", "not_entailment"}

Progress = Callable[[int, int], None]


class Compares(Protocol):
    """Gives stances for pairs of texts; implemented by `verification.pairs`."""

    def read(self, pairs: Sequence[TextPair]) -> list[PairStance]:
        """One stance per pair."""


@dataclass(frozen=True)
class Scored:
    """One row with what the model said. `probabilities` run over `classes`, which depend on the file and row."""

    row: PairRow
    stance: Stance
    classes: tuple[str, ...]
    probabilities: tuple[float, ...]
    numbers: Numbers = "untold"
    windowed: bool = False

    @property
    def predicted(self) -> str:
        """The most probable class."""
        return self.classes[int(np.argmax(self.probabilities))]

    @property
    def confidence(self) -> float:
        """The probability of the predicted class."""
        return max(self.probabilities)

    @property
    def right(self) -> bool:
        """Whether the prediction is the label."""
        return self.predicted == self.row.label


def evaluate(
    model: Compares, files: Mapping[str, Sequence[PairRow]], progress: Progress, labels: Labels | None = None
) -> tuple[Measured, dict[str, list[Scored]]]:
    """Figures per file, claim language and over all, and the scored rows they come from."""
    scored = score(model, files, progress, labels)
    return broken_down(scored, figures, lambda one: one.row.lang), scored


def labels_of(files: Mapping[str, Sequence[PairRow]]) -> dict[str, frozenset[str]]:
    """The labels that occur in each file; they say how its rows are read."""
    return {name: frozenset(row.label for row in rows) for name, rows in files.items()}


def score(
    model: Compares, files: Mapping[str, Sequence[PairRow]], progress: Progress, labels: Labels | None = None
) -> dict[str, list[Scored]]:
    """What the model says about every row. `labels` are those of the whole files, where only a part of them is scored."""
    total, done, scored = sum(map(len, files.values())), 0, {}
    known = labels or labels_of(files)
    for name, rows in files.items():
        found: list[Scored] = []
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            read = model.read([_pair(row) for row in part])
            found += [read_as(row, one, known[name]) for row, one in zip(part, read, strict=True)]
            progress(done := done + len(part), total)
        scored[name] = found
    return scored


def _pair(row: PairRow) -> TextPair:
    return TextPair(row.premise, row.hypothesis, row.premise_lang or row.lang, row.lang)


def read_as(row: PairRow, read: PairStance, labels: Set[str]) -> Scored:
    """The stance in the classes of its file.

    Files with only entailment and contradiction: these two, neutral set aside. A `not_entailment` row, and every row of a
    file that has only those and entailment: P(entailment) against the rest. Other rows: all three.
    """
    supports, neutral, refutes = read.stance.supports, read.stance.neutral, read.stance.refutes
    shares = {"entailment": supports, "neutral": neutral, "contradiction": refutes}
    if labels == TWO_CLASS:
        both = max(supports + refutes, 1e-12)
        shares = {"entailment": supports / both, "contradiction": refutes / both}
    elif row.label == "not_entailment" or labels == UNSURE:
        shares = {"not_entailment": 1 - supports, "entailment": supports}
    return Scored(row, read.stance, tuple(shares), tuple(shares.values()), read.numbers, read.windowed)


def figures(scored: Sequence[Scored]) -> Figures:
    """All measures of some rows. Intervals are 95%, drawn by claim group."""
    gold = np.array([one.row.label for one in scored])
    said = np.array([one.predicted for one in scored])
    sure = np.array([one.confidence for one in scored])
    right = gold == said
    groups = [one.row.group or str(number) for number, one in enumerate(scored)]
    return {
        "n": len(scored),
        "accuracy": metrics.accuracy(gold, said),
        "balanced_accuracy": metrics.balanced_accuracy(gold.tolist(), said.tolist()),
        "macro_f1": metrics.macro_f1(gold.tolist(), said.tolist()),
        "ece": metrics.ece(sure, right),
        "brier": metrics.brier(
            [one.probabilities for one in scored], [one.classes.index(one.row.label) for one in scored]
        ),
        "accuracy_at_80_coverage": metrics.accuracy_at_coverage(sure, right, 0.8),
        "intervals": _intervals(gold, said, sure, groups),
    }


def _intervals(
    gold: NDArray[Any], said: NDArray[Any], sure: NDArray[np.float64], groups: Sequence[str]
) -> dict[str, tuple[float, float]]:
    right = (gold == said).astype(np.float64)
    classes = {label: gold == label for label in sorted(set(gold))}

    def balanced(rows: NDArray[np.int64]) -> float:
        shares = [right[rows][mask[rows]].mean() for mask in classes.values() if mask[rows].any()]
        return float(np.mean(shares))

    statistics: dict[str, metrics.Statistic] = {
        "accuracy": lambda rows: float(right[rows].mean()),
        "balanced_accuracy": balanced,
        "ece": lambda rows: metrics.ece(sure[rows], right[rows]),
    }
    return {name: metrics.bootstrap(statistic, groups, SEED) for name, statistic in statistics.items()}


def predictions(scored: Mapping[str, Sequence[Scored]]) -> Iterable[str]:
    """One JSON line per row: file, row number, label, prediction and the three probabilities."""
    for name, found in scored.items():
        for number, one in enumerate(found, start=1):
            three = {
                "entailment": one.stance.supports,
                "neutral": one.stance.neutral,
                "contradiction": one.stance.refutes,
            }
            row = one.row
            data = {
                "file": name, "row": number, "group": row.group, "lang": row.lang, "premise_lang": row.premise_lang,
                "label": row.label, "predicted": one.predicted, "confidence": one.confidence, "probabilities": three,
            }  # fmt: skip
            yield json.dumps(data, ensure_ascii=False) + "\n"
