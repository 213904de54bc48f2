"""RSS and Atom feeds as entries of an archive: the text that the feed carries, else the address of the article. Fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from factcheck.intake.archives import Entry, Found
from factcheck.intake.article import Given

_WHOLE = 400
"""Characters from which a feed's text is taken for the article; shorter ones are teasers, and the address counts."""


def is_feed(head: bytes) -> bool:
    """True where the beginning of a file shows RSS, RDF or Atom."""
    return re.search(rb"<(?:rss|feed|rdf:RDF)[\s>]", head) is not None


def entries(data: bytes, reference: str) -> Iterator[Found]:
    """One entry an item, in the order of the feed."""
    import feedparser

    for number, item in enumerate(feedparser.parse(data).entries, start=1):
        yield _entry(item, f"{reference}#{item.get('id') or item.get('link') or number}")


def _entry(item: Any, reference: str) -> Entry:
    given = Given(published=_day(item), title=item.get("title"), url=item.get("link"))
    texts = [part.get("value", "") for part in item.get("content", ())] + [item.get("summary", "")]
    text = max(texts, key=len)
    section = next((tag.get("term") for tag in item.get("tags", ())), None)
    if len(text) < _WHOLE and given.url:
        return Entry(reference, given=given, section=section)
    if "<" in text:
        page = f"<html><body><article>{text}</article></body></html>"
        return Entry(reference, data=page.encode(), content_type="text/html", given=given, section=section)
    return Entry(reference, text=text, given=given, section=section)


def _day(item: Any) -> date | None:
    moment = item.get("published_parsed") or item.get("updated_parsed")
    return date(*moment[:3]) if moment else None
