"""Neutral pairs made from others: a claim with evidence that belongs to another claim, any or one on the same subject.

Knows pairs, not networks. Two-class fact-check sets have no neutral class of their own, and a retriever returns such passages all day.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck.training.reading import Pair

NEAREST = 12
"""Neighbours looked at per claim."""
TOO_NEAR = 0.75
"""Evidence texts more alike than this may well hold the same fact, so they are no neutral."""


def other_evidence(pairs: Sequence[Pair], count: int, seed: int) -> list[Pair]:
    """`count` claims with the evidence of a random pair of another group."""
    chooser = random.Random(seed)
    made: list[Pair] = []
    while len(made) < count and len(pairs) > 1:
        claim, evidence = chooser.sample(pairs, 2)
        if claim.group != evidence.group:
            made.append(_neutral(claim, evidence))
    return made


def near_evidence(pairs: Sequence[Pair], count: int, seed: int) -> list[Pair]:
    """Up to `count` claims with the evidence most like them (TF-IDF) that belongs to another group."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    chosen = random.Random(seed).sample(list(pairs), min(count, len(pairs)))
    evidence = list({pair.premise: pair for pair in pairs}.values())
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2)
    texts = vectors.fit_transform([pair.premise for pair in evidence])
    made = []
    for start in range(0, len(chosen), 256):
        block = chosen[start : start + 256]
        scores = (vectors.transform([p.hypothesis for p in block]) @ texts.T).toarray()
        own = (vectors.transform([p.premise for p in block]) @ texts.T).toarray()
        for row, pair in enumerate(block):
            found = _nearest(pair, evidence, scores[row], own[row])
            if found is not None:
                made.append(_neutral(pair, found))
    return made


def _nearest(
    pair: Pair, evidence: Sequence[Pair], scores: NDArray[np.float64], own: NDArray[np.float64]
) -> Pair | None:
    for index in map(int, np.argsort(-scores)[:NEAREST]):
        other = evidence[index]
        if other.group != pair.group and scores[index] > 0.1 and own[index] < TOO_NEAR:
            return other
    return None


def _neutral(claim: Pair, evidence: Pair) -> Pair:
    return Pair(
        evidence.premise, claim.hypothesis, "neutral", evidence.premise_lang, claim.lang, claim.dataset, claim.group
    )
