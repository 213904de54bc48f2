"""The newsroom's own sources and facts in one SQLite file. Knows what was imported from where (so that nothing is imported
twice) and which changes the index has not followed yet; knows no file formats and no index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from factcheck.domain import Fact, Source
from factcheck.errors import ConfigurationError, InputError

NAME = "library.sqlite3"
_SCHEMA = """
create table if not exists sources (id text primary key, origin text not null, sha256 text not null, body text not null);
create index if not exists sources_origin on sources (origin);
create table if not exists facts (id text primary key, source_id text not null references sources(id) on delete cascade,
                                  body text not null);
create index if not exists facts_source on facts (source_id);
create table if not exists items (origin text primary key, sha256 text not null);
create index if not exists items_sha256 on items (sha256);
create table if not exists pending (source_id text primary key);
"""
_CHUNK = 500
# `pending` names sources that changed since the index last followed. It is written in the transaction of the change itself,
# so a crash between library and index is made good by the next run.


@dataclass(frozen=True)
class Entry:
    """One imported source with where it came from."""

    source: Source
    origin: str


@dataclass(frozen=True)
class Item:
    """What one file, page or record brought: sources with their facts, and the hash of the content it was read from."""

    origin: str
    sha256: str
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...] = ()


class Store:
    """Read and write access to a library folder. Every method is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # ------------------------------------------------------------------ items

    def knows(self, sha256: str) -> bool:
        """True where this content was imported already, from wherever."""
        return self._connection.execute("select 1 from items where sha256 = ?", (sha256,)).fetchone() is not None

    def has_origin(self, origin: str) -> bool:
        """True where something was imported from here before."""
        return self._connection.execute("select 1 from items where origin = ?", (origin,)).fetchone() is not None

    def put(self, items: Iterable[Item]) -> None:
        """Add or replace what the items bring: an origin whose content changed loses what it brought before."""
        with self._connection:
            for item in items:
                self._forget(item.origin)
                for source in item.sources:
                    self._put_source(item, source)
                for fact in item.facts:
                    self._connection.execute(
                        "insert or replace into facts values (?, ?, ?)",
                        (fact.id, fact.source_id, fact.model_dump_json()),
                    )
                self._connection.execute("insert or replace into items values (?, ?)", (item.origin, item.sha256))

    def _put_source(self, item: Item, source: Source) -> None:
        body = source.model_dump_json()
        self._connection.execute("delete from facts where source_id = ?", (source.id,))
        self._connection.execute(
            "insert or replace into sources values (?, ?, ?, ?)", (source.id, item.origin, item.sha256, body)
        )
        self._mark(source.id)

    def _forget(self, origin: str) -> None:
        for (source_id,) in self._connection.execute("select id from sources where origin = ?", (origin,)).fetchall():
            self._drop(source_id)

    def _drop(self, source_id: str) -> None:
        self._connection.execute("delete from sources where id = ?", (source_id,))
        self._mark(source_id)

    def _mark(self, source_id: str) -> None:
        self._connection.execute("insert or ignore into pending values (?)", (source_id,))

    def amend(self, sources: Iterable[Source]) -> None:
        """Replace what is recorded about sources that are there already; their facts and origin stay."""
        with self._connection:
            for source in sources:
                self._connection.execute(
                    "update sources set body = ? where id = ?", (source.model_dump_json(), source.id)
                )
                self._mark(source.id)

    def remove(self, source_id: str) -> Entry:
        """Take a source and its facts out. InputError where there is no such source."""
        entry = self.entry(source_id)
        with self._connection:
            self._drop(source_id)
            left = self._connection.execute("select 1 from sources where origin = ?", (entry.origin,)).fetchone()
            if left is None:  # the same content may be brought again
                self._connection.execute("delete from items where origin = ?", (entry.origin,))
        return entry

    # ------------------------------------------------------------------ reading

    def entry(self, source_id: str) -> Entry:
        """One source. InputError where there is none of that id."""
        row = self._connection.execute("select body, origin from sources where id = ?", (source_id,)).fetchone()
        if row is None:
            raise InputError(
                f"The library holds no source {source_id}.", way_out="`factcheck sources list` shows the ids."
            )
        return Entry(Source.model_validate_json(row[0]), row[1])

    def entries(self) -> Iterator[Entry]:
        """All sources, by id."""
        for body, origin in self._connection.execute("select body, origin from sources order by id"):
            yield Entry(Source.model_validate_json(body), origin)

    def sources(self, ids: Sequence[str] | None = None) -> list[Source]:
        """All sources, or those of these ids that exist, by id."""
        if ids is None:
            return [entry.source for entry in self.entries()]
        bodies = self._chosen("select body from sources where id in ({}) order by id", ids)
        return [Source.model_validate_json(body) for body in bodies]

    def facts(self, source_ids: Sequence[str] | None = None) -> list[Fact]:
        """All facts, or those of these sources."""
        if source_ids is not None:
            bodies = self._chosen("select body from facts where source_id in ({}) order by id", source_ids)
            return [Fact.model_validate_json(body) for body in bodies]
        rows = self._connection.execute("select body from facts order by id")
        return [Fact.model_validate_json(row[0]) for row in rows]

    def _chosen(self, query: str, ids: Sequence[str]) -> Iterator[str]:
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            for row in self._connection.execute(query.format(", ".join("?" * len(part))), part):
                yield str(row[0])

    def count(self) -> int:
        """How many sources there are."""
        return int(self._connection.execute("select count(*) from sources").fetchone()[0])

    # ------------------------------------------------------------------ the index follows

    def pending(self) -> list[str]:
        """Ids of sources that were added, changed or removed since the index last followed."""
        return [row[0] for row in self._connection.execute("select source_id from pending order by source_id")]

    def followed(self, source_ids: Iterable[str]) -> None:
        """The index now holds these changes."""
        with self._connection:
            self._connection.executemany("delete from pending where source_id = ?", [(i,) for i in source_ids])


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """The store in a library folder, made where it is not there. ConfigurationError where it cannot be opened."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / NAME, timeout=30.0)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma foreign_keys = on")
        connection.executescript(_SCHEMA)
    except (OSError, sqlite3.DatabaseError) as error:
        raise ConfigurationError(
            f"The library in {folder} cannot be opened: {error}.",
            way_out="Set FACTCHECK_LIBRARY_DIR to a folder that can be written, or move the broken file away.",
        ) from error
    with closing(connection):
        yield Store(connection)


def exists(folder: Path) -> bool:
    """True where a library was begun in this folder."""
    return (folder / NAME).is_file()
