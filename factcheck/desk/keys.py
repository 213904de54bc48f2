"""API keys: made once, shown once, kept as a hash; what they may do, how often, and how long their texts stay."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from factcheck.desk.office import RETENTION_DAYS, SCOPES, Caller, Desk
from factcheck.errors import InputError, KeyNeeded, NoSuchRecord, TooManyRequests
from factcheck.storage import rows, schema
from factcheck.storage.rows import Row

PREFIX = "fck_"
_HINT = 8
_REMEMBER_USE = timedelta(minutes=5)
_SLOT = 6
"""Seconds counted together."""
_SLOTS = 11
"""The one that runs and ten whole ones: a minute at least, so that no minute ever has more than it may."""


@dataclass(frozen=True)
class Wanted:
    """A key that somebody wants made."""

    name: str
    scopes: tuple[str, ...] = ("check", "read")
    per_minute: int = 60
    per_day: int = 10_000
    retention_days: int = RETENTION_DAYS
    expires_at: datetime | None = None


def create(desk: Desk, wanted: Wanted) -> tuple[Row, str]:
    """Make a key: its row and the secret, which is told this once and kept nowhere."""
    unknown = set(wanted.scopes) - set(SCOPES)
    if unknown or not wanted.scopes:
        raise InputError(
            f"There is no scope {', '.join(sorted(unknown)) or 'at all'}.", way_out=f"Scopes: {', '.join(SCOPES)}."
        )
    if min(wanted.per_minute, wanted.per_day, wanted.retention_days) < 0 or not wanted.name.strip():
        raise InputError("A key needs a name, and limits of 0 (none) or more.")
    secret = PREFIX + secrets.token_urlsafe(32)
    row = {
        "id": desk.new_id("key"),
        "name": wanted.name.strip()[:200],
        "hash": _hash(secret),
        "hint": secret[:_HINT],
        "scopes": list(wanted.scopes),
        "per_minute": wanted.per_minute,
        "per_day": wanted.per_day,
        "retention_days": wanted.retention_days,
        "created_at": desk.now(),
        "expires_at": wanted.expires_at,
        "revoked_at": None,
        "last_used_at": None,
    }
    with desk.database.begin() as connection:
        rows.add(connection, schema.api_keys, row)
    return row, secret


def listed(desk: Desk) -> list[Row]:
    """All keys, in the order they were made."""
    with desk.database.reading() as connection:
        return rows.many(connection, schema.api_keys, ("created_at", "id"))


def revoke(desk: Desk, name_or_id: str) -> Row:
    """Take a key back, from the next request on. NoSuchRecord where no key in use has that id or name."""
    with desk.database.begin() as connection:
        inside = rows.many(connection, schema.api_keys, revoked_at=None)
        found = [row for row in inside if name_or_id in (row["id"], row["name"])]
        if len(found) != 1:
            what = "No key in use has" if not found else "Several keys have"
            raise NoSuchRecord(f"{what} that id or name.", way_out="`factcheck keys list` shows the ids.")
        rows.change(connection, schema.api_keys, {"id": found[0]["id"]}, revoked_at=desk.now())
    return found[0]


def exist(desk: Desk) -> bool:
    """True once a key was ever made: from then on every request needs one."""
    with desk.database.reading() as connection:
        return rows.one(connection, schema.api_keys) is not None


def authenticate(desk: Desk, secret: str) -> Caller:
    """Who has this secret. KeyNeeded, in the same words for unknown, expired and revoked ones."""
    with desk.database.reading() as connection:
        row = rows.one(connection, schema.api_keys, hash=_hash(secret))
    now = desk.now()
    if row is None or row["revoked_at"] or (row["expires_at"] and row["expires_at"] <= now):
        raise KeyNeeded("The API key is not valid.", way_out="Ask for a new one, or `factcheck keys create`.")
    if row["last_used_at"] is None or now - row["last_used_at"] > _REMEMBER_USE:
        with desk.database.begin() as connection:
            rows.change(connection, schema.api_keys, {"id": row["id"]}, last_used_at=now)
    return caller(row)


def caller(row: Row) -> Caller:
    """The caller of a key's row."""
    return Caller(
        key_id=row["id"],
        name=row["name"],
        scopes=frozenset(row["scopes"]),
        per_minute=row["per_minute"],
        per_day=row["per_day"],
        retention_days=row["retention_days"],
    )


def of_job(desk: Desk, key_id: str) -> Caller:
    """Whose job it is, for the worker that does it; a key that was taken back in the meantime keeps what was accepted."""
    with desk.database.reading() as connection:
        row = rows.one(connection, schema.api_keys, id=key_id)
    return caller(row) if row else Caller(key_id=key_id)


def admit(desk: Desk, who: Caller) -> None:
    """One request more this minute, in whichever process. TooManyRequests, with the seconds to wait, where it is used up."""
    if not who.per_minute:
        return
    slot = int(desk.now().timestamp()) // _SLOT
    with desk.database.begin() as connection:
        rows.turn(connection, f"rate of {who.key_id}")
        counted = {row["slot"]: row["requests"] for row in rows.many(connection, schema.rates, key_id=who.key_id)}
        recent = {at: number for at, number in counted.items() if at > slot - _SLOTS}
        if sum(recent.values()) >= who.per_minute:
            raise TooManyRequests(
                f"More than {who.per_minute:,} requests in a minute.",
                way_out="Wait as long as Retry-After says.",
                retry_after=max(1, (min(recent) + _SLOTS - slot) * _SLOT),
            )
        rows.delete(connection, schema.rates, key_id=who.key_id, slot=[*(counted.keys() - recent.keys()), slot])
        made = {"key_id": who.key_id, "slot": slot, "requests": recent.get(slot, 0) + 1}
        rows.add(connection, schema.rates, made)


def count(desk: Desk, who: Caller) -> None:
    """Count one check against the daily quota. TooManyRequests, with the seconds to midnight UTC, where it is used up."""
    if not who.per_day:
        return
    now = desk.now()
    where: dict[str, Any] = {"key_id": who.key_id, "day": now.date().isoformat()}
    with desk.database.begin() as connection:
        rows.turn(connection, f"usage of {who.key_id}")
        used = rows.one(connection, schema.usage, **where)
        if used is None:
            rows.add(connection, schema.usage, where | {"requests": 1})
        elif used["requests"] >= who.per_day:
            raise _used_up(who, now)
        else:
            rows.change(connection, schema.usage, where, requests=used["requests"] + 1)


def _used_up(who: Caller, now: datetime) -> TooManyRequests:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return TooManyRequests(
        f"The {who.per_day:,} checks of this key for today are used up.",
        way_out="Wait until midnight UTC, or ask for a larger quota.",
        retry_after=int((midnight - now).total_seconds()) + 1,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
