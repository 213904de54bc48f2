"""JSON lines, JSON documents and CSV as entries of an archive. Knows which column holds what from the caller, nothing of texts."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from gzip import GzipFile
from typing import IO, Any

from factcheck.errors import InvalidRecord
from factcheck.intake.archives import Columns, Entry, Found, Unreadable
from factcheck.intake.article import Given
from factcheck.intake.extract import looks_like_html, parse_date

_DATES = ("published", "date", "published_at", "datePublished")
_LONGEST_LINE = 20_000_000


def from_lines(stream: Iterable[bytes], columns: Columns, reference: str) -> Iterator[Found]:
    """One entry a line of JSON; blank lines are none."""
    for number, line in enumerate(stream, start=1):
        if line.strip():
            yield _parsed(line, columns, f"{reference}#{number}")


def from_document(data: bytes, columns: Columns, reference: str) -> Iterator[Found]:
    """A JSON file: one object, or a list of them."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield Unreadable(reference, _broken(f"It is no JSON: {error}"))
        return
    if isinstance(found, list):
        for number, one in enumerate(found, start=1):
            yield _entry(one, columns, f"{reference}#{number}")
    else:
        yield _entry(found, columns, reference)


def from_csv(stream: IO[bytes] | GzipFile, columns: Columns, reference: str, delimiter: str) -> Iterator[Found]:
    """One entry a row; the first row names the columns. InvalidRecord where the text's column is missing."""
    csv.field_size_limit(min(sys.maxsize, _LONGEST_LINE))
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        yield from _rows(csv.DictReader(text, delimiter=delimiter), columns, reference)
    finally:
        text.detach()  # the stream is its opener's to close


def _rows(rows: csv.DictReader[str], columns: Columns, reference: str) -> Iterator[Found]:
    if columns.text not in (rows.fieldnames or ()):
        names = ", ".join(rows.fieldnames or ())
        raise InvalidRecord(f"There is no column {columns.text!r} among: {names}.", way_out="Name it: --text-column.")
    try:
        for number, row in enumerate(rows, start=2):
            yield _entry(row, columns, f"{reference}#{number}")
    except csv.Error as error:
        yield Unreadable(f"{reference}#{rows.line_num}", _broken(f"The row cannot be read: {error}"))


def _parsed(line: bytes, columns: Columns, reference: str) -> Found:
    try:
        return _entry(json.loads(line), columns, reference)
    except (ValueError, RecursionError) as error:
        return Unreadable(reference, _broken(f"The line is no JSON: {error}"))


def _entry(row: Any, columns: Columns, reference: str) -> Found:
    if not isinstance(row, Mapping):
        return Unreadable(reference, _broken("The record is no object with keys."))
    text = row.get(columns.text)
    if not isinstance(text, str) or not text.strip():
        return Unreadable(reference, _broken(f"The record has no text under {columns.text!r}."))
    if looks_like_html(text):
        data = text.encode()
        given = _given(row, columns)
        return Entry(reference, data=data, content_type="text/html", given=given, section=_word(row, columns.section))
    return Entry(reference, text=text, given=_given(row, columns), section=_word(row, columns.section))


def _given(row: Mapping[str, Any], columns: Columns) -> Given:
    days = (parse_date(_word(row, name)) for name in (columns.published, *_DATES))
    lang = _word(row, columns.lang)
    return Given(
        lang=lang if lang and len(lang) in (2, 3) and lang.isalpha() and lang.islower() else None,
        published=next((day for day in days if day), None),
        title=_word(row, columns.title),
        url=_word(row, columns.url),
    )


def _word(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _broken(reason: str) -> InvalidRecord:
    return InvalidRecord(reason.rstrip(".") + ".", way_out="Correct the record, or name its columns.")
