"""Reading and writing rows by equality, and pages of them. Knows tables as SQLAlchemy has them, not what their rows mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, insert, or_, select, text, update
from sqlalchemy import delete as sql_delete

Row = Mapping[str, Any]
"""One row by column name."""


@dataclass(frozen=True)
class Page:
    """Some rows, and the place after the last of them (None: there are no more)."""

    rows: tuple[Row, ...]
    after: tuple[Any, str] | None


def add(connection: Connection, table: Table, *rows: Row) -> None:
    """Insert rows; all need the same columns."""
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])


def one(connection: Connection, table: Table, **where: Any) -> Row | None:
    """The row with these values, None where there is none."""
    found = connection.execute(select(table).where(_equal(table, where)).limit(1)).first()
    return None if found is None else _row(found)


def many(connection: Connection, table: Table, order: Sequence[str] = (), **where: Any) -> list[Row]:
    """All rows with these values; a value that is a list, tuple or set means: one of them."""
    found = select(table).where(_equal(table, where)).order_by(*(table.c[name] for name in order))
    return [_row(row) for row in connection.execute(found)]


def beginning(connection: Connection, table: Table, column: str, prefix: str, order: Sequence[str]) -> list[Row]:
    """All rows whose text in a column begins so."""
    found = select(table).where(table.c[column].startswith(prefix, autoescape=True))
    return [_row(row) for row in connection.execute(found.order_by(*(table.c[name] for name in order)))]


def change(connection: Connection, table: Table, where: Row, **values: Any) -> int:
    """Set values in the rows; returns how many there were."""
    return connection.execute(update(table).where(_equal(table, where)).values(**values)).rowcount


def delete(connection: Connection, table: Table, **where: Any) -> int:
    """Delete the rows; returns how many there were."""
    return connection.execute(sql_delete(table).where(_equal(table, where))).rowcount


def page(
    connection: Connection, table: Table, where: Row, by: str, *, after: tuple[Any, str] | None, limit: int
) -> Page:
    """Rows from the newest on by a column of moments (ids break ties), those after a place already seen."""
    moment, name = table.c[by], table.c.id
    condition = _equal(table, where)
    if after is not None:
        seen, last = after
        condition = and_(condition, or_(moment < seen, and_(moment == seen, name < last)))
    found = select(table).where(condition).order_by(moment.desc(), name.desc()).limit(limit + 1)
    rows = [_row(row) for row in connection.execute(found)]
    last_row = rows[limit - 1] if len(rows) > limit else None
    return Page(tuple(rows[:limit]), (last_row[by], last_row["id"]) if last_row else None)


def turn(connection: Connection, name: str) -> None:
    """Wait until no other transaction holds this name, and hold it to the end. On SQLite a writer has its turn already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})


def _row(found: Any) -> Row:
    return dict(found._mapping)


def _equal(table: Table, where: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(True, *(_matches(table.c[name], value) for name, value in where.items()))


def _matches(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return column.in_(list(value))
    return column.is_(None) if value is None else column == value
