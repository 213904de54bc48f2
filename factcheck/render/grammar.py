"""Names in running text, Spanish and English: articles, contractions, number, and days and periods in words.
Knows the small tables in `wording/*.toml`; knows nothing of facts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from factcheck.render import formats

LANGUAGES = ("es", "en")
FALLBACK = "en"
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@cache
def wording(lang: str) -> Mapping[str, Mapping[str, str]]:
    """The tables of one language (English where we do not speak it)."""
    name = lang if lang in LANGUAGES else FALLBACK
    text = resources.files("factcheck.render").joinpath("wording", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Name:
    """A name as it stands in a sentence."""

    def __init__(self, name: str, entity: str | None, lang: str) -> None:
        self.bare = name
        self.lang = lang if lang in LANGUAGES else FALLBACK
        self.article = self._article(entity)

    def _article(self, entity: str | None) -> str:
        tables = wording(self.lang)
        if entity in tables["articles"]:
            return tables["articles"][entity or ""]
        found = tables["article_words"].get(self.bare.split()[0], "")
        if found or entity is None or entity.startswith("country:"):
            return found
        return ("la" if self.lang == "es" else "the") if entity.startswith(("org:", "treaty:")) else ""

    @property
    def plural(self) -> bool:
        """True where verbs agree in the plural (`los Países Bajos tienen`)."""
        return self.article in ("los", "las")

    @property
    def inside(self) -> str:
        """`el Reino Unido`, `Kazajistán`: within a sentence."""
        return f"{self.article} {self.bare}".strip()

    @property
    def opening(self) -> str:
        """The same at the start of a sentence."""
        return self.inside[:1].upper() + self.inside[1:]

    def after(self, preposition: str) -> str:
        """`de` + name with its contraction: `de Kazajistán`, `del Reino Unido`, `de El Salvador`."""
        if self.lang == "es" and self.article == "el" and preposition in ("de", "a"):
            return f"{preposition}l {self.bare}"
        return f"{preposition} {self.inside}"


def name_of(entity: str, lang: str, fallback: str | None = None) -> Name:
    """An entity's name; `fallback` (or its code) where nobody has a name for it."""
    return Name(_called(entity, lang) or fallback or entity.partition(":")[2], entity, lang)


def _called(entity: str, lang: str) -> str | None:
    from factcheck.language import names

    kind, _, code = entity.partition(":")
    if kind == "language":
        return _language(code, lang)
    return names.display(entity, lang)


def _language(code: str, lang: str) -> str | None:
    from babel import Locale

    name = Locale(lang if lang in LANGUAGES else FALLBACK).languages.get(code)
    return None if name is None else str(name)


def joined(items: list[str], lang: str) -> str:
    """`a, b y c`, `a, b and c`; Spanish `e` before an i-sound."""
    if len(items) < 2:
        return "".join(items)
    last = items[-1]
    word = "and" if lang != "es" else ("e" if _starts_with_i(last) else "y")
    return f"{', '.join(items[:-1])} {word} {last}"


def _starts_with_i(text: str) -> bool:
    plain = text.lower()
    return plain.startswith(("i", "í", "hi")) and not plain.startswith(("hie", "hia", "ia", "ie"))


# ----------------------------------------------------------------------------- days and periods


def day_words(text: str, lang: str) -> str:
    """`2019-03-20` -> `el 20 de marzo de 2019`; `2018-04` -> `abril de 2018`; `1997` -> `1997`."""
    parts = text.split("-")
    if len(parts) == 3:
        shown = formats.day(date.fromisoformat(text), lang) or text
        return f"el {shown}" if lang == "es" else shown
    return _month(date(int(parts[0]), int(parts[1]), 1), lang) if len(parts) == 2 else text


def on_day(text: str, lang: str) -> str:
    """The same with its preposition: `el 20 de marzo de 2019`, `en abril de 2018`, `on 20 March 2019`, `in 1997`."""
    if len(text.split("-")) == 3:
        return day_words(text, lang) if lang == "es" else f"on {day_words(text, lang)}"
    return f"{'en' if lang == 'es' else 'in'} {day_words(text, lang)}"


def in_period(period: str, lang: str) -> str:
    """`2022` -> `en 2022`; `2023-01/2023-08` -> `entre enero y agosto de 2023`; a day -> `el 9 de noviembre de 2023`."""
    first, _, last = period.partition("/")
    if not is_date(first) or (last and not is_date(last)):
        return f"({period})"
    return _between(first, last, lang) if last and last != first else on_day(first, lang)


def _between(first: str, last: str, lang: str) -> str:
    same_year = len(first) == len(last) == 7 and first[:4] == last[:4]
    opening = _month_name(date(int(first[:4]), int(first[5:]), 1), lang) if same_year else day_words(first, lang)
    closing = day_words(last, lang)
    return f"entre {opening} y {closing}" if lang == "es" else f"between {opening} and {closing}"


def is_date(text: str) -> bool:
    """True for `2022`, `2022-03` and `2022-03-14`."""
    return _DATE.fullmatch(text) is not None


def _month(day: date, lang: str) -> str:
    return f"{_month_name(day, lang)} de {day.year}" if lang == "es" else f"{_month_name(day, lang)} {day.year}"


def _month_name(day: date, lang: str) -> str:
    from babel.dates import format_date

    return str(format_date(day, "MMMM", locale="es" if lang == "es" else "en_GB"))


def qualifier_text(value: Any, lang: str) -> str | None:
    """A qualifier that may be one text or a text per language."""
    if isinstance(value, dict):
        value = value.get(lang) or value.get(FALLBACK)
    if isinstance(value, list):
        value = value[0] if value else None
    return str(value) if value else None
