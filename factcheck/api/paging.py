"""Lists in pages: an opaque cursor says where the next page begins. Knows nothing of what is listed."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query

from factcheck.errors import InputError
from factcheck.storage.rows import Page

Place = tuple[datetime, str]

Limit = Annotated[int, Query(ge=1, le=100, description="how many at most")]
Cursor = Annotated[
    str | None, Query(max_length=300, pattern=r"^[A-Za-z0-9_-]*$", description="`next` of the page before")
]


def next_cursor(page: Page) -> str | None:
    """The cursor of the page after this one; None at the end."""
    if page.after is None:
        return None
    moment, last = page.after
    return base64.urlsafe_b64encode(json.dumps([moment.isoformat(), last]).encode()).decode().rstrip("=")


def place(cursor: str | None) -> Place | None:
    """Where a page begins. InputError for a cursor that is none of ours."""
    if not cursor:
        return None
    try:
        moment, last = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None or not isinstance(last, str) or not last.isprintable():
            raise ValueError
        at = at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
        raise InputError("The cursor is none that this service gave.", way_out="Begin without a cursor.") from error
    return at, last
