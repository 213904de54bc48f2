"""The database as a whole: opening by URL, transactions, migrations and backup. SQLite in WAL mode or PostgreSQL, same code.

Knows no table by name. Everything else in this package is functions that take a `Connection`.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from factcheck.errors import ConfigurationError

__all__ = ["Connection", "Database", "open_database"]

_MIGRATIONS = Path(__file__).parent / "migrations"
_DRIVERS = ("sqlite", "postgresql+psycopg")
_READING = "factcheck_reading"
_WAY_OUT = "Set FACTCHECK_DATABASE_URL to sqlite:////path/to/file or postgresql+psycopg://user@host/name."


class Database:
    """An open database. Thread-safe; each transaction has a connection of its own."""

    def __init__(self, engine: Engine, url: URL) -> None:
        self.engine = engine
        self.url = url
        # A database in memory lives in one connection: its transactions follow one another.
        self._turn: Any = threading.RLock() if _in_memory(url) else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        """True for a file of ours, False for a server."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction that may write; committed at the end, rolled back on an error."""
        with self._turn, self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads; on SQLite it waits for no writer."""
        options = {_READING: True}
        with self._turn, self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    def upgrade(self) -> None:
        """Bring the tables to this version of the code. ConfigurationError where the database is newer than the code."""
        from alembic import command
        from alembic.util import CommandError

        with self._turn, self._exclusive() as connection:
            try:
                command.upgrade(self._alembic(connection), "head")
            except CommandError as error:
                raise ConfigurationError(
                    f"The database cannot be brought to this version: {error}.",
                    way_out="Use the version of factcheck that wrote it, or restore a backup.",
                ) from error

    def revisions(self) -> tuple[str | None, str]:
        """The revision the database is at (None: empty), and the one this code needs."""
        from alembic.migration import MigrationContext
        from alembic.script import ScriptDirectory

        with self.reading() as connection:
            at = MigrationContext.configure(connection).get_current_revision()
        head = ScriptDirectory(str(_MIGRATIONS)).get_current_head()
        assert head is not None  # noqa: S101  this package ships its revisions
        return at, head

    def backup(self, path: Path) -> None:
        """A consistent copy of a SQLite database in a new file, made while others go on working."""
        if not self.is_sqlite:
            raise ConfigurationError("PostgreSQL is backed up by its own tools.", way_out="Use pg_dump.")
        if path.exists():
            raise ConfigurationError(f"{path} exists already.", way_out="Name a file that does not exist yet.")
        raw = self.engine.raw_connection()
        try:
            with closing(sqlite3.connect(path)) as copy:
                source = raw.driver_connection
                assert isinstance(source, sqlite3.Connection)  # noqa: S101  `is_sqlite` was asked
                source.backup(copy)
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(f"{path} cannot be written: {error}.", way_out="Choose another file.") from error
        finally:
            raw.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def _exclusive(self) -> Iterator[Connection]:
        # Two processes that start at once upgrade one after the other.
        with self.engine.begin() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1718379891)")
            yield connection

    def _alembic(self, connection: Connection) -> Any:
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        return config


def open_database(url: str, *, upgrade: bool = True) -> Database:
    """The database at `url`, upgraded unless told otherwise. ConfigurationError where it cannot be used."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError("The database address cannot be read.", way_out=_WAY_OUT) from error
    if parsed.drivername not in _DRIVERS:
        raise ConfigurationError(f"No database of the kind {parsed.drivername!r} is used here.", way_out=_WAY_OUT)
    try:
        database = Database(_engine(parsed), parsed)
        if upgrade:
            database.upgrade()
    except (OSError, DBAPIError, NoSuchModuleError) as error:
        shown = parsed.render_as_string(hide_password=True)
        reason = getattr(error, "orig", None) or error
        raise ConfigurationError(f"The database {shown} cannot be opened: {reason}.", way_out=_WAY_OUT) from error
    return database


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        # A frozen process must not hold its locks for ever; errors must not show the texts that were being stored.
        given = {"options": "-c idle_in_transaction_session_timeout=30000"}
        return create_engine(
            url, pool_pre_ping=True, pool_size=10, max_overflow=20, connect_args=given, hide_parameters=True
        )
    if _in_memory(url):
        engine = create_engine(
            url, connect_args={"check_same_thread": False}, poolclass=StaticPool, hide_parameters=True
        )
    else:
        _folder(url)
        engine = create_engine(url, connect_args={"timeout": 30.0, "check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _folder(url: URL) -> None:
    folder = Path(str(url.database)).parent
    folder.mkdir(parents=True, exist_ok=True)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`
    for pragma in ("journal_mode = wal", "synchronous = normal", "foreign_keys = on", "secure_delete = on"):
        connection.execute(f"pragma {pragma}").close()


def _begin(connection: Connection) -> None:
    # A writer takes its turn at once: a reader that turns writer midway could only fail.
    reading = connection.get_execution_options().get(_READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _in_memory(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


StorageError = SQLAlchemyError
"""What the driver raises; the edge turns it into a problem document."""
