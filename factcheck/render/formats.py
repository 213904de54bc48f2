"""Dates, numbers and foreign text made fit to be shown, by language. Knows nothing of reports."""

from __future__ import annotations

import unicodedata
from datetime import date

_LOCALES = {"es": "es", "en": "en_GB"}
_KEPT = {"\n", "\t"}
# Marks that reorder what stands around them: a quote must not rearrange the line that names its source.
_REORDERING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"}


def safe(text: str) -> str:
    """Text from outside without control characters (terminal escapes among them) and without reordering marks."""
    return "".join(
        c for c in text if c in _KEPT or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _REORDERING)
    )


def line(text: str, longest: int | None = None) -> str:
    """`safe` text on one line, cut at a word with … where it is longer than `longest` characters."""
    flat = " ".join(safe(text).split())
    if longest is None or len(flat) <= longest:
        return flat
    return flat[:longest].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def day(value: date | None, lang: str) -> str | None:
    """A date in words: `2 de octubre de 2026`, `2 October 2026`."""
    from babel.dates import format_date

    return None if value is None else str(format_date(value, "long", locale=_LOCALES.get(lang, "en_GB")))


def month(text: str, lang: str) -> str | None:
    """`2023-10` as `octubre de 2023`; None for what is no month."""
    from babel.dates import format_skeleton

    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return str(format_skeleton("yMMMM", first, locale=_LOCALES.get(lang, "en_GB")))


def percent(share: float, lang: str, *, digits: int = 0) -> str:
    """0.034 as `3,4 %` or `3.4%` with at most `digits` decimals."""
    from babel.numbers import format_percent

    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    space = "\u00a0" if lang == "es" else ""
    return str(format_percent(share, format=f"{pattern}{space}%", locale=_LOCALES.get(lang, "en_GB")))


def number(value: float, lang: str) -> str:
    """27000.5 as `27.000,5` or `27,000.5`, up to six decimals."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0.######", locale=_LOCALES.get(lang, "en_GB")))


def currency(code: str, lang: str) -> str:
    """The plural name of a currency by its ISO 4217 code; the code itself where it is none."""
    from babel.numbers import get_currency_name

    return str(get_currency_name(code, count=2, locale=_LOCALES.get(lang, "en_GB")))


def web_address(url: str | None) -> str | None:
    """`url` where it is one that may become a link (http, https), else None."""
    plain = line(url or "")
    return plain if plain.lower().startswith(("http://", "https://")) and " " not in plain else None
