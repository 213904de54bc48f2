"""Our pipeline against the naive one in one run: same claims, same passages, same top-k. Gives ratios; seconds mean nothing elsewhere.

The naive pipeline is what one would write first: sentence-transformers in torch fp32, a FAISS flat index, `CrossEncoder` in torch
fp32, one claim at a time, and the most probable stance decides.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Article, Claim, Evidence, Hit, Report, Verdict
from factcheck.pipeline import Options

_STANCES = ("supports", "neutral", "refutes")
"""Columns of the verifier's logits."""
_SHARD = 12


class Rival(Protocol):
    """The naive pipeline's parts."""

    def search(self, query: str, top_k: int) -> list[str]:
        """Texts of the nearest passages."""

    def stances(self, texts: Sequence[str], claim: str) -> list[str]:
        """The most probable stance of each."""


@dataclass
class Clock:
    """Seconds by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what passes inside."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began


class TimedStages:
    """The pipeline's stages with a clock at each door."""

    def __init__(self, stages: Any, clock: Clock) -> None:
        self._stages = stages
        self._clock = clock

    def find(self, article: Article) -> tuple[Claim, ...]:
        """Stage 2."""
        with self._clock.stage("claims"):
            return tuple(self._stages.finder.find(article))

    def given(self, article: Article) -> tuple[Claim, ...]:
        """Stage 2 for given claims."""
        return tuple(self._stages.finder.given(article))

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Stage 3."""
        with self._clock.stage("search"):
            return list(self._stages.searcher.search(claims, options))

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Stage 3, the other question."""
        with self._clock.stage("search"):
            return list(self._stages.searcher.earlier_checks(claims, options))

    def compare(
        self, claims: Sequence[Claim], hits: Sequence[tuple[Hit, ...]], options: Options
    ) -> list[tuple[Evidence, ...]]:
        """Stage 4, the models' part."""
        with self._clock.stage("compare"):
            return list(self._stages.judge.compare(claims, hits, options))

    def decide(self, claim: Claim, evidence: tuple[Evidence, ...], options: Options) -> Verdict:
        """Stage 4, the policy's part."""
        with self._clock.stage("decide"):
            verdict: Verdict = self._stages.judge.decide(claim, evidence, options)
            return verdict


class TorchRival:
    """sentence-transformers and CrossEncoder in torch fp32 over the passages of an index."""

    def __init__(self, encoder: Path, verifier: Path, passages: tuple[Sequence[str], NDArray[np.float32]]) -> None:
        import faiss
        from sentence_transformers import CrossEncoder, SentenceTransformer

        self._texts, vectors = passages
        self._encoder = SentenceTransformer(str(encoder), device="cpu")
        self._verifier = CrossEncoder(str(verifier), device="cpu")
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def search(self, query: str, top_k: int) -> list[str]:
        """Texts of the nearest passages."""
        vector = self._encoder.encode(["query: " + query], normalize_embeddings=True, convert_to_numpy=True)
        _, rows = self._index.search(np.asarray(vector, np.float32), top_k)
        return [self._texts[row] for row in rows[0] if row >= 0]

    def stances(self, texts: Sequence[str], claim: str) -> list[str]:
        """The most probable stance of each."""
        logits = self._verifier.predict([(text, claim) for text in texts])
        return [_STANCES[int(row.argmax())] for row in np.asarray(logits)]


def naive(rival: Rival, claims: Sequence[Claim], top_k: int, clock: Clock) -> list[str]:
    """A decision for each claim, one at a time: what most passages that say anything say."""
    decisions = []
    for claim in claims:
        with clock.stage("search"):
            texts = rival.search(claim.query, top_k)
        with clock.stage("compare"):
            stances = rival.stances(texts, claim.query) if texts else []
        decisions.append(majority(stances))
    return decisions


def majority(stances: Sequence[str]) -> str:
    """`supported`, `refuted`, or `not_enough_evidence` where neither side has more."""
    balance = stances.count("supports") - stances.count("refutes")
    return "supported" if balance > 0 else "refuted" if balance < 0 else "not_enough_evidence"


def ours(check_many: Callable[[Sequence[Article], Sequence[Options]], list[Report]], work: Work) -> list[Report]:
    """Reports in shards, as an audit makes them."""
    reports: list[Report] = []
    for start in range(0, len(work.articles), _SHARD):
        some = work.articles[start : start + _SHARD]
        reports += check_many(some, [work.options] * len(some))
    return reports


@dataclass(frozen=True)
class Work:
    """What is checked: the articles, with equal options for all."""

    articles: Sequence[Article]
    options: Options


def agreement(mine: Sequence[str], theirs: Sequence[str]) -> dict[str, float]:
    """Share of equal verdicts where both decide, and kappa over all."""
    both = [(a, b) for a, b in zip(mine, theirs, strict=True) if "not_" not in a and "not_" not in b]
    same = sum(a == b for a, b in both) / len(both) if both else float("nan")
    return {
        "decided_by_both": len(both),
        "same_where_both_decide": round(same, 4),
        "kappa": round(kappa(mine, theirs), 4),
    }


def kappa(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Cohen's kappa; 1.0 where both always say the same one thing."""
    labels = sorted({*mine, *theirs})
    n = len(mine)
    if not n:
        return float("nan")
    observed = sum(a == b for a, b in zip(mine, theirs, strict=True)) / n
    expected = sum(mine.count(label) * theirs.count(label) for label in labels) / n**2
    return 1.0 if expected == 1.0 else (observed - expected) / (1.0 - expected)


def figures(seconds: dict[str, float], articles: int, claims: int) -> dict[str, Any]:
    """Seconds an article, claims a second, share of time by stage."""
    total = sum(seconds.values())
    return {
        "seconds": round(total, 2),
        "seconds_per_article": round(total / max(1, articles), 3),
        "claims_per_second": round(claims / total, 3) if total else None,
        "share_by_stage": {name: round(value / total, 3) for name, value in seconds.items()} if total else {},
    }


def peak_megabytes() -> float:
    """The most memory that this process has held so far."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
