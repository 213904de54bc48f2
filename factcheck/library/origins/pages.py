"""The Factbook's country pages as rows, and facts made from them one by one. Knows countries' codes; reads no field itself."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from factcheck.domain import Fact

AS_OF = date(2026, 5, 17)
EDITION = "factbook.json 8662a8b17a, 2026-05-17"
GROUP = "cia_world_factbook"
VERIFIED_BY = "one source: read by rule from the stored snapshot"
_RENAMED = {"COD": "DR Congo", "COG": "Congo", "MMR": "Myanmar", "HKG": "Hong Kong", "MAC": "Macao"}


@dataclass(frozen=True)
class Row:
    """One field of one country page."""

    iso3: str
    country: str
    field: str
    value: Any
    year: int | None
    file: str


@dataclass
class Made:
    """Facts made so far, and why fields were left out (reason -> how often)."""

    facts: list[Fact] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    files: dict[str, str] = field(default_factory=dict)

    def add(self, row: Row, attribute: str, value: Any, **more: Any) -> None:
        """One fact about the row's country."""
        period = more.get("period")
        ident = "-".join(["factbook", row.iso3.lower(), attribute, *([period] if period else [])])
        number = sum(f.id == ident or f.id.startswith(f"{ident}.") for f in self.facts[-8:])
        self.facts.append(
            Fact(
                id=f"{ident}.{number + 1}" if number else ident,
                source_id=source_id(row.iso3),
                subject=row.country,
                subject_id=f"country:{row.iso3}",
                attribute=attribute,
                value=value,
                as_of=AS_OF,
                verified_by=VERIFIED_BY,
                **more,
            )
        )

    def skip(self, row: Row, why: str) -> None:
        """Count a field that was not understood."""
        self.left_out[f"{row.field}: {why}"] += 1


def source_id(iso3: str) -> str:
    """The id of a country page's source."""
    return f"factbook-{iso3.lower()}"


@cache
def countries() -> dict[str, tuple[str, str]]:
    """The Factbook's page code -> (ISO 3166 alpha-2, alpha-3)."""
    return {code: (two, three) for code, (two, three) in table("countries.json").items()}


@cache
def country_names() -> dict[str, str]:
    """Alpha-3 -> English name (CLDR, with a few in their everyday form)."""
    from babel import Locale

    names = Locale("en").territories
    return {three: _RENAMED.get(three, str(names[two])).replace("’", "'") for two, three in countries().values()}


def table(name: str) -> dict[str, Any]:
    """One of the small tables in `library/data`."""
    text = resources.files("factcheck.library").joinpath("data", name).read_text(encoding="utf-8")
    return dict(json.loads(text))


def rows(path: Path) -> Iterator[Row]:
    """The fields of a Factbook file, those of countries and territories with a code of their own."""
    names = country_names()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            codes = countries().get(record["gec"])
            if codes:
                three = codes[1]
                name = record["field"].strip()
                yield Row(three, names[three], name, record["value"], record["year"], record["source_file"])
