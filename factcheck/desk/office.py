"""What every desk function needs: the database, the clock, new ids, and on whose behalf it acts. Decides nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from factcheck.errors import NoSuchRecord
from factcheck.storage.database import Database
from factcheck.storage.rows import Row

LOCAL_KEY = "local"
RETENTION_DAYS = 30
SCOPES = ("check", "read", "review", "sources", "admin")


def random_id(prefix: str) -> str:
    """`rep_` and 128 random bits."""
    return f"{prefix}_{secrets.token_hex(16)}"


def wall_clock() -> datetime:
    """The time now, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """The database with a clock and a source of ids."""

    database: Database
    now: Callable[[], datetime] = wall_clock
    new_id: Callable[[str], str] = random_id


@dataclass(frozen=True)
class Caller:
    """Who asks: a key with what it may do. `admin` may do everything; `review` and `admin` see what other keys had checked."""

    key_id: str = LOCAL_KEY
    name: str = "this machine"
    scopes: frozenset[str] = field(default_factory=lambda: frozenset(SCOPES))
    per_minute: int = 0  # 0: no limit
    per_day: int = 0
    retention_days: int = RETENTION_DAYS

    def may(self, scope: str) -> bool:
        """True where the key has this scope."""
        return scope in self.scopes or "admin" in self.scopes

    @property
    def sees_all(self) -> bool:
        """True for those who work on what everybody's keys had checked."""
        return bool(self.scopes & {"review", "admin"})


def visible(row: Row | None, caller: Caller, what: str) -> Row:
    """The row, where the caller may see it; NoSuchRecord otherwise, in the same words as where there is none."""
    if row is None or not (row["key_id"] == caller.key_id or caller.sees_all):
        raise NoSuchRecord(f"There is no such {what}.", way_out="Look at the list, or use the key it was made with.")
    return row
