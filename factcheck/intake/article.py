"""Everything that can come in becomes an `Article`: canonical text, language, title, date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from factcheck.domain import Article
from factcheck.errors import InputError, InputTooLarge
from factcheck.intake import extract, fetch, normalize
from factcheck.language import detect

_LONGEST_TITLE = 200
_HEAD = 8_000
"""Bytes at the beginning of a file in which markup shows itself."""
_SENTENCE_END = (".", "!", "?", "…", ":", "»", "”", '"')


@dataclass(frozen=True)
class Given:
    """What the user says about an article; it wins over what the document says of itself."""

    lang: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None


def from_text(text: str, given: Given | None = None) -> Article:
    """An article from plain text. A short first line without a full stop is its title (and stays in the text)."""
    return _build(extract.Extracted(text=text, title=None), given or Given())


def from_html(html: bytes | str, given: Given | None = None) -> Article:
    """An article from a page."""
    given = given or Given()
    return _build(extract.from_html(html, url=given.url), given)


def from_bytes(data: bytes, given: Given | None = None, *, content_type: str = "") -> Article:
    """An article from a file's bytes: PDF, HTML or text, told apart by content."""
    given = given or Given()
    if data.startswith(b"%PDF-"):
        return _build(extract.from_pdf(data), given)
    if "html" in content_type or extract.looks_like_html(data[:_HEAD].decode("latin-1").replace("\x00", "")):
        return from_html(data, given)
    return from_text(normalize.decode(data), given)


def from_file(path: Path, given: Given | None = None) -> Article:
    """An article from a file. InputError where it cannot be opened."""
    try:
        size = path.stat().st_size
        if size > extract.MAX_BYTES:
            raise InputTooLarge(
                f"{path} has {size:,} bytes; at most {extract.MAX_BYTES:,} are read.", way_out="Split it and try again."
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened: {error.strerror}.", way_out="Check the name; `-` reads standard input."
        ) from error
    return from_bytes(data, given)


def from_url(url: str, given: Given | None = None, *, limits: fetch.Limits | None = None) -> Article:
    """An article from the web, fetched once and checked on the way."""
    page = fetch.fetch(url, limits=limits)
    given = given or Given()
    known = replace(given, url=page.url)
    text = normalize.declared(page.data, page.charset)
    if text is None or page.data.startswith(b"%PDF-"):
        return from_bytes(page.data, known, content_type=page.content_type)
    if "html" in page.content_type or extract.looks_like_html(text[:_HEAD]):
        return from_html(text, known)
    return from_text(text, known)


def _build(document: extract.Extracted, given: Given) -> Article:
    text = normalize.canonical(document.text)
    lang, confidence = (given.lang, 1.0) if given.lang else detect.detect(text)
    return Article(
        text=text,
        lang=lang,
        lang_confidence=confidence,
        title=given.title or document.title or _first_line_title(text),
        authors=document.authors,
        published=given.published or document.published,
        site=document.site,
        url=given.url,
    )


def _first_line_title(text: str) -> str | None:
    first, newline, _ = text.partition("\n")
    if newline and len(first) <= _LONGEST_TITLE and not first.rstrip().endswith(_SENTENCE_END):
        return first.strip()
    return None
