"""What one date expression looks like while it is read, and the page it stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from factcheck.domain import Period
from factcheck.language.numerals import NumeralReader
from factcheck.language.periods import LAST_YEAR, calendar_period
from factcheck.language.tokens import Token, Tokens
from factcheck.language.wording.base import Wordings
from factcheck.language.wording.dates import DateWords

_CLAUSE = 14


@dataclass(frozen=True, slots=True)
class Calendar:
    """One text with all that is needed to read its dates."""

    text: str
    tokens: Tokens
    words: DateWords
    amounts: Wordings
    numerals: NumeralReader
    anchor: date | None
    day_first: bool

    def skip(self, i: int, keys: frozenset[str]) -> int:
        """The index behind one token out of `keys`, or `i`."""
        return i + 1 if self.tokens.key(i) in keys else i


@dataclass(frozen=True, slots=True)
class Moment:
    """A date expression in the tokens `[first, end)`. `month`, `day` are set where the year is not: they may inherit one."""

    first: int
    end: int
    period: Period | None
    relative: bool = False
    year: int | None = None
    month: int | None = None
    day: int | None = None


def small_int(token: Token) -> int | None:
    """The value of one or two digits."""
    return int(token.text) if token.is_number and len(token.text) <= 2 and token.text.isdigit() else None


def year_int(token: Token) -> int | None:
    """The value of four plain digits that can be a year of our era."""
    if not (token.is_number and len(token.text) == 4 and token.text.isdigit()):
        return None
    return int(token.text) if 1000 <= int(token.text) <= 2199 else None


def safely(make: Callable[[], Period]) -> Period | None:
    """The period, or None where the calendar has no such (30 February, year 10000)."""
    try:
        return make()
    except (ValueError, OverflowError):
        return None


def dated(moment_year: int | None, month: int, day: int | None) -> Period | None:
    """The month or day of a year; None where there is none such."""
    return safely(lambda: calendar_period(moment_year, month, day))


def nearest(anchor: date | None, month: int, day: int | None, direction: int) -> Period | None:
    """Month or day without a year: -1 the latest begun by the anchor, -2 strictly before it, 1 the next after it, 2 on it or after."""
    if anchor is None:
        return None
    order = range(anchor.year, anchor.year + 9) if direction > 0 else range(anchor.year, anchor.year - 9, -1)
    for year in order:
        period = dated(year, month, day) if 1 <= year <= LAST_YEAR else None
        if period and _suits(period, anchor, direction):
            return period
    return None


def _suits(period: Period, anchor: date, direction: int) -> bool:
    if direction > 0:
        return period.first > anchor if direction == 1 else period.last >= anchor
    return period.first <= anchor if direction == -1 else period.last < anchor


def points_ahead(page: Calendar, i: int) -> bool:
    """The clause in front of token `i` speaks of the future (`se celebrará el 23 de abril`); a date that opens a clause looks behind it."""
    before = _clause_before(page, i)
    if any(
        page.tokens.at(n).is_word and page.tokens.key(n) not in page.words.articles | page.words.of for n in before[:3]
    ):
        return any(_is_future(page, n) for n in before)
    return any(_is_future(page, n) for n in _clause_behind(page, i + 1))


def _clause_before(page: Calendar, i: int) -> list[int]:
    found: list[int] = []
    for n in range(i - 1, max(-1, i - 1 - _CLAUSE), -1):
        if page.tokens.key(n) in page.words.clause_ends | {"\n"}:
            break
        found.append(n)
    return found


def _clause_behind(page: Calendar, i: int) -> list[int]:
    found: list[int] = []
    for n in range(i, min(len(page.tokens), i + _CLAUSE)):
        if page.tokens.key(n) in page.words.clause_ends | {"\n"} and found:
            break
        found.append(n)
    return found


def _is_future(page: Calendar, i: int) -> bool:
    token = page.tokens.at(i)
    if page.words.future.starting(page.tokens, i):
        return True
    return (
        bool(page.words.future_endings)
        and token.text.endswith(page.words.future_endings)
        and token.text.islower()
        and len(token.text) > 3
    )
