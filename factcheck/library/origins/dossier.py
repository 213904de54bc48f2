"""The dossier on the seed article's subject (trade of Kazakhstan, the Rome Statute, the war's votes, memberships). Values, periods and
sources come from `seed_facts.jsonl`; attribute codes, subjects and all wording are this project's (`data/dossier.jsonl`)."""

from __future__ import annotations

import json
import re
import tomllib
from calendar import monthrange
from collections import defaultdict
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from factcheck.domain import Fact, Source, Tier

_SEEN = "read in stored copies, no page opened live"
_UNITS = {
    "billion USD": (1e9, "USD"),
    "percent": (1, "percent"),
    "km": (1, "km"),
    "states": (1, "state"),
    "votes": (1, "vote"),
}


def read(path: Path) -> tuple[list[Source], list[Fact]]:
    """Sources and facts of the dossier, in the order of the seed file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    days = _days(rows)
    found: dict[tuple[str, ...], Source] = {}
    used: dict[str, int] = defaultdict(int)
    facts = []
    for how in _wording():
        row = rows[how["n"] - 1] | {"day": days[_page(rows[how["n"] - 1])]}
        source = _source(row, how, found, used)
        facts.append(_fact(row, how, source))
    return list(found.values()), facts


def memberships(facts: list[Fact]) -> list[Fact]:
    """The Shanghai Cooperation Organisation as a closed list: the Factbook's is out of date, the dossier has all ten with dates."""
    joined = {str(f.subject_id): str(f.value) for f in facts if f.qualifiers.get("organization") == "org:SCO"}
    count = next(f for f in facts if f.attribute == "number_of_members" and f.subject_id == "org:SCO")
    return [
        Fact(
            id="dossier-members-sco",
            source_id=count.source_id,
            subject="SCO",
            subject_id="org:SCO",
            attribute="members",
            value=tuple(sorted(joined)),
            as_of=count.as_of,
            complete=len(joined) == count.value,
            verified_by=count.verified_by,
            qualifiers={"among": "country", "since": dict(sorted(joined.items()))},
        )
    ]


@cache
def _wording() -> list[dict[str, Any]]:
    text = resources.files("factcheck.library").joinpath("data", "dossier.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


@cache
def _publishers() -> dict[str, dict[str, Any]]:
    text = resources.files("factcheck.library").joinpath("data", "publishers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _source(
    row: dict[str, Any], how: dict[str, Any], found: dict[tuple[str, ...], Source], used: dict[str, int]
) -> Source:
    policy = _publishers()[row["publisher"]]
    group = how.get("origin", policy["group"])
    key = (row["publisher"], row["title"], row["url"], group)
    if key not in found:
        used[policy["group"]] += 1
        day = row["day"]
        found[key] = Source(
            id=f"{policy['group'].replace('_', '-')}-{used[policy['group']]}",
            publisher=row["publisher"],
            title=row["title"].strip("[]"),
            url=row["url"] or None,
            published=day if policy.get("dated", True) else None,
            as_of=day,
            lang=policy.get("lang", "en"),
            country=policy.get("country"),
            tier=Tier(policy["tier"]),
            independent_group=group,
            verified_by=f"{row['verified_by']}; {_SEEN}",
        )
    return found[key]


def _page(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["publisher"], row["title"], row["url"]


def _days(rows: list[dict[str, Any]]) -> dict[tuple[str, str, str], date]:
    """The day of each page: that in its address, or the latest that it is cited for. A page cannot tell what comes after it."""
    days: dict[tuple[str, str, str], date] = {}
    for row in rows:
        page = _page(row)
        told = [last_day(row["as_of"]), *_in_address(row["url"] or "")]
        days[page] = max(*told, days.get(page, date.min))
    return days


def _in_address(url: str) -> list[date]:
    found = re.search(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)/", url)
    return [date(*map(int, found.groups()))] if found else []


def last_day(text: str) -> date:
    """`2023-12` -> 31 December 2023: a fact dated to a month or year is known at its end at the latest."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def _fact(row: dict[str, Any], how: dict[str, Any], source: Source) -> Fact:
    value, unit = _value(row, how)
    validity = {key: row[key] for key in ("valid_from", "valid_until") if row[key]}
    return Fact(
        id=f"dossier-{how['n']:03}{how.get('part', '')}",
        source_id=source.id,
        subject=how.get("subject", row["subject"]),
        subject_id=how.get("id"),
        attribute=how["a"],
        value=value,
        unit=unit,
        period=how.get("period", _period(row["period_or_date"])),
        as_of=last_day(row["as_of"]),
        complete=bool(row["complete_list"]) and isinstance(value, tuple),
        statements={lang: how[lang] for lang in ("es", "en") if lang in how},
        verified_by=f"{row['verified_by']}; {_SEEN}",
        qualifiers=validity | how.get("q", {}),
    )


def _value(row: dict[str, Any], how: dict[str, Any]) -> tuple[float | str | tuple[str, ...], str | None]:
    if "value" in how:
        given = how["value"]
        return (tuple(given) if isinstance(given, list) else given), how.get("unit")
    if isinstance(row["value"], int | float):
        plain = re.sub(r"\s*\(.*", "", row["unit"])
        factor, unit = _UNITS[plain]
        return round(row["value"] * factor, 2), unit
    return str(row["value"]), None


def _period(text: str) -> str | None:
    if text.startswith("in force since"):
        return None
    return text.partition(" vs ")[0]
