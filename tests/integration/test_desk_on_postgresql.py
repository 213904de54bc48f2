"""The desk's code on a real PostgreSQL: the same tables, versions, reviews, keys and purges; writers at the same time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from factcheck.desk import corrections, keeping, keys, reports, retention, review, verdicts
from factcheck.desk.keys import Wanted
from factcheck.desk.office import Caller, Desk
from factcheck.desk.review import Decided
from factcheck.domain import VerdictLabel
from factcheck.errors import TextPurged
from factcheck.storage import schema
from factcheck.storage.database import open_database
from tests.desk.orders import order, sound


@pytest.fixture
def desk(postgresql: str) -> Iterator[Desk]:
    admin = open_database(postgresql, upgrade=False)
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE desk"))
    desk = Desk(open_database(postgresql.replace("/postgres?", "/desk?")))
    yield desk
    desk.database.close()
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP DATABASE desk"))
    admin.close()


def test_a_day_at_the_desk(desk: Desk) -> None:
    with desk.database.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    caller = keys.authenticate(desk, keys.create(desk, Wanted("CMS", ("admin",), per_day=100))[1])
    _same_article_from_many_threads(desk, caller)
    (line,), page = reports.listed(desk, caller, None, 1)
    assert (line["version"], page.after) == (6, None)
    kept = reports.read(desk, caller, line["id"]).kept
    verdict_id = kept.claims[0].verdict_id
    for decided in (Decided("approve", "Ana"), Decided("override", "Ana", "No.", VerdictLabel.REFUTED)):
        review.decide(desk, caller, verdict_id, decided, verdicts.read(desk, caller, verdict_id)[1])
    assert [c.after for c in corrections.published(desk, None, 10)[0]] == ["refuted"]
    with desk.database.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(update(schema.reviews).values(decision="approve"))
    other = keeping.store(desk, caller, order(reference="draft"), sound()).kept
    assert retention.purge(desk, older_than=timedelta(0)).reports == 1
    with pytest.raises(TextPurged):
        reports.read(desk, caller, other.report_id)
    assert reports.read(desk, caller, kept.report_id).body


def _same_article_from_many_threads(desk: Desk, caller: Caller) -> None:
    errors: list[BaseException] = []

    def work() -> None:
        try:
            keys.count(desk, caller)
            keeping.store(desk, caller, order(), sound())
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
