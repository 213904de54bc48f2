"""Webhook messages through the durable queue: each try is a task, the next one is queued with a delay, for two days.

Messages come from the table where they were written together with what they tell about; none is lost in between.
"""

from __future__ import annotations

from datetime import timedelta

from factcheck.desk import webhooks
from factcheck.desk.office import Desk
from factcheck.desk.webhooks import Tried
from factcheck.intake.connection import Way
from factcheck.jobs.engine import WEBHOOKS, Engine, Task
from factcheck.observe import logger
from factcheck.storage import rows, schema
from factcheck.storage.rows import Row

DELAYS = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 57_600)
"""Seconds between tries, as the specification proposes: 47.6 hours in all."""
_LONGEST = 86_400.0

_log = logger("factcheck.webhooks")


class Sending:
    """The task `deliver`."""

    def __init__(self, desk: Desk, engine: Engine, way: Way, delays: tuple[float, ...] = DELAYS) -> None:
        self._desk = desk
        self._engine = engine
        self._way = way
        self._delays = delays

    def put_due(self) -> None:
        """Queue the first try of messages that were written, and whatever is overdue. Twice changes nothing."""
        with self._desk.database.reading() as connection:
            pending = rows.many(connection, schema.deliveries, ("created_at",), state="pending")
        for row in pending[:200]:
            if row["next_attempt_at"] is None or row["next_attempt_at"] <= self._desk.now():
                self._engine.put(_task(row["id"], row["attempts"]))

    def deliver(self, delivery_id: str, number: int) -> None:
        """Try to deliver a message; queue the next try where it did not arrive."""
        self._engine.step(lambda: self._try(delivery_id, number))
        with self._desk.database.reading() as connection:
            row = rows.one(connection, schema.deliveries, id=delivery_id)
        if row is not None and row["state"] == "pending" and row["attempts"] == number + 1:
            delay = (row["next_attempt_at"] - self._desk.now()).total_seconds()
            self._engine.put(_task(delivery_id, number + 1, max(0.0, delay)))

    def _try(self, delivery_id: str, number: int) -> None:
        with self._desk.database.reading() as connection:
            row = rows.one(connection, schema.deliveries, id=delivery_id)
            if row is None or row["state"] != "pending" or row["attempts"] != number:
                return
            hook = rows.one(connection, schema.webhooks, id=row["webhook_id"])
            keys = webhooks.signing(connection, row["webhook_id"], self._desk.now())
        if hook is None or not hook["active"]:
            self._note(row, Tried(None, "The webhook is switched off.", 0.0), last=True)
            return
        head = webhooks.headers(row["replay_of"] or row["id"], row["payload"], keys, self._desk.now())
        tried = webhooks.send(hook["url"], row["payload"], head, self._way)
        self._note(row, tried, last=number >= len(self._delays) or tried.gone)

    def _note(self, row: Row, tried: Tried, *, last: bool) -> None:
        now = self._desk.now()
        number = row["attempts"] + 1
        state = "delivered" if tried.delivered else "failed" if last else "pending"
        changed = {"state": state, "attempts": number, "last_status": tried.status, "last_error": tried.error}
        changed["next_attempt_at"] = now + timedelta(seconds=self._delay(number, tried)) if state == "pending" else None
        changed["delivered_at"] = now if tried.delivered else None
        made = {"delivery_id": row["id"], "number": number, "status": tried.status, "error": tried.error}
        with self._desk.database.begin() as connection:
            if not rows.change(
                connection, schema.deliveries, {"id": row["id"], "attempts": row["attempts"]}, **changed
            ):
                return  # another worker has noted this try
            rows.add(connection, schema.delivery_attempts, made | {"seconds": round(tried.seconds, 3), "at": now})
            if tried.gone:
                rows.change(connection, schema.webhooks, {"id": row["webhook_id"]}, active=False, disabled_at=now)
        _log.info("message tried", delivery=row["id"], state=state, status=tried.status, number=number)

    def _delay(self, number: int, tried: Tried) -> float:
        return max(self._delays[number - 1], min(tried.retry_after or 0.0, _LONGEST))


def _task(delivery_id: str, number: int, delay: float = 0.0) -> Task:
    return Task(f"{delivery_id}.{number}", "deliver", WEBHOOKS, (delivery_id, number), delay)
