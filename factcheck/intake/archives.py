"""What lies in an archive, one entry after the other: folders, JSONL, CSV, feeds, WARC and ARC, standard input.

Reads and tells apart; extracts no text (`extracted` does, for one entry). What cannot be read is an entry too: `Unreadable`.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from factcheck.domain import Article
from factcheck.errors import FactcheckError, InputError, InputTooLarge, NotText
from factcheck.intake import article as intake
from factcheck.intake.article import Given
from factcheck.intake.extract import MAX_BYTES

WARCS = (".warc", ".warc.gz")
ARCS = (".arc", ".arc.gz")
TABLES = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
FEEDS = (".rss", ".atom", ".xml")


@dataclass(frozen=True)
class Columns:
    """Which column (CSV) or key (JSON) holds what; the names are those most exports use."""

    text: str = "text"
    title: str = "title"
    url: str = "url"
    published: str = "published"
    lang: str = "lang"
    section: str = "section"


@dataclass(frozen=True)
class Entry:
    """One article as it lies in the archive: text, or bytes of a page, PDF or text file, or only an address.

    `reference` says where it lies and is the same whenever the archive is read again.
    """

    reference: str
    text: str | None = None
    data: bytes | None = None
    content_type: str = ""
    given: Given = field(default_factory=Given)
    section: str | None = None


@dataclass(frozen=True)
class Unreadable:
    """An entry that is damaged: where it lies and what is wrong with it."""

    reference: str
    error: FactcheckError


@dataclass(frozen=True)
class PassedOver:
    """What lies in an archive without being an article (requests, images, answers of 404): counted by kind, never checked."""

    kind: str


Found = Entry | Unreadable | PassedOver


def entries(inputs: Sequence[str], columns: Columns | None = None) -> Iterator[Found]:
    """All entries of all inputs in a fixed order. InputError where an input does not exist."""
    for name in inputs:
        yield from _one_input(name, columns or Columns())


def _one_input(name: str, columns: Columns) -> Iterator[Found]:
    if name == "-":
        yield from _from_stdin(columns)
        return
    if name.startswith(("http://", "https://")):
        yield from _from_address(name)
        return
    path = Path(name)
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p.relative_to(path)))
        for file in files:
            yield from from_path(file, columns, file.relative_to(path).as_posix())
    elif path.is_file():
        yield from from_path(path, columns, path.name)
    else:
        raise InputError(f"{name} does not exist.", way_out="Name folders, files, a feed's address, or -.")


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def from_path(path: Path, columns: Columns, reference: str) -> Iterator[Found]:
    """The entries of one file, told apart by its name; a file that is damaged half-way ends in an `Unreadable`."""
    try:
        yield from _told_apart(path, columns, reference)
    except FactcheckError as error:
        yield Unreadable(f"{reference}#end", error)
    except (OSError, EOFError) as error:
        reason = NotText(f"{path.name} cannot be read to its end: {error}.", way_out="Check that the file is whole.")
        yield Unreadable(f"{reference}#end", reason)


def _told_apart(path: Path, columns: Columns, reference: str) -> Iterator[Found]:
    from factcheck.intake import archive_tables, feeds, web_archives

    name = path.name.lower()
    if name.endswith(WARCS):
        yield from web_archives.from_warc(path, reference)
    elif name.endswith(ARCS):
        yield from web_archives.from_arc(path, reference)
    elif name.endswith(TABLES):
        with opened(path) as stream:
            yield from archive_tables.from_csv(stream, columns, reference, "\t" if ".tsv" in name else ",")
    elif name.endswith(LINES):
        with opened(path) as stream:
            yield from archive_tables.from_lines(stream, columns, reference)
    elif name.endswith(".json"):
        yield from archive_tables.from_document(_bytes(path), columns, reference)
    elif name.endswith(FEEDS) and feeds.is_feed(_head(path)):
        yield from feeds.entries(_bytes(path), reference)
    else:
        yield Entry(reference, data=_bytes(path))


def opened(path: Path) -> IO[bytes] | gzip.GzipFile:
    """A file as bytes, unpacked where it is gzip."""
    return gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb")


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(4_000)


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise InputTooLarge(f"{path.name} has {size:,} bytes; at most {MAX_BYTES:,} are read.", way_out="Split it.")
    return path.read_bytes()


def _from_stdin(columns: Columns) -> Iterator[Found]:
    from factcheck.intake import archive_tables

    stream = sys.stdin.buffer
    first = stream.readline()
    if first.lstrip().startswith(b"{"):
        yield from archive_tables.from_lines(_chained(first, stream), columns, "-")
    else:
        yield Entry("-", data=first + stream.read(MAX_BYTES + 1))


def _chained(first: bytes, rest: IO[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _from_address(url: str) -> Iterator[Found]:
    from factcheck.intake import feeds, fetch

    page = fetch.fetch(url)
    if feeds.is_feed(page.data[:4_000]):
        yield from feeds.entries(page.data, url)
    else:
        yield Entry(url, data=page.data, content_type=page.content_type, given=Given(url=page.url))


def extracted(entry: Entry) -> Article:
    """The article of an entry. Errors of our tree where it holds none."""
    if entry.text is not None:
        return intake.from_text(entry.text, entry.given)
    if entry.data is not None:
        if len(entry.data) > MAX_BYTES:
            raise InputTooLarge(f"It has more than {MAX_BYTES:,} bytes.", way_out="Split it.")
        return intake.from_bytes(entry.data, entry.given, content_type=entry.content_type)
    if entry.given.url is None:
        raise InputError("The entry has neither text nor address.", way_out="Name the column of the text.")
    return intake.from_url(entry.given.url, replace(entry.given, url=None))
