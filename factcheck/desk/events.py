"""Events become deliveries, one for each webhook that wants them, in the transaction of the change itself.

Knows ids and labels only: no event carries a text. Sending is done elsewhere, from the `deliveries` table.
"""

from __future__ import annotations

import json
from typing import Any

from factcheck.desk.office import Desk
from factcheck.storage import rows, schema
from factcheck.storage.database import Connection

EVENTS = (
    "job.completed",
    "job.failed",
    "verdict.created",
    "verdict.reviewed",
    "verdict.changed",
    "source.updated",
)


def announce(connection: Connection, desk: Desk, key_id: str, event: str, *data: dict[str, Any]) -> None:
    """Queue the event once for each of `data` and each active webhook of the key that asked for it."""
    wanted = [
        hook
        for hook in rows.many(connection, schema.webhooks, key_id=key_id, active=True)
        if not hook["events"] or event in hook["events"]
    ]
    made = (_delivery(desk, hook["id"], event, one) for one in data for hook in wanted)
    rows.add(connection, schema.deliveries, *made)


def announce_to_all(desk: Desk, event: str, data: dict[str, Any]) -> None:
    """Queue the event for every key that has a webhook: what concerns the whole house, such as a new source."""
    with desk.database.begin() as connection:
        announce_in_house(connection, desk, event, data)


def announce_in_house(connection: Connection, desk: Desk, event: str, *data: dict[str, Any]) -> None:
    """The same in the caller's transaction, once for each of `data`."""
    for key_id in sorted({hook["key_id"] for hook in rows.many(connection, schema.webhooks, active=True)}):
        announce(connection, desk, key_id, event, *data)


def _delivery(desk: Desk, webhook_id: str, event: str, data: dict[str, Any]) -> dict[str, Any]:
    now = desk.now()
    payload = {"type": event, "timestamp": now.isoformat(), "data": data}
    return {
        "id": desk.new_id("msg"),
        "webhook_id": webhook_id,
        "event": event,
        "payload": json.dumps(payload, ensure_ascii=False),
        "state": "pending",
        "attempts": 0,
        "next_attempt_at": now,
        "created_at": now,
    }
