"""The files of a ZIP archive that somebody sent, one by one. Treats it as hostile: names, sizes, what unpacks into much.

Knows no formats: what a file holds is read like any other."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from factcheck.errors import FactcheckError, InputTooLarge, NotText
from factcheck.intake.extract import MAX_BYTES

MOST_FILES = 10_000
MOST_BYTES = 200_000_000
"""Unpacked, all files together."""


@dataclass(frozen=True)
class Packed:
    """One file of an archive: its bytes, or why they cannot be had."""

    name: str
    data: bytes = b""
    error: FactcheckError | None = None


def files(stream: IO[bytes]) -> Iterator[Packed]:
    """The files of an archive. NotText where it is none, InputTooLarge where it holds too much; hidden files stay out."""
    try:
        with zipfile.ZipFile(stream) as archive:
            yield from _files(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise NotText("The archive is no ZIP file, or it is broken.", way_out="Pack it again.") from error


def _files(archive: zipfile.ZipFile) -> Iterator[Packed]:
    found = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
    if len(found) > MOST_FILES:
        raise InputTooLarge(f"The archive has more than {MOST_FILES:,} files.", way_out="Split it.")
    room = MOST_BYTES
    for info in found:
        packed = _file(archive, info)
        room -= len(packed.data)
        if room < 0:
            raise InputTooLarge(f"The archive unpacks into more than {MOST_BYTES:,} bytes.", way_out="Split it.")
        yield packed


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _file(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Packed:
    name = PurePosixPath(info.filename).as_posix().lstrip("/")
    try:
        with archive.open(info) as file:
            data = file.read(MAX_BYTES + 1)  # what the archive says of its sizes is not believed
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
        way_out = "Pack it again, without a password."
        return Packed(name, error=NotText("The file cannot be unpacked.", way_out=way_out))
    if len(data) > MAX_BYTES:
        too_large = InputTooLarge(f"It has more than {MAX_BYTES:,} bytes.", way_out="Split it.")
        return Packed(name, error=too_large)
    return Packed(name, data)
