"""Reads what the wording around a number says about the true value: `más de`, `casi`, `up to`, `or so`."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.domain import Bound
from factcheck.language.tokens import Tokens
from factcheck.language.wording.base import Wordings

_MARK_HEDGES = frozenset(">≥<≤~≈±")
_INDEFINITE = frozenset({"un", "una", "a", "an"})
_CLOSE = 4


_PHRASES = {
    "es": {
        Bound.MORE_THAN: "más de",
        Bound.AT_LEAST: "al menos",
        Bound.LESS_THAN: "menos de",
        Bound.AT_MOST: "como máximo",
        Bound.ABOUT: "unos",
        Bound.ALMOST: "casi",
    },
    "en": {
        Bound.MORE_THAN: "more than",
        Bound.AT_LEAST: "at least",
        Bound.LESS_THAN: "less than",
        Bound.AT_MOST: "at most",
        Bound.ABOUT: "about",
        Bound.ALMOST: "almost",
    },
}


def bounded(number: str, bound: Bound, lang: str) -> str:
    """The number with the usual words for its bound before it: "más de 90 millones". As it is where exact, or without words for it."""
    phrase = _PHRASES.get(lang, {}).get(bound)
    return f"{phrase} {number}" if phrase else number


@dataclass(frozen=True, slots=True)
class Hedge:
    """A bound and the first token of its wording."""

    first: int
    bound: Bound


def hedge_before(tokens: Tokens, i: int, words: Wordings) -> Hedge | None:
    """The hedge that ends right before token `i`, articles between them left aside."""
    found = _phrase(tokens, i, words)
    for back in (1, 2):
        if found is None and all(tokens.key(i - n) in words.between for n in range(1, back + 1)):
            found = _phrase(tokens, i - back, words)
    if found is None or _is_target(tokens, found, words) or _is_vote(tokens, found, i):
        return None
    return _negated(tokens, found, i, words)


def _phrase(tokens: Tokens, end: int, words: Wordings) -> Hedge | None:
    match = words.before.ending(tokens, end)
    return Hedge(match[0], match[1]) if match else None


def _is_target(tokens: Tokens, hedge: Hedge, words: Wordings) -> bool:
    """`subió hasta el 5 %` names where it went, not a ceiling."""
    if hedge.bound is not Bound.AT_MOST or tokens.key(hedge.first) not in ("hasta",):
        return False
    reach = 4 * _CLOSE if tokens.key(hedge.first - 1) == "," else _CLOSE
    return any(is_change(tokens.key(hedge.first - n), words) for n in range(1, reach + 1))


def _is_vote(tokens: Tokens, hedge: Hedge, i: int) -> bool:
    """`passed 51 to 49`."""
    return tokens.key(hedge.first) == "passed" and tokens.key(i + 1) == "to" and tokens.at(i + 2).is_number


def is_change(key: str, words: Wordings) -> bool:
    """A verb or noun of change such as `subió`, `fell`."""
    return (
        len(key) > 1
        and key not in words.not_nouns
        and any(key.startswith(stem) and len(key) - len(stem) <= 5 for stem in words.changes)
    )


def _negated(tokens: Tokens, hedge: Hedge, end: int, words: Wordings) -> Hedge:
    """`no supera los 100` is at most 100, unless the table has its own entry for the negated wording."""
    if tokens.key(hedge.first - 1) not in words.negators:
        return hedge
    match = words.negatable.starting(tokens, hedge.first)
    return Hedge(hedge.first - 1, match[1]) if match and match[0] <= end else hedge


def hedge_after(tokens: Tokens, ends: tuple[int, ...], words: Wordings) -> Bound | None:
    """The hedge that starts at one of the token positions `ends` (behind number, unit, counted noun)."""
    for end in ends:
        match = words.after.starting(tokens, end)
        if match is not None:
            return match[1]
    return None
