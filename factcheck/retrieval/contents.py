"""What goes into an index, checked for consistency before anything is embedded."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from factcheck.domain import Fact, Passage, Source
from factcheck.errors import InvalidRecord

Progress = Callable[[int, int], None]
"""Called as (done, total) while passages are embedded."""


def silent(_done: int, _total: int) -> None:
    """Progress for callers who do not watch."""


@dataclass(frozen=True)
class Contents:
    """Passages, their sources and the structured facts.

    `files` are the sha256 of the files that the records were read from, by path; `built_at` is told by whoever has a clock.
    """

    passages: tuple[Passage, ...] = ()
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    built_at: datetime | None = None

    def checked(self) -> Contents:
        """Itself. Raises InvalidRecord where an id is doubled or a record names a source that is not there."""
        for kind, ids in _ids(self):
            _refuse_doubles(kind, ids)
        known = {source.id for source in self.sources}
        owned: tuple[Passage | Fact, ...] = (*self.passages, *self.facts)
        for record in owned:
            if record.source_id not in known:
                raise InvalidRecord(f"{record.id} names the source {record.source_id}, which is not given.")
        return self

    def digest(self) -> str:
        """sha256 over all records, in their order."""
        total = hashlib.sha256()
        for record in (*self.passages, *self.sources, *self.facts):
            total.update(record.model_dump_json().encode())
            total.update(b"\n")
        return total.hexdigest()


def _ids(contents: Contents) -> Iterable[tuple[str, list[str]]]:
    yield "passage", [p.id for p in contents.passages]
    yield "source", [s.id for s in contents.sources]
    yield "fact", [f.id for f in contents.facts]


def _refuse_doubles(kind: str, ids: list[str]) -> None:
    doubled = [i for i, n in Counter(ids).items() if n > 1]
    if doubled:
        raise InvalidRecord(f"The {kind} id {doubled[0]} is used twice.", way_out="Give every record an id of its own.")
