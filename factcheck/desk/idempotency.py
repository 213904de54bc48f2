"""One request, one effect: an Idempotency-Key that comes again within a day gets the first answer again.

Knows requests as hashes and answers as status, headers and text; nothing of HTTP frameworks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from factcheck.desk.office import Caller, Desk
from factcheck.errors import ReusedKey, StillRunning
from factcheck.storage import rows, schema

KEPT = timedelta(hours=24)
_LOST = timedelta(minutes=15)
"""A first request that has not ended after so long was cut off: the next one may begin again."""


@dataclass(frozen=True)
class Answer:
    """An answer as it was given."""

    status: int
    headers: dict[str, str]
    body: str


def begin(desk: Desk, caller: Caller, token: str, request_sha256: str) -> Answer | None:
    """The first answer, where there was one; None where the caller is to do the work and then `finish` or `release`.

    ReusedKey for another request under the same token; StillRunning while the first is at work.
    """
    now = desk.now()
    with desk.database.begin() as connection:
        rows.turn(connection, f"{caller.key_id} {token}")
        row = rows.one(connection, schema.idempotency, key_id=caller.key_id, token=token)
        lost = row is not None and row["state"] == "running" and row["created_at"] + _LOST <= now
        if row is not None and not lost and row["expires_at"] > now:
            return _again(dict(row), request_sha256)
        rows.delete(connection, schema.idempotency, key_id=caller.key_id, token=token)
        made = {"key_id": caller.key_id, "token": token, "request_sha256": request_sha256, "state": "running"}
        rows.add(connection, schema.idempotency, made | {"created_at": now, "expires_at": now + KEPT})
    return None


def finish(desk: Desk, caller: Caller, token: str, answer: Answer) -> None:
    """Keep the answer for the day. Where the key keeps no text, the next request does the work again."""
    if caller.retention_days == 0:
        release(desk, caller, token)
        return
    values = {"state": "done", "status": answer.status, "headers": answer.headers, "body": answer.body}
    with desk.database.begin() as connection:
        rows.change(connection, schema.idempotency, {"key_id": caller.key_id, "token": token}, **values)


def release(desk: Desk, caller: Caller, token: str) -> None:
    """Forget the token: nothing was made."""
    with desk.database.begin() as connection:
        rows.delete(connection, schema.idempotency, key_id=caller.key_id, token=token)


def _again(row: rows.Row, request_sha256: str) -> Answer:
    if row["request_sha256"] != request_sha256:
        raise ReusedKey(
            "This Idempotency-Key was used for another request.", way_out="Use a new one for another request."
        )
    if row["state"] == "running":
        raise StillRunning("The first request with this Idempotency-Key has not ended.", way_out="Ask again.")
    return Answer(row["status"], row["headers"], row["body"])
