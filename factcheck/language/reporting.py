"""Reporting verbs and source phrases (`señaló`, `according to`), with the manner in which they report.

Knows single words and phrases; who said what is worked out by `claims.attribution`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from factcheck.domain import Span
from factcheck.language.verbs import words


class Manner(StrEnum):
    """How something is reported: plainly, as a judgement or in a mood, in jest, as a forecast, or as denied."""

    NEUTRAL = "neutral"
    EVALUATIVE = "evaluative"
    JEST = "jest"
    FORECAST = "forecast"
    DENIAL = "denial"


@dataclass(frozen=True)
class ReportingCue:
    """A reporting verb (`source=False`) or a source phrase such as `según` (`source=True`)."""

    span: Span
    text: str
    manner: Manner
    source: bool = False


def reporting_verbs(text: str, lang: str) -> tuple[ReportingCue, ...]:
    """Finite reporting verbs in `text`, in order."""
    forms = _forms(lang)
    return tuple(ReportingCue(w.span, w.span.of(text), forms[w.text]) for w in words(text) if w.text in forms)


def source_phrases(text: str, lang: str) -> tuple[ReportingCue, ...]:
    """Phrases that name a source in `text`: `según`, `de acuerdo con`, `according to`."""
    table = _tables().get(lang)
    if table is None:
        return ()
    return tuple(_source_cue(match, table) for match in _sources(lang).finditer(text))


def complementizers(lang: str) -> tuple[str, ...]:
    """The words that join a reporting verb to what was said: `que`, `that`."""
    return tuple(_tables().get(lang, {}).get("complementizers", ()))


def _source_cue(match: re.Match[str], table: dict[str, Any]) -> ReportingCue:
    text = match.group()
    judged = text.lower() in table["evaluative_sources"]
    span = Span(start=match.start(), end=match.end())
    return ReportingCue(span, text, Manner.EVALUATIVE if judged else Manner.NEUTRAL, source=True)


@cache
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("factcheck.language").joinpath("data/reporting.json").read_text("utf-8"))
    return loaded


@cache
def _sources(lang: str) -> re.Pattern[str]:
    phrases = _tables()[lang]["sources"]
    return re.compile(r"\b(?:" + "|".join(re.escape(p) for p in phrases) + r")\b", re.IGNORECASE)


@cache
def _forms(lang: str) -> dict[str, Manner]:
    """Every finite form of the table's verbs; where two manners share a form the later of neutral < ... < denial wins."""
    table = _tables().get(lang, {})
    forms: dict[str, Manner] = {}
    for manner in Manner:
        for verb in table.get(manner.value, "").split():
            forms.update(dict.fromkeys(_conjugated(verb, lang), manner))
        forms.update(dict.fromkeys(table.get("irregular", {}).get(manner.value, "").split(), manner))
    return forms


def _conjugated(verb: str, lang: str) -> tuple[str, ...]:
    return _spanish(verb) if lang == "es" else _english(verb)


def _spanish(verb: str) -> tuple[str, ...]:
    verb = verb.removesuffix("se")
    stem, theme = verb[:-2], verb[-2:]
    endings = (
        ("a", "an", "ó", "aron", "aba", "aban", "ado", "ando")
        if theme == "ar"
        else ("e", "en", "ió", "ieron", "ía", "ían", "ido")
    )
    return tuple(stem + ending for ending in endings)


def _english(verb: str) -> tuple[str, ...]:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied"
    if verb.endswith("e"):
        return verb + "s", verb + "d"
    return verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s"), verb + "ed"
