"""The entailment model's view of (evidence, claim) pairs: long evidence in windows, one length-sorted batch, calibrated.

Knows nothing of sources, numbers or policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Span, Stance
from factcheck.language.sentences import sentences
from factcheck.verification.calibration import Calibration

WINDOW_WORDS = 75
"""About 110 tokens, the length the verifier was trained on; longer evidence is read in windows of whole sentences."""


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

        Of several windows the one that says most (least neutral) speaks for the evidence.
        """
        windowed = [
            (number, window, claim)
            for number, (evidence, claim) in enumerate(pairs)
            for window in windows(evidence, langs[number])
        ]
        if not windowed:
            return []
        logits = self._entailment.logits([(window, claim) for _, window, claim in windowed])
        best: dict[int, Stance] = {}
        for (number, _, _), row in zip(windowed, logits, strict=True):
            stance = self._calibration.stance(row, langs[number])
            if number not in best or stance.neutral < best[number].neutral:
                best[number] = stance
        return [best[number] for number in range(len(pairs))]


def windows(evidence: str, lang: str) -> list[str]:
    """Runs of whole sentences of at most `WINDOW_WORDS` words, each starting with the last sentence of the one before."""
    if len(evidence.split()) <= WINDOW_WORDS:
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
