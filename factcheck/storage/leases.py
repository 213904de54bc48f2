"""Workers' signs of life as rows. Knows no clock: who is dead is decided by the moment that is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from factcheck.storage.schema import leases


@dataclass(frozen=True)
class Lease:
    """One worker's sign of life; `about` says where it runs."""

    worker: str
    heartbeat_at: datetime
    stopped_at: datetime | None
    about: dict[str, Any]


def beat(connection: Connection, worker: str, about: dict[str, Any], now: datetime) -> bool:
    """Renew a worker's lease; False where it had none (its first, or it was taken over in the meantime)."""
    renewed = update(leases).where(leases.c.worker == worker).values(heartbeat_at=now, stopped_at=None)
    if connection.execute(renewed).rowcount:
        return True
    row = {"worker": worker, "fencing": 0, "started_at": now, "heartbeat_at": now, "about": about}
    connection.execute(insert(leases).values(**row))
    return False


def stop(connection: Connection, worker: str, now: datetime) -> None:
    """A worker leaves: what it has not finished is free at once."""
    connection.execute(update(leases).where(leases.c.worker == worker).values(stopped_at=now))


def every(connection: Connection) -> list[Lease]:
    """All leases."""
    rows = connection.execute(select(leases))
    return [Lease(row.worker, row.heartbeat_at, row.stopped_at, row.about or {}) for row in rows]


def seize(connection: Connection, lease: Lease, now: datetime) -> bool:
    """Take a dead worker's lease in hand; True for the one who may pass its work on. Renewed, so that nobody else does."""
    same = (leases.c.worker == lease.worker) & (leases.c.heartbeat_at == lease.heartbeat_at)
    taken = update(leases).where(same).values(heartbeat_at=now, stopped_at=None, fencing=leases.c.fencing + 1)
    return connection.execute(taken).rowcount == 1


def drop(connection: Connection, worker: str, seized_at: datetime) -> None:
    """Remove a seized lease, unless its worker has come back to life."""
    gone = (leases.c.worker == worker) & (leases.c.heartbeat_at <= seized_at)
    connection.execute(delete(leases).where(gone))


def alive(connection: Connection, since: datetime) -> int:
    """How many workers gave a sign of life since a moment."""
    query = select(leases.c.worker).where(leases.c.heartbeat_at >= since, or_(leases.c.stopped_at.is_(None)))
    return len(connection.execute(query).all())
