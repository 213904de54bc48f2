"""One text read as evidence for one claim, without a search around it: what the verifier is measured as.

The steps are those that the sentences of a passage go through in `judgement`: equal values stand in the claim's wording before the
network reads, a differing value counts where it is the only difference, and a number that is missing is not one that is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from factcheck.domain import Agreement, Stance
from factcheck.verification.alignment import Alignment, align, readings
from factcheck.verification.calibration import Calibration
from factcheck.verification.judgement import CONFIRMED, CONFIRMED_ACROSS
from factcheck.verification.quantities import may_be_derived
from factcheck.verification.reading import read
from factcheck.verification.stance import StanceModel, is_long

Numbers = Literal["untold", "agree", "missing", "differ"]
"""How the claim's numbers stand to the evidence's: it states none, they agree, none of them is there, one is the only difference."""


@dataclass(frozen=True)
class TextPair:
    """Evidence and claim, each with its language."""

    evidence: str
    claim: str
    evidence_lang: str
    claim_lang: str


@dataclass(frozen=True)
class PairStance:
    """Calibrated probabilities, and what the numbers had to do with them."""

    stance: Stance
    numbers: Numbers
    windowed: bool = False


class PairReader:
    """The entailment model with numbers and dates aligned beside it."""

    def __init__(self, model: StanceModel, calibration: Calibration) -> None:
        self._model = model
        self._calibration = calibration

    def read(self, pairs: Sequence[TextPair]) -> list[PairStance]:
        """One stance per pair, from one batch."""
        drafted = [_draft(pair) for pair in pairs]
        asked = [(text, pair.claim) for pair, (_, texts) in zip(pairs, drafted, strict=True) for text in texts]
        langs = [pair.claim_lang for pair, (_, texts) in zip(pairs, drafted, strict=True) for _ in texts]
        stances = iter(self._model.stances(asked, langs))
        return [
            self._weighed(pair, alignment, [next(stances) for _ in texts])
            for pair, (alignment, texts) in zip(pairs, drafted, strict=True)
        ]

    def _weighed(self, pair: TextPair, alignment: Alignment, stances: Sequence[Stance]) -> PairStance:
        base, replaced, windowed = stances[0], stances[1:], is_long(pair.evidence)
        tried = zip(alignment.differing, replaced, strict=True)
        support = max((s.supports for (_, c), s in tried if c.agreement is Agreement.DIFFERENT), default=0.0)
        if support >= (CONFIRMED if pair.claim_lang == pair.evidence_lang else CONFIRMED_ACROSS):
            rest = (1 - support) / 2
            return PairStance(Stance(supports=rest, neutral=rest, refutes=support), "differ", windowed)
        if _says_no_number(pair, alignment):
            return PairStance(self._calibration.without_number(base), "missing", windowed)
        agree = any(comparison.kind == "quantity" for _, comparison in alignment.same)
        return PairStance(base, "agree" if agree else "untold", windowed)


class NetworkAlone:
    """The entailment model with nothing beside it, to show what aligned numbers are worth."""

    def __init__(self, model: StanceModel) -> None:
        self._model = model

    def read(self, pairs: Sequence[TextPair]) -> list[PairStance]:
        """One stance per pair, from one batch."""
        texts, langs = [(pair.evidence, pair.claim) for pair in pairs], [pair.claim_lang for pair in pairs]
        return [PairStance(stance, "untold") for stance in self._model.stances(texts, langs)]


def _says_no_number(pair: TextPair, alignment: Alignment) -> bool:
    claimed = read(pair.claim, pair.claim_lang, None).quantities
    return alignment.unmatched and not alignment.differing and not all(may_be_derived(q) for q in claimed)


def _draft(pair: TextPair) -> tuple[Alignment, list[str]]:
    """How the values stand, and the texts to read."""
    alignment = align(read(pair.claim, pair.claim_lang, None), read(pair.evidence, pair.evidence_lang, None))
    return alignment, readings(pair.evidence, alignment)
