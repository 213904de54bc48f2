"""Reference data as files that people can read and correct: `sources.jsonl` and `facts/*.jsonl` in a folder. Knows the
files' shape and their first errors; what the records mean together is for `checks`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from factcheck.domain import Fact, Source
from factcheck.errors import InvalidRecord

R = TypeVar("R", Source, Fact)
SOURCES_FILE = "sources.jsonl"
FACTS_FOLDER = "facts"


@dataclass(frozen=True)
class Collection:
    """Sources and facts read together. `sha256` maps file names (relative) to digests; `places` maps ids to `file:line`."""

    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    sha256: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def source(self, source_id: str) -> Source | None:
        """The source with that id."""
        return next((s for s in self.sources if s.id == source_id), None)


def read_collection(folder: Path) -> Collection:
    """All records of a folder. InvalidRecord names file, line and what to do."""
    if not (folder / SOURCES_FILE).is_file():
        raise InvalidRecord(
            f"{folder} holds no {SOURCES_FILE}.",
            way_out="Name a folder with sources.jsonl and facts/*.jsonl, as reference_data has them.",
        )
    collection = Collection()
    sources = list(_read(folder, folder / SOURCES_FILE, Source, collection))
    files = sorted((folder / FACTS_FOLDER).glob("*.jsonl"))
    facts = [fact for file in files for fact in _read(folder, file, Fact, collection)]
    return Collection(tuple(sources), tuple(facts), collection.sha256, collection.places)


def _read(root: Path, file: Path, kind: type[R], into: Collection) -> Iterator[R]:
    name = file.relative_to(root).as_posix()
    content = file.read_bytes()
    into.sha256[name] = hashlib.sha256(content).hexdigest()
    for number, line in enumerate(_text(content, name).splitlines(), start=1):
        if line.strip():
            record = parse(line, kind, f"{name}:{number}")
            into.places.setdefault(record.id, f"{name}:{number}")
            yield record


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidRecord(f"{name} is not UTF-8 (byte {error.start}).", way_out="Save the file as UTF-8.") from error


def parse(line: str, kind: type[R], place: str) -> R:
    """One JSON line as a record. InvalidRecord says where and what is wrong."""
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidRecord(
            f"{place}: {where + ': ' if where else ''}{first['msg']}.",
            way_out=f"Correct that line; the fields of a {kind.__name__} are described in reference_data/README.md.",
        ) from error


def write(path: Path, records: Iterable[BaseModel]) -> None:
    """Records as JSON lines, only what differs from the defaults, so that lines stay short enough to read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(r.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False) for r in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
