"""HTML and PDF bytes become an article's text and what the page says about itself. Fetches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from factcheck.errors import EmptyInput, InputTooLarge, NotText
from factcheck.intake import normalize
from factcheck.language.boilerplate import is_boilerplate

MAX_BYTES = 10_000_000
"""Largest page or PDF taken; the biggest of 92 real news pages in our development set has 1.6 MB."""


@dataclass(frozen=True)
class Extracted:
    """What a document holds, before normalisation."""

    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    site: str | None = None


def from_html(html: bytes | str, *, url: str | None = None) -> Extracted:
    """Body, title, authors, date and site of a news page (trafilatura). EmptyInput where no article text is found."""
    if len(html) > MAX_BYTES:
        raise InputTooLarge(
            f"The page has more than {MAX_BYTES // 1_000_000} MB.", way_out="Paste the article's text instead."
        )
    document = _extract(normalize.page_text(html), url)
    text = "\n".join(line for line in (document.text or "").split("\n") if not is_boilerplate(line)) if document else ""
    if document is None or not text.strip():
        raise EmptyInput("No article text was found in the page.", way_out="Paste the article's text instead.")
    return Extracted(
        text=text,
        title=document.title or None,
        authors=_authors(document.author),
        published=parse_date(document.date),
        site=document.sitename or None,
    )


def _extract(html: str, url: str | None) -> Any:
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, include_tables=False, favor_precision=False
        )
    except (
        ValueError,
        RecursionError,
        AssertionError,
    ) as error:  # markup that the parsers under trafilatura give up on
        raise NotText("The page's markup cannot be read.", way_out="Paste the article's text instead.") from error


def from_pdf(data: bytes) -> Extracted:
    """The text of a PDF, page after page, hyphenated line ends joined (pypdfium2). NotText for a broken file."""
    import pypdfium2

    if len(data) > MAX_BYTES:
        raise InputTooLarge(
            f"The PDF has more than {MAX_BYTES // 1_000_000} MB.", way_out="Split it, or paste the text."
        )
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise NotText("The PDF cannot be opened.", way_out="Check that it is whole and has no password.") from error
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        title = (document.get_metadata_dict().get("Title") or "").strip() or None
    except pypdfium2.PdfiumError as error:
        raise NotText("The PDF cannot be read.", way_out="Check that it is whole, or paste the text.") from error
    finally:
        document.close()
    text = "\n\n".join(_join_lines(page) for page in pages)
    if not text.strip():
        raise EmptyInput(
            "The PDF has no text, perhaps only scanned pages.", way_out="Run it through OCR, or paste the text."
        )
    return Extracted(text=text, title=title)


def looks_like_html(text: str) -> bool:
    """True where the beginning of a document shows markup."""
    return re.search(r"<(?:!doctype html|html|head|body|article|p|div)\b", text[:4000], re.IGNORECASE) is not None


def parse_date(value: str | None) -> date | None:
    """`YYYY-MM-DD…` as a date, None for anything else."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _authors(value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (value or "").split(";") if name.strip())


def _join_lines(page: str) -> str:
    # A line that ends in a hyphen continues its word; one that ends without a full stop continues its sentence.
    lines = page.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
    joined = re.sub(r"(\w)-\n(\w)", r"\1\2", lines)
    return re.sub(r"(?<![.!?:»”\"\n])\n(?!\n)", " ", joined)
