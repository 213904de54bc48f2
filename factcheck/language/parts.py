"""Reads parts of larger periods: quarters, halves, `a principios de`, `late June`, decades and centuries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from factcheck.domain import Period
from factcheck.language.calendar_dates import worded_date
from factcheck.language.moments import Calendar, Moment, safely, small_int, year_int
from factcheck.language.nouns import counted
from factcheck.language.periods import century_of, decade_of, moved, nth, part_of, unit_around, year_of
from factcheck.language.relative_dates import relative_phrase
from factcheck.language.years import bare_year

_QUARTER_CODE = re.compile(r"(?:([qth])([1-4])|([1-4])([qth]))")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_DECADE_WORDS = frozenset({"s", "'s"})


def part(page: Calendar, i: int) -> Moment | None:
    """Any part of a period, a decade or a century that starts at token `i`."""
    for read in (_stretch, _quarter_code, _numbered_part, _decade, _century):
        found = read(page, i)
        if found is not None:
            return found
    return None


def _stretch(page: Calendar, i: int) -> Moment | None:
    """`principios de 2023`, `finales del año pasado`, `mid-June`, `the end of the year`."""
    match = page.words.parts.starting(page.tokens, i)
    if match is None or page.tokens.is_all(i, "fin", "de", "semana"):
        return None
    at = page.skip(match[0], frozenset({"-"}))
    base = _base(page, at, bare=True)
    if base is None and page.tokens.key(at) in page.words.articles:
        base = _base(page, at + 1, bare=True)
    if base is None:
        return None
    period = safely(lambda: part_of(base.period, match[1])) if base.period else None  # type: ignore[arg-type]
    return Moment(i, base.end, period, relative=base.relative)


def _base(page: Calendar, i: int, *, bare: bool) -> Moment | None:
    """The period that something is a part of; `bare`: `año` alone is the anchor's own year."""
    for read in (relative_phrase, _numbered_part, _decade, _century, _month_or_year):
        found = read(page, i)
        if found is not None:
            return found
    whole = page.words.whole.starting(page.tokens, i) if bare else None
    if whole is None:
        return None
    end, unit = whole
    year = year_int(page.tokens.at(page.skip(end, page.words.of)))
    if unit == "year" and year is not None:
        return Moment(i, page.skip(end, page.words.of) + 1, year_of(year))
    return Moment(i, end, safely(lambda: unit_around(page.anchor, unit)) if page.anchor else None, relative=True)  # type: ignore[arg-type]


def _month_or_year(page: Calendar, i: int) -> Moment | None:
    found = worded_date(page, i)
    if found is not None:
        return found if found.day is None else None
    i = page.skip(i, page.words.year_nouns)
    return bare_year(page, i, cued=True)


def _quarter_code(page: Calendar, i: int) -> Moment | None:
    """`Q1 2024`, `2Q23`, `1T 2024`, `H1`: a code needs its year or a capital Q."""
    code, end = _code(page, i)
    if code is None:
        return None
    at = page.skip(end, page.words.of | {"'", "’", "-"})
    year = year_int(page.tokens.at(at)) or _short_year(page, at)
    unit = "half_year" if code[0] == "h" else "quarter"
    number = int(code[1])
    if year is None:
        known = code[0] == "q" and page.words.lang == "en"
        return Moment(i, end, _latest(page.anchor, unit, number), relative=True) if known else None
    period = safely(lambda: nth(year_of(year), unit, number))
    return Moment(i, at + 1, period) if period else None


def _short_year(page: Calendar, i: int) -> int | None:
    token = page.tokens.at(i)
    return 2000 + int(token.text) if token.glued and token.text.isdigit() and len(token.text) == 2 else None


def _code(page: Calendar, i: int) -> tuple[str | None, int]:
    """('q1', index behind) for `Q1` and `1Q`."""
    first, second = page.tokens.at(i), page.tokens.at(i + 1)
    if not second.glued or not (first.text.isupper() or second.text.isupper()):
        return None, i
    match = _QUARTER_CODE.fullmatch(first.key + second.key)
    if match is None:
        return None, i
    letter, digit = match[1] or match[4], match[2] or match[3]
    return (letter + digit, i + 2) if letter != "h" or int(digit) <= 2 else (None, i)


def _numbered_part(page: Calendar, i: int) -> Moment | None:
    """`el primer trimestre de 2024`, `the first half of last year`, `third-quarter`, `la primera semana de mayo`."""
    start = page.skip(i, page.words.articles)
    number = page.words.ordinals.get(page.tokens.key(start)) or _digit_ordinal(page, start)
    if number is None:
        return None
    at = start + 1 if page.tokens.key(start) in page.words.ordinals else start + 2
    at = page.skip(at, frozenset({"-"}))
    unit = page.words.part_units.get(page.tokens.key(at))
    return _part_of_base(page, Moment(start, at + 1, None), number, unit) if unit else None


def _digit_ordinal(page: Calendar, i: int) -> int | None:
    value = small_int(page.tokens.at(i))
    return (
        value
        if value and page.tokens.at(i + 1).glued and page.tokens.key(i + 1) in page.amounts.ordinal_suffixes
        else None
    )


def _part_of_base(page: Calendar, head: Moment, number: int, unit: str) -> Moment | None:
    at = page.skip(head.end, page.words.of)
    base = _base(page, at, bare=at > head.end)
    if base is None and at > head.end and page.tokens.key(at) in page.words.articles:
        base = _base(page, at + 1, bare=True)
    if base is None:
        if unit not in ("quarter", "half_year", "four_months"):
            return None
        return replace(head, period=_latest(page.anchor, unit, number), relative=True)
    period = safely(lambda: _counted_part(base.period, unit, number)) if base.period else None  # type: ignore[arg-type]
    if base.period and period is None:
        return None
    return Moment(head.first, base.end, period, relative=base.relative)


def _counted_part(period: Period, unit: str, number: int) -> Period:
    if number > 0:
        return nth(period, unit, number)
    found = [p for n in range(1, 6) if (p := safely(lambda n=n: nth(period, unit, n)))]  # type: ignore[misc]
    return found[-1]


def _latest(anchor: date | None, unit: str, number: int) -> Period | None:
    """The latest such quarter or half that has begun by the anchor; -1 the one before the anchor's own."""
    if anchor is None:
        return None
    if number < 0:
        return safely(lambda: unit_around(moved(anchor, unit, -1), unit))
    for year in (anchor.year, anchor.year - 1):
        found = safely(lambda year=year: nth(year_of(year), unit, number))  # type: ignore[misc]
        if found and found.first <= anchor:
            return found
    return None


# ---------------------------------------------------------------------- decades and centuries


def _decade(page: Calendar, i: int) -> Moment | None:
    """`los años noventa`, `la década de 1990`, `los 80`, `the 1990s`, `the '90s`, `the nineties`."""
    return _english_decade(page, i) if page.words.lang == "en" else _spanish_decade(page, i)


def _english_decade(page: Calendar, i: int) -> Moment | None:
    at = page.skip(i, page.words.articles)
    if page.tokens.key(at) in page.words.tens:
        cued = at > i or page.tokens.key(i - 1) in ("-", "early", "late", "mid")
        return Moment(i, at + 1, decade_of(1900 + page.words.tens[page.tokens.key(at)])) if cued else None
    at = page.skip(at, frozenset({"'", "’", "‘"}))
    token = page.tokens.at(at)
    end = page.skip(at + 1, frozenset({"'", "’"}))
    if not (
        token.is_number
        and token.text.isdigit()
        and page.tokens.key(end) in _DECADE_WORDS
        and page.tokens.at(at + 1).glued
    ):
        return None
    year = year_int(token) or (_of_two_digits(int(token.text)) if len(token.text) == 2 and at > i else None)
    return Moment(i, end + 1, decade_of(year)) if year and year % 10 == 0 and year >= 1500 else None


def _of_two_digits(value: int) -> int | None:
    return (2000 if value < 20 else 1900) + value if value % 10 == 0 else None


def _spanish_decade(page: Calendar, i: int) -> Moment | None:
    at = page.skip(i, page.words.articles)
    noun = page.tokens.key(at) in page.words.decade_nouns
    if noun:
        at = page.skip(page.skip(at + 1, page.words.of), page.words.articles)
    said_years = page.tokens.key(at) == "años"
    at = at + 1 if said_years else at
    value = page.words.tens.get(page.tokens.key(at)) or small_int(page.tokens.at(at)) or year_int(page.tokens.at(at))
    listed = page.tokens.key(i - 1) == "y" and page.tokens.key(i - 3) == "años" and _is_ten(page, i - 2)
    if listed and value and value % 10 == 0:
        year = value if value > 100 else _of_two_digits(value)
        return Moment(i, i + 1, decade_of(year)) if year else None
    if not value or value % 10 or not (noun or said_years or page.tokens.key(at - 1) == "los") or at == i:
        return None
    if not (noun or said_years) and (value > 100 or _counts(page, at + 1)):
        return None
    year = value if value > 100 else _of_two_digits(value)
    return Moment(i, at + 1, decade_of(year)) if year and year >= 1000 else None


def _is_ten(page: Calendar, i: int) -> bool:
    value = page.words.tens.get(page.tokens.key(i)) or small_int(page.tokens.at(i))
    return bool(value) and value % 10 == 0  # type: ignore[operator]


def _counts(page: Calendar, i: int) -> bool:
    following = page.tokens.at(i)
    if following.key in ("%", "y", "o", "€", "$", "-") or following.key in page.amounts.numbers.scales:
        return True
    return (
        bool(page.amounts.units.starting(page.tokens, i))
        or counted(page.tokens, i, page.amounts, singular=False) is not None
    )


def _century(page: Calendar, i: int) -> Moment | None:
    """`siglo XX`, `20th century`, `the nineteenth century`."""
    if page.words.lang == "es":
        number = _roman(page.tokens.key(i + 1)) if page.tokens.key(i) in page.words.century else None
        return Moment(i, i + 2, safely(lambda: century_of(number))) if number else None  # type: ignore[arg-type]
    at = page.skip(i, page.words.articles)
    named = page.amounts.ordinals.get(page.tokens.key(at))
    number = _digit_ordinal(page, at) or (int(named) if named else None)
    end = page.skip(at + 1 if named else at + 2, frozenset({"-"}))
    if page.tokens.is_all(at, "twenty", "-", "first"):
        number, end = 21, page.skip(at + 3, frozenset({"-"}))
    if number is None or page.tokens.key(end) not in page.words.century or number > 99:
        return None
    return Moment(i, end + 1, safely(lambda: century_of(number)))


def _roman(text: str) -> int | None:
    if not text or len(text) > 6 or any(c not in _ROMAN for c in text):
        return None
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < max(values[n + 1 :], default=0) else v for n, v in enumerate(values))
