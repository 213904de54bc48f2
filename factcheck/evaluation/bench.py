"""Our pipeline against the naive one in one run: same claims, same passages, same top-k. Gives ratios; seconds mean nothing elsewhere.

The naive pipeline is what one would write first: sentence-transformers in torch fp32, a FAISS flat index, `CrossEncoder` in torch
fp32, one claim at a time, and most of the stances decide. Beside it stand our own stages on the same torch models, one claim at
a time: what they decide differently was lost by running faster, and by nothing else.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Article, Checked, Claim, Evidence, Hit, Provenance, Report, StanceLabel, Verdict
from factcheck.pipeline import Options, Pipeline, Stages

_STANCES = (StanceLabel.SUPPORTS, StanceLabel.NEUTRAL, StanceLabel.REFUTES)
"""Columns of the verifier's logits."""
SHARD = 12
"""Articles that are checked together, as in an audit."""
FAILED = "failed"
UNDECIDED = ("not_enough_evidence", "not_checkable", FAILED)

Floats = NDArray[np.float32]


class Encodes(Protocol):
    """Claims to vectors; implemented by `models`."""

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Unit vectors (n, dimension)."""


class Scores(Protocol):
    """Scores pairs; implemented by `models`."""

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """(n, 3) for (evidence, claim): entailment, neutral, contradiction."""


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
    """The pipeline's stages with a clock at each door; takes the place of all three."""

    def __init__(self, stages: Stages, clock: Clock) -> None:
        self._stages = stages
        self._clock = clock

    def find(self, article: Article) -> tuple[Claim, ...]:
        """Stage 2."""
        with self._clock.stage("claims"):
            return self._stages.finder.find(article)

    def given(self, article: Article) -> tuple[Claim, ...]:
        """Stage 2 for given claims."""
        with self._clock.stage("claims"):
            return self._stages.finder.given(article)

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Stage 3."""
        with self._clock.stage("search"):
            return self._stages.searcher.search(claims, options)

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Stage 3, the other question."""
        with self._clock.stage("search"):
            return self._stages.searcher.earlier_checks(claims, options)

    def compare(
        self, claims: Sequence[Claim], hits: Sequence[tuple[Hit, ...]], options: Options
    ) -> list[tuple[Evidence, ...]]:
        """Stage 4, the models' part."""
        with self._clock.stage("compare"):
            return self._stages.judge.compare(claims, hits, options)

    def decide(self, claim: Claim, evidence: tuple[Evidence, ...], options: Options) -> Verdict:
        """Stage 4, the policy's part."""
        with self._clock.stage("decide"):
            return self._stages.judge.decide(claim, evidence, options)


@dataclass(frozen=True)
class Decided:
    """What one side says of a claim: its verdict, and its stance on each passage that it looked at."""

    verdict: str
    stances: dict[str, str]


@dataclass(frozen=True)
class Side:
    """What one side took and said, claim by claim."""

    seconds: dict[str, float]
    peak_mb: float
    decided: list[Decided]


@dataclass(frozen=True)
class Work:
    """What is checked: the articles, with equal options for all."""

    articles: Sequence[Article]
    options: Options


def ours(stages: Stages, provenance: Provenance, work: Work) -> tuple[Side, list[Claim]]:
    """The pipeline in shards, as an audit runs it, and the claims that it checked."""
    clock = Clock()
    timed = TimedStages(stages, clock)
    pipeline = Pipeline(Stages(timed, timed, timed), provenance)
    pipeline.check_many(work.articles[:1], [work.options])  # what is loaded once is not timed
    clock.seconds.clear()
    reports: list[Report] = []
    for start in range(0, len(work.articles), SHARD):
        some = work.articles[start : start + SHARD]
        reports += pipeline.check_many(some, [work.options] * len(some))
    checked = [one for report in reports for one in report.checked if one.claim.checkable]
    return Side(clock.seconds, peak_megabytes(), [_said(one) for one in checked]), [one.claim for one in checked]


def one_at_a_time(stages: Stages, claims: Sequence[Claim], options: Options) -> Side:
    """Our stages, claim after claim."""
    clock = Clock()
    timed = TimedStages(stages, clock)
    decided = []
    for claim in claims:
        evidence = timed.compare([claim], timed.search([claim], options), options)[0]
        decided.append(_said(Checked(claim=claim, verdict=timed.decide(claim, evidence, options))))
    return Side(clock.seconds, peak_megabytes(), decided)


def _said(checked: Checked) -> Decided:
    if checked.verdict is None:
        return Decided(FAILED, {})
    seen = (*checked.verdict.evidence, *checked.verdict.rejected)
    return Decided(str(checked.verdict.label), {one.passage.text: str(one.label) for one in seen})


class Naive:
    """Nearest passages by inner product, each read whole, and the most probable stance of each."""

    def __init__(self, encoder: Encodes, verifier: Scores, passages: tuple[Sequence[str], Floats]) -> None:
        import faiss

        self._texts, vectors = passages
        self._encoder, self._verifier = encoder, verifier
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def search(self, query: str, top_k: int) -> list[str]:
        """Texts of the nearest passages."""
        _, rows = self._index.search(self._encoder.encode_queries([query]), top_k)
        return [self._texts[row] for row in rows[0] if row >= 0]

    def stances(self, texts: Sequence[str], claim: str) -> list[StanceLabel]:
        """The most probable stance of each."""
        rows = self._verifier.logits([(text, claim) for text in texts])
        return [_STANCES[int(row.argmax())] for row in rows]

    def run(self, claims: Sequence[Claim], top_k: int) -> Side:
        """All claims, one at a time."""
        self.stances(self.search("x", 1), "x")  # what is loaded once is not timed
        clock, decided = Clock(), []
        for claim in claims:
            with clock.stage("search"):
                texts = self.search(claim.query, top_k)
            with clock.stage("compare"):
                stances = self.stances(texts, claim.query) if texts else []
            told = {text: str(stance) for text, stance in zip(texts, stances, strict=True)}
            decided.append(Decided(majority(stances), told))
        return Side(clock.seconds, peak_megabytes(), decided)


def majority(stances: Sequence[StanceLabel]) -> str:
    """`supported`, `refuted`, or `not_enough_evidence` where neither side has more."""
    balance = stances.count(StanceLabel.SUPPORTS) - stances.count(StanceLabel.REFUTES)
    return "supported" if balance > 0 else "refuted" if balance < 0 else "not_enough_evidence"


def agreement(mine: Sequence[Decided], theirs: Sequence[Decided]) -> dict[str, float | int | None]:
    """Share of equal verdicts where ours decides and where both decide; kappa of stances on passages that both looked at."""
    pairs = [(a.verdict, b.verdict) for a, b in zip(mine, theirs, strict=True)]
    decided = [pair for pair in pairs if pair[0] not in UNDECIDED]
    both = [pair for pair in decided if pair[1] not in UNDECIDED]
    seen = [(said, b.stances[text]) for a, b in zip(mine, theirs, strict=True) for text, said in a.stances.items()
            if text in b.stances]  # fmt: skip
    return {
        "decided": len(decided),
        "same_of_decided": _share(decided),
        "decided_by_both": len(both),
        "same_of_decided_by_both": _share(both),
        "stances": len(seen),
        "kappa_of_stances": _rounded(kappa([a for a, _ in seen], [b for _, b in seen])),
    }


def _share(pairs: Sequence[tuple[str, str]]) -> float | None:
    return round(sum(a == b for a, b in pairs) / len(pairs), 4) if pairs else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def kappa(mine: Sequence[str], theirs: Sequence[str]) -> float | None:
    """Cohen's kappa; 1.0 where both always say the same one thing, None where nothing was said."""
    labels = sorted({*mine, *theirs})
    n = len(mine)
    if not n:
        return None
    observed = sum(a == b for a, b in zip(mine, theirs, strict=True)) / n
    expected = sum(mine.count(label) * theirs.count(label) for label in labels) / n**2
    return 1.0 if expected == 1.0 else (observed - expected) / (1.0 - expected)


def compared(articles: int, sides: tuple[Side, Side, Side]) -> dict[str, Any]:
    """Figures of ours, the naive one and our stages in torch. Finding the claims is the same work for all, and counted for all."""
    mine, naive, plain = sides
    finding = {"claims": mine.seconds.get("claims", 0.0)}
    others = [Side(finding | one.seconds, one.peak_mb, one.decided) for one in (naive, plain)]
    after = sum(mine.seconds.values()) - finding["claims"]
    return {
        "articles": articles,
        "claims": len(mine.decided),
        "ours": figures(mine, articles),
        "naive": figures(others[0], articles),
        "our_stages_in_torch_one_at_a_time": figures(others[1], articles),
        "times_faster": _times(others[0].seconds, sum(mine.seconds.values())),
        "times_faster_once_claims_are_found": _times(naive.seconds, after),
        "agreement_with_naive": agreement(mine.decided, naive.decided),
        "agreement_with_our_stages_in_torch": agreement(mine.decided, plain.decided),
    }


def figures(side: Side, articles: int) -> dict[str, Any]:
    """Seconds an article, claims a second, share of time by stage, peak memory."""
    total = sum(side.seconds.values())
    return {
        "seconds": round(total, 2),
        "seconds_per_article": round(total / max(1, articles), 3),
        "claims_per_second": round(len(side.decided) / total, 3) if total else None,
        "share_by_stage": {name: round(value / total, 3) for name, value in side.seconds.items()} if total else {},
        "peak_mb": side.peak_mb,
    }


def _times(theirs: dict[str, float], mine: float) -> float | None:
    return round(sum(theirs.values()) / mine, 2) if mine else None


def peak_megabytes() -> float:
    """The most memory that this process has held so far."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
