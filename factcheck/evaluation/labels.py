"""The one table that maps the data sets' words for a verdict to ours. An unknown word is an error, never a guess."""

from __future__ import annotations

from factcheck.domain import VerdictLabel
from factcheck.errors import InvalidRecord

_WORDS = {
    VerdictLabel.SUPPORTED: ("supported", "support", "supports", "true", "entailment"),
    VerdictLabel.REFUTED: ("refuted", "refute", "refutes", "contradict", "contradicts", "contradiction", "false"),
    VerdictLabel.CONFLICTING: ("conflicting", "disputed", "mixed"),
    VerdictLabel.NOT_ENOUGH_EVIDENCE: (
        "not_enough_evidence", "not_enough_info", "nei", "neutral", "partially_supported", "not_supported", "not_checkable",
    ),
}  # fmt: skip
VERDICTS = {word: verdict for verdict, words in _WORDS.items() for word in words}
"""Lower-case word to verdict. `partially_supported` is never supported: a part of the claim has no evidence."""
COUNTED = (
    VerdictLabel.SUPPORTED,
    VerdictLabel.REFUTED,
    VerdictLabel.CONFLICTING,
    VerdictLabel.NOT_ENOUGH_EVIDENCE,
)
"""The classes that macro-F1 runs over where they occur."""


def verdict_of(word: str) -> VerdictLabel:
    """Our verdict for a data set's word. Raises `InvalidRecord` for a word that the table does not have."""
    try:
        return VERDICTS[word.strip().lower().replace(" ", "_")]
    except KeyError as error:
        known = ", ".join(sorted(VERDICTS))
        raise InvalidRecord(f"unknown verdict label {word!r}.", way_out=f"Known labels: {known}.") from error


def counted(verdict: VerdictLabel) -> VerdictLabel:
    """`not_checkable` counts as not enough evidence: for a reader neither decides."""
    return VerdictLabel.NOT_ENOUGH_EVIDENCE if verdict is VerdictLabel.NOT_CHECKABLE else verdict
