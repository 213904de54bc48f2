"""Puts what two searches found into one order. Pure: numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fusion:
    """Share of the word search in the fused score: it grows with the claim's words, `most * n / (n + half)` for n stems.

    Few words say little by themselves, many rarely mislead. `own_language_bias` is how much nearer, in cosines, the encoder
    puts passages in the claim's own language, whatever they say. Measured: see docs/retrieval.md.
    """

    most: float = 1.0
    half: float = 20.0
    spare_foreign: bool = True
    own_language_bias: float = 0.015

    def share(self, stems: int) -> float:
        """The word search's share for a claim of so many different stems."""
        return min(1.0, self.most * stems / (stems + self.half)) if stems else 0.0


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
    """What the searches found for one claim, best first.

    `cosine` knows the rows that only the word search found; `foreign` are the rows in another language than the claim's;
    `stems` counts the claim's different words.
    """

    dense: Sequence[tuple[int, float]] = ()
    lexical: Sequence[tuple[int, float]] = ()
    cosine: Mapping[int, float] = field(default_factory=dict)
    foreign: Container[int] = ()
    stems: int = 20


def fuse(lists: Lists, fusion: Fusion) -> list[Found]:
    """All rows of both lists, best first; ties go to the smaller row.

    Each search's scores are spread over 0..1 between the worst and the best that it found, words from zero; then the two
    are averaged by weight. Spreading beat reciprocal ranks on every set that was measured: cosines of this kind of encoder
    live in a narrow band, yet their distances mean something that ranks throw away. A passage in another language cannot
    share the claim's words: there meaning stands in for them, or every translation would come last.
    """
    meaning, words = _meanings(lists, fusion.own_language_bias), _words(lists)
    ranks, word_ranks = _ranks(lists.dense), _ranks(lists.lexical)
    cosines, scores = {**lists.cosine, **dict(lists.dense)}, dict(lists.lexical)
    share = fusion.share(lists.stems) if lists.lexical else 0.0
    found = []
    for row in meaning.keys() | words.keys():
        near, said = meaning.get(row, 0.0), words.get(row, 0.0)
        said = max(said, near) if fusion.spare_foreign and row in lists.foreign else said
        score = (1 - share) * near + share * said
        found.append(Found(row, score, ranks.get(row), cosines.get(row), word_ranks.get(row), scores.get(row)))
    return sorted(found, key=lambda f: (-f.score, f.row))


def _meanings(lists: Lists, bias: float) -> dict[int, float]:
    """Cosines spread so that the best found is 1 and the worst of the dense list 0, where rows that only words found are held too."""

    def fair(scored: Iterable[tuple[int, float]]) -> dict[int, float]:
        return {row: score + bias * (row in lists.foreign) for row, score in scored}

    values = fair(lists.dense).values()
    low, high = min(values, default=0.0), max(values, default=0.0)
    width = (high - low) or 1.0
    everything = {**fair(lists.cosine.items()), **fair(lists.dense)}
    return {row: max(0.0, (score - low) / width) for row, score in everything.items()}


def _words(lists: Lists) -> dict[int, float]:
    best = max((score for _, score in lists.lexical), default=0.0) or 1.0
    return {row: score / best for row, score in lists.lexical}


def _ranks(scored: Sequence[tuple[int, float]]) -> dict[int, int]:
    return {row: rank for rank, (row, _) in enumerate(scored, 1)}
