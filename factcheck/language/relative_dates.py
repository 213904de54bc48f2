"""Reads dates that are told from the anchor: `ayer`, `el jueves`, `hace tres días`, `last week`, `en los últimos 12 meses`."""

from __future__ import annotations

from datetime import date, timedelta

from factcheck.domain import Period
from factcheck.language.moments import Calendar, Moment, points_ahead, safely, small_int
from factcheck.language.periods import day_of, moved, span_of, unit_around

_MORNING = frozenset({"la", "una", "cada", "por", "esta", "aquella", "de", "toda", "media"})


def relative_phrase(page: Calendar, i: int) -> Moment | None:
    """A fixed wording such as `el año pasado`, `today`, `so far this year`, `the past decade`."""
    at = page.skip(
        i,
        frozenset({"de", "del"})
        if page.words.lang == "es" and page.tokens.key(i - 1) not in page.words.of
        else frozenset(),
    )
    so_far = page.words.so_far.starting(page.tokens, at)
    if so_far is not None:
        return Moment(at, so_far[0], _so_far(page.anchor, so_far[1]), relative=True)
    rolling = page.words.rolling.starting(page.tokens, at)
    if rolling is not None and not _goes_on(page, rolling[0]):
        return Moment(at, rolling[0], _rolling(page.anchor, *rolling[1]), relative=True)
    return _shifted_phrase(page, i)


def _shifted_phrase(page: Calendar, i: int) -> Moment | None:
    weekend = _weekend(page, i)
    if weekend is not None:
        return weekend
    match = page.words.relative.starting(page.tokens, i)
    if match is None or _is_morning(page, i, match[0]) or _heads_month(page, match[0]):
        return None
    end, (unit, offset) = match
    return Moment(i, end, _shifted(page.anchor, unit, offset), relative=True)


def _weekend(page: Calendar, i: int) -> Moment | None:
    """`este fin de semana`, `over the weekend`: Saturday and Sunday of the anchor's week, or the one before or after."""
    match = page.words.weekend.starting(page.tokens, i)
    if match is None:
        return None
    end, offset = match
    period = None
    if page.anchor is not None:
        back = offset if offset or page.anchor.weekday() > 2 or page.tokens.key(i) in page.words.this else -1
        period = safely(lambda: _saturday_on(moved(page.anchor, "week", back)))  # type: ignore[arg-type]
    return Moment(i, end, period, relative=True)


def _saturday_on(day: date) -> Period:
    week = unit_around(day, "week")
    return span_of(week.first + timedelta(days=5), week.last)


def _is_morning(page: Calendar, i: int, end: int) -> bool:
    """`por la mañana` is no tomorrow."""
    return end == i + 1 and page.tokens.key(i) == "mañana" and page.tokens.key(i - 1) in _MORNING


def _heads_month(page: Calendar, end: int) -> bool:
    """`el pasado mes de agosto` is August."""
    return (
        page.tokens.key(end - 1) in ("mes", "pasado", "proximo")
        and page.tokens.key(end) == "de"
        and page.tokens.key(end + 1) in page.words.months
    )


def _goes_on(page: Calendar, end: int) -> bool:
    """`el último año de`, `the last day of`: the last one of something else."""
    return page.tokens.key(end) in page.words.of - {",", "in"} or page.tokens.key(end) == "que"


def _shifted(anchor: date | None, unit: str, offset: int) -> Period | None:
    return safely(lambda: unit_around(moved(anchor, unit, offset), unit)) if anchor else None


def _so_far(anchor: date | None, unit: str) -> Period | None:
    return safely(lambda: span_of(unit_around(anchor, unit).first, anchor)) if anchor else None


def _rolling(anchor: date | None, unit: str, count: float) -> Period | None:
    if anchor is None:
        return None
    return safely(lambda: span_of(*sorted((moved(anchor, unit, count), anchor))))


# ---------------------------------------------------------------------- counted units


def ago(page: Calendar, i: int) -> Moment | None:
    """`hace casi tres años`, `tres años atrás`, `two weeks ago`, `dentro de dos meses`."""
    first = i
    ahead = page.words.ahead_before.starting(page.tokens, i)
    if ahead is not None:
        return _counted(page, first, ahead[0], 1)
    if page.tokens.key(i) in page.words.ago_before:
        at = i + 1
        for _ in range(2):
            filler = page.words.ago_fillers.starting(page.tokens, at)
            at = filler[0] if filler else at
        return _counted(page, first, at, -1)
    found = _counted(page, first, i, -1)
    return _behind_ago(page, found) if found else None


def _behind_ago(page: Calendar, moment: Moment) -> Moment | None:
    if page.tokens.key(moment.end) not in page.words.ago_after:
        return None
    return Moment(moment.first, moment.end + 1, moment.period, relative=True)


def _counted(page: Calendar, first: int, i: int, sign: int) -> Moment | None:
    numeral = page.numerals.read(i)
    if numeral is None or numeral.value > 100_000:
        return None
    unit = page.words.units.get(page.tokens.key(numeral.end))
    if unit is None:
        return None
    end, value = numeral.end + 1, numeral.value
    half = page.amounts.numbers.and_a_half.starting(page.tokens, end)
    if half is not None:
        end, value = half[0], value + half[1]
    return Moment(first, end, _distant(page.anchor, unit, sign * value), relative=True)


def _distant(anchor: date | None, unit: str, count: float) -> Period | None:
    """The day, week, month or year so many units away; decades and centuries come down to the year."""
    if anchor is None:
        return None
    grain = {
        "minute": "day",
        "hour": "day",
        "decade": "year",
        "century": "year",
        "quarter": "month",
        "half_year": "month",
    }.get(unit, unit)
    return safely(lambda: unit_around(moved(anchor, unit, count), grain))


def last_units(page: Calendar, i: int) -> Moment | None:
    """`los últimos 12 meses`, `the past three years`, `los próximos cinco años`, `las 24 últimas horas`."""
    at = page.skip(i, page.words.articles)
    direction = _direction(page, at)
    number_at = at + 1 if direction else at
    numeral = page.numerals.read(number_at)
    if numeral is None or numeral.value > 10_000 or numeral.article:
        return None
    end = numeral.end
    if not direction:
        direction, end = _direction(page, end), end + 1
    unit = page.words.units.get(page.tokens.key(end))
    if not direction or unit is None:
        return None
    return Moment(i, end + 1, _rolling(page.anchor, unit, direction * numeral.value), relative=True)


def _direction(page: Calendar, i: int) -> int:
    key = page.tokens.key(i)
    return -1 if key in page.words.last else int(key in page.words.next)


# ---------------------------------------------------------------------- weekdays and days of the month


def weekday(page: Calendar, i: int) -> Moment | None:
    """`el jueves`, `el próximo lunes`, `el viernes pasado`, `last Thursday`, `on Friday`."""
    if page.tokens.key(i) in page.words.last | page.words.next | page.words.this | {"pasado", "proximo"}:
        return weekday(page, i + 1) if page.tokens.key(i + 1) in page.words.weekdays else None
    token = page.tokens.at(i)
    number = page.words.weekdays.get(token.key)
    spanish = page.words.lang == "es"
    if number is None or (
        token.capitalised == spanish and (not spanish or page.tokens.key(i - 1) not in ("el", "este"))
    ):
        return None
    if page.tokens.key(i - 1) in page.words.every:
        return None
    before = {page.tokens.key(i - 1)}
    behind = page.tokens.key(i + 1) if spanish else ""
    return _placed_weekday(page, i, number, before, behind)


def _placed_weekday(page: Calendar, i: int, number: int, before: set[str], behind: str) -> Moment:
    numbered = _weekday_number(page, i, number)
    if numbered is not None:
        return numbered
    first = i - 1 if before & (page.words.last | page.words.next | page.words.this | {"pasado", "proximo"}) else i
    coming = page.words.coming.starting(page.tokens, i + 1) if page.words.lang == "es" else None
    if coming or before & (page.words.next | {"proximo"}):
        return Moment(first, coming[0] if coming else i + 1, _weekday(page.anchor, number, 1), relative=True)
    if before & page.words.this:
        return Moment(first, i + 1, _weekday(page.anchor, number, 0), relative=True)
    if before & page.words.previous or behind == "pasado":
        return Moment(first, i + 2 if behind == "pasado" else i + 1, _weekday(page.anchor, number, -2), relative=True)
    return Moment(first, i + 1, _weekday(page.anchor, number, 2 if points_ahead(page, i) else -1), relative=True)


def _weekday_number(page: Calendar, i: int, number: int) -> Moment | None:
    """`el domingo 12`: the day nearest to the anchor that is both."""
    day = small_int(page.tokens.at(i + 1))
    unit_behind = page.amounts.units.starting(page.tokens, i + 2) or page.tokens.key(i + 2) in page.words.of | {":"}
    if day is None or not 1 <= day <= 31 or page.tokens.at(i + 1).glued or unit_behind:
        return None
    return Moment(i, i + 2, _nearest_both(page.anchor, number, day) if page.anchor else None, relative=True)


def _nearest_both(anchor: date, number: int, day: int) -> Period | None:
    for distance in range(366):
        for sign in (-1, 1):
            found = safely(lambda days=sign * distance: day_of(anchor + timedelta(days=days)))  # type: ignore[misc]
            if found and found.first.day == day and found.first.weekday() == number:
                return found
    return None


def _weekday(anchor: date | None, number: int, direction: int) -> Period | None:
    """-1 on or before the anchor, -2 before it, 1 after it, 2 on or after it, 0 the nearest."""
    if anchor is None:
        return None
    back = (anchor.weekday() - number) % 7
    days = {-1: -back, -2: -(back or 7), 1: 7 - back, 2: (7 - back) % 7, 0: -back if back <= 3 else 7 - back}[direction]
    return safely(lambda: day_of(anchor + timedelta(days=days)))


def numbered_day(page: Calendar, i: int) -> Moment | None:
    """`el día 5`, `el pasado día 15`: the latest such day, or the next behind `próximo`."""
    if (
        page.words.lang != "es"
        or page.tokens.key(i) != "dia"
        or page.tokens.key(i - 1) not in ("el", "pasado", "proximo", "del", "al")
    ):
        return None
    day = small_int(page.tokens.at(i + 1))
    if day is None or not 1 <= day <= 31:
        return None
    ahead = page.tokens.key(i - 1) == "proximo"
    return Moment(i, i + 2, _day_of_month(page.anchor, day, ahead), relative=True)


def _day_of_month(anchor: date | None, day: int, ahead: bool) -> Period | None:
    if anchor is None:
        return None
    for months in range(4):
        month = moved(anchor.replace(day=1), "month", months if ahead else -months)
        found = safely(lambda month=month: day_of(month.replace(day=day)))  # type: ignore[misc]
        if found and (found.first > anchor if ahead else found.first <= anchor):
            return found
    return None
