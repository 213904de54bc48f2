"""Tells the bare numbers that are years (`en 2022`, `2019-20`) from the amounts that look like them (`2022 víctimas`)."""

from __future__ import annotations

from factcheck.language.moments import Calendar, Moment, safely, year_int
from factcheck.language.nouns import counted
from factcheck.language.periods import year_of, years

_DASHES = frozenset("-–—‑")
_BESIDE = frozenset({"(", "'", "’", "-", "–", "/", "[", "«", "“", '"', "—"})
_NO_YEAR_BOUNDS = frozenset(
    {"hasta", "up to", "a partir de", "around", "about", "circa", "c.", "cerca de", "past", "some", "entre"}
)


def bare_year(page: Calendar, i: int, *, cued: bool = False) -> Moment | None:
    """Four digits that are a year: not an amount, not counted, not part of a larger expression. `cued`: a word in front takes a year."""
    year = year_int(page.tokens.at(i))
    if year is None:
        return None
    span = _year_span(page, i, year)
    if span is not None:
        return span
    if not _is_year(page, i, year, cued):
        return None
    return Moment(i, i + 1, year_of(year), year=year)


def _year_span(page: Calendar, i: int, year: int) -> Moment | None:
    """`2019-20`, `2019/2020`, `2019-2022`."""
    link, last = page.tokens.at(i + 1), page.tokens.at(i + 2)
    if not (link.glued and last.glued and link.key in _DASHES | {"/"} and last.text.isdigit() and year >= 1500):
        return None
    end = year - year % 100 + int(last.text) if len(last.text) == 2 else year_int(last) or 0
    if not year < end <= year + 200 or (page.tokens.at(i + 3).key in _DASHES and page.tokens.at(i + 3).glued):
        return None
    return Moment(i, i + 3, years(year, end), year=year)


def _is_year(page: Calendar, i: int, year: int, cued: bool) -> bool:
    before = page.tokens.key(i - 1)
    if _is_stuck(page, i):
        return False
    if before in page.words.year_nouns or (before in ("del", "el") and page.words.lang == "es"):
        return True
    if _is_amount(page, i):
        return False
    strong = (cued or before in page.words.year_cues) and year >= 1400
    return strong or (not _counts(page, i + 1) and _is_usual(page, before, year))


def _is_stuck(page: Calendar, i: int) -> bool:
    """Letters or symbols in one piece with it, or a percent or money sign behind it."""
    before, after = page.tokens.at(i - 1), page.tokens.at(i + 1)
    if page.tokens.at(i).glued and before.key not in _BESIDE:
        return True
    return (after.glued and (after.is_word or after.key in "%€$°º")) or after.key in ("%", "€", "$")


def _counts(page: Calendar, i: int) -> bool:
    """A noun is counted: `2022 victims`; not `the 1953 Lands Act`."""
    token = page.tokens.at(i)
    named = token.capitalised and page.words.lang == "en"
    return (
        not named
        and token.key not in page.words.of
        and counted(page.tokens, i, page.amounts, singular=False) is not None
    )


def _is_usual(page: Calendar, before: str, year: int) -> bool:
    linked = before in (page.words.of - {","}) | {"(", "-", "–", "y", "and", "a", "to"}
    return 1900 <= year <= 2100 or (year >= 1400 and linked)


def _is_amount(page: Calendar, i: int) -> bool:
    """A unit, currency or scale behind it, a currency or hedge in front."""
    after = page.tokens.at(i + 1)
    if after.key in page.amounts.numbers.scales or page.amounts.prefixes.ending(page.tokens, i):
        return True
    unit = page.amounts.units.starting(page.tokens, i + 1)
    if unit is not None and after.is_word and len(after.key) > 2:
        return True
    hedge = page.amounts.before.ending(page.tokens, i)
    if hedge is None:
        return False
    return " ".join(t.key for t in page.tokens[hedge[0] : i]) not in _NO_YEAR_BOUNDS


def spoken_year(page: Calendar, i: int) -> Moment | None:
    """`en dos mil veintidós`: only behind a word that takes a year, with nothing counted after it."""
    if (
        page.words.lang != "es"
        or page.tokens.key(i - 1) not in ("en", "desde", "año", "hasta")
        or page.tokens.key(i) not in ("dos", "mil")
    ):
        return None
    numeral = page.numerals.read(i)
    if numeral is None or numeral.digits or not 1500 <= numeral.value <= 2100 or numeral.value != int(numeral.value):
        return None
    if counted(page.tokens, numeral.end, page.amounts, singular=False) is not None or page.amounts.units.starting(
        page.tokens, numeral.end
    ):
        return None
    return Moment(i, numeral.end, safely(lambda: year_of(int(numeral.value))), year=int(numeral.value))
