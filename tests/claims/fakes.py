"""An encoder and a classifier that need no weights: the embedding is a hash of the text, the score follows the figures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck.claims.checkworthy import Scores
from factcheck.claims.features import Traits


class FakeEncoder:
    """Counts its calls, so that a test can see that an article is one batch."""

    def __init__(self) -> None:
        self.calls = 0

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls += 1
        seeds = [int(hashlib.sha256(t.encode()).hexdigest()[:8], 16) for t in texts]
        rows = np.stack([np.random.default_rng(seed).standard_normal(8) for seed in seeds])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


class FakeClassifier:
    """More figures, more worth."""

    floor = 0.1

    def scores(self, embeddings: NDArray[np.float32], found: Sequence[Traits]) -> Scores:
        assert len(embeddings) == len(found)
        worth = np.asarray([min(1.0, 0.2 + 0.3 * len(t.quantities)) for t in found], dtype=np.float32)
        return Scores(worth, np.full(len(found), 0.5, dtype=np.float32))
