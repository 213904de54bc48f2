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
    """Month or day without a year: -1 the latest that has begun by the anchor, -2 strictly before it, +1 the next after it."""
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
        return period.first > anchor
    return period.first <= anchor if direction == -1 else period.last < anchor
