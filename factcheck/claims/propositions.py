"""Cuts what a sentence states into its statements, each quoting the text exactly.

A cut needs a statement on both sides: a finite verb, or for an apposition a figure or a superlative. In doubt the text stays whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from factcheck.claims.offsets import trimmed
from factcheck.claims.reading import quantities_in
from factcheck.domain import Span
from factcheck.language.clauses import RELATIVES, Cut, cuts, is_superlative, joins, opens_subordinate
from factcheck.language.context import subject
from factcheck.language.verbs import finite_verbs, words

Borrows = Literal["nothing", "subject", "clause"]
_EDGES = " \t\u00a0,;:—–-"
_LEAST = 3
"""Words (or figures) of the shortest statement that is cut off."""


@dataclass(frozen=True)
class Proposition:
    """One statement: its span in the sentence, and what it borrows from the statement before (`head`) to be understood."""

    span: Span
    borrows: Borrows = "nothing"
    head: Span | None = None


def propositions(text: str, lang: str) -> tuple[Proposition, ...]:
    """The statements of `text` (a sentence, or what was said in it), in order; at least one. Spans are in `text`."""
    accepted = _accepted(text, lang)
    starts = [0, *(cut.right for cut in accepted)]
    ends = [*(cut.left for cut in accepted), len(text)]
    kinds: list[Cut | None] = [None, *accepted]
    parts = [trimmed(text, Span(start=s, end=e), _EDGES) for s, e in zip(starts, ends, strict=True)]
    return tuple(_proposition(text, lang, parts, i, kinds[i]) for i in range(len(parts)))


def has_figure(text: str, lang: str) -> bool:
    """True where `text` states an amount or has any digit."""
    return bool(re.search(r"\d", text)) or bool(quantities_in(text, lang))


# ----------------------------------------------------------------------------- choosing the cuts


def _accepted(text: str, lang: str) -> list[Cut]:
    if opens_subordinate(text, lang):
        return []
    chosen: list[Cut] = []
    possible = [cut for cut in cuts(text, lang) if not _inside_quote_or_brackets(text, cut.left)]
    for place, cut in enumerate(possible):
        start = chosen[-1].right if chosen else 0
        if cut.left < start + 2:
            continue
        left = text[_start_of_left(chosen) : cut.left]
        right = text[cut.right : _end_of_right(text, cut, possible[place + 1 :], lang)]
        if _both_state(left, right, cut, lang):
            chosen.append(cut)
    return chosen


def _start_of_left(chosen: list[Cut]) -> int:
    """Appositions lean on the statement before them: a further one still has its verb there."""
    for cut in reversed(chosen):
        if cut.kind != "apposition":
            return cut.right
    return 0


def _end_of_right(text: str, cut: Cut, later: list[Cut], lang: str) -> int:
    """Where the right part ends: at the next cut for an apposition, else at the next cut once it has its verb."""
    for following in later:
        if following.left <= cut.right:
            continue
        if cut.kind == "apposition" or finite_verbs(text[cut.right : following.left], lang):
            return following.left
    return len(text)


def _both_state(left: str, right: str, cut: Cut, lang: str) -> bool:
    if _size(left) < 2 or _size(right) < _LEAST or not finite_verbs(left, lang):
        return False
    verbs = finite_verbs(right, lang)
    if cut.kind == "apposition":
        return _is_apposition(right, bool(verbs) and not _in_relative(right, verbs[0], lang), lang)
    return bool(verbs) and _states(left, right, cut, lang)


def _states(left: str, right: str, cut: Cut, lang: str) -> bool:
    """Whether the right part, which has a verb, is a statement of the kind that the joint promises."""
    if cut.kind == "relative":
        return has_figure(right, lang) or _size(right) >= 5
    if cut.kind == "colon":
        return not has_figure(left, lang) and _has_own_subject(right, lang)
    if cut.kind == "semicolon":
        return True
    return _ends_with_its_verb(left, lang) and _starts_soon(right, finite_verbs(right, lang)[0], lang)


def _ends_with_its_verb(left: str, lang: str) -> bool:
    """`the kind of thing that Ann | and her deputy would do`: the clause that was opened last still waits for its verb."""
    openers = [word for word in words(left) if word.text in RELATIVES.get(lang, ())]
    return not openers or bool(finite_verbs(left[openers[-1].span.end :], lang))


def _is_apposition(right: str, has_verb: bool, lang: str) -> bool:
    if is_superlative(right, lang):
        return True
    return not has_verb and has_figure(right, lang) and _size(right) >= _LEAST


def _starts_soon(right: str, verb: Span, lang: str) -> bool:
    """The verb of a coordinated statement comes before any comma of its own, and not behind a relative (`and those who ...`)."""
    head = right[: verb.start]
    if len(words(head)) > 14 or re.search(r"[;:]|^[^,]*,\s*$", head):
        return False
    return not _in_relative(right, verb, lang) and not joins(head, lang)


def _in_relative(text: str, verb: Span, lang: str) -> bool:
    """True where the verb belongs to a relative clause: `un comercio que alcanzó`."""
    return any(word.text in RELATIVES.get(lang, ()) for word in words(text[: verb.start]))


def _has_own_subject(right: str, lang: str) -> bool:
    return subject(right, lang) is not None


def _size(part: str) -> int:
    return len(re.findall(r"\w+(?:[.,]\d+)*", part))


def _inside_quote_or_brackets(text: str, place: int) -> bool:
    before = text[:place]
    unclosed = any(before.count(o) > before.count(c) for o, c in ("()", "«»", "“”", "[]"))
    return unclosed or before.count('"') % 2 == 1


# ----------------------------------------------------------------------------- what a part borrows


def _proposition(text: str, lang: str, parts: list[Span], place: int, cut: Cut | None) -> Proposition:
    part = parts[place]
    if cut is None:
        return Proposition(part)
    head = _head(text, lang, parts[:place])
    if cut.kind in ("apposition", "relative"):
        return Proposition(part, "clause", parts[place - 1])
    if head is not None and not _has_own_subject(part.of(text), lang):
        return Proposition(part, "subject", head)
    return Proposition(part)


def _head(text: str, lang: str, before: list[Span]) -> Span | None:
    """The subject of the nearest part before that has one."""
    for part in reversed(before):
        found = subject(part.of(text), lang)
        if found is not None:
            return found.shifted(part.start)
    return None
