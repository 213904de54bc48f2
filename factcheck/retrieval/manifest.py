"""What an index says about itself. Knows the manifest's fields and how an index must fit its reader; opens no vectors."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from factcheck.domain import Record
from factcheck.errors import IndexMismatch, ReferenceIndexError

SCHEMA_VERSION = 2
"""Raised when files or records change their form: an older index is then refused, never misread."""
NAME = "manifest.json"
MEND = "Run `factcheck index build`."


class VectorStats(Record):
    """Which vector index was chosen and what that costs: recall@10 against exact search on a sample (1.0 where exact)."""

    kind: Literal["exact", "ivf"]
    metric: Literal["inner_product"] = "inner_product"
    recall_at_10: float = 1.0
    sample: int = 0


class Counts(Record):
    """How much is in the index; `embedded` are texts whose vectors were not taken over from the generation before."""

    passages: int
    sources: int
    facts: int
    embedded: int = 0


class Manifest(Record):
    """Written last into a generation and read first. `files` maps the generation's files to (bytes, sha256).

    `content` is the sha256 of all records; `source_files` the sha256 of the files they were read from. `reaches_to` is the last day
    that any source speaks for, `valid_until` the days on which sources end, in order.
    """

    schema_version: int = SCHEMA_VERSION
    code_version: str
    encoder: str
    dimension: int
    vectors: VectorStats
    counts: Counts
    content: str
    files: dict[str, tuple[int, str]]
    source_files: dict[str, str] = Field(default_factory=dict)
    reaches_to: date | None = None
    valid_until: tuple[date, ...] = ()
    built_at: datetime | None = None

    @property
    def digest(self) -> str:
        """Short hash of records and encoder: the same content gives the same digest, whenever and wherever it was built."""
        core = self.model_dump_json(include={"schema_version", "encoder", "content"})
        return hashlib.sha256(core.encode()).hexdigest()[:16]


def write(manifest: Manifest, folder: Path) -> None:
    """Write `manifest.json` into a generation's folder."""
    (folder / NAME).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a generation. Raises ReferenceIndexError where it is missing or unreadable, IndexMismatch for another schema."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
        manifest = Manifest.model_validate_json(text)
    except FileNotFoundError as error:
        raise ReferenceIndexError(f"{folder} has no {NAME}.", way_out=MEND) from error
    except (ValidationError, UnicodeDecodeError, OSError) as error:
        raise ReferenceIndexError(f"{folder / NAME} cannot be read.", way_out=MEND) from error
    if manifest.schema_version != SCHEMA_VERSION:
        found = f"{folder} has index schema {manifest.schema_version}, this version reads {SCHEMA_VERSION}."
        raise IndexMismatch(found, way_out=MEND)
    return manifest


def check_encoder(manifest: Manifest, name: str, dimension: int) -> None:
    """Raise IndexMismatch unless the index was built by this very encoder."""
    if (manifest.encoder, manifest.dimension) != (name, dimension):
        raise IndexMismatch(
            f"The index was built with the encoder {manifest.encoder} ({manifest.dimension} dimensions), "
            f"the one in use is {name} ({dimension}).",
            way_out=f"{MEND} Or set FACTCHECK_ENCODER to the index's encoder.",
        )


def check_sizes(manifest: Manifest, folder: Path) -> None:
    """Raise ReferenceIndexError where a file is missing or has another size. Cheap: done at each opening."""
    for name, (size, _) in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise ReferenceIndexError(f"The index misses its file {path}.", way_out=MEND)
        if path.stat().st_size != size:
            raise ReferenceIndexError(f"{path} has {path.stat().st_size} bytes instead of {size}.", way_out=MEND)


def check_hashes(manifest: Manifest, folder: Path) -> None:
    """Raise ReferenceIndexError where a file's content changed. Reads everything: `factcheck index verify`."""
    check_sizes(manifest, folder)
    for name, (_, expected) in manifest.files.items():
        if sha256(folder / name) != expected:
            raise ReferenceIndexError(
                f"{folder / name} is corrupt: its content changed after it was built.", way_out=MEND
            )


def inventory(folder: Path) -> dict[str, tuple[int, str]]:
    """(bytes, sha256) of every file under a generation's folder, by relative path."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != NAME)
    return {p.relative_to(folder).as_posix(): (p.stat().st_size, sha256(p)) for p in files}


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
