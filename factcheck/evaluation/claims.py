"""Measures the check-worthiness classifier on labelled sentences. Knows sentences and labels; nothing of articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.claims.checkworthy import Scores
from factcheck.claims.features import Traits, traits
from factcheck.errors import InvalidRecord
from factcheck.evaluation import metrics
from factcheck.evaluation.datasets import SentenceRow
from factcheck.evaluation.figures import Figures, Measured, broken_down

SEED = 20261124
THRESHOLD = 0.5
BATCH = 128

Progress = Callable[[int, int], None]


class Encodes(Protocol):
    """Turns sentences into vectors; implemented by `models`."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimension)."""


class Classifies(Protocol):
    """Scores vectors and traits; implemented by `claims.checkworthy`."""

    def scores(self, embeddings: NDArray[np.float32], found: Sequence[Traits]) -> Scores:
        """How worth checking and how likely a fact."""


Scorer = Callable[[Sequence[SentenceRow]], Sequence[float]]


def scorer(encoder: Encodes, classifier: Classifies, target: str) -> Scorer:
    """Scores for `checkworthy` or `claim`, as the pipeline computes them for a sentence."""

    def scores(rows: Sequence[SentenceRow]) -> Sequence[float]:
        found = [traits(row.text, row.lang) for row in rows]
        given = classifier.scores(encoder.encode_queries([row.text for row in rows]), found)
        values = given.worth if target == "checkworthy" else given.fact
        return [float(value) for value in values]

    return scores


@dataclass(frozen=True)
class Rated:
    """A sentence with its score and whether it is one."""

    row: SentenceRow
    gold: bool
    score: float


def evaluate(scores: Scorer, files: Mapping[str, Sequence[SentenceRow]], target: str, progress: Progress) -> Measured:
    """Figures per file, language and over all; rows without the label called `target` are left out, doubles too."""
    kept = labelled(files, target)
    total, done = sum(map(len, kept.values())), 0
    rated: dict[str, list[Rated]] = {}
    for name, rows in kept.items():
        rated[name] = []
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            values = scores([row for row, _ in part])
            rated[name] += [Rated(row, gold, value) for (row, gold), value in zip(part, values, strict=True)]
            progress(done := done + len(part), total)
    return broken_down(rated, figures, lambda one: one.row.lang)


def labelled(files: Mapping[str, Sequence[SentenceRow]], target: str) -> dict[str, list[tuple[SentenceRow, bool]]]:
    """The rows that say whether they are `target`. A text that an earlier file has already counts there only."""
    seen: set[str] = set()
    kept: dict[str, list[tuple[SentenceRow, bool]]] = {}
    for name, rows in files.items():
        found = [
            (row, gold) for row in rows if row.text not in seen and (gold := _target(row, target, name)) is not None
        ]
        if found:
            kept[name] = found
        seen |= {row.text for row, _ in found}
    if not kept:
        raise InvalidRecord(
            f"No row has a label for the target {target}.", way_out="Use --target claim or checkworthy."
        )
    return kept


def _target(row: SentenceRow, target: str, name: str) -> bool | None:
    try:
        return row.target(target)
    except KeyError as error:
        raise InvalidRecord(f"{name}: unknown label {row.label!r} for the target {target}.") from error


def figures(rated: Sequence[Rated]) -> Figures:
    """Precision, recall and F1 at one half, average precision over all, with 95% intervals."""
    gold = np.array([one.gold for one in rated])
    score = np.array([one.score for one in rated])
    precision, recall, f1 = metrics.precision_recall_f1(gold, score >= THRESHOLD)
    groups = [one.row.source_doc or str(number) for number, one in enumerate(rated)]
    if len(set(groups)) < 10:  # a handful of debates: drawing whole ones says nothing
        groups = [str(number) for number in range(len(rated))]
    statistics: dict[str, metrics.Statistic] = {
        "f1": lambda rows: metrics.precision_recall_f1(gold[rows], score[rows] >= THRESHOLD)[2],
        "average_precision": lambda rows: metrics.average_precision(gold[rows], score[rows]),
    }
    return {
        "n": len(rated),
        "positive": int(gold.sum()),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "average_precision": metrics.average_precision(gold, score),
        "intervals": {
            name: metrics.bootstrap(statistic, groups, SEED, rounds=300) for name, statistic in statistics.items()
        },
    }
