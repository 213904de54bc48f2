"""Calendar arithmetic on `Period`: days, weeks, months, quarters, halves, years, decades, centuries, their parts, and ISO 8601
texts as facts carry them. It reads no prose."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from factcheck.domain import Granularity, Period
from factcheck.errors import InvalidRecord

_WAY_OUT = "Write 2022, 2022-03, 2022-03-14, 2022-Q1, 2022-H1, or first/last such as 2019-01-01/2022-09-17."
_QUARTER = re.compile(r"([0-9]{4})-(Q[1-4]|H[12])")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SINGLE = {
    "day": Granularity.DAY,
    "week": Granularity.WEEK,
    "month": Granularity.MONTH,
    "quarter": Granularity.QUARTER,
    "half_year": Granularity.HALF,
    "year": Granularity.YEAR,
    "decade": Granularity.DECADE,
}
_MONTHS = {"month": 1, "quarter": 3, "four_months": 4, "half_year": 6, "year": 12, "decade": 120, "century": 1200}
FIRST_YEAR, LAST_YEAR = 1, 9998


def parse_period(iso: str) -> Period:
    """The period that an ISO 8601 text names; `InvalidRecord` where it names none."""
    first, slash, last = iso.strip().partition("/")
    if not slash:
        return _parse_one(iso.strip(), iso)
    start, end = _parse_one(first, iso), _parse_one(last, iso)
    if end.last < start.first:
        raise InvalidRecord(f"The period {iso!r} ends before it starts.", way_out=_WAY_OUT)
    return Period(first=start.first, last=end.last, granularity=Granularity.RANGE)


def _parse_one(text: str, whole: str) -> Period:
    try:
        if match := _QUARTER.fullmatch(text):
            year, part = int(match[1]), match[2]
            return nth(year_of(year), "quarter" if part[0] == "Q" else "half_year", int(part[1]))
        if match := _DATE.fullmatch(text):
            return calendar_period(*(int(part) if part else None for part in match.groups()))
    except ValueError:
        pass
    raise InvalidRecord(f"{whole!r} is no period.", way_out=_WAY_OUT)


def calendar_period(year: int | None, month: int | None = None, day: int | None = None) -> Period:
    """The year, month or day; ValueError where there is none such."""
    if year is None:
        raise ValueError("a calendar period needs a year")
    if month is None:
        return year_of(year)
    return unit_around(date(year, month, 1), "month") if day is None else day_of(date(year, month, day))


def day_of(day: date) -> Period:
    """One day."""
    return Period(first=day, last=day, granularity=Granularity.DAY)


def year_of(year: int) -> Period:
    """One calendar year."""
    return Period(first=date(year, 1, 1), last=date(year, 12, 31), granularity=Granularity.YEAR)


def years(first: int, last: int) -> Period:
    """A run of calendar years."""
    return Period(first=date(first, 1, 1), last=date(last, 12, 31), granularity=Granularity.RANGE)


def decade_of(year: int) -> Period:
    """1990 -> 1990-01-01..1999-12-31."""
    return Period(first=date(year, 1, 1), last=date(year + 9, 12, 31), granularity=Granularity.DECADE)


def century_of(number: int) -> Period:
    """20 -> 1901..2000."""
    return years(100 * (number - 1) + 1, 100 * number)


def span_of(first: date, last: date) -> Period:
    """Any interval of days."""
    return Period(first=first, last=last, granularity=Granularity.RANGE)


def unit_around(day: date, unit: str) -> Period:
    """The week (from Monday), month, quarter, half, year, decade or century that contains `day`."""
    if unit in ("day", "hour"):
        return day_of(day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(first=monday, last=monday + timedelta(days=6), granularity=Granularity.WEEK)
    if unit == "century":
        return century_of((day.year - 1) // 100 + 1)
    size = _MONTHS[unit]
    index = day.year * 12 + day.month - 1
    first = index - index % size
    return _months(first, size, _SINGLE.get(unit, Granularity.RANGE))


def _months(index: int, size: int, granularity: Granularity) -> Period:
    last = index + size - 1
    end = date(last // 12, last % 12 + 1, calendar.monthrange(last // 12, last % 12 + 1)[1])
    return Period(first=date(index // 12, index % 12 + 1, 1), last=end, granularity=granularity)


def moved(day: date, unit: str, count: float) -> date:
    """`count` units later (earlier below zero); days beyond a month's end become its last day. ValueError outside the calendar."""
    days = {"day": 1, "week": 7, "hour": 1 / 24, "minute": 0, "second": 0}.get(unit)
    try:
        if days is not None:
            return day + timedelta(days=int(count * days))
        index = day.year * 12 + day.month - 1 + round(count * _MONTHS[unit])
        year, month = divmod(index, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, calendar.IllegalMonthError) as error:
        raise ValueError(f"no such day: {count} {unit} from {day}") from error


def nth(period: Period, unit: str, number: int) -> Period:
    """The `number`-th week, half month, quarter, half or decade-part of `period`; ValueError beyond its end."""
    if unit == "week":
        first = period.first + timedelta(days=7 * (number - 1))
        found = Period(first=first, last=first + timedelta(days=6), granularity=Granularity.WEEK)
    elif unit == "fortnight":
        cut = period.first + timedelta(days=14)
        found = span_of(period.first, cut) if number == 1 else span_of(cut + timedelta(days=1), period.last)
    elif unit == "half":
        found = _half(period, number)
    else:
        index = period.first.year * 12 + period.first.month - 1 + _MONTHS[unit] * (number - 1)
        found = _months(index, _MONTHS[unit], _SINGLE.get(unit, Granularity.RANGE))
    if not period.first <= found.first <= period.last or number < 1:
        raise ValueError(f"{period} has no {unit} {number}")
    return found


def _half(period: Period, number: int) -> Period:
    if period.granularity is Granularity.YEAR:
        return nth(period, "half_year", number)
    if period.granularity is Granularity.MONTH:
        return nth(period, "fortnight", number)
    middle = period.first + (period.last - period.first) // 2
    return span_of(period.first, middle) if number == 1 else span_of(middle + timedelta(days=1), period.last)


def part_of(period: Period, part: str) -> Period:
    """Its early, mid or late third (months of a year: January-April, May-August, September-December)."""
    number = ("early", "mid", "late").index(part)
    if period.granularity is Granularity.YEAR:
        return _months(period.first.year * 12 + 4 * number, 4, Granularity.RANGE)
    if period.last.year - period.first.year >= 9:
        return _years_part(period, number)
    days = (period.last - period.first).days + 1
    starts = [period.first + timedelta(days=days * n // 3) for n in range(3)]
    last = period.last if number == 2 else starts[number + 1] - timedelta(days=1)
    return span_of(starts[number], max(last, starts[number]))


def _years_part(period: Period, number: int) -> Period:
    """Early, mid and late years of a decade or century: four, three and three tenths of it."""
    size = period.last.year - period.first.year + 1
    cuts = [0, size * 4 // 10, size * 7 // 10, size]
    return years(period.first.year + cuts[number], period.first.year + cuts[number + 1] - 1)
