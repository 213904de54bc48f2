"""RSS and Atom feeds, and lists of addresses: what they point to. Fetches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from factcheck.errors import InvalidRecord
from factcheck.intake import normalize
from factcheck.library.reading.brought import Said

_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Link:
    """An address that a feed or list names, with what the feed says about it."""

    url: str
    said: Said = field(default_factory=Said)


def is_feed(head: str) -> bool:
    """True where a file's beginning is that of RSS or Atom."""
    return _FEED.search(head) is not None


def is_list(text: str) -> bool:
    """True where every line that is not empty or a `#` comment is one web address."""
    lines = _lines(text)
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)


def links_in_list(data: bytes) -> list[Link]:
    """The addresses of a list, each once."""
    return [Link(url) for url in dict.fromkeys(_lines(normalize.decode(data)))]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def links_in_feed(data: bytes) -> list[Link]:
    """The entries of a feed, each address once. InvalidRecord where it is no feed or has no entry with an address."""
    import feedparser

    feed = feedparser.parse(data)
    publisher = _text(feed.feed.get("title"))
    found = {link.url: link for entry in feed.entries if (link := _link(entry, publisher)) is not None}
    if not found:
        raise InvalidRecord("The feed has no entries with an address.", way_out="Check that it is whole RSS or Atom.")
    return list(found.values())


def _link(entry: Any, publisher: str | None) -> Link | None:
    url = _text(entry.get("link"))
    if url is None or not _ADDRESS.fullmatch(url):
        return None
    said = Said(publisher=publisher, title=_text(entry.get("title")), published=_day(entry), url=url)
    author = _text(entry.get("author"))
    return Link(url, said.over(Said(authors=(author,) if author else ())))


def _day(entry: Any) -> date | None:
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    return date(stamp.tm_year, stamp.tm_mon, stamp.tm_mday) if stamp else None


def _text(value: Any) -> str | None:
    return " ".join(str(value).split()) or None if value else None
