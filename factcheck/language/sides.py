"""Whether an event is put before or after a date ("antes de junio de 2019", "after 20 March"), as an interval of days."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from factcheck.domain import Granularity, Period, TimeExpression
from factcheck.language.attributes import fold

FIRST_DAY, LAST_DAY = date(1, 1, 2), date(9998, 12, 30)
"""Where an interval ends that is open on one side."""


def meant(text: str, lang: str, time: TimeExpression) -> Period | None:
    """The days that a date with the words before it allows: all days before it, all days after it, or the date's own.

    Knows Spanish and English; elsewhere, and where the date's own days are not known, it is the date's own period.
    """
    found = _side(text, lang, time)
    if found is None or time.period is None:
        return time.period
    if found.lastgroup == "before" and time.period.first > FIRST_DAY:
        return Period(first=FIRST_DAY, last=time.period.first - timedelta(days=1), granularity=Granularity.RANGE)
    if found.lastgroup == "after" and time.period.last < LAST_DAY:
        return Period(first=time.period.last + timedelta(days=1), last=LAST_DAY, granularity=Granularity.RANGE)
    return time.period


def worded(text: str, lang: str, time: TimeExpression) -> str:
    """The date with the words that put the event on one side of it: "antes de junio de 2019"."""
    found = _side(text, lang, time)
    return text[found.start() if found else time.span.start : time.span.end]


def _side(text: str, lang: str, time: TimeExpression) -> re.Match[str] | None:
    pattern = _pattern(lang, time.period is not None and time.period.granularity is Granularity.DAY)
    return pattern.search(fold(text[: time.span.start])) if pattern else None


def is_told_apart(between: str, lang: str) -> bool:
    """True where the words between a number and a later date tie the date to something else: "4.75%, after the cuts of April"."""
    pattern = _apart(lang)
    return pattern is not None and pattern.search(fold(between)) is not None


def is_open(period: Period) -> bool:
    """True for a period that has no end on one side."""
    return period.first == FIRST_DAY or period.last == LAST_DAY


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("factcheck.language").joinpath("data/sides.toml").read_text(encoding="utf-8"))


@cache
def _apart(lang: str) -> re.Pattern[str] | None:
    table = _tables().get(lang)
    return re.compile(rf"(?<!\w)(?:{'|'.join(table['apart'])})(?!\w)") if table else None


@cache
def _pattern(lang: str, is_day: bool) -> re.Pattern[str] | None:
    table = _tables().get(lang)
    if table is None:
        return None
    between = [*table["between"], *(table["before_days"] if is_day else ())]
    before, after, filler = (
        "|".join(sorted(listed, key=len, reverse=True)) for listed in (table["before"], table["after"], between)
    )
    return re.compile(rf"(?<!\w)(?:(?P<before>{before})|(?P<after>{after}))\s+(?:(?:{filler})\s+)*$")
