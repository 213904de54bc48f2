"""A second stage over a search: the verifier reads the first hits, and what is not neutral to a claim moves up. For measuring only.

The product has none, since it measures no better (docs/retrieval.md); this is how that is found out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.domain import Claim, Hit
from factcheck.evaluation.retrieval import Searches
from factcheck.evaluation.verification import Compares
from factcheck.pipeline import Options
from factcheck.verification.pairs import TextPair

READ = 15
"""Hits that are read for each claim."""


class Readings:
    """How much each passage bears on each claim, `1 - P(neutral)`; each pair is read once, whatever weight is tried."""

    def __init__(self, reader: Compares) -> None:
        self._reader = reader
        self._known: dict[tuple[str, str], float] = {}

    def of(self, claim: Claim, hits: Sequence[Hit]) -> list[float]:
        """One number in [0, 1] per hit."""
        pairs = [TextPair(hit.passage.text, claim.query, hit.passage.lang, claim.lang) for hit in hits]
        new = [pair for pair in pairs if (pair.evidence, pair.claim) not in self._known]
        for pair, read in zip(new, self._reader.read(new), strict=True):
            self._known[pair.evidence, pair.claim] = 1 - read.stance.neutral
        return [self._known[pair.evidence, pair.claim] for pair in pairs]


class SecondStage:
    """`retrieval.Searches` over another search: its first hits by their score plus `weight` times their bearing on the claim."""

    def __init__(self, first: Searches, readings: Readings, weight: float) -> None:
        self._first = first
        self._readings = readings
        self._weight = weight

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Hits per claim, best first, as many as were asked for."""
        deeper = replace(options, top_k=max(options.top_k, READ))
        found = self._first.search(claims, deeper)
        return [self._again(claim, hits)[: options.top_k] for claim, hits in zip(claims, found, strict=True)]

    def _again(self, claim: Claim, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        read, rest = hits[:READ], hits[READ:]
        bearing = self._readings.of(claim, read)
        scores = [hit.score + self._weight * share for hit, share in zip(read, bearing, strict=True)]
        order = sorted(range(len(read)), key=lambda place: -scores[place])
        return tuple(
            hit.model_copy(update={"rank": rank})
            for rank, hit in enumerate((*(read[place] for place in order), *rest), start=1)
        )
