"""Emptying texts and dropping what has expired. Knows which columns hold text; when their time has passed is decided elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, delete, exists, or_, select, update

from factcheck.storage import schema

_PIECE = 500  # ids in one statement


def reports(connection: Connection, key_id: str, before: datetime, now: datetime, *, keep: Collection[str]) -> int:
    """Empty a key's reports last changed before a moment, unless a verdict of theirs is in one of the states to `keep`."""
    table, verdicts = schema.reports, schema.verdicts
    kept = exists().where(verdicts.c.report_id == table.c.id, verdicts.c.state.in_(list(keep)))
    found = select(table.c.id).where(
        table.c.key_id == key_id, table.c.updated_at < before, table.c.purged_at.is_(None), ~kept
    )
    ids = list(connection.execute(found).scalars())
    empty(connection, ids, now)
    return len(ids)


def empty(connection: Connection, report_ids: Sequence[str], now: datetime) -> None:
    """Empty every text of these reports in all versions; articles that another report still uses stay."""
    for start in range(0, len(report_ids), _PIECE):
        _empty(connection, report_ids[start : start + _PIECE], now)


def _empty(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    versions = schema.report_versions
    of_reports = select(versions.c.id).where(versions.c.report_id.in_(ids))
    articles = select(versions.c.article_id).where(versions.c.report_id.in_(ids))
    claims, verdicts = schema.claims, schema.verdict_versions
    connection.execute(update(claims).where(claims.c.report_version_id.in_(of_reports)).values(quote=None, query=None))
    connection.execute(update(verdicts).where(verdicts.c.report_version_id.in_(of_reports)).values(body=None))
    connection.execute(update(versions).where(versions.c.report_id.in_(ids)).values(body=None, places=None))
    connection.execute(update(schema.reports).where(schema.reports.c.id.in_(ids)).values(purged_at=now, reference=None))
    used = exists().where(versions.c.article_id == schema.articles.c.id, versions.c.body.is_not(None))
    gone = {"text": None, "title": None, "url": None, "purged_at": now}
    connection.execute(update(schema.articles).where(schema.articles.c.id.in_(articles), ~used).values(**gone))


def jobs(connection: Connection, key_id: str, before: datetime) -> int:
    """Delete a key's ended jobs, with their items and results, that ended before a moment."""
    table = schema.jobs
    ended = delete(table).where(table.c.key_id == key_id, table.c.finished_at < before)
    return connection.execute(ended).rowcount


def correction_requests(connection: Connection, answered_before: datetime, asked_before: datetime) -> int:
    """Empty what readers wrote: answered before a moment, or asked before another without an answer. State and answer stay."""
    table = schema.correction_requests
    over = or_(table.c.answered_at < answered_before, and_(table.c.state == "open", table.c.created_at < asked_before))
    gone = {"message": None, "contact": None, "url": None}
    return connection.execute(update(table).where(over, table.c.message.is_not(None)).values(**gone)).rowcount


def deliveries(connection: Connection, before: datetime) -> int:
    """Delete messages to webhooks, with their tries, that were delivered or given up and are older than a moment."""
    table = schema.deliveries
    ended = delete(table).where(table.c.state != "pending", table.c.created_at < before)
    return connection.execute(ended).rowcount


def answers(connection: Connection, key_id: str, about: str | None = None) -> int:
    """Delete the answers kept for repetition of a key, all or those that name a report."""
    table = schema.idempotency
    found = delete(table).where(table.c.key_id == key_id)
    if about is not None:
        found = found.where(table.c.body.contains(about, autoescape=True))
    return connection.execute(found).rowcount


def expired(connection: Connection, now: datetime) -> int:
    """Delete answers and sessions whose time has passed."""
    gone = 0
    for table in (schema.idempotency, schema.sessions):
        gone += connection.execute(delete(table).where(table.c.expires_at <= now)).rowcount
    return gone
