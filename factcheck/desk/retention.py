"""Drafts are confidential: texts that no person has approved are emptied when their key's time has passed.

Ids, labels and hashes stay, so that counts and histories hold. Approved verdicts are published and stay with their article. What
readers write who ask for a correction goes a while after it was answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from factcheck.desk.office import LOCAL_KEY, RETENTION_DAYS, Caller, Desk, visible
from factcheck.desk.review import PUBLIC
from factcheck.errors import ScopeMissing
from factcheck.storage import purging, rows, schema
from factcheck.storage.database import Connection

_MESSAGES = timedelta(days=30)
"""How long the log of a webhook's messages reaches back; they hold ids and labels, no texts."""
_UNANSWERED = timedelta(days=365)
"""A request that nobody answers in so long is answered by nobody."""


@dataclass(frozen=True)
class Purged:
    """How much was emptied or deleted."""

    reports: int = 0
    jobs: int = 0
    answers: int = 0
    requests: int = 0


def purge(desk: Desk, *, key_id: str | None = None, older_than: timedelta | None = None) -> Purged:
    """Empty what has outlived its key's retention; with `older_than`, what is older than that. For one key or for all."""
    now = desk.now()
    reports = jobs = answers = 0
    with desk.database.begin() as connection:
        for key, kept in _retentions(connection).items():
            if key_id in (None, key):
                before = now - (older_than if older_than is not None else kept)
                reports += purging.reports(connection, key, before, now, keep=PUBLIC)
                jobs += purging.jobs(connection, key, before)
                answers += purging.answers(connection, key) if older_than is not None else 0
        answers += purging.expired(connection, now)
        purging.deliveries(connection, now - _MESSAGES)
        requests = 0
        if key_id is None:  # readers have no key
            answered = now - (older_than if older_than is not None else timedelta(days=RETENTION_DAYS))
            requests = purging.correction_requests(connection, answered, now - _UNANSWERED)
    return Purged(reports, jobs, answers, requests)


def purge_report(desk: Desk, caller: Caller, report_id: str) -> None:
    """Empty the texts of one report now, whatever its state. Only by the key it was made with, or an admin's."""
    with desk.database.begin() as connection:
        row = visible(rows.one(connection, schema.reports, id=report_id), caller, "report")
        if row["key_id"] != caller.key_id and not caller.may("admin"):
            raise ScopeMissing("This report was made with another key.", way_out="Use that key, or an admin's.")
        purging.empty(connection, [report_id], desk.now())
        purging.answers(connection, row["key_id"], about=report_id)


def _retentions(connection: Connection) -> dict[str, timedelta]:
    kept = {row["id"]: timedelta(days=row["retention_days"]) for row in rows.many(connection, schema.api_keys)}
    return {LOCAL_KEY: timedelta(days=RETENTION_DAYS)} | kept
