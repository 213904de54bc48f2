"""Finds the dates, periods and relative time expressions of a text and reads them as intervals of days.

Relative expressions are counted from the anchor (the article's date); without one their period is None. It knows Spanish and
English (tables in `wording.dates`); in other languages it reads numeric dates and bare years. A day or month without a
year is the latest one, unless a word such as `próximo` or a future verb of its clause points ahead. Centuries and
parts (`a principios de`) are ranges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from factcheck.domain import Granularity, Period, Span, TimeExpression
from factcheck.language.calendar_dates import day_first_in, day_number, month_name, numeric_date, worded_date
from factcheck.language.moments import Calendar, Moment, dated, nearest, safely
from factcheck.language.numerals import NumeralReader
from factcheck.language.parts import part
from factcheck.language.periods import day_of, moved, parse_period, span_of
from factcheck.language.relative_dates import ago, last_units, numbered_day, relative_phrase, weekday
from factcheck.language.separators import style_of
from factcheck.language.tokens import tokenized
from factcheck.language.wording import wordings
from factcheck.language.wording.dates import ENGLISH, date_words
from factcheck.language.years import bare_year, spoken_year

__all__ = ["date_spans", "parse_period", "times"]

_ANYWHERE = (numeric_date, bare_year)
_READERS = (
    numeric_date,
    relative_phrase,
    ago,
    last_units,
    part,
    worded_date,
    numbered_day,
    weekday,
    spoken_year,
    bare_year,
)


def times(text: str, lang: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    """All time expressions of `text` in order, none overlapping; spans count code points. Pure, linear in the text's length."""
    page = _page(text, lang, anchor)
    return tuple(_expression(page, moment) for moment in _moments(page, known=date_words(lang) is not None))


def date_spans(text: str, lang: str) -> tuple[Span, ...]:
    """Where time expressions stand, whatever they mean: numbers inside them are no quantities."""
    return tuple(found.span for found in times(text, lang, None))


def _page(text: str, lang: str, anchor: date | None) -> Calendar:
    tokens, amounts = tokenized(text), wordings(lang)
    words = date_words(lang) or replace(ENGLISH, lang=lang, day_first=True)
    numerals = NumeralReader(tokens, amounts.numbers, style_of(tokens, amounts.numbers.habit))
    return Calendar(text, tokens, words, amounts, numerals, anchor, day_first_in(text, words.day_first))


def _expression(page: Calendar, moment: Moment) -> TimeExpression:
    span = Span(start=page.tokens[moment.first].start, end=page.tokens[moment.end - 1].end)
    return TimeExpression(span=span, text=span.of(page.text), period=moment.period, relative=moment.relative)


def _moments(page: Calendar, *, known: bool) -> Iterator[Moment]:
    i = 0
    while i < len(page.tokens):
        if known and not page.words.may_start(page.tokens[i], page.amounts.numbers):
            i += 1
            continue
        found = _at(page, i) if known else next((m for read in _ANYWHERE if (m := read(page, i))), None)
        if found is not None:
            yield found
        i = max(i + 1, found.end) if found else i + 1


def _at(page: Calendar, i: int) -> Moment | None:
    return _opened(page, i) or _open_range(page, i)


def _one(page: Calendar, i: int) -> Moment | None:
    """The first reading that succeeds, from the most specific."""
    for read in _READERS:
        found = read(page, i)
        if found is not None and found.end > found.first >= 0:
            return replace(found, first=i)
    return None


# ---------------------------------------------------------------------- ranges


def _opened(page: Calendar, i: int) -> Moment | None:
    """`entre 2019 y 2022`, `del 3 al 5 de junio`, `from March to May`, `desde 2019`."""
    key = page.tokens.key(i)
    links = page.words.range_open.get(key)
    at = i + 1
    if links:
        at = page.skip(at, page.words.articles)
        found = _pair(page, at, links)
        if found is not None:
            return replace(found, first=i)
    return _since(page, i) if key in page.words.since else None


def _since(page: Calendar, i: int) -> Moment | None:
    """From the named time to the anchor; without an anchor, the named time itself."""
    at = page.skip(
        i + 1, frozenset({"el", "la", "los", "early", "late"}) if page.words.lang == "es" else frozenset({"the"})
    )
    found = _one(page, i + 1) or _one(page, at)
    if found is None or found.period is None or page.anchor is None or found.period.first > page.anchor:
        return found
    if page.tokens.key(found.first) in page.words.ago_before:
        return replace(found, first=i, period=span_of(found.period.first, page.anchor))
    return Moment(i, found.end, span_of(found.period.first, page.anchor), relative=True)


def _open_range(page: Calendar, i: int) -> Moment | None:
    """A range without an opening word (`enero-marzo`, `June 3-5`, `2019 a 2022`), or a single expression."""
    return _pair(page, i, page.words.range_links) or _one(page, i) or _listed_day(page, i)


def _listed_day(page: Calendar, i: int) -> Moment | None:
    """The first of `el 14 y 21 de diciembre`: a day that takes the month of the last."""
    day = day_number(page, i) if page.tokens.at(i).is_number else None
    if day is None or page.tokens.key(day[0]) not in ("y", ",", "and", "e"):
        return None
    at = page.skip(day[0] + 1, page.words.articles)
    last = worded_date(page, at) if page.tokens.at(at).is_number else None
    if last is None or last.day is None or last.month is None or last.first != at:
        return None
    return _in_year_of(Moment(i, day[0], None, relative=True, month=last.month, day=day[1]), last)


def _pair(page: Calendar, i: int, links: frozenset[str]) -> Moment | None:
    days = _days_of_month(page, i, links)
    if days is not None:
        return days
    first = _one(page, i)
    if first is None or page.tokens.key(first.end) not in links:
        return None
    at = first.end + 1
    if page.tokens.key(at) in page.words.articles:
        at += 1
    second = _short_end(page, first, at) or _one(page, at) or _month_end(page, first, at)
    return _joined(page, first, second) if second else None


def _month_end(page: Calendar, first: Moment, at: int) -> Moment | None:
    """The second month of `enero-marzo`, which no word introduces."""
    month = month_name(page, at) if first.month else None
    return (
        Moment(at, month[0], nearest(page.anchor, month[1], None, -1), relative=True, month=month[1]) if month else None
    )


def _short_end(page: Calendar, first: Moment, at: int) -> Moment | None:
    """`June 3-5`, `between June 3 and 5`: the second day takes the month of the first."""
    if first.day is None or first.month is None or page.words.lang != "en":
        return None
    day = day_number(page, at)
    if day is None or month_name(page, day[0]) is not None or not page.tokens.at(at).is_number:
        return None
    end, year = day[0], first.year
    if page.tokens.key(end) == "," and (number := page.tokens.at(end + 1)).is_number and len(number.text) == 4:
        end, year = end + 2, int(number.text)
    period = dated(year, first.month, day[1]) if year else nearest(page.anchor, first.month, day[1], -1)
    return Moment(at, end, period, relative=year is None, year=year, month=first.month, day=day[1])


def _days_of_month(page: Calendar, i: int, links: frozenset[str]) -> Moment | None:
    """`3 al 5 de junio de 2023`, `3-5 June`: the first day takes month and year of the second."""
    day = day_number(page, i)
    if (
        day is None
        or page.tokens.key(day[0]) not in links
        or (page.tokens.key(i + 1) == "/" and page.words.lang == "en")
    ):
        return None
    second = worded_date(page, page.skip(day[0] + 1, page.words.articles))
    if second is None or second.day is None or second.month is None:
        return None
    first = Moment(i, day[0], None, relative=True, month=second.month, day=day[1])
    return _joined(page, first, second)


def _joined(page: Calendar, first: Moment, second: Moment) -> Moment | None:
    first = _in_year_of(first, second)
    relative = first.relative or second.relative
    if first.period is None or second.period is None:
        return Moment(first.first, second.end, None, relative=True) if relative else None
    if first.period.first > second.period.last:
        second = _next_week(page, first, second)
    if first.period is None or second.period is None or first.period.first > second.period.last:
        return None
    period = Period(first=first.period.first, last=second.period.last, granularity=Granularity.RANGE)
    return Moment(first.first, second.end, period, relative=relative)


def _next_week(page: Calendar, first: Moment, second: Moment) -> Moment:
    """`from Monday to Friday`: the second weekday follows the first."""
    weekdays = (
        page.tokens.key(first.end - 1) in page.words.weekdays and page.tokens.key(second.end - 1) in page.words.weekdays
    )
    if not weekdays or second.period is None:
        return second
    day = second.period.first
    return replace(second, period=safely(lambda: day_of(moved(day, "week", 1))))


def _in_year_of(first: Moment, second: Moment) -> Moment:
    """A first day or month without a year takes the second's, or the year before where that comes later."""
    if first.year is not None or first.month is None or second.period is None:
        return first
    month, day, year = first.month, first.day, second.period.first.year
    period = dated(year, month, day)
    if period and period.first > second.period.last:
        period = safely(lambda: dated(year - 1, month, day) or second.period)  # type: ignore[arg-type,return-value]
    return replace(first, period=period, relative=second.relative)
