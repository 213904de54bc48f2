"""Where a text has a finite verb, by word lists and endings for Spanish and English.

Knows forms, not grammar: a participle or a noun that looks like a verb can be taken for one. In other languages nothing is found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from factcheck.domain import Span

_BREAK = re.compile(r"[,;:.()«»“”\"—–]")
_FIGURE = re.compile(r"\d")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True)
class Word:
    """A word of a text, lower-cased, with its span; `breaks` where punctuation, `after_figure` where a figure stands before it."""

    text: str
    span: Span
    breaks: bool = False
    after_figure: bool = False


@lru_cache(maxsize=256)
def words(text: str) -> tuple[Word, ...]:
    """All words of `text` (letters only; figures are no words)."""
    found: list[Word] = []
    last = 0
    for match in WORD.finditer(text):
        gap = text[last : match.start()]
        breaks = not found or bool(_BREAK.search(gap))
        found.append(
            Word(
                match.group().lower().replace("’", "'"),
                Span(start=match.start(), end=match.end()),
                breaks,
                bool(_FIGURE.search(gap)),
            )
        )
        last = match.end()
    return tuple(found)


def _before(found: tuple[Word, ...], place: int) -> str:
    """The word before, or nothing where punctuation or a figure stands between."""
    return "" if found[place].breaks or found[place].after_figure else found[place - 1].text


def finite_verbs(text: str, lang: str) -> tuple[Span, ...]:
    """Spans of the finite verbs in `text`; empty for a language without tables."""
    return tuple(word.span for word in finite_words(text, lang))


@lru_cache(maxsize=256)
def finite_words(text: str, lang: str) -> tuple[Word, ...]:
    """The finite verbs in `text` with their lower-cased form."""
    finder = {"es": _spanish, "en": _english}.get(lang)
    return tuple(finder(words(text))) if finder else ()


def future_verbs(text: str, lang: str) -> tuple[Span, ...]:
    """Spans of the verbs in `text` that speak of the future: `subirá`, `va a subir`, `will rise`."""
    found = words(text)
    return tuple(w.span for i, w in enumerate(found) if _is_future(found, i, lang))


def past_verbs(text: str, lang: str) -> tuple[Span, ...]:
    """Spans of the finite verbs in `text` that speak of the past: `cayó`, `fue`, `fell`, `was`."""
    return tuple(w.span for w in finite_words(text, lang) if _is_past(w.text, lang))


def _is_past(word: str, lang: str) -> bool:
    if lang == "es":
        return bool(_PAST.search(word)) or word in _SPANISH_PAST
    return word in ("was", "were", "had", "did") or word in _english_forms()["past"] or word.endswith("ed")


_SPANISH_PAST = frozenset(
    (
        *("fue", "era", "eran", "había", "habían", "hubo", "tuvo", "estuvo", "hizo", "dio", "vio", "dijo", "puso"),
        *("vino", "quiso", "supo", "pudo", "produjo", "redujo", "obtuvo"),
    )
)


def _is_future(found: tuple[Word, ...], place: int, lang: str) -> bool:
    word = found[place].text
    after = found[place + 1].text if place + 1 < len(found) else ""
    if lang == "es":
        going = word in ("va", "van", "vamos") and after == "a"
        return going or (
            len(word) > 4 and bool(re.search(r"(?:ará|erá|irá|drá|brá|rrá)n?$", word)) and word not in _NOT_FUTURE
        )
    if lang == "en":
        return word in ("will", "won't", "shall", "'ll") or word.endswith("'ll") or (word == "going" and after == "to")
    return False


_NOT_FUTURE = frozenset(("ojalá", "alá", "detrás"))


@cache
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("factcheck.language").joinpath("data/verbs.json").read_text("utf-8"))
    return loaded


# ----------------------------------------------------------------------------- Spanish

_PAST = re.compile(r"(?:[^aeiou]ó|ió|yó|eó|uó|aron|ieron|yeron|jeron|aban?)$")
_SHORT = frozenset(["es", "ha", "he", "va", "da", "ve"])
_NOUNS_BEFORE = frozenset(
    [
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "unos",
        "unas",
        "su",
        "sus",
        "este",
        "esta",
        "ese",
        "esa",
        "aquel",
        "aquella",
        "de",
        "del",
        "al",
        "en",
        "con",
        "por",
        "para",
        "sin",
        "y",
        "cada",
    ]
)


@cache
def _spanish_forms() -> tuple[frozenset[str], frozenset[str]]:
    """All forms, and those of them that are nouns as often (`marca`, `factura`): these need a subject before them."""
    table = _tables()["es"]
    forms = set(table["irregular"].split())
    for infinitive in table["infinitives"].split():
        forms.update(_conjugate(infinitive, table["diphthongs"].get(infinitive, "")))
    return frozenset(forms - set(table["never"].split())), frozenset(table["nouns_as_often"].split())


def _conjugate(infinitive: str, strong: str) -> Iterator[str]:
    """Third persons (present, imperfect, preterite, future, conditional, past subjunctive) of a regular verb."""
    stem, theme = infinitive[:-2], infinitive[-2]
    strong = strong or stem
    if theme in "aá":
        yield from (strong + e for e in ("a", "an", "e", "en"))
        yield from (stem + e for e in ("aba", "aban", "ó", "aron", "amos", "ara", "aran"))
    else:
        yield from (strong + e for e in ("e", "en", "a", "an"))
        yield from (stem + e for e in ("ía", "ían", "ió", "ieron", "imos", "emos", "iera", "ieran", "yó", "yeron"))
    yield from (infinitive + e for e in ("á", "án", "ía", "ían"))


def _spanish(found: tuple[Word, ...]) -> Iterator[Word]:
    for place, word in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if _is_spanish_verb(word.text, _before(found, place), following) or _is_future(found, place, "es"):
            yield word


def _is_spanish_verb(text: str, before: str, following: Word | None) -> bool:
    forms, unsure = _spanish_forms()
    if len(text) < 3 and text not in _SHORT:
        return False
    if text in unsure:
        return text in forms and _stands_as_verb(before, following)
    if (
        before in ("se", "le", "les", "lo")
        and text[-1] in "aeoóné"
        and not text.endswith(("ar", "er", "ir", "do", "que"))
    ):
        return text in forms or before != "lo"
    if text in forms:
        return before not in _NOUNS_BEFORE or before == "y" or bool(_PAST.search(text)) or text in _NEVER_NOUNS
    return len(text) > 3 and bool(_PAST.search(text)) and before not in ("el", "la", "un", "una", "los", "las", "de")


_NEVER_NOUNS = ("es", "está", "hay", "fue", "era", "son", "ha", "han")
_AFTER_VERBS = frozenset(
    ["el", "la", "los", "las", "un", "una", "unos", "unas", "con", "a", "en", "que", "más", "menos", "parte", "entre"]
)


def _stands_as_verb(before: str, following: Word | None) -> bool:
    """`el país cuenta con`, `la firma factura 200`: a noun before it and an object after it make the word a verb."""
    if not before or before in _NOUNS_BEFORE or following is None or following.breaks:
        return False
    return following.after_figure or following.text in _AFTER_VERBS


# ----------------------------------------------------------------------------- English

_MODIFIERS = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "get", "got", "gets"]
)


@cache
def _english_forms() -> dict[str, frozenset[str]]:
    table = _tables()["en"]
    verbs = frozenset(table["verbs"].split())
    return {
        "sure": frozenset(table["auxiliaries"].split()),
        "past": frozenset(table["past"].split()),
        "plain": verbs,
        "third": frozenset(_third(verb) for verb in verbs),
        "not_before": frozenset(table["not_before"].split()),
    }


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _english(found: tuple[Word, ...]) -> Iterator[Word]:
    for place, word in enumerate(found):
        before = _before(found, place)
        if _is_english_verb(word, before, found, place):
            yield word


def _is_english_verb(word: Word, before: str, found: tuple[Word, ...], place: int) -> bool:
    forms, text = _english_forms(), word.text
    if text in forms["sure"]:
        return True
    if before in forms["not_before"] or before in _MODIFIERS or _after_auxiliary(found, place):
        return False
    if text in forms["past"]:
        return True
    if text in forms["third"]:
        return before not in ("and", "or")
    if text.endswith("ed") and len(text) > 4:
        after = found[place + 1].text if place + 1 < len(found) else ""
        return after != "by" and (not word.breaks or place == 0)
    return text in forms["plain"] and (
        before.endswith("s") or before in ("people", "they", "we", "you", "i", "who", "men", "women")
    )


def _after_auxiliary(found: tuple[Word, ...], place: int) -> bool:
    """`has not yet risen`: an adverb or two may stand between the auxiliary and its verb."""
    sure = _english_forms()["sure"]
    for back in range(place - 1, max(-1, place - 4), -1):
        if found[back + 1].breaks:
            return False
        if found[back].text in sure or found[back].text in _MODIFIERS:
            return True
        if found[back].text not in ("not", "also", "still", "already", "never", "yet", "since", "now") and not found[
            back
        ].text.endswith("ly"):
            return False
    return False
