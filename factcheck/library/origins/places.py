"""Reads places, trading partners, money and forms of government out of the Factbook. What it cannot read surely it skips."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from factcheck.library.origins.pages import Made, Row, countries, country_names, table

_PARTNERS = {
    "Bahamas, The": "BHS", "Gambia, The": "GMB", "UAE": "ARE", "UK": "GBR", "US": "USA", "USA": "USA", "NZ": "NZL",
    "S. Korea": "KOR", "South Korea": "KOR", "North Korea": "PRK", "Cote d'Ivoire": "CIV", "DRC": "COD",
    "Dominican Republic": "DOM", "Turkey": "TUR", "Burma": "MMR", "Hong Kong": "HKG", "Macau": "MAC",
    "United States": "USA", "Bosnia & Herzegovina": "BIH", "Trinidad & Tobago": "TTO", "Antigua & Barbuda": "ATG",
    "St. Kitts & Nevis": "KNA", "St. Lucia": "LCA", "St. Vincent & the Grenadines": "VCT", "Guadeloupe": "GLP",
    "Martinique": "MTQ",
}  # fmt: skip


@cache
def _by_name() -> dict[str, str]:
    return {name: iso3 for iso3, name in country_names().items()} | _PARTNERS


def partners(attribute: str) -> Callable[[Made, Row], None]:
    """A reader for a ranking of trading partners with their shares."""

    def read(made: Made, row: Row) -> None:
        codes = [_by_name().get(name) for name, _ in row.value]
        if not row.value or None in codes or row.year is None:
            made.skip(row, "a partner's name is not known")
            return
        shares = [share for _, share in row.value]
        value = tuple(f"country:{code}" for code in codes)
        made.add(row, attribute, value, period=str(row.year), qualifiers={"shares": shares})

    return read


NO_CAPITAL = "no official capital"


def capital(made: Made, row: Row) -> None:
    """The capital; several where the page divides its functions."""
    parts = re.split(r"[;,]\s*(?![^(\[]*[)\]])", str(row.value).replace("Washington, D.C.", "Washington D.C."))
    kept = [p.strip() for p in parts if not p.strip().startswith("note")][:3]
    others = re.findall(r"\((?:aka )?([A-Z][\w' ]+?)[,/) ](?:in Russian)?", kept[0])
    names = [re.sub(r"\s*\(.*|\s+in Romanian.*| is the administrative capital.*|\.$", "", p) for p in kept]
    names = ["Washington, D.C." if n.startswith("Washington") else n for n in names]
    if names[0] == NO_CAPITAL:
        made.add(row, "capital", "none", single_valued=True, qualifiers={"note": str(row.value)})
    elif names[0].startswith("administered from") or any(len(n.split()) > 4 for n in names):
        made.skip(row, "not a name")
    elif len(names) > 1 and all(re.search(r"capital|seat", p) for p in kept):
        made.add(row, "capital", tuple(names), qualifiers=_names(names, []) | {"note": "; ".join(kept)})
    else:
        made.add(row, "capital", names[0], single_valued=True, qualifiers=_names(names[:1], others))


def _names(names: list[str], others: list[str]) -> dict[str, Any]:
    spanish = [str(table("capitals_es.json").get(n, n)) for n in names]
    aliases = [n for n in dict.fromkeys([*spanish, *others]) if n not in names]
    return {"names": {"en": names, "es": spanish}} | ({"aliases": aliases} if aliases else {})


def currency(made: Made, row: Row) -> None:
    """The currency, where its code is tender there according to CLDR too."""
    from babel.numbers import get_territory_currencies

    two = next(a for a, b in countries().values() if b == row.iso3)
    tender = get_territory_currencies(two, start_date=date(2024, 1, 1), tender=True)
    match = re.search(r"\(([A-Z]{3})\) per US dollar", str(row.value))
    code = "USD" if "US dollar is used" in str(row.value) else match[1] if match else None
    code = {"RMB": "CNY"}.get(code or "", code)
    if code not in tender:
        made.skip(row, "the code is missing or out of date")
    else:
        made.add(row, "currency", f"currency:{code}", single_valued=len(tender) == 1)


def government(made: Made, row: Row) -> None:
    """The form of government, where it is a short term."""
    text = re.split(r"[;(]| note ", str(row.value))[0].strip()
    if (
        len(text) > 60
        or "formerly" in text
        or " - " in text
        or not re.search(r"republic|monarchy|democracy|state|sultanate|federation", text)
    ):
        made.skip(row, "not a short form of government")
    else:
        made.add(row, "government_type", text)
