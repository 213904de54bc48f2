"""What became of a claim, as a word, a symbol and a count. A failure is an outcome of its own, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from factcheck.domain import Checked, Confidence, Report, Verdict
from factcheck.render import formats
from factcheck.render.phrases import phrase

OUTCOMES = ("supported", "refuted", "conflicting", "not_enough_evidence", "not_checkable", "failed")
"""In the order in which summaries name them."""

SYMBOLS: Mapping[str, str] = {
    "supported": "✓",
    "refuted": "✗",
    "conflicting": "≠",
    "not_enough_evidence": "?",
    "not_checkable": "–",
    "failed": "!",
}
"""Shape beside colour: no outcome is told by colour alone."""

STANCE_SYMBOLS: Mapping[str, str] = {"supports": "✓", "refutes": "✗", "neutral": "·"}

_WORDS = ((0.9, "very_high"), (0.75, "high"), (0.6, "medium"), (0.0, "low"))


def outcome(checked: Checked) -> str:
    """One of OUTCOMES."""
    return str(checked.verdict.label) if checked.verdict else "failed"


def name(checked: Checked, lang: str) -> str:
    """The outcome in a word or two."""
    return phrase(f"verdict_{outcome(checked)}", lang)


def counts(report: Report) -> dict[str, int]:
    """How many claims had each outcome; outcomes that do not occur are absent."""
    found = Counter(outcome(checked) for checked in report.checked)
    return {key: found[key] for key in OUTCOMES if found[key]}


def count_phrase(key: str, n: int, lang: str) -> str:
    """`3 refutadas`."""
    return phrase(f"count_{key}_one", lang) if n == 1 else phrase(f"count_{key}", lang, n=n)


def total_phrase(n: int, lang: str) -> str:
    """`12 afirmaciones`."""
    return count_phrase("claims", n, lang)


def confidence(verdict: Verdict, lang: str) -> str:
    """A percentage with the population it was measured on; words where it was not measured, or not in this language."""
    sure: Confidence = verdict.confidence
    if sure.population and verdict.measured:
        return phrase(
            "confidence_measured",
            lang,
            percent=formats.percent(sure.value, lang),
            population=formats.line(sure.population),
        )
    word = next(word for least, word in _WORDS if sure.value >= least)
    return phrase("confidence_words", lang, words=phrase(f"confidence_{word}", lang))
