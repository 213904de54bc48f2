"""Windows over long evidence, and the window that says most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import StanceLabel
from factcheck.verification.calibration import Calibration, Scaling
from factcheck.verification.stance import WINDOW_WORDS, StanceModel, nearest, windows


class Reader:
    """Supports where the claim's words all stand in the evidence it is shown, else neutral; remembers its pairs."""

    name = "reader"

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.seen += pairs
        rows = [
            [5.0, 0, 0] if set(claim.split()) <= set(evidence.split()) else [0, 5.0, 0] for evidence, claim in pairs
        ]
        return np.array(rows, dtype=np.float32)


def test_short_evidence_is_one_window() -> None:
    assert windows("Llovió mucho. Y nevó.", "es") == ["Llovió mucho. Y nevó."]


def test_long_evidence_is_read_in_windows_that_leave_nothing_out() -> None:
    text = " ".join(f"La frase número {n} dice poca cosa más." for n in range(60))
    found = windows(text, "es")
    assert len(found) > 2
    assert all(len(window.split()) <= WINDOW_WORDS for window in found)
    assert set(text.split()) == {word for window in found for word in window.split()}


def test_one_giant_sentence_is_still_bounded() -> None:
    assert all(len(window.split()) <= WINDOW_WORDS for window in windows("palabra " * 1000, "es"))


def test_the_window_that_says_most_speaks_for_the_evidence() -> None:
    reader = Reader()
    text = " ".join(f"La frase número {n} dice poca cosa más." for n in range(60)) + " El puente mide dos kilómetros."
    stances = StanceModel(reader, Calibration()).stances(
        [(text, "El puente mide"), ("Nada.", "El puente mide")], ["es", "es"]
    )
    assert [stance.label for stance in stances] == [StanceLabel.SUPPORTS, StanceLabel.NEUTRAL]


def test_nothing_to_read_asks_nothing() -> None:
    reader = Reader()
    assert StanceModel(reader, Calibration()).stances([], []) == []
    assert reader.seen == []


def test_sentences_far_apart_are_read_together() -> None:
    filling = " ".join(f"La frase número {n} dice poca cosa más." for n in range(30))
    text = f"El puente Alcorán es viejo. {filling} Mide dos kilómetros el puente."
    (found,) = nearest(text, "El puente Alcorán mide dos kilómetros", "es")
    assert found.startswith("El puente Alcorán es viejo.")
    assert "Mide dos kilómetros el puente." in found
    assert len(found.split()) <= WINDOW_WORDS
    assert nearest(text, "Xyz", "es") == []


def test_windows_have_a_scaling_of_their_own() -> None:
    known = Calibration(stances={"default": Scaling(), "windowed": Scaling(bias=(-9.0, 18.0, -9.0))})
    text = " ".join(f"La frase número {n} dice poca cosa más." for n in range(60)) + " El puente mide dos kilómetros."
    long, short = StanceModel(Reader(), known).stances(
        [(text, "El puente mide"), ("El puente mide dos kilómetros.", "El puente mide")], ["es", "es"]
    )
    assert (long.label, short.label) == (StanceLabel.NEUTRAL, StanceLabel.SUPPORTS)
