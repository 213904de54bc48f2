"""Stand-ins for the neural networks: deterministic, instant, and with the same names and shapes as the real ones."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_NEGATIONS = {"no", "not", "never", "nunca", "jamás", "sin", "without"}


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _bucket(word: str, dimension: int) -> tuple[int, float]:
    digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    value = int.from_bytes(digest, "little")
    return value % dimension, 1.0 if value >> 63 else -1.0


class FakeEncoder:
    """Hashed bag of words, L2-normalised: texts that share words are near, others are not. Queries and passages alike."""

    def __init__(self, dimension: int = 64, name: str = "fake-encoder@1/hash") -> None:
        self.name = name
        self.dimension = dimension
        self.calls: list[int] = []

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls.append(len(texts))
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _words(text) or ["∅"]:
                column, sign = _bucket(word, self.dimension)
                vectors[row, column] += sign
            if not vectors[row].any():  # words that cancel each other out
                vectors[row, 0] = 1.0
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


class FakeVerifier:
    """Entailment by shared words, contradiction where one side alone negates; or whatever `answer` says.

    `answer(evidence, claim)` gives three logits: entailment, neutral, contradiction.
    """

    def __init__(
        self, answer: Callable[[str, str], Sequence[float]] | None = None, name: str = "fake-verifier@1/words"
    ) -> None:
        self.name = name
        self._answer = answer or _by_words
        self.pairs: list[tuple[str, str]] = []

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.pairs.extend(pairs)
        rows = [self._answer(evidence, claim) for evidence, claim in pairs]
        return np.array(rows, dtype=np.float32).reshape(len(rows), 3)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(_words(text)) for text in texts]


def _by_words(evidence: str, claim: str) -> tuple[float, float, float]:
    said, claimed = set(_words(evidence)), set(_words(claim))
    if len(said & claimed) < 0.6 * len(claimed - _NEGATIONS):
        return (-2.0, 3.0, -2.0)
    differs = bool(said & _NEGATIONS) != bool(claimed & _NEGATIONS)
    return (-2.0, -1.0, 3.0) if differs else (3.0, -1.0, -2.0)
