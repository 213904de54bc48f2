"""Tables in which the kill tests note what workers did."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, String, Table, Text

notes = MetaData()


def _table(name: str) -> Table:
    columns = (Column("worker", String(80)), Column("job_id", String(40)), Column("text", Text))
    return Table(name, notes, Column("id", Integer, primary_key=True), *columns)


started = _table("kill_test_started")
kept = _table("kill_test_kept")
