"""A text as evidence for a claim: what numbers have to do with it, with a reader in place of the network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.verification.calibration import Calibration, Scaling
from factcheck.verification.pairs import NetworkAlone, PairReader, TextPair
from factcheck.verification.stance import StanceModel

CALIBRATION = Calibration(
    stances={"default": Scaling(), "number_missing": Scaling(temperature=2.0, bias=(-1.0, 2.0, -1.0))}
)


class LiteralReader:
    """Supports where every word of the claim stands in the evidence, contradicts elsewhere."""

    name = "literal"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        rows = [self._one(evidence.lower(), claim.lower().rstrip(".").split()) for evidence, claim in pairs]
        return np.array(rows, dtype=np.float32)

    def _one(self, evidence: str, words: list[str]) -> list[float]:
        return [3.0, 0.0, 0.0] if all(word in evidence for word in words) else [0.0, 0.0, 3.0]


def _read(evidence: str, claim: str, lang: str = "en", evidence_lang: str | None = None) -> tuple[str, str]:
    reader = PairReader(StanceModel(LiteralReader(), CALIBRATION), CALIBRATION)
    (found,) = reader.read([TextPair(evidence, claim, evidence_lang or lang, lang)])
    return found.stance.label.value, found.numbers


@pytest.mark.parametrize(
    ("lang", "evidence", "claim", "label", "numbers"),
    [
        ("en", "The film has 163 reviews.", "The film has more than 160 reviews.", "supports", "agree"),
        ("en", "The film has 163 reviews.", "The film has less than 160 reviews.", "refutes", "differ"),
        ("en", "The film has reviews.", "The film has more than 160 reviews.", "neutral", "missing"),
        ("en", "The film has reviews.", "The film has songs.", "refutes", "untold"),
        ("en", "The film has reviews.", "The film has three reviews.", "refutes", "untold"),
        ("en", "He was born in 1950 and died in 2010.", "He lived 60 years.", "refutes", "untold"),
        ("es", "La película tiene 163 reseñas.", "La película tiene más de 160 reseñas.", "supports", "agree"),
        ("es", "La película tiene 163 reseñas.", "La película tiene menos de 160 reseñas.", "refutes", "differ"),
        ("es", "La película tiene reseñas.", "La película tiene más de 160 reseñas.", "neutral", "missing"),
        ("es", "Nació el 8 de junio de 2001.", "Nació antes de julio de 2001.", "supports", "untold"),
        ("es", "Nació en 2001.", "Nació el 8 de junio de 2001.", "refutes", "untold"),
    ],
)
def test_numbers_decide_where_nothing_else_differs(
    lang: str, evidence: str, claim: str, label: str, numbers: str
) -> None:
    assert _read(evidence, claim, lang) == (label, numbers)


def test_a_number_that_is_not_the_only_difference_leaves_the_reading_to_the_network() -> None:
    model = LiteralReader()
    reader = PairReader(StanceModel(model, CALIBRATION), CALIBRATION)
    (found,) = reader.read([TextPair("The book has 163 pages.", "The film has 260 pages.", "en", "en")])
    assert found.numbers == "untold"
    assert [evidence for evidence, _ in model.asked] == ["The book has 163 pages.", "The book has 260 pages."]


def test_the_network_alone_knows_nothing_of_bounds() -> None:
    pairs = [TextPair("The film has 163 reviews.", "The film has more than 160 reviews.", "en", "en")]
    (found,) = NetworkAlone(StanceModel(LiteralReader(), CALIBRATION)).read(pairs)
    assert (found.stance.label.value, found.numbers) == ("refutes", "untold")


def test_a_pair_is_read_alike_alone_and_among_others() -> None:
    pairs = [
        TextPair("The film has 163 reviews.", f"The film has {more} than {number} reviews.", "en", "en")
        for more in ("more", "less")
        for number in (100, 160, 200)
    ]
    reader = PairReader(StanceModel(LiteralReader(), CALIBRATION), CALIBRATION)
    assert reader.read(pairs) == [reader.read([pair])[0] for pair in pairs]
    assert reader.read([]) == []
