"""Everything the database holds as lines of JSON, secrets left out. Knows the tables, not their meaning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from factcheck.storage import schema

SECRET = {("api_keys", "hash"), ("webhook_secrets", "secret"), ("sessions", "hash"), ("sessions", "data")}
_LEFT_OUT = {"idempotency", "rates"}


def lines(connection: Connection) -> Iterator[str]:
    """One line for each row: `{"table": ..., ...}`, tables in the order in which they could be filled again."""
    for table in schema.metadata.sorted_tables:
        if table.name in _LEFT_OUT:
            continue
        for row in connection.execute(select(table)).mappings():
            shown = {name: value for name, value in row.items() if (table.name, name) not in SECRET}
            yield json.dumps({"table": table.name} | shown, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    assert isinstance(value, datetime)  # noqa: S101  columns hold text, numbers, documents and moments
    return value.isoformat()
