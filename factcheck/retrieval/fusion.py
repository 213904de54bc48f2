"""Puts what two searches found into one order. Pure: numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fusion:
    """Share of the word search in the fused score. Measured: see docs/retrieval.md."""

    lexical: float = 0.4


@dataclass(frozen=True)
class Found:
    """One passage as both searches saw it. Ranks count from 1; None where that search did not find it."""

    row: int
    score: float
    dense_rank: int | None = None
    dense_score: float | None = None
    lexical_rank: int | None = None
    lexical_score: float | None = None


@dataclass(frozen=True)
class Lists:
    """What the searches found for one claim, best first; `cosine` also knows rows that only the word search found."""

    dense: Sequence[tuple[int, float]] = ()
    lexical: Sequence[tuple[int, float]] = ()
    cosine: Mapping[int, float] = field(default_factory=dict)


def fuse(lists: Lists, fusion: Fusion) -> list[Found]:
    """All rows of both lists, best first; ties go to the smaller row.

    Each search's scores are spread over 0..1 between the worst and the best that it found, words from zero; then the two
    are averaged by weight. Spreading beat reciprocal ranks on every set that was measured: cosines of this kind of encoder
    live in a narrow band, yet their distances mean something that ranks throw away.
    """
    dense, lexical = dict(lists.dense), dict(lists.lexical)
    ranks = {row: rank for rank, (row, _) in enumerate(lists.dense, 1)}
    lexical_ranks = {row: rank for rank, (row, _) in enumerate(lists.lexical, 1)}
    spread = _spreader(dense.values())
    best = max(lexical.values(), default=0.0) or 1.0
    found = []
    for row in dense.keys() | lexical.keys():
        cosine = dense.get(row, lists.cosine.get(row))
        score = (1 - fusion.lexical) * spread(cosine) + fusion.lexical * lexical.get(row, 0.0) / best
        found.append(Found(row, round(score, 6), ranks.get(row), cosine, lexical_ranks.get(row), lexical.get(row)))
    return sorted(found, key=lambda f: (-f.score, f.row))


def _spreader(scores: Iterable[float]) -> Callable[[float | None], float]:
    values = list(scores)
    low, high = min(values, default=0.0), max(values, default=1.0)

    def spread(score: float | None) -> float:
        if score is None:
            return 0.0
        return (score - low) / (high - low) if high > low else 1.0

    return spread
