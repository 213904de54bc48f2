"""Writes a day or a month as people do (`9 de noviembre de 2023`, `March 2022`), from CLDR. Reads nothing."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton


def month_name(day: date, lang: str, *, with_day: bool = False) -> str:
    """The month and year of `day`, or the full date; ISO 8601 where the language is unknown."""
    locale = _locale(lang)
    if locale is None:
        return day.isoformat() if with_day else day.strftime("%Y-%m")
    return str(format_date(day, "long", locale)) if with_day else str(format_skeleton("yMMMM", day, locale=locale))


@cache
def _locale(lang: str) -> Locale | None:
    try:
        return Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return None
