"""Cues that a sentence asks, judges, demands, hopes, foresees or paints a scene instead of stating a fact.

Knows words and phrases per language; what a claim is in the end is decided by `claims.kinds`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from factcheck.domain import Span
from factcheck.language.verbs import future_verbs

CueCode = Literal[
    "question",
    "opinion",
    "deontic",
    "evaluative",
    "hedge",
    "expectation",
    "forecast",
    "future",
    "first_person",
    "scenery",
    "exclamation",
]
_LISTED: tuple[CueCode, ...] = (
    "opinion",
    "deontic",
    "evaluative",
    "hedge",
    "expectation",
    "forecast",
    "first_person",
    "scenery",
)


@dataclass(frozen=True)
class ModalCue:
    """A word or phrase and what it tells."""

    code: CueCode
    span: Span
    text: str


def cues(text: str, lang: str) -> tuple[ModalCue, ...]:
    """All cues of a sentence, by place. Punctuation cues hold in every language, words for es and en only."""
    found = [*_punctuation(text), *_listed(text, lang)]
    found += [ModalCue("future", span, span.of(text)) for span in future_verbs(text, lang)]
    return tuple(sorted(found, key=lambda cue: (cue.span.start, cue.code)))


def paints(text: str, lang: str) -> bool:
    """True where a sentence has a word of weather, light, smell, mood: a scene rather than a fact."""
    pattern = _patterns(lang).get("scenery")
    return bool(pattern and pattern.search(text))


_UNSETTLED = frozenset({"question", "hedge", "expectation", "forecast", "future"})


def supposes(text: str, lang: str) -> bool:
    """True where a sentence asks, foresees or supposes ("si fuera", "would be") instead of saying how things are."""
    pattern = _phrases(lang, "supposition")
    supposed = pattern.finditer(text) if pattern else ()
    if any(match.group() != "May" or match.start() == 0 for match in supposed):  # the month is no supposition
        return True
    return any(cue.code in _UNSETTLED and not _only_looks_so(cue, text) for cue in cues(text, lang))


def names_a_plan(text: str, lang: str) -> bool:
    """True where a sentence speaks of something planned ("el gasto previsto"), which a forecast may confirm."""
    pattern = _phrases(lang, "plan")
    return pattern is not None and pattern.search(text) is not None


def _only_looks_so(cue: ModalCue, text: str) -> bool:
    """`Lucía Ferrán` ends like a future, and "they could speak it" says what they were able to do."""
    named = cue.text[0].isupper() and bool(text[: cue.span.start].strip("\"'“”«»¿¡ "))
    return (cue.code == "future" and named) or cue.text.lower() == "could"


def is_question(text: str) -> bool:
    """True for a bare question, in any script; a sentence that quotes a question inside is none."""
    bare = text.strip().strip("\"'“”«»()[]—– ")
    return bare.endswith(("?", "？", "؟")) or (bare.startswith("¿") and "?" not in bare[:-1])


def _punctuation(text: str) -> list[ModalCue]:
    found = []
    if is_question(text):
        mark = max(text.rfind(m) for m in "?？؟¿")
        found.append(ModalCue("question", Span(start=mark, end=mark + 1), text[mark]))
    if text.rstrip("\"'“”«»)] ").endswith("!"):
        mark = text.rfind("!")
        found.append(ModalCue("exclamation", Span(start=mark, end=mark + 1), "!"))
    return found


def _listed(text: str, lang: str) -> list[ModalCue]:
    return [
        ModalCue(code, Span(start=match.start(), end=match.end()), match.group())
        for code, pattern in _patterns(lang).items()
        for match in pattern.finditer(text)
        if not (code == "evaluative" and match.start() and match.group()[0].isupper())  # `Great Skerra` is a name
    ]


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = json.loads(
        files("factcheck.language").joinpath("data/modality.json").read_text("utf-8")
    )
    return loaded


@cache
def _phrases(lang: str, key: str) -> re.Pattern[str] | None:
    phrases = _tables().get(lang, {}).get(key)
    return _alternatives(phrases) if phrases else None


@cache
def _patterns(lang: str) -> dict[CueCode, re.Pattern[str]]:
    table = _tables().get(lang, {})
    return {code: _alternatives(table[code]) for code in _LISTED if code in table}


def _alternatives(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in longest_first) + r")(?!\w)", re.IGNORECASE)
