"""What kind of thing an item is, and who reads it. Goes by content first and by name where content does not tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath

from factcheck.errors import EmptyInput, InvalidRecord, NotText
from factcheck.intake import extract, normalize
from factcheck.library.reading import claim_reviews, feeds, tables, texts
from factcheck.library.reading.brought import Brought, Said

_HEAD = 8_000


class Kind(StrEnum):
    """How an item is read; `feed` and `list` point to other items."""

    PDF = "pdf"
    PAGE = "page"
    MARKDOWN = "markdown"
    TABLE = "csv"
    LINES = "jsonl"
    JSON = "json"
    FEED = "feed"
    LIST = "list"
    TEXT = "text"


_BY_NAME = {
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".jsonl": Kind.LINES,
    ".ndjson": Kind.LINES,
    ".json": Kind.JSON,
    ".jsonld": Kind.JSON,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".pdf": Kind.PDF,
}
POINTERS = (Kind.FEED, Kind.LIST)


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of an item from its bytes and its file name or address."""
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    named = _BY_NAME.get(PurePosixPath(name.split("?", 1)[0]).suffix.lower())
    if named in (Kind.TABLE, Kind.LINES, Kind.JSON, Kind.MARKDOWN, Kind.PDF):
        return named
    head = data[:_HEAD].decode("latin-1").replace("\x00", "")
    if feeds.is_feed(head):
        return Kind.FEED
    if named is Kind.PAGE or extract.looks_like_html(head):
        return Kind.PAGE
    if b"\x00" not in data and feeds.is_list(data.decode("utf-8", "replace")):
        return Kind.LIST
    return Kind.TEXT


def read(data: bytes, origin: str, said: Said) -> Brought:
    """An item as sources and facts. FactcheckError says what is wrong with it."""
    if not data.strip():
        raise EmptyInput("The file is empty.", way_out="Put something into it, or leave it out.")
    kind = kind_of(data, origin)
    if kind in POINTERS:
        raise InvalidRecord("It is a feed or a list, named by another one.", way_out="Import it by itself.")
    return _READERS[kind](data, origin, said)


def links(data: bytes, origin: str) -> list[feeds.Link] | None:
    """What a feed or list points to; None for an item that is read itself."""
    kind = kind_of(data, origin)
    if kind is Kind.FEED:
        return feeds.links_in_feed(data)
    return feeds.links_in_list(data) if kind is Kind.LIST else None


def _page(data: bytes, origin: str, said: Said) -> Brought:
    return claim_reviews.from_page(data, origin, said) or texts.from_text(data, origin, said)


def _json(data: bytes, origin: str, said: Said) -> Brought:
    try:
        document = json.loads(normalize.decode(data))
    except (ValueError, RecursionError) as error:
        raise InvalidRecord(f"It is not JSON: {error}.", way_out="Check that the file is whole.") from error
    if next(claim_reviews.reviews(document), None) is None:
        raise InvalidRecord(
            "The JSON holds no ClaimReview.",
            way_out="Facts come as .jsonl, one record a line; docs/sources.md shows both.",
        )
    return claim_reviews.from_json(document, origin, said)


def _pdf(data: bytes, origin: str, said: Said) -> Brought:
    if not data.startswith(b"%PDF-"):
        raise NotText("The file is called a PDF and is none.", way_out="Check that it is whole.")
    return texts.from_text(data, origin, said)


_READERS: dict[Kind, Callable[[bytes, str, Said], Brought]] = {
    Kind.PDF: _pdf,
    Kind.PAGE: _page,
    Kind.MARKDOWN: texts.from_markdown,
    Kind.TABLE: tables.from_csv,
    Kind.LINES: tables.from_json_lines,
    Kind.JSON: _json,
    Kind.TEXT: texts.from_text,
}
