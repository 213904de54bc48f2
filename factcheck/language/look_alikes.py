"""Marks the numbers of a text that measure nothing: clock times, scores, telephone numbers, versions, names with a number,
addresses on the web, list numbers. Dates are found elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.tokens import Kind, Token, Tokens
from factcheck.language.wording.base import Wordings
from factcheck.language.wording.shared import MONEY_CODES

_WEB = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}|[@#]\w+", re.IGNORECASE)
_HYPHENS = frozenset("-‑‐")
_DASHES = frozenset("-‑‐–—−")
_MONEY_WORDS = frozenset({"rs", "us", "bs", "rmb"})
_CAPITAL_NAMES = frozenset("gsth")  # 5G, 10S, 4T, 3H


def look_alikes(text: str, tokens: Tokens, words: Wordings) -> frozenset[int]:
    """Indexes of the tokens that are digits or number words but no quantity."""
    found = set(_on_the_web(text, tokens))
    for i, token in enumerate(tokens):
        if token.is_number and i not in found:
            found.update(_around(tokens, i, words))
    return frozenset(found)


def _on_the_web(text: str, tokens: Tokens) -> Iterator[int]:
    spans = [(m.start(), m.end()) for m in _WEB.finditer(text)]
    at = 0
    for i, token in enumerate(tokens):
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        if at < len(spans) and spans[at][0] <= token.start:
            yield i


def _around(tokens: Tokens, i: int, words: Wordings) -> Iterator[int]:
    if (
        _is_clock(tokens, i, words)
        or _is_name_part(tokens, i, words)
        or _is_label(tokens, i, words)
        or _is_list_number(tokens, i)
    ):
        yield i
    yield from _clock(tokens, i)
    yield from _slashed(tokens, i, words)
    yield from _phone(tokens, i, words)


def _clock(tokens: Tokens, i: int) -> Iterator[int]:
    """`18:30`, `18:30:15`, `3:45 a.m.`."""
    if tokens.key(i + 1) == ":" and tokens.at(i + 1).glued and tokens.at(i + 2).is_number and tokens.at(i + 2).glued:
        yield from (i, i + 1, i + 2)
        if tokens.key(i + 3) == ":" and tokens.at(i + 4).is_number and tokens.at(i + 4).glued:
            yield i + 4


def _is_clock(tokens: Tokens, i: int, words: Wordings) -> bool:
    """`a las 18.30`, `las 20 horas`, `at 8 p.m.`, `8am`."""
    hour = re.fullmatch(r"([01]?[0-9]|2[0-4])(?:[.,:][0-5][0-9])?", tokens.at(i).text)
    if hour is None:
        return False
    after = words.clock_after.starting(tokens, i + 1) is not None
    if words.lang == "es":
        previous = tokens.key(i - 1) in words.clock_before
        if previous and tokens.key(i - 2) in ("a", "hasta", "desde", "sobre", "de", "hacia", "entre", "y", "antes"):
            return after or not _noun_like(tokens, i + 1)
        return (previous and after) or (
            after and tokens.key(i + 1) not in ("horas", "hora", "h", "hs", "y", "menos", "en")
        )
    return after


def _noun_like(tokens: Tokens, i: int) -> bool:
    token = tokens.at(i)
    return token.key == "%" or (token.is_word and len(token.key) > 3 and token.key[-1] == "s")


def _slashed(tokens: Tokens, i: int, words: Wordings) -> Iterator[int]:
    """`9/11`, `24/7`; a score such as `3-1`; a number torn apart such as `555-12-34`."""
    link = tokens.at(i + 1)
    if not (link.glued and tokens.at(i + 2).is_number and tokens.at(i + 2).glued):
        return
    if (link.key in "/:" and link.key) or (
        link.key in _DASHES and (_chained(tokens, i) or not _rising(tokens, i, words))
    ):
        yield from (i, i + 2)


def _chained(tokens: Tokens, i: int) -> bool:
    return (
        tokens.key(i + 3) in _DASHES
        and tokens.at(i + 3).glued
        and tokens.at(i + 4).is_number
        and tokens.at(i + 4).glued
    )


def _rising(tokens: Tokens, i: int, words: Wordings) -> bool:
    """A hyphen makes a range only where the second number is larger and something is measured: `3-5 %`, `10-15 people`."""
    first, second = (re.sub(r"[^0-9]", "", tokens.at(j).text) for j in (i, i + 2))
    if "." not in tokens.at(i).text and "," not in tokens.at(i).text and int(first) >= int(second):
        return False
    after = tokens.at(i + 3)
    if tokens.at(i - 1).key in ("$", "€", "£"):
        return True
    return after.key in ("%", "€", "-", "º", "°", "$") or (
        after.is_word and (after.glued or after.key[-1:] in "sx" or _measures(tokens, i + 3, words))
    )


def _measures(tokens: Tokens, i: int, words: Wordings) -> bool:
    key = tokens.key(i)
    return (
        key in words.numbers.scales
        or key in words.irregular
        or key == words.numbers.hundred
        or words.units.starting(tokens, i) is not None
    )


def _is_name_part(tokens: Tokens, i: int, words: Wordings) -> bool:
    """`COVID-19`, `G20`, `A320`, `5G`, `3D`: letters and digits in one piece."""
    return (tokens.at(i).glued and _glued_in_front(tokens, i)) or _glued_behind(tokens.at(i + 1), tokens, i, words)


def _glued_in_front(tokens: Tokens, i: int) -> bool:
    before = tokens.at(i - 1)
    if before.is_word:
        return before.text not in MONEY_CODES and before.key not in _MONEY_WORDS
    if before.key in _HYPHENS and before.glued and tokens.at(i - 2).is_word:
        return tokens.at(i - 2).text not in MONEY_CODES
    return before.key in ("#", "_")


def _glued_behind(after: Token, tokens: Tokens, i: int, words: Wordings) -> bool:
    if not (after.glued and after.is_word):
        return False
    if words.lang == "en" and after.key == "s":
        return True  # `under 18s`
    if after.key in words.scale_suffixes or after.key in words.ordinal_suffixes or words.units.starting(tokens, i + 1):
        return after.text.isupper() and after.key in _CAPITAL_NAMES
    return after.text not in MONEY_CODES and after.key not in ("x", "s") and after.key not in words.numbers.scales


def _is_label(tokens: Tokens, i: int, words: Wordings) -> bool:
    """`artículo 155`, `Resolution 2231`, `Boeing 737`: a number that names."""
    before = tokens.at(i - 1)
    token = tokens.at(i)
    if token.glued and before.key not in (".", "º"):
        return False
    j = i - 2 if before.key in (".", "º") and before.glued else i - 1
    if tokens.key(j) in words.labels and tokens.at(j).is_word:
        return tokens.key(i + 1) not in ("%",) and words.numbers.scales.get(tokens.key(i + 1)) is None
    return _is_named(tokens, i, words)


def _is_named(tokens: Tokens, i: int, words: Wordings) -> bool:
    """A capitalised word inside a sentence, a plain number, and nothing after it that could be counted."""
    before, token, after = tokens.at(i - 1), tokens.at(i), tokens.at(i + 1)
    if not (before.is_word and before.capitalised and token.text.isdigit()) or before.text in MONEY_CODES:
        return False
    if tokens.at(i - 2).kind is Kind.MARK and tokens.key(i - 2) not in (",", "&", "(", '"', "“", "«", "-", "'", "‘"):
        return False
    if after.key in ("%", "€", "$", "º", "°", "-", "–") or after.is_number:
        return False
    if not after.is_word:
        return True
    if words.units.starting(tokens, i + 1) or after.key in words.numbers.scales or after.key in words.scale_suffixes:
        return False
    return after.key[-1] not in "sx" and after.key not in words.irregular


def _is_list_number(tokens: Tokens, i: int) -> bool:
    """`1. ` or `2) ` at the start of a line that goes on with a word."""
    starts = i == 0 or tokens.key(i - 1) in ("\n", "\r")
    mark = tokens.at(i + 1)
    return (
        starts
        and len(tokens.at(i).text) < 3
        and mark.key in (".", ")", "-")
        and mark.glued
        and not tokens.at(i + 2).glued
    )


def _phone(tokens: Tokens, i: int, words: Wordings) -> Iterator[int]:
    """Digit groups behind `+`, a telephone cue or in one chain of three and more."""
    plus = tokens.key(i - 1) == "+" and tokens.at(i).glued
    cue = any(tokens.key(i - n) in words.phone_cues for n in (1, 2, 3))
    run = list(_digit_run(tokens, i))
    digits = sum(len(re.sub(r"[^0-9]", "", tokens.at(j).text)) for j in run)
    if ((plus or cue) and digits >= 5) or (
        len(run) >= 4 and digits >= 9 and all(tokens.at(j).text.isdigit() for j in run)
    ):
        yield from run


def _digit_run(tokens: Tokens, i: int) -> Iterator[int]:
    for j in range(i, i + 12):
        token = tokens.at(j)
        if token.is_number:
            yield j
        elif token.key not in ("-", "(", ")", "–"):
            return
