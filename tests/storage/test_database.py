from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from factcheck.errors import ConfigurationError
from factcheck.storage import schema
from factcheck.storage.database import Database, open_database

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_database(f"sqlite:///{tmp_path}/new/folder/factcheck.sqlite3")
    yield database
    database.close()


def _lease(name: str, at: datetime = NOW) -> dict[str, object]:
    return {"worker": name, "fencing": 1, "started_at": at, "heartbeat_at": at}


def test_the_migrations_make_the_tables_of_the_schema(database: Database) -> None:
    with database.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    at, head = database.revisions()
    assert at == head


def test_upgrading_again_changes_nothing_and_keeps_the_rows(database: Database) -> None:
    with database.begin() as connection:
        connection.execute(insert(schema.leases), _lease("one"))
    database.upgrade()
    with database.reading() as connection:
        assert connection.execute(select(schema.leases.c.worker)).scalars().all() == ["one"]


def test_a_database_of_a_newer_version_is_refused_with_a_way_out(database: Database) -> None:
    with database.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="restore a backup"):
        database.upgrade()


def test_sqlite_runs_in_wal_mode_with_foreign_keys(database: Database) -> None:
    with database.reading() as connection:
        assert connection.execute(text("pragma journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("pragma foreign_keys")).scalar_one() == 1
    with database.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(
            insert(schema.results), {"job_id": "none", "item": 0, "fencing": 1, "created_at": NOW, "body": "{}"}
        )


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.begin() as connection:
            connection.execute(insert(schema.leases), _lease("one"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as connection:
        assert connection.execute(select(schema.leases)).first() is None


def test_writers_in_threads_wait_for_one_another(database: Database) -> None:
    with database.begin() as connection:
        connection.execute(insert(schema.counters), {"name": "n", "value": 0})

    def add() -> None:
        for _ in range(20):
            with database.begin() as connection:
                seen = connection.execute(select(schema.counters.c.value)).scalar_one()
                connection.execute(update(schema.counters).values(value=seen + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with database.reading() as connection:
        assert connection.execute(select(schema.counters.c.value)).scalar_one() == 80


def test_moments_come_back_aware_in_utc_and_sort_as_time(database: Database) -> None:
    madrid = timezone(timedelta(hours=1))
    earlier = datetime(2026, 11, 24, 11, 0, tzinfo=madrid)
    with database.begin() as connection:
        connection.execute(insert(schema.leases), [_lease("late"), _lease("early", earlier)])
        rows = connection.execute(select(schema.leases).order_by(schema.leases.c.heartbeat_at)).all()
        assert [row.worker for row in rows] == ["early", "late"]
        assert rows[0].heartbeat_at == earlier
        with pytest.raises(StatementError, match="time zone"):
            connection.execute(insert(schema.leases), _lease("naive", datetime(2026, 1, 1)))


def test_a_backup_is_a_database_of_its_own_and_overwrites_nothing(database: Database, tmp_path: Path) -> None:
    with database.begin() as connection:
        connection.execute(insert(schema.leases), _lease("one"))
    database.backup(tmp_path / "copy.sqlite3")
    copy = open_database(f"sqlite:///{tmp_path}/copy.sqlite3", upgrade=False)
    with copy.reading() as connection:
        assert connection.execute(select(schema.leases.c.worker)).scalars().all() == ["one"]
    copy.close()
    with pytest.raises(ConfigurationError, match="exists already"):
        database.backup(tmp_path / "copy.sqlite3")


@pytest.mark.parametrize("url", ["mysql://localhost/x", "nonsense", "sqlite:////proc/none/x.sqlite3"])
def test_addresses_that_cannot_be_used_are_said_with_the_setting(url: str) -> None:
    with pytest.raises(ConfigurationError, match="FACTCHECK_DATABASE_URL"):
        open_database(url)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(ConfigurationError) as caught:
        open_database("postgresql+psycopg://me:secret@127.0.0.1:1/none?connect_timeout=1")
    assert "secret" not in str(caught.value)


def test_a_database_in_memory_serves_several_threads() -> None:
    database = open_database("sqlite://")
    errors: list[BaseException] = []

    def work(name: str) -> None:
        try:
            with database.begin() as connection:
                connection.execute(insert(schema.leases), _lease(name))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(str(i),)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    with database.reading() as connection:
        assert len(connection.execute(select(schema.leases)).all()) == 8
    assert errors == []
    database.close()
