"""Countries with their Factbook records and their names in Spanish and English, and the small pieces that sentences about them need.

Knows the records' form; nothing of claims or labels.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from factcheck.training import wordings as w

LANGS = ("en", "es")
Day = tuple[int, int, int]
"""Day, month, year."""
ALIASES = {
    "USA": "US", "UK": "GB", "UAE": "AE", "S. Korea": "KR", "N. Korea": "KP", "Turkey": "TR", "Czechia": "CZ", "Burma": "MM", "DRC": "CD",
    "Hong Kong": "HK", "Macau": "MO", "Cabo Verde": "CV", "Cote d'Ivoire": "CI", "The Bahamas": "BS", "The Gambia": "GM",
    "Congo (Brazzaville)": "CG", "Bosnia and Herzegovina": "BA", "Trinidad and Tobago": "TT", "Antigua and Barbuda": "AG", "Curacao": "CW",
}  # fmt: skip


@dataclass(frozen=True)
class Country:
    """One country's records by field, under its names."""

    names: Mapping[str, str]
    records: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Statement:
    """A sentence about a country that can be said in both languages: `say(lang, chooser)`."""

    country: Country
    say: Callable[[str, random.Random], str]


Made = tuple[Statement, Statement, str]
"""(evidence, claim, label)"""


def read_countries(factbook: Path, held_out: set[str]) -> list[Country]:
    """Countries with their names in both languages; those that CLDR does not know are left out."""
    codes, spanish = _names()
    found: dict[str, dict[str, list[Mapping[str, Any]]]] = {}
    with gzip.open(factbook, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["source_file"] not in held_out and row["subject"] in codes:
                found.setdefault(row["subject"], {}).setdefault(row["field"], []).append(row)
    return [Country({"en": name, "es": spanish[codes[name]]}, records) for name, records in sorted(found.items())]


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    from babel import Locale

    english: Mapping[str, str] = Locale("en").territories
    spanish: Mapping[str, str] = Locale("es").territories
    codes = {name: code for code, name in english.items() if len(code) == 2 and code.isalpha()}
    return {**codes, **ALIASES}, dict(spanish)


def partner_names(name: str) -> dict[str, str] | None:
    """A trade partner's names by language, or None for a name that CLDR does not know."""
    codes, spanish = _names()
    english = {code: known for known, code in reversed(codes.items())}
    code = codes.get(name)
    return None if code is None else {"en": english[code], "es": spanish[code]}


def held_out_files(statements: Path) -> set[str]:
    """The Factbook files (`africa/bc.json`) of the countries that `country_statements` measures with."""
    with gzip.open(statements, "rt", encoding="utf-8") as lines:
        return {json.loads(line)["source_file"].split(":")[-1] for line in lines}


def date_in(text: str) -> Day | None:
    """The day at the start of a Factbook value such as `5 July 1962 (from France)`, or None."""
    found = re.match(r"(\d{1,2}) (\w+) (\d{4})", text)
    if found is None or found[2] not in w.MONTHS["en"]:
        return None
    return int(found[1]), w.MONTHS["en"].index(found[2]) + 1, int(found[3])


def written_day(day: Day, lang: str) -> str:
    """A date as the language writes it."""
    number, month, year = day
    name = w.MONTHS[lang][month - 1]
    return f"{number} {name} {year}" if lang == "en" else f"{number} de {name} de {year}"


def moved(day: Day, chooser: random.Random) -> Day:
    """Another day: in another year mostly, else in another month."""
    number, month, year = day
    if chooser.random() < 0.7:
        return number, month, year + chooser.choice((-12, -7, -3, -2, -1, 1, 2, 4, 9))
    return number, (month + chooser.randrange(1, 11) - 1) % 12 + 1, year


def denied(text: str, lang: str, chooser: random.Random) -> str:
    """The sentence with a denial before it."""
    return chooser.choice(w.DENIALS[lang]) + lower(text)


def lower(text: str) -> str:
    """The sentence as it stands inside another one."""
    return text[0].lower() + text[1:] if text.split(" ", 1)[0] in w.OPENERS else text


def upper(text: str) -> str:
    """The sentence with a capital."""
    return text[0].upper() + text[1:]


def contracted(text: str) -> str:
    """Spanish contractions: `a el` is `al`."""
    return text.replace(" a el ", " al ").replace(" de el ", " del ")
