"""What reading one item gives, and what the person who brings it says about it. Knows no file format."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from factcheck.domain import Fact, Source, Tier
from factcheck.errors import FactcheckError, InvalidRecord

UNVERIFIED = "nobody yet: brought into the library as it is"


@dataclass(frozen=True)
class Said:
    """What the editor says about a source; it wins over what the source says of itself. Empty means: as the source says."""

    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    lang: str | None = None
    country: str | None = None
    licence: str | None = None
    tier: Tier | None = None
    independent_group: str | None = None
    verified_by: str | None = None
    retrieved_at: datetime | None = None

    def over(self, other: Said) -> Said:
        """This, completed by `other`."""
        missing = {name: getattr(other, name) for name, value in vars(self).items() if not value}
        return replace(self, **missing)


@dataclass(frozen=True)
class Trouble:
    """A part of an item that could not be used: where, and the error."""

    place: str
    error: FactcheckError


@dataclass(frozen=True)
class Brought:
    """What one item holds. Troubles do not keep the rest out."""

    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass
class Collecting:
    """Records gathered one by one, those that fail set aside with their place."""

    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def attempt(self, place: str, read: Callable[[], None]) -> None:
        """Run `read`; an expected error becomes a trouble."""
        try:
            read()
        except FactcheckError as error:
            self.troubles.append(Trouble(place, error))

    def brought(self) -> Brought:
        """Everything gathered; the first trouble as an error where nothing else was."""
        if self.troubles and not self.sources and not self.facts:
            first = self.troubles[0].error
            where = self.troubles[0].place.rsplit("/", 1)[-1]
            raise InvalidRecord(f"{where}: {first.message}", way_out=first.way_out)
        return Brought(tuple(self.sources.values()), tuple(self.facts.values()), tuple(self.troubles))


def source_id(title: str, origin: str) -> str:
    """An id that people can recognise and that stays when the content changes: words of the title and a hash of the origin."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:6]
    return "-".join([*words, hashlib.sha256(origin.encode()).hexdigest()[:8]])


def make_source(origin: str, said: Said, **more: Any) -> Source:
    """A source of what was said about it; `more` are its text or earlier check."""
    title = said.title or origin.rsplit("/", 1)[-1]
    return Source(
        id=source_id(title, origin),
        publisher=said.publisher or _site(said.url) or "unknown",
        title=title,
        url=said.url,
        authors=said.authors,
        published=said.published,
        lang=said.lang or "en",
        country=said.country,
        licence=said.licence,
        tier=said.tier or Tier.OTHER,
        retrieved_at=said.retrieved_at,
        independent_group=said.independent_group,
        verified_by=said.verified_by or UNVERIFIED,
        **more,
    )


def _site(url: str | None) -> str | None:
    match = re.match(r"https?://(?:www\.)?([^/:]+)", url or "")
    return match[1] if match else None


def said_in(fields: Mapping[str, str], place: str) -> Said:
    """Metadata given as text fields (front matter, columns of a table). InvalidRecord names the field that cannot be read."""
    known = {name: value.strip() for name, value in fields.items() if value and value.strip()}
    return Said(
        publisher=known.get("publisher"),
        title=known.get("title"),
        url=known.get("url"),
        authors=tuple(
            part.strip() for part in known.get("authors", known.get("author", "")).split(";") if part.strip()
        ),
        published=_day(known.get("published") or known.get("date"), place),
        lang=_code(known.get("lang"), r"[a-z]{2,3}", "lang", place),
        country=_code(known.get("country"), r"[A-Z]{3}", "country", place),
        licence=known.get("licence") or known.get("license"),
        tier=_tier(known.get("tier"), place),
        independent_group=known.get("independent_group"),
        verified_by=known.get("verified_by"),
    )


def _day(text: str | None, place: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise InvalidRecord(f"{place}: {text!r} is no date.", way_out="Write dates as 2023-11-09.") from error


def _code(text: str | None, shape: str, name: str, place: str) -> str | None:
    if text is not None and not re.fullmatch(shape, text):
        example = {"lang": "es", "country": "KAZ"}[name]
        raise InvalidRecord(f"{place}: {name} is {text!r}.", way_out=f"Write it as a code such as {example}.")
    return text


def _tier(text: str | None, place: str) -> Tier | None:
    try:
        return Tier(text) if text else None
    except ValueError as error:
        tiers = ", ".join(tier.value for tier in Tier)
        raise InvalidRecord(f"{place}: there is no tier {text!r}.", way_out=f"Tiers are: {tiers}.") from error
