"""Addresses that are told what happened, by the Standard Webhooks specification: endpoints, secrets, signatures, one try.

When to try again is decided elsewhere. Payloads hold ids and labels, never texts.
"""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from factcheck import __version__
from factcheck.desk.events import EVENTS
from factcheck.desk.office import Caller, Desk, visible
from factcheck.errors import FetchError, ForbiddenAddress, InputError
from factcheck.intake import addresses
from factcheck.intake.connection import Outgoing, Way, exchange
from factcheck.storage import rows, schema
from factcheck.storage.database import Connection
from factcheck.storage.rows import Row

TEST_EVENT = "webhook.test"
OVERLAP = timedelta(hours=24)
"""How long an old secret goes on signing beside the new one."""
_MOST = 50


@dataclass(frozen=True)
class Wanted:
    """A webhook as it is asked for; no events means all of them."""

    url: str
    events: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True)
class Tried:
    """What one try at delivering came to. `gone` says that the receiver wants no more (410)."""

    status: int | None
    error: str | None
    seconds: float
    retry_after: float | None = None

    @property
    def delivered(self) -> bool:
        """True for any 2xx."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """True where the receiver said that it wants no more."""
        return self.status == 410


def create(desk: Desk, caller: Caller, wanted: Wanted, way: Way) -> tuple[Row, str]:
    """A new webhook, and its secret, which is told this once. InputError, ForbiddenAddress for what cannot be one."""
    _check(wanted, way)
    made = {
        "id": desk.new_id("whk"),
        "key_id": caller.key_id,
        "url": wanted.url,
        "events": list(wanted.events),
        "description": wanted.description,
        "active": True,
        "created_at": desk.now(),
        "disabled_at": None,
    }
    with desk.database.begin() as connection:
        if len(rows.many(connection, schema.webhooks, key_id=caller.key_id)) >= _MOST:
            raise InputError(f"A key has at most {_MOST} webhooks.", way_out="Delete one first.")
        rows.add(connection, schema.webhooks, made)
        return made, _new_secret(connection, desk, str(made["id"]))


def _check(wanted: Wanted, way: Way) -> None:
    unknown = sorted(set(wanted.events) - set(EVENTS))
    if unknown:
        raise InputError(f"There is no event {unknown[0]!r}.", way_out=f"Choose from: {', '.join(EVENTS)}.")
    target = addresses.parse(wanted.url)
    if target.scheme != "https" and target.pair not in way.allowed_hosts:
        raise InputError("Webhooks go to https:// addresses only.", way_out="Give an https:// address.")
    try:
        addresses.checked(target, way.allowed_hosts, way.resolve)
    except ForbiddenAddress:
        raise
    except FetchError as error:  # nothing was to be fetched: the address is what is wrong
        raise InputError(error.message, way_out="Check the address.") from error


def listed(desk: Desk, caller: Caller) -> list[Row]:
    """The webhooks of a key, oldest first."""
    with desk.database.reading() as connection:
        return rows.many(connection, schema.webhooks, ("created_at", "id"), key_id=caller.key_id)


def delete(desk: Desk, caller: Caller, webhook_id: str) -> None:
    """Remove a webhook with its secrets and its log."""
    with desk.database.begin() as connection:
        _own(connection, caller, webhook_id)
        rows.delete(connection, schema.webhooks, id=webhook_id)


def rotate(desk: Desk, caller: Caller, webhook_id: str) -> str:
    """A new secret, told this once; for a day the old ones sign beside it."""
    with desk.database.begin() as connection:
        _own(connection, caller, webhook_id)
        until = desk.now() + OVERLAP
        for secret in rows.many(connection, schema.webhook_secrets, webhook_id=webhook_id):
            if secret["expires_at"] is None:
                rows.change(connection, schema.webhook_secrets, {"id": secret["id"]}, expires_at=until)
        return _new_secret(connection, desk, webhook_id)


def test(desk: Desk, caller: Caller, webhook_id: str) -> Row:
    """Queue a message that says nothing, to see whether it arrives."""
    with desk.database.begin() as connection:
        _own(connection, caller, webhook_id)
        payload = {"type": TEST_EVENT, "timestamp": desk.now().isoformat(), "data": {"webhook_id": webhook_id}}
        return _queued(connection, desk, webhook_id, {"event": TEST_EVENT, "payload": json.dumps(payload)})


def replay(desk: Desk, caller: Caller, webhook_id: str, delivery_id: str) -> Row:
    """Send an old message again, under its old id, so that the receiver sees that it is the same."""
    with desk.database.begin() as connection:
        _own(connection, caller, webhook_id)
        found = rows.one(connection, schema.deliveries, id=delivery_id, webhook_id=webhook_id)
        old = visible(found and {**found, "key_id": caller.key_id}, caller, "delivery")
        first = old["replay_of"] or old["id"]
        again = {"event": old["event"], "payload": old["payload"], "replay_of": first}
        return _queued(connection, desk, webhook_id, again)


def deliveries(desk: Desk, caller: Caller, webhook_id: str, limit: int = 50) -> list[tuple[Row, list[Row]]]:
    """The newest messages to a webhook, each with its tries."""
    with desk.database.reading() as connection:
        _own(connection, caller, webhook_id)
        page = rows.page(
            connection, schema.deliveries, {"webhook_id": webhook_id}, "created_at", after=None, limit=limit
        )
        tries = schema.delivery_attempts
        return [(row, rows.many(connection, tries, ("number",), delivery_id=row["id"])) for row in page.rows]


def signing(connection: Connection, webhook_id: str, now: datetime) -> list[str]:
    """The secrets that sign now, newest first."""
    found = rows.many(connection, schema.webhook_secrets, ("created_at",), webhook_id=webhook_id)
    return [row["secret"] for row in reversed(found) if row["expires_at"] is None or row["expires_at"] > now]


def headers(message_id: str, payload: str, keys: Sequence[str], now: datetime) -> dict[str, str]:
    """The three headers of the specification, with a signature by each secret."""
    from standardwebhooks import Webhook

    signatures = " ".join(Webhook(key).sign(message_id, now, payload) for key in keys)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signatures,
        "content-type": "application/json",
        "user-agent": f"factcheck-assistant/{__version__} (webhooks)",
    }


def send(url: str, payload: str, head: dict[str, str], way: Way) -> Tried:
    """One try. No redirect is followed, no private address is reached, the answer's body is not read."""
    started = time.monotonic()
    sent = Outgoing("POST", {**head, "content-length": str(len(payload.encode()))}, payload.encode())
    try:
        with exchange(addresses.parse(url), sent, way) as answer:
            after = answer.headers.get("retry-after", "")
            wait = float(after) if after.isdecimal() else None
            error = None if 200 <= answer.status < 300 else f"The receiver answered {answer.status}."
            return Tried(answer.status, error, time.monotonic() - started, wait)
    except FetchError as error:
        return Tried(None, error.message, time.monotonic() - started)


def _own(connection: Connection, caller: Caller, webhook_id: str) -> Row:
    return visible(rows.one(connection, schema.webhooks, id=webhook_id), caller, "webhook")


def _new_secret(connection: Connection, desk: Desk, webhook_id: str) -> str:
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    made = {"id": desk.new_id("whs"), "webhook_id": webhook_id, "secret": secret}
    rows.add(connection, schema.webhook_secrets, made | {"created_at": desk.now(), "expires_at": None})
    return secret


def _queued(connection: Connection, desk: Desk, webhook_id: str, message: dict[str, Any]) -> Row:
    now = desk.now()
    made = {"id": desk.new_id("msg"), "webhook_id": webhook_id, "state": "pending", "attempts": 0}
    made |= {"next_attempt_at": now, "created_at": now, "replay_of": None} | message
    rows.add(connection, schema.deliveries, made)
    return {**made, "last_status": None, "last_error": None, "delivered_at": None}
