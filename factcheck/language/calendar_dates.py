"""Reads dates that name a day, month or year: `el 9 de noviembre de 2023`, `Nov 20`, `9/11/2023`, `2022`, `marzo del año pasado`."""

from __future__ import annotations

import re
from dataclasses import replace

from factcheck.language.moments import Calendar, Moment, dated, nearest, points_ahead, small_int, year_int
from factcheck.language.nouns import counted
from factcheck.language.relative_dates import relative_phrase
from factcheck.language.tokens import Token

_ISO_STAMP = re.compile(r"t[0-9]*")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_DASHES = frozenset("-–—‑")


def numeric_date(page: Calendar, i: int) -> Moment | None:
    """`2023-11-09`, `9/11/2023`, `09.11.2023`, `11/2023`."""
    token = page.tokens.at(i)
    if match := _DOTTED.fullmatch(token.text):
        return _numeric(page, i, i + 1, [int(part) for part in match.groups()])
    parts, end = [token], i + 1
    while (
        len(parts) < 3
        and _glued_mark(page, end, parts)
        and page.tokens.at(end + 1).glued
        and page.tokens.at(end + 1).text.isdigit()
    ):
        parts.append(page.tokens.at(end + 1))
        end += 2
    if not all(part.text.isdigit() and len(part.text) <= 4 for part in parts) or len(parts) < 2:
        return None
    if _glued_mark(page, end, parts) and page.tokens.at(end + 1).is_number and page.tokens.at(end + 1).glued:
        return None
    return _numeric(page, i, end, [int(part.text) for part in parts]) if _looks_dated(parts) else None


def _glued_mark(page: Calendar, i: int, parts: list[Token]) -> bool:
    mark = page.tokens.at(i)
    if not (mark.glued and mark.key in "/-" and mark.key):
        return False
    return len(parts) == 1 or page.text[parts[0].end] == mark.text


def _looks_dated(parts: list[Token]) -> bool:
    sizes = [len(part.text) for part in parts]
    if len(parts) == 2:
        return sizes[1] == 4 and sizes[0] <= 2
    return sizes[0] == 4 or sizes[2] == 4 or (sizes[2] == 2 and max(sizes) == 2)


def _numeric(page: Calendar, i: int, end: int, parts: list[int]) -> Moment | None:
    if len(parts) == 2:
        period = dated(parts[1], parts[0], None) if 1900 <= parts[1] <= 2199 else None
        return Moment(i, end, period, year=parts[1], month=parts[0]) if period else None
    year, month, day = _ordered(page, parts)
    period = dated(year, month, day)
    return Moment(i, end, period, year=year, month=month, day=day) if period else None


def _ordered(page: Calendar, parts: list[int]) -> tuple[int, int, int]:
    if parts[0] > 31:
        return parts[0], parts[1], parts[2]
    year = parts[2] if parts[2] > 99 else parts[2] + (2000 if parts[2] < 50 else 1900)
    day_first = page.day_first if max(parts[:2]) <= 12 else parts[0] > 12
    return (year, parts[1], parts[0]) if day_first else (year, parts[0], parts[1])


def day_first_in(text: str, habit: bool) -> bool:
    """Whether ambiguous numeric dates of this text put the day first: what its unambiguous ones do, else the language's habit."""
    votes = 0
    for match in re.finditer(r"(?<![0-9/])([0-9]{1,2})/([0-9]{1,2})/[0-9]{2,4}(?![0-9/])", text):
        first, second = int(match[1]), int(match[2])
        votes += (first > 12) - (second > 12)
    return habit if votes == 0 else votes > 0


# ---------------------------------------------------------------------- days and months in words


def worded_date(page: Calendar, i: int) -> Moment | None:
    """A day or a month by name, with what follows as its year."""
    month_at = _behind_month_noun(page, i)
    if month_at is not None:
        found = _month(page, month_at)
        return replace(found, first=i) if found else None
    modified = page.tokens.key(i) in page.words.this | page.words.last | page.words.next | {"pasado", "proximo"}
    at = _behind_weekday(page, i + 1 if modified else i)
    if modified and at == i + 1:
        return None
    found = _day_then_month(page, at) or _month_then_day(page, at) or (_month(page, at) if at == i else None)
    if found is None or (modified and found.day is None):
        return None
    return replace(found, first=i)


def _behind_month_noun(page: Calendar, i: int) -> int | None:
    """The index of the month in `pasado mes de agosto`, `mes de agosto`."""
    at = page.skip(i, frozenset({"pasado", "proximo", "ultimo", "este"}))
    return at + 2 if page.tokens.is_all(at, "mes", "de") and page.tokens.key(at + 2) in page.words.months else None


def _behind_weekday(page: Calendar, i: int) -> int:
    if page.tokens.key(i).rstrip(".") not in page.words.weekdays and page.tokens.key(i) not in (
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "thurs",
        "tues",
    ):
        return i
    at = i + 1
    for _ in range(2):
        at = at + 1 if page.tokens.key(at) in (",", ".", "el", "dia", "the") else at
    return at


def day_number(page: Calendar, i: int) -> tuple[int, int] | None:
    """(index behind, day of the month) for `9`, `9th`, `1.º`, `nueve`, `primero`."""
    token = page.tokens.at(i)
    if token.key in page.words.first_day:
        return i + 1, 1
    value = small_int(token)
    if value is None:
        value, end = _day_in_words(page, i)
    else:
        end = i + 1
        suffix = page.tokens.at(end)
        if suffix.glued and suffix.key in page.amounts.ordinal_suffixes:
            end += 1
        elif suffix.key == "." and page.tokens.key(end + 1) == "º":
            end += 2
    return (end, value) if value and 1 <= value <= 31 else None


def _day_in_words(page: Calendar, i: int) -> tuple[int | None, int]:
    token = page.tokens.at(i)
    if not token.is_word or page.words.lang != "es":
        return page.words.ordinals.get(token.key) if page.tokens.key(i + 1) == "of" else None, i + 1
    numeral = page.numerals.read(i)
    if numeral is None or numeral.article or numeral.value > 31 or numeral.value != int(numeral.value):
        return None, i
    return int(numeral.value), numeral.end


def month_name(page: Calendar, i: int, *, short: bool = True) -> tuple[int, int] | None:
    """(index behind, month) at `i`; English months need their capital, so that `may` and `march` stay verbs."""
    token = page.tokens.at(i)
    if page.words.lang == "en" and not token.capitalised:
        return None
    month = page.words.months.get(token.key)
    if month is None and short:
        month = page.words.short_months.get(token.key)
        dot = page.tokens.at(i + 1)
        if month is not None and dot.key == "." and dot.glued:
            return i + 2, month
    return (i + 1, month) if month is not None else None


def _day_then_month(page: Calendar, i: int) -> Moment | None:
    day = day_number(page, i)
    if day is None:
        return None
    at = day[0]
    for _ in range(2 if page.words.lang == "es" else 1):
        at = at + 1 if page.tokens.key(at) in page.words.of | {"mes", "-"} and page.tokens.key(at) != "," else at
    month = month_name(page, at)
    if month is None or (page.words.lang == "en" and at > day[0] and page.tokens.key(day[0]) == "in"):
        return None
    return _with_year(page, Moment(i, month[0], None, month=month[1], day=day[1]))


def _month_then_day(page: Calendar, i: int) -> Moment | None:
    if page.words.lang != "en":
        return None
    month = month_name(page, i)
    if month is None:
        return None
    at = page.skip(month[0], page.words.articles)
    if page.tokens.key(at) == "," and page.tokens.key(at + 2) in page.amounts.ordinal_suffixes:
        at += 1
    day = day_number(page, at) if page.tokens.at(at).is_number else None
    if day is None or _counts_something(page, day[0]):
        return None
    return _with_year(page, Moment(i, day[0], None, month=month[1], day=day[1]))


def _counts_something(page: Calendar, i: int) -> bool:
    token = page.tokens.at(i)
    if token.key in ("%", "-") and token.glued and not page.tokens.at(i + 1).is_number:
        return True
    return token.key in page.amounts.numbers.scales or (
        token.is_word and counted(page.tokens, i, page.amounts, singular=False) is not None
    )


def _month(page: Calendar, i: int) -> Moment | None:
    """A month alone: with a year, or behind a word that makes it a date (`en julio`, `last June`)."""
    month = month_name(page, i)
    if month is None:
        return None
    found = _with_year(page, Moment(i, month[0], None, month=month[1]))
    if found is not None and not found.relative:
        return found
    if page.tokens.key(i - 1) in page.words.of and small_int(page.tokens.at(i - 2)) and page.words.lang == "es":
        return None  # the day in front of it is none of this month's
    full = page.tokens.key(i) in page.words.months
    if full and page.tokens.key(month[0]) in _DASHES and month_name(page, month[0] + 1):
        return found
    cued = page.tokens.key(i - 1) in page.words.month_cues and (
        page.words.lang == "en" or not page.tokens.at(i).capitalised
    )
    dated_by_phrase = found is not None and found.end > month[0]
    return found if (full and cued) or dated_by_phrase else None


def _with_year(page: Calendar, moment: Moment) -> Moment | None:
    """The moment with the year that follows (`de 2023`, `, 2023`, `del año pasado`), or placed near the anchor."""
    month = moment.month or 1
    at = _year_at(page, moment.end)
    year = year_int(page.tokens.at(at))
    if year is not None and _is_its_year(page, moment, at):
        period = dated(year, month, moment.day)
        return replace(moment, end=at + 1, period=period, year=year) if period else None
    linked = moment.end + 1 if page.tokens.key(moment.end) in page.words.of - {","} else moment.end
    phrase = relative_phrase(page, linked)
    if phrase and phrase.period is None:
        return replace(moment, end=phrase.end, relative=True)
    if phrase and phrase.period and phrase.period.granularity == "year":
        year = phrase.period.first.year
        return replace(moment, end=phrase.end, period=dated(year, month, moment.day), relative=True, year=year)
    return _near_anchor(page, moment)


def _year_at(page: Calendar, i: int) -> int:
    if page.tokens.key(i) in page.words.of or page.tokens.key(i) == ",":
        i += 1
    return page.skip(i, page.words.year_nouns)


def _is_its_year(page: Calendar, moment: Moment, at: int) -> bool:
    """`In January 2000 people marched` still reads January 2000; `de mayo, 2000 personas` does not."""
    direct = at == moment.end
    return direct or page.tokens.key(moment.end) != "," or not _counts_something(page, at + 1)


def _near_anchor(page: Calendar, moment: Moment) -> Moment | None:
    month = moment.month or 1
    if moment.day is not None and dated(2000, month, moment.day) is None:
        return None
    direction, end = _direction(page, moment)
    period = nearest(page.anchor, month, moment.day, direction)
    if direction == 0 and page.anchor:
        period = dated(page.anchor.year, month, moment.day)
    return replace(moment, end=end, period=period, relative=True)


def _direction(page: Calendar, moment: Moment) -> tuple[int, int]:
    """Past unless a word in front or behind points ahead; `este julio` is the anchor's own year."""
    reach = (1, 2, 3) if page.tokens.key(moment.first - 2) == "mes" else (1, 2)
    before = {page.tokens.key(moment.first - n) for n in reach}
    if before & page.words.next or "proximo" in before:
        return 1, moment.end
    if page.tokens.key(moment.first - 1) in page.words.this:
        return 0, moment.end
    coming = page.words.coming.starting(page.tokens, moment.end) if page.words.lang == "es" else None
    if coming is not None:
        return 1, coming[0]
    if page.words.lang == "es" and page.tokens.key(moment.end) in ("pasado", "ultimo"):
        return -2, moment.end + 1
    if before & page.words.previous:
        return -2, moment.end
    return (2 if points_ahead(page, moment.first) else -1), moment.end
