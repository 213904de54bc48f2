"""The entailment model's view of (evidence, claim) pairs: long evidence in windows, one length-sorted batch, calibrated.

Knows nothing of sources, numbers or policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Span, Stance
from factcheck.language.content import stems
from factcheck.language.sentences import sentences
from factcheck.verification.calibration import Calibration

WINDOW_WORDS = 75
"""About 110 tokens, the length the verifier was trained on; longer evidence is read in windows of whole sentences."""


CHANCE = 1 / 3
"""Support above which a window of long evidence speaks for all of it."""


class EntailmentModel(Protocol):
    """Scores pairs; implemented by `models`."""

    @property
    def name(self) -> str:
        """Identity with revision and engine."""

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """(n, 3) for (evidence, claim) pairs: entailment, neutral, contradiction."""


class StanceModel:
    """Calibrated stances for pairs of texts."""

    def __init__(self, entailment: EntailmentModel, calibration: Calibration) -> None:
        self._entailment = entailment
        self._calibration = calibration

    def stances(self, pairs: Sequence[tuple[str, str]], langs: Sequence[str]) -> list[Stance]:
        """One stance per (evidence, claim) pair; `langs` are the claims' languages.

        Long evidence is read in windows, and once more in those of its sentences that are nearest to the claim.
        """
        texts = [_texts(evidence, claim, lang) for (evidence, claim), lang in zip(pairs, langs, strict=True)]
        asked = [(text, claim) for (_, claim), many in zip(pairs, texts, strict=True) for text in many]
        rows = iter(self._entailment.logits(asked) if asked else ())
        return [
            self._spoken([self._calibration.stance(next(rows), lang) for _ in many])
            for many, lang in zip(texts, langs, strict=True)
        ]

    def _spoken(self, stances: Sequence[Stance]) -> Stance:
        """The window that supports most speaks for long evidence; where none supports more than chance, the least neutral."""
        if len(stances) == 1:
            return stances[0]
        most = max(stances, key=lambda stance: stance.supports)
        best = most if most.supports > CHANCE else min(stances, key=lambda stance: stance.neutral)
        return self._calibration.windowed(best)


def is_long(evidence: str) -> bool:
    """True where evidence is read in windows."""
    return len(evidence.split()) > WINDOW_WORDS


def _texts(evidence: str, claim: str, lang: str) -> list[str]:
    found = windows(evidence, lang)
    return [*found, *nearest(evidence, claim, lang)] if len(found) > 1 else found


def nearest(evidence: str, claim: str, lang: str) -> list[str]:
    """The sentences of long evidence that share most words with the claim, in their order, as one window; none where none shares any.

    What supports a claim often stands in sentences far apart.
    """
    ours = stems(claim, lang)
    pieces = [piece for span in sentences(evidence, lang) for piece in _pieces(span, evidence)]
    shared = [len(ours & stems(piece, lang)) for piece in pieces]
    chosen: list[int] = []
    for index in sorted(range(len(pieces)), key=lambda index: -shared[index]):
        if shared[index] and _words([pieces[i] for i in (*chosen, index)]) <= WINDOW_WORDS:
            chosen.append(index)
    return [" ".join(pieces[index] for index in sorted(chosen))] if chosen else []


def windows(evidence: str, lang: str) -> list[str]:
    """Runs of whole sentences of at most `WINDOW_WORDS` words, each starting with the last sentence of the one before."""
    if not is_long(evidence):
        return [evidence]
    pieces = [piece for span in sentences(evidence, lang) for piece in _pieces(span, evidence)]
    found: list[list[str]] = [[]]
    for piece in pieces:
        if found[-1] and _words(found[-1]) + len(piece.split()) > WINDOW_WORDS:
            tail = found[-1][-1]
            found.append([tail] if len(tail.split()) + len(piece.split()) <= WINDOW_WORDS else [])
        found[-1].append(piece)
    return [" ".join(window) for window in found if window]


def _pieces(span: Span, text: str) -> list[str]:
    words = span.of(text).split()
    return [" ".join(words[i : i + WINDOW_WORDS]) for i in range(0, len(words), WINDOW_WORDS)]


def _words(window: list[str]) -> int:
    return sum(len(piece.split()) for piece in window)
