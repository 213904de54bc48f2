"""Passages, sources and facts of an index in one SQLite file. Knows how to store and fetch records; ranks nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from factcheck.domain import Fact, Passage, Source
from factcheck.errors import ReferenceIndexError
from factcheck.retrieval.contents import Contents
from factcheck.retrieval.embedding import keys
from factcheck.retrieval.manifest import MEND

NAME = "records.sqlite"
_TABLES = """
create table passages (row integer primary key, id text not null unique, source_id text not null, fact_id text,
                       lang text not null, key blob not null, body text not null);
create table sources (id text primary key, body text not null) without rowid;
create table facts (id text primary key, source_id text not null, subject_id text, attribute text not null,
                    complete integer not null, body text not null) without rowid;
create index passages_fact on passages (fact_id) where fact_id is not null;
create index facts_subject on facts (subject_id, attribute);
"""
_CHUNK = 500


class Records:
    """A readable store. Rows are the int64 ids under which vectors and words are indexed: 0, 1, 2 …"""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._cached_source = lru_cache(maxsize=4096)(self._source)
        self._read_columns()

    @classmethod
    def in_memory(cls, contents: Contents) -> Records:
        """A store without a file."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection, contents)
        return cls(connection)

    @classmethod
    def open(cls, folder: Path) -> Records:
        """The store in a generation's folder. Raises ReferenceIndexError where it cannot be read."""
        address = f"file:{(folder / NAME).absolute().as_posix()}?mode=ro&immutable=1"
        try:
            return cls(sqlite3.connect(address, uri=True, check_same_thread=False))
        except sqlite3.Error as error:
            raise ReferenceIndexError(f"{folder / NAME} cannot be read: {error}.", way_out=MEND) from error

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    def _read_columns(self) -> None:
        rows = self._query("select source_id, fact_id, lang, key from passages order by row")
        self.source_ids: list[str] = [r[0] for r in rows]
        self.fact_ids: list[str | None] = [r[1] for r in rows]
        self.langs: list[str] = [r[2] for r in rows]
        self.keys: list[bytes] = [r[3] for r in rows]
        self.rows_of_fact: dict[str, list[int]] = defaultdict(list)
        for row, fact_id in enumerate(self.fact_ids):
            if fact_id is not None:
                self.rows_of_fact[fact_id].append(row)

    def __len__(self) -> int:
        return len(self.source_ids)

    def passages(self, rows: Iterable[int]) -> dict[int, Passage]:
        """Passages by row."""
        found = self._by("select row, body from passages where row in ({})", list(rows))
        return {row: Passage.model_validate_json(body) for row, body in found}

    def source(self, source_id: str) -> Source:
        """A source by id. Raises ReferenceIndexError where the index does not hold it."""
        return self._cached_source(source_id)

    def _source(self, source_id: str) -> Source:
        found = self._query("select body from sources where id = ?", (source_id,))
        if not found:
            raise ReferenceIndexError(f"The index has passages of {source_id} but not the source.", way_out=MEND)
        return Source.model_validate_json(found[0][0])

    def facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        """Facts by id; ids that are not held are left out."""
        found = self._by("select id, body from facts where id in ({})", list(ids))
        return {fact_id: Fact.model_validate_json(body) for fact_id, body in found}

    def facts_about(self, subject_id: str, attributes: Sequence[str]) -> tuple[Fact, ...]:
        """Facts of one subject with one of the attributes, ordered by id."""
        marks = ",".join("?" * len(attributes))
        query = f"select body from facts where subject_id = ? and attribute in ({marks}) order by id"  # noqa: S608  marks only
        return tuple(Fact.model_validate_json(b) for (b,) in self._query(query, (subject_id, *attributes)))

    def facts_of(self, source_id: str) -> tuple[Fact, ...]:
        """Facts that a source states, ordered by id."""
        found = self._query("select body from facts where source_id = ? order by id", (source_id,))
        return tuple(Fact.model_validate_json(body) for (body,) in found)

    def all_sources(self) -> Iterator[Source]:
        """Every source, ordered by id."""
        return (Source.model_validate_json(b) for (b,) in self._query("select body from sources order by id"))

    def all_facts(self) -> Iterator[Fact]:
        """Every fact, ordered by id."""
        return (Fact.model_validate_json(b) for (b,) in self._query("select body from facts order by id"))

    def all_passages(self) -> Iterator[Passage]:
        """Every passage in the order of its row."""
        return (Passage.model_validate_json(b) for (b,) in self._query("select body from passages order by row"))

    def _by(self, query: str, values: list[int] | list[str]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(values), _CHUNK):
            part = values[start : start + _CHUNK]
            found += self._query(query.format(",".join("?" * len(part))), tuple(part))
        return found

    def _query(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise ReferenceIndexError(f"The index's records cannot be read: {error}.", way_out=MEND) from error


def write(contents: Contents, folder: Path) -> None:
    """Write the store of a generation."""
    connection = sqlite3.connect(folder / NAME)
    try:
        _fill(connection, contents)
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, contents: Contents) -> None:
    connection.executescript(_TABLES)
    passages = (
        (row, p.id, p.source_id, p.fact_id, p.lang, key, p.model_dump_json())
        for row, (p, key) in enumerate(zip(contents.passages, keys(contents), strict=True))
    )
    facts = ((f.id, f.source_id, f.subject_id, f.attribute, f.complete, f.model_dump_json()) for f in contents.facts)
    with connection:
        connection.executemany("insert into passages values (?, ?, ?, ?, ?, ?, ?)", passages)
        connection.executemany(
            "insert into sources values (?, ?)", ((s.id, s.model_dump_json()) for s in contents.sources)
        )
        connection.executemany("insert into facts values (?, ?, ?, ?, ?, ?)", facts)
