"""Reads numbers written with digits: which mark groups thousands and which one starts the decimals is decided from the
number itself, then from the other numbers of the text, then from the language's habit; never from a guessed locale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from factcheck.language.tokens import Tokens

_GROUPED_BY_SPACE = re.compile(r"(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3})")
_POINT_FOR_DECIMALS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_COMMA_FOR_DECIMALS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_SHORT = re.compile(r"[0-9]+([.,])(?:[0-9]{1,2}|[0-9]{4,})|0([.,])[0-9]+")
_ZEROS = re.compile(r"[1-9][0-9]{0,2}([.,])000")
_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:[.,'’·][0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")
_SURE = 3


class Follows(Enum):
    """What stands around a number, where that speaks for decimals: a euro price, a percentage."""

    NOTHING = "nothing"
    PRICE = "price"
    SHARE = "share"
    TIME = "time"


class Habit(Enum):
    """Which mark starts the decimals where nothing else tells."""

    COMMA = "comma"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text writes numbers: above zero it was seen to start decimals with a point, below zero with a comma."""

    habit: Habit
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Digits:
    """A number written with digits: its value and how many decimals were written."""

    value: float
    decimals: int


def style_of(tokens: Tokens, habit: Habit) -> Style:
    """What the unambiguous numbers of a text say about the ambiguous ones."""
    return Style(habit, sum(_vote(token.text) for token in tokens if token.is_number))


def _vote(number: str) -> int:
    if _POINT_FOR_DECIMALS.fullmatch(number):
        return _SURE
    if _COMMA_FOR_DECIMALS.fullmatch(number):
        return -_SURE
    if match := _SHORT.fullmatch(number):
        return 1 if "." in match.groups() else -1
    if match := _ZEROS.fullmatch(number):
        return 1 if match.group(1) == "," else -1
    return 0


def read_digits(number: str, style: Style, follows: Follows = Follows.NOTHING) -> Digits | None:
    """The value of a digit token, None where it is no number (`1.2.3`, `007`).

    A percentage or a price in euros makes thousands unlikely, so that a single ambiguous mark is read as decimal.
    """
    plain = _GROUPED_BY_SPACE.sub("", number)
    marks = [c for c in plain if not c.isdigit()]
    if not marks:
        padded = len(plain) > 1 and plain[0] == "0" and not (len(plain) == 2 and follows is Follows.TIME)
        return None if len(plain) > 15 or padded else Digits(float(plain), 0)
    last = plain.rfind(marks[-1])
    head, tail = plain[:last], plain[last + 1 :]
    if len(set(marks)) == 1 and (len(marks) > 1 or (len(tail) == 3 and _groups(head, marks[0], tail, style, follows))):
        return _whole(plain)
    if marks[-1] in "'’" and (style.habit is Habit.POINT or len(tail) > 2):
        return _whole(plain)  # 6'2 is a height
    if len(set(marks)) > 1 and marks.count(marks[-1]) > 1:
        return _whole(plain) if set(marks) == {"'", ","} else None
    return _with_decimals(head, tail)


def _groups(head: str, mark: str, tail: str, style: Style, follows: Follows) -> bool:
    """Whether a single mark in front of exactly three digits groups thousands."""
    if len(head) > 3 or head[0] == "0":
        return False
    if mark in "'’·":
        return mark != "·"
    if tail == "000":
        return True
    if mark == ".":
        return _point_groups(style, follows is Follows.SHARE and tail[-1] != "0")
    if style.habit is Habit.POINT:
        return style.evidence > -_SURE
    return style.evidence >= 0 and (follows not in (Follows.PRICE, Follows.SHARE) or tail[-1] == "0")


def _point_groups(style: Style, small: bool) -> bool:
    if style.habit is Habit.POINT:
        return style.evidence <= -_SURE
    return style.evidence < _SURE and not small


def _whole(number: str) -> Digits | None:
    if not _GROUPS.fullmatch(number):
        return None
    return Digits(float(re.sub(r"[^0-9]", "", number)), 0)


def _with_decimals(head: str, tail: str) -> Digits | None:
    whole = _whole(head) if not head.isdigit() else Digits(float(head), 0)
    if whole is None or (len(head) > 1 and head[0] == "0") or len(head) > 15 or len(tail) > 15:
        return None
    return Digits(float(f"{int(whole.value)}.{tail}"), len(tail))
