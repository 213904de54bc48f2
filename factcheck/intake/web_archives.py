"""WARC (fastwarc) and ARC files as entries of an archive: answers with a page, a PDF or text. Damaged records are named,
and reading goes on behind them where a next record can be found."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import GzipFile
from pathlib import Path
from typing import IO, Any

from factcheck.errors import InputTooLarge, NotText
from factcheck.intake.archives import Entry, Found, PassedOver, Unreadable, opened
from factcheck.intake.article import Given
from factcheck.intake.extract import MAX_BYTES

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_GZIP = b"\x1f\x8b\x08"
_WARC = b"WARC/1."
_WHOLE = "Fetch it again, or leave it out."


@dataclass(frozen=True)
class Answer:
    """An HTTP answer: status, headers by lower-case name, body unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """Media type without parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


def from_warc(path: Path, reference: str) -> Iterator[Found]:
    """Entries of a WARC file; `reference#offset` counts in its bytes."""
    magic = _GZIP if path.name.lower().endswith(".gz") else _WARC
    start: int | None = 0
    while start is not None:
        last = start
        try:
            for offset, found in _records(path, start, reference):
                last = offset
                yield found
            return
        except OSError as error:
            reason = NotText(f"A malformed record stands after byte {last}: {error}.", way_out=_WHOLE)
            yield Unreadable(f"{reference}#{last}+", reason)
            start = _next(path, magic, last + 1)


def _records(path: Path, start: int, reference: str) -> Iterator[tuple[int, Found]]:
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as stream:
        stream.seek(start)
        number = 0
        for record in ArchiveIterator(stream, parse_http=False, quirks_mode=False):
            # Several records in one gzip member share its offset: the number tells them apart.
            offset, number = start + int(record.stream_pos), number + 1
            yield offset, _from_record(record, f"{reference}#{offset}.{number}")


def _from_record(record: Any, reference: str) -> Found:
    kind = str(record.record_type)
    if kind not in ("response", "resource", "conversion"):
        return PassedOver(f"warc {kind}")
    data = record.reader.read(MAX_BYTES * 2)
    uri = record.headers.get("WARC-Target-URI")
    if len(data) < min(record.content_length, MAX_BYTES * 2) or record.headers.get("WARC-Truncated"):
        return Unreadable(reference, _cut(len(data), record.content_length))
    if kind != "response" or not (record.headers.get("Content-Type") or "").startswith("application/http"):
        return _entry(reference, Answer(200, {"content-type": record.headers.get("Content-Type") or ""}, data), uri)
    return _from_answer(data, reference, uri)


def _cut(length: int, stated: int) -> NotText | InputTooLarge:
    if length >= MAX_BYTES * 2:
        return InputTooLarge(f"The record has {stated:,} bytes.", way_out="Leave it out.")
    return NotText(f"The record is truncated: {length:,} of {stated:,} bytes are there.", way_out=_WHOLE)


def _from_answer(data: bytes, reference: str, uri: str | None) -> Found:
    try:
        answer = http_answer(data)
    except ValueError as error:
        return Unreadable(reference, NotText(f"The HTTP answer is malformed: {error}.", way_out=_WHOLE))
    if answer.status != 200:
        return PassedOver(f"http {answer.status}")
    return _entry(reference, answer, uri)


def _entry(reference: str, answer: Answer, uri: str | None) -> Found:
    kind = answer.content_type or "text/html"
    if kind not in _TEXTS:
        return PassedOver(kind)
    if not answer.body.strip():
        return Unreadable(reference, NotText("The record has no content.", way_out=_WHOLE))
    return Entry(reference, data=answer.body, content_type=kind, given=Given(url=uri))


def http_answer(data: bytes) -> Answer:
    """An HTTP answer as archives keep it. ValueError for what is none.

    Bodies that only claim to be chunked or packed are taken as they are.
    """
    head, _, body = data.partition(b"\r\n\r\n") if b"\r\n\r\n" in data else data.partition(b"\n\n")
    first, *rest = head.decode("latin-1").splitlines() or [""]
    words = first.split()
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdigit():
        raise ValueError("no status line")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    return Answer(int(words[1]), headers, _unpacked(body, headers.get("content-encoding", "").lower()))


def _unchunked(body: bytes) -> bytes:
    pieces: list[bytes] = []
    rest = body
    while rest:
        size_line, found, rest_after = rest.partition(b"\r\n")
        try:
            size = int(size_line.split(b";")[0].strip(), 16)
        except ValueError:
            return b"".join(pieces) if pieces else body
        if not found or size == 0:
            break
        pieces.append(rest_after[:size])
        rest = rest_after[size:].removeprefix(b"\r\n")
    return b"".join(pieces)


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return body
    try:
        return zlib.decompressobj(47).decompress(body, MAX_BYTES + 1)
    except zlib.error:
        return body


def _next(path: Path, magic: bytes, start: int) -> int | None:
    """Where the next record may begin, at or after `start`; None where there is none."""
    with path.open("rb") as stream:
        stream.seek(start)
        position, before = start, b""
        while block := stream.read(1_000_000):
            at = (before + block).find(magic)
            if at >= 0:
                return position - len(before) + at
            position, before = position + len(block), (before + block)[-len(magic) :]
    return None


def from_arc(path: Path, reference: str) -> Iterator[Found]:
    """Entries of an ARC file (version 1: one line of URL, address, date, type, length before each record)."""
    with opened(path) as stream:
        number = 0
        while line := stream.readline(20_000):
            if not line.strip():
                continue
            number += 1
            place = f"{reference}#{number}"
            words = line.decode("latin-1").split()
            if len(words) < 5 or not words[-1].isdigit():
                yield Unreadable(place, NotText("The line before an ARC record is malformed.", way_out=_WHOLE))
                return  # without its length nobody knows where the next record begins
            yield _from_arc_record(stream, words, place)


def _from_arc_record(stream: IO[bytes] | GzipFile, words: list[str], place: str) -> Found:
    length = int(words[-1])
    data = stream.read(min(length, MAX_BYTES * 2))
    if length > MAX_BYTES * 2 or len(data) < length:
        return Unreadable(place, _cut(len(data), length))
    if words[0].startswith(("filedesc:", "dns:")):
        return PassedOver(f"arc {words[0].partition(':')[0]}")
    return _from_answer(data, place, words[0])
