"""Where a sentence states the value of a named attribute ("the capital of S is V"), and whether two names are the same name.

The sentence forms stand in `data/slots.toml`, per language. Knows no facts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Any

from factcheck.domain import Span
from factcheck.language.attributes import fold

ATTRIBUTES = frozenset({"capital", "head_of_state", "head_of_government"})
"""Attributes whose value is one proper name that a sentence states in a fixed place."""

SAME_RATIO = 0.75
"""Spelling likeness (difflib, accents folded) from which two names are one: Damasco/Damascus 0.80, Kabul/Kaboul 0.91."""
OTHER_RATIO = 0.6
"""Below this they are two; between the two it is not known. Bamako/Banjul 0.33, Pretoria/Praia 0.62."""

_SUBJECT, _ATTRIBUTE = "\ue000", "\ue001"
_VALUE = r"(?P<value>[^\W\d_][\w'’.\-]*(?: (?:(?:de|del|la|las|los|el|da|do|dos|of|the|al|bin|ibn|van|von|y) )*[^\W\d_][\w'’.\-]*)*)"
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ][\w'’.\-]*"
_CAPITALISED = re.compile(
    rf"{_CAPITAL}(?: (?:(?:de|del|la|las|los|el|da|do|dos|of|the|al|bin|ibn|van|von|y) )*{_CAPITAL})*"
)
_SMALL_WORDS = frozenset(
    {
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "da",
        "do",
        "dos",
        "of",
        "the",
        "al",
        "y",
        "and",
        "bin",
        "ibn",
        "van",
        "von",
    }
)


def claimed_value(text: str, lang: str, subject: Span, attribute: Span) -> Span | None:
    """Where `text` states the value of the attribute of the subject; None where no known form fits."""
    masked = _mask(_mask(text, attribute, _ATTRIBUTE), subject, _SUBJECT)
    for pattern in _patterns(lang):
        for match in pattern.finditer(masked):
            span = _name_part(masked, match)
            if span is not None:
                return span
    return None


def same_name(claimed: str, accepted: Iterable[str], lang: str) -> bool | None:
    """True where `claimed` is one of the accepted names, False where it is clearly another, None where it is too like to say."""
    answers = [_same(claimed, name, lang) for name in accepted]
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _same(claimed: str, name: str, lang: str) -> bool | None:
    if _city(claimed, lang) and _city(claimed, lang) == _city(name, "en"):
        return True
    ours, theirs = _words(claimed), _words(name)
    if not ours or not theirs:
        return None
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    ratio = SequenceMatcher(None, " ".join(ours), " ".join(theirs)).ratio()
    surname = SequenceMatcher(None, ours[-1], theirs[-1]).ratio() if len(theirs) > 1 else 0.0
    best = max(ratio, surname)
    if best >= SAME_RATIO:
        return True
    return None if best > OTHER_RATIO else False


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(name)) if word not in _SMALL_WORDS]


def _mask(text: str, span: Span, with_character: str) -> str:
    return text[: span.start] + with_character * (span.end - span.start) + text[span.end :]


def _name_part(masked: str, match: re.Match[str]) -> Span | None:
    """The run of capitalised words in the value that stands next to the attribute, None where there is none."""
    start, end = match.span("value")
    runs = [run for run in _CAPITALISED.finditer(masked, start, end) if run.group()[0].isupper()]
    if not runs:
        return None
    leading = match.start("value") > match.start()
    run = runs[0] if leading else runs[-1]
    if (run.start() != start) if leading else (run.end() != end):
        return None
    return Span(start=run.start(), end=run.start() + len(run.group().rstrip(".,")))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("factcheck.language").joinpath("data/slots.toml").read_text(encoding="utf-8"))


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(form) for form in _data().get(lang, {}).get("patterns", ()))


def _compiled(form: str) -> re.Pattern[str]:
    parts = {"S": f"{_SUBJECT}+", "A": f"{_ATTRIBUTE}+", "V": _VALUE}
    return re.compile(re.sub(r"(?<![\w\\\[])[SAV](?![\w\]])", lambda m: parts[m.group()], form), re.IGNORECASE)


@cache
def _cities(lang: str) -> dict[str, str]:
    """Folded city name -> time zone, from CLDR: it knows `Londres` and `London` as one city."""
    from babel import Locale, UnknownLocaleError

    try:
        zones = Locale(lang).time_zones
    except (UnknownLocaleError, ValueError):
        return {}
    english = Locale("en").time_zones
    named = {fold(str(zone).rsplit("/", 1)[-1].replace("_", " ")): str(zone) for zone in english}
    for table in (english, zones):
        named |= {fold(info["city"]): str(zone) for zone, info in table.items() if "city" in info}
    return named


def _city(name: str, lang: str) -> str | None:
    return _aliases().get(fold(name)) or _cities(lang).get(fold(name))


@cache
def _aliases() -> dict[str, str]:
    return {fold(name): group[0] for group in _data()["aliases"]["groups"] for name in group}
