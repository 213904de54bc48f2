"""What became of a claim, as a word, a symbol and a count. A failure is an outcome of its own, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from factcheck.domain import Checked, Report, Sample, Verdict
from factcheck.render import formats, grammar
from factcheck.render.phrases import messages, phrase

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
    """A percentage with what it was measured on; words where it was not measured, or not in this language."""
    sure = verdict.confidence.value
    population = measured_on(verdict, lang)
    if population:
        return phrase("confidence_measured", lang, percent=formats.percent(sure, lang), population=population)
    words = phrase(f"confidence_{next(word for least, word in _WORDS if sure >= least)}", lang)
    return phrase("confidence_words" if verdict.measured else "confidence_other_language", lang, words=words)


def measured_on(verdict: Verdict, lang: str) -> str | None:
    """`378 veredictos como este, sobre afirmaciones sobre países`; None where the confidence was not measured."""
    samples = population(verdict)
    n = sum(sample.verdicts for sample in samples)
    if not samples:
        return None
    named = data_sets(samples, lang)
    return phrase("such_verdicts_one" if n == 1 else "such_verdicts", lang, n=formats.number(n, lang), data_sets=named)


def population(verdict: Verdict) -> tuple[Sample, ...]:
    """What the confidence was measured on; nothing where it was not, or not in the claim's language."""
    return (verdict.confidence.population or ()) if verdict.measured else ()


def counted(samples: Iterable[Sample], lang: str) -> str:
    """Data sets in words, each with its number of verdicts: `afirmaciones sobre países (2.218)`."""
    named = [f"{data_sets([one], lang)} ({formats.number(one.verdicts, lang)})" for one in samples]
    return grammar.joined(named, lang)


def data_sets(samples: Iterable[Sample], lang: str) -> str:
    """The data sets in words, each once: `afirmaciones sobre países y afirmaciones de salud`. Unknown ones go by their id."""
    known = messages(lang)["data_sets"]
    ids = dict.fromkeys(sample.data_set for sample in samples)
    return grammar.joined([known.get(name, formats.line(name)) for name in ids], lang)
