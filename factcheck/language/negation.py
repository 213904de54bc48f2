"""Where a text negates, and whether its main statement is affirmative. The words stand in `data/negation.toml`.

Knows cues and a rough division into clauses, not grammar: what a cue negates is read from its place alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from factcheck.domain import Span
from factcheck.language.clauses import RELATIVES
from factcheck.language.gazetteer import expand
from factcheck.language.sentences import sentences

_ANY = r"[\w'’-]+"
_NUMERO = r"\bno\.?\s?\d|\bn[.º°o]\s?\d|¿no\?|,\s*no\?"
_CONTRACTED = r"\b\w+n['’]t\b"
_HARD_STOP = re.compile(r"[;:!?…]\s|\s[—–]\s")
_NEVER = r"(?!)()"
_SUBJECT = 5
"""A head of fewer words before a comma is a subject whose verb comes after the inset clause."""


@dataclass(frozen=True)
class _Rules:
    cue: re.Pattern[str]
    flip: re.Pattern[str]
    aside: re.Pattern[str]
    harmless: re.Pattern[str]
    about: re.Pattern[str]
    turn: re.Pattern[str]
    opening: re.Pattern[str]
    relative: re.Pattern[str]
    concord: bool


def negations(text: str, lang: str) -> tuple[Span, ...]:
    """The negating words of a text, in order, without those that only look so ("no solo", "No. 5", "sin embargo")."""
    rules = _rules(lang)
    found: list[Span] = []
    for pattern in (rules.flip, rules.cue, rules.aside):
        for start, end in _hits(pattern, text, rules):
            span = Span(start=start, end=end)
            if not any(span.overlaps(other) for other in found):
                found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def without_negations(text: str, lang: str) -> tuple[str, tuple[int, ...]]:
    """The text as if it affirmed ("Bergen isn't the capital": "Bergen is the capital"), and where each of its characters stood."""
    rules = _rules(lang)
    gone = [_cut(text, start, end) for start, end in _hits(rules.cue, text, rules)]
    kept = [i for i in range(len(text)) if not any(start <= i < end for start, end in gone)]
    return "".join(text[i] for i in kept), tuple(kept)


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """What goes with a cue: of a contraction only its end, of a word the space before it."""
    contracted = re.search(r"n['’]t$", text[start:end])
    if contracted:
        return start + contracted.start(), end
    return len(text[:start].rstrip()), end


def polarity(text: str, lang: str) -> bool:
    """True where the main statement of a sentence (the first of several) is affirmative.

    Two negations that meet cancel each other out ("no es cierto que no ..."), except where a language doubles them.
    """
    rules = _rules(lang)
    first = sentences(text, lang)[:1]
    count = 0
    for part in _about(_main(first[0].of(text), rules) if first else "", rules):
        cues = [start for start, _ in _hits(rules.cue, part, rules) if not _of_noun(part, start, rules)]
        count += min(len(cues), 1) if rules.concord else len(cues)
        count += len(_hits(rules.flip, part, rules))
    return count % 2 == 0


def polarity_at(text: str, lang: str, place: int) -> bool:
    """True where the text affirms what stands at `place`, which may be in a relative clause: "Norway, which is no member, ...".

    A clause apart speaks for itself; one that belongs to its noun ("is not a country that ...") is also under the main negation.
    """
    clause = _relative_clause(text, lang, place)
    if clause is None:
        return polarity(text, lang)
    own = polarity(clause.of(text), lang)
    return own if text[: clause.start].rstrip().endswith(",") else own == polarity(text, lang)


def _relative_clause(text: str, lang: str, place: int) -> Span | None:
    """The relative clause around `place`, from its pronoun to the next comma or the end."""
    rules = _rules(lang)
    opened = [match.start(1) for match in _relatives(lang).finditer(text, 0, place)]
    opened += [text.rfind(" ", 0, match.end()) + 1 for match in rules.relative.finditer(text, 0, place)]
    start = max(opened, default=-1)
    if start < 0 or "," in text[start:place]:
        return None
    end = text.find(",", place)
    return Span(start=start, end=end if end >= 0 else len(text))


@cache
def _relatives(lang: str) -> re.Pattern[str]:
    words = "|".join(RELATIVES.get(lang, ()))
    return re.compile(rf",\s+((?:{words})\b)" if words else _NEVER, re.IGNORECASE)


# ----------------------------------------------------------------------------- the main statement


def _main(text: str, rules: _Rules) -> str:
    """The main clause: after an opening subordinate one, before the next clause that follows a comma."""
    text = _HARD_STOP.split(text, maxsplit=1)[0]
    if rules.opening.match(text) and "," in text:
        text = text.partition(",")[2].strip()
    for comma in re.finditer(r",\s*", text):
        if rules.turn.match(text, comma.end()):
            return _around(text, comma.start())
    return text


def _around(text: str, comma: int) -> str:
    # "Kazajistán, que no firmó el tratado, exporta petróleo": the clause between the commas is about the noun.
    head = text[:comma]
    closing = text.find(",", comma + 1)
    if closing > 0 and len(head.split()) < _SUBJECT:
        return head + " " + text[closing + 1 :]
    return head if len(head.split()) > 1 else text


def _about(text: str, rules: _Rules) -> list[str]:
    parts, last = [], 0
    for match in rules.about.finditer(text):
        parts.append(text[last : match.end()])
        last = match.end()
    return [*parts, text[last:]]


def _of_noun(text: str, cue: int, rules: _Rules) -> bool:
    return any(match.end() == len(text[:cue].rstrip()) for match in rules.relative.finditer(text[:cue].rstrip()))


# ----------------------------------------------------------------------------- tables


def _hits(pattern: re.Pattern[str], text: str, rules: _Rules) -> list[tuple[int, int]]:
    masked = [match.span() for match in rules.harmless.finditer(text)]
    hits = (match.span() for match in pattern.finditer(text))
    return [(s, e) for s, e in hits if not any(a < e and s < b for a, b in masked)]


@cache
def _rules(lang: str) -> _Rules:
    table = _tables().get(lang, {})
    patterns = {key: _pattern(table.get(key, ())) for key in ("flip", "aside", "about", "turn", "opening", "relative")}
    cue = _pattern(table.get("cue", ()), *([_CONTRACTED] if lang == "en" else []))
    harmless = _pattern(table.get("harmless", ()), _NUMERO)
    return _Rules(cue=cue, harmless=harmless, concord=table.get("concord", False), **patterns)


def _pattern(phrases: Iterable[str], *more: str) -> re.Pattern[str]:
    plain = sorted({text for phrase in phrases for text in expand(phrase)}, key=len, reverse=True)
    words = (r"\s+".join(_ANY if w == "*" else re.escape(w) for w in t.split()) + _edge(t) for t in plain)
    forms = [*more, *([rf"(?<![\w'’])(?:{'|'.join(words)})"] if plain else [])]
    return re.compile("|".join(forms) or _NEVER, re.IGNORECASE)


def _edge(phrase: str) -> str:
    return "" if phrase[-1] in "'’" else r"(?!\w)"


@cache
def _tables() -> dict[str, dict[str, Any]]:
    data = resources.files("factcheck.language").joinpath("data/negation.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)
