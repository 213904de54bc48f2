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
from factcheck.language.negation import without_negations

ATTRIBUTES = frozenset({"capital", "head_of_state", "head_of_government"})
"""Attributes whose value is one proper name that a sentence states in a fixed place."""

SAME_RATIO = 0.75
"""Spelling likeness (difflib, accents folded) from which two names are one: Damasco/Damascus 0.80, Kabul/Kaboul 0.91."""
OTHER_RATIO = 0.6
"""Below this they are two; between the two it is not known. Bamako/Banjul 0.33, Pretoria/Praia 0.62."""

PART_RATIO = 0.5
"""A part of a name less like any part of the other is another name: Seyi/Bola 0.25, Kasim/Kassym 0.73."""

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
    """Where `text` states, or denies, the value of the attribute of the subject; None where no known form fits."""
    masked = _mask(_mask(text, attribute, _ATTRIBUTE), subject, _SUBJECT)
    affirmed, places = without_negations(masked, lang)
    for pattern in _patterns(lang):
        for match in pattern.finditer(affirmed):
            span = _name_part(affirmed, match)
            if span is not None:
                return _with_kind(text, Span(start=places[span.start], end=places[span.end - 1] + 1))
    return None


def _with_kind(text: str, name: Span) -> Span:
    """The name with what it is a name of: `ciudad de Bergen`."""
    kind = re.search(rf"\b(?:{'|'.join(_generic())}) (?:de|of) $", fold(text[: name.start]))
    return Span(start=kind.start(), end=name.end) if kind else name


def same_name(claimed: str, accepted: Iterable[str], lang: str) -> bool | None:
    """True where `claimed` is one of the accepted names, False where it is clearly another, None where it is too like to say."""
    answers = [_same(claimed, name, lang) for name in accepted if _words(name)]
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _same(claimed: str, name: str, lang: str) -> bool | None:
    if _city(claimed, lang) and _city(claimed, lang) == _city(name, "en"):
        return True
    ours, theirs = _words(claimed), _words(name)
    if not ours or not theirs:
        return None
    if _numbered_otherwise(ours, theirs):
        return False
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    alike = _alike(ours, theirs)
    return None if alike is False and _former(claimed) and _former(claimed) == _former(name) else alike


def _alike(ours: list[str], theirs: list[str]) -> bool | None:
    whole = _likeness(" ".join(ours), " ".join(theirs))
    surname = _likeness(ours[-1], theirs[-1]) if len(theirs) > 1 else 0.0
    if max(whole, surname) < SAME_RATIO:
        return None if max(whole, surname) > OTHER_RATIO else False
    # Of one family, or of one town's kind of name: with a part that fits nothing there (Kim Jong Il, Kim Jong Un), it is not known.
    return None if any(max(_likeness(word, other) for other in theirs) < PART_RATIO for word in ours) else True


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


_ROMAN = re.compile(r"[ivx]+")


def _numbered_otherwise(ours: list[str], theirs: list[str]) -> bool:
    """`Felipe V` and `Felipe VI`."""
    numbers = [{word for word in words[1:] if _ROMAN.fullmatch(word)} for words in (ours, theirs)]
    return all(numbers) and numbers[0] != numbers[1]


def _words(name: str) -> list[str]:
    """The words that tell a name from others: not articles, nor `city` and the like."""
    words = [word for word in re.findall(r"\w+", fold(name)) if word not in _SMALL_WORDS]
    return [word for word in words if word not in _generic()]


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
def _generic() -> frozenset[str]:
    return frozenset(_data()["aliases"]["generic"])


def _former(name: str) -> str | None:
    """What a place that has changed its name goes by in the table of former names."""
    return _former_names().get(fold(name))


@cache
def _former_names() -> dict[str, str]:
    return {fold(name): group[0] for group in _data()["aliases"]["former"] for name in group}


@cache
def _aliases() -> dict[str, str]:
    return {fold(name): group[0] for group in _data()["aliases"]["groups"] for name in group}
