"""Jobs, their items and results as rows. Each result is stored once: by its key, and by the token of the claim it belongs to.

A claim raises an item's `fencing`; a result that brings a lower one comes from a worker whose item was given to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from factcheck.storage.schema import job_events, job_items, jobs, results

OPEN = ("receiving", "queued", "running")
"""States of a job that has not ended."""
_ITEM_OPEN = ("queued", "running")


@dataclass(frozen=True)
class Job:
    """One job as its owner sees it."""

    id: str
    key_id: str
    kind: str
    state: str
    total: int
    done: int
    failed: int
    cancel_requested: bool
    created_at: datetime
    request_id: str | None = None
    report_id: str | None = None
    error: dict[str, str] | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    deadline_at: datetime | None = None

    @property
    def ended(self) -> bool:
        """True once nothing more will happen to it."""
        return self.state not in OPEN


@dataclass(frozen=True)
class Item:
    """One thing to do: its input as JSON text, or the error that makes it undoable."""

    input: str | None
    reference: str | None = None
    sha256: str | None = None
    error: dict[str, str] | None = None


@dataclass(frozen=True)
class Claimed:
    """An item in a worker's hands; `fencing` is the token its result must bring."""

    job: Job
    item: int
    fencing: int
    attempts: int
    input: str
    reference: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of an item: a result (`error` None) or an error."""

    error: dict[str, str] | None = None
    report_id: str | None = None
    report_version: int | None = None
    body: str | None = None


@dataclass(frozen=True)
class Result:
    """One item of a job with what became of it, in the order of the items."""

    item: int
    reference: str | None
    state: str
    error: dict[str, str] | None
    report_id: str | None
    report_version: int | None
    body: str | None


def create(connection: Connection, job: Job) -> None:
    """A new job without items."""
    columns = {name: value for name, value in vars(job).items() if value is not None}
    connection.execute(insert(jobs).values(fencing=0, **columns))


def append(connection: Connection, job_id: str, items: Iterable[Item], now: datetime) -> int:
    """Add items to a job that is still being received; returns how many it has now."""
    first = connection.execute(select(jobs.c.total).where(jobs.c.id == job_id).with_for_update()).scalar_one()
    rows = [
        {
            "job_id": job_id,
            "item": number,
            "state": "failed" if item.error else "queued",
            "attempts": 0,
            "fencing": 0,
            "updated_at": now,
        }
        | {"input": item.input, "reference": item.reference, "sha256": item.sha256, "error": item.error}
        for number, item in enumerate(items, start=first)
    ]
    if rows:
        connection.execute(insert(job_items), rows)
    failed = sum(row["state"] == "failed" for row in rows)
    total: int = first + len(rows)
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(total=total, failed=jobs.c.failed + failed))
    return total


def release(connection: Connection, job_id: str, now: datetime) -> Job:
    """All items are there: the job waits for a worker, or has ended where nothing in it can be done."""
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(state="queued"))
    return _settled(connection, job_id, now)


def find(connection: Connection, job_id: str, key_id: str | None = None) -> Job | None:
    """A job, of this key where one is given."""
    query = select(jobs).where(jobs.c.id == job_id)
    if key_id is not None:
        query = query.where(jobs.c.key_id == key_id)
    row = connection.execute(query).one_or_none()
    return _job(row) if row else None


def listed(connection: Connection, key_id: str, limit: int) -> list[Job]:
    """The newest jobs of a key."""
    query = select(jobs).where(jobs.c.key_id == key_id).order_by(jobs.c.created_at.desc(), jobs.c.id).limit(limit)
    return [_job(row) for row in connection.execute(query)]


def waiting(connection: Connection) -> dict[str, int]:
    """Items not finished yet, by kind of job."""
    open_items = select(jobs.c.kind, func.count()).join(job_items, job_items.c.job_id == jobs.c.id)
    query = open_items.where(jobs.c.state.in_(OPEN), job_items.c.state.in_(_ITEM_OPEN)).group_by(jobs.c.kind)
    return {row[0]: row[1] for row in connection.execute(query)}


def claim(connection: Connection, place: tuple[str, int], worker: str, now: datetime, seconds: float) -> Claimed | None:
    """Take an item: its token is raised, so that whoever had it before can store nothing. None where it needs no work.

    The first claim of a job starts its clock: `seconds` an item.
    """
    job = _started(connection, place[0], worker, now, seconds)
    if job is None:
        return None
    here = (job_items.c.job_id == place[0]) & (job_items.c.item == place[1])
    taken = update(job_items).where(here, job_items.c.state.in_(_ITEM_OPEN))
    raised = taken.values(
        state="running",
        worker=worker,
        fencing=job_items.c.fencing + 1,
        attempts=job_items.c.attempts + 1,
        updated_at=now,
    )
    row = connection.execute(
        raised.returning(job_items.c.fencing, job_items.c.attempts, job_items.c.input, job_items.c.reference)
    ).one_or_none()
    return Claimed(job, place[1], row.fencing, row.attempts, row.input or "", row.reference) if row else None


def _started(connection: Connection, job_id: str, worker: str, now: datetime, seconds: float) -> Job | None:
    row = connection.execute(select(jobs).where(jobs.c.id == job_id).with_for_update()).one_or_none()
    if row is None or row.state not in ("queued", "running") or row.cancel_requested:
        return None
    deadline = row.deadline_at or now + timedelta(seconds=seconds * max(1, row.total))
    changed = {"state": "running", "worker": worker, "started_at": row.started_at or now, "deadline_at": deadline}
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(**changed))
    return _job(row, **{name: value for name, value in changed.items() if name != "worker"})


def still_ours(connection: Connection, claimed: Claimed) -> bool:
    """Whether a claim may store its result: nobody else has claimed the item, and nothing has ended it. Locks the job."""
    job = connection.execute(
        select(jobs.c.state).where(jobs.c.id == claimed.job.id).with_for_update()
    ).scalar_one_or_none()
    here = (job_items.c.job_id == claimed.job.id) & (job_items.c.item == claimed.item)
    row = connection.execute(select(job_items.c.state, job_items.c.fencing).where(here)).one_or_none()
    return job == "running" and row is not None and row.state == "running" and row.fencing == claimed.fencing


def finish(connection: Connection, claimed: Claimed, outcome: Outcome, now: datetime) -> Job | None:
    """Store what became of an item, in the transaction that asked `still_ours`; None where the token was overtaken."""
    if not still_ours(connection, claimed):
        return None
    place = {"job_id": claimed.job.id, "item": claimed.item}
    here = (job_items.c.job_id == claimed.job.id) & (job_items.c.item == claimed.item)
    state = "failed" if outcome.error else "done"
    connection.execute(
        update(job_items).where(here).values(state=state, input=None, error=outcome.error, updated_at=now)
    )
    if outcome.error is None:
        stored = {
            "report_id": outcome.report_id,
            "report_version": outcome.report_version,
            "body": outcome.body,
            "fencing": claimed.fencing,
            "created_at": now,
        }
        connection.execute(insert(results).values(**place, **stored))
    column = jobs.c.failed if outcome.error else jobs.c.done
    connection.execute(update(jobs).where(jobs.c.id == claimed.job.id).values({column: column + 1}))
    if claimed.job.total == 1:
        changed = {"report_id": outcome.report_id, "error": outcome.error}
        connection.execute(update(jobs).where(jobs.c.id == claimed.job.id).values(**changed))
    return _settled(connection, claimed.job.id, now)


def _settled(connection: Connection, job_id: str, now: datetime) -> Job:
    row = connection.execute(select(jobs).where(jobs.c.id == job_id)).one()
    if row.state in ("queued", "running") and row.done + row.failed >= row.total:
        state = "failed" if row.total and row.done == 0 else "done"
        connection.execute(update(jobs).where(jobs.c.id == job_id).values(state=state, finished_at=now, request=None))
        return _job(row, state=state, finished_at=now)
    return _job(row)


def end(connection: Connection, job_id: str, state: str, error: dict[str, str] | None, now: datetime) -> Job | None:
    """End a job before its time (`cancelled`, `failed`); what is stored stays. None where it has ended already."""
    row = connection.execute(select(jobs).where(jobs.c.id == job_id).with_for_update()).one_or_none()
    if row is None or row.state not in OPEN:
        return None
    rest = (job_items.c.job_id == job_id) & job_items.c.state.in_(_ITEM_OPEN)
    values = {"state": state, "error": error, "input": None, "updated_at": now, "fencing": job_items.c.fencing + 1}
    connection.execute(update(job_items).where(rest).values(**values))
    changed: dict[str, Any] = {"state": state, "error": error, "finished_at": now, "request": None}
    changed["cancel_requested"] = state == "cancelled"
    connection.execute(update(jobs).where(jobs.c.id == job_id).values(**changed))
    return _job(row, **{name: value for name, value in changed.items() if name != "request"})


def overdue(connection: Connection, now: datetime, receiving_since: datetime) -> list[str]:
    """Jobs beyond their deadline, and those whose sender went away while they were being received."""
    late = jobs.c.state.in_(OPEN) & (jobs.c.deadline_at < now)
    left = (jobs.c.state == "receiving") & (jobs.c.created_at < receiving_since)
    return list(connection.execute(select(jobs.c.id).where(late | left)).scalars())


def unfinished(connection: Connection, before: datetime) -> list[Job]:
    """Jobs released before a moment that still have something to do."""
    query = select(jobs).where(jobs.c.state.in_(("queued", "running")), jobs.c.created_at < before)
    return [_job(row) for row in connection.execute(query.order_by(jobs.c.created_at).limit(1000))]


def count_takeover(connection: Connection, job_ids: Iterable[str]) -> None:
    """Note that these jobs were taken from a dead worker."""
    connection.execute(update(jobs).where(jobs.c.id.in_(list(job_ids))).values(fencing=jobs.c.fencing + 1))


def results_of(connection: Connection, job_id: str, first: int = 0, limit: int = 100) -> list[Result]:
    """Items from `first` on with what became of them."""
    both = job_items.outerjoin(results, (results.c.job_id == job_items.c.job_id) & (results.c.item == job_items.c.item))
    columns = (job_items.c.item, job_items.c.reference, job_items.c.state, job_items.c.error)
    stored = (results.c.report_id, results.c.report_version, results.c.body)
    query = select(*columns, *stored).select_from(both).where(job_items.c.job_id == job_id, job_items.c.item >= first)
    return [Result(*row) for row in connection.execute(query.order_by(job_items.c.item).limit(limit))]


def say(connection: Connection, job_id: str, event: str, data: dict[str, Any], now: datetime) -> None:
    """Append to what a job's listeners are told. The caller's transaction holds the job's row."""
    last = select(func.coalesce(func.max(job_events.c.sequence), 0)).where(job_events.c.job_id == job_id)
    number = connection.execute(last).scalar_one() + 1
    connection.execute(
        insert(job_events).values(job_id=job_id, sequence=number, event=event, data=data, created_at=now)
    )


def lock(connection: Connection, job_id: str) -> None:
    """Hold a job's row until the transaction ends."""
    connection.execute(select(jobs.c.id).where(jobs.c.id == job_id).with_for_update())


def said(connection: Connection, job_id: str, after: int, limit: int = 200) -> Iterator[tuple[int, str, Any]]:
    """(sequence, event, data) of a job from after `after` on."""
    query = select(job_events.c.sequence, job_events.c.event, job_events.c.data).where(
        job_events.c.job_id == job_id, job_events.c.sequence > after
    )
    for row in connection.execute(query.order_by(job_events.c.sequence).limit(limit)):
        yield row.sequence, row.event, row.data


def by_state(connection: Connection) -> dict[str, int]:
    """How many jobs there are in each state."""
    rows = connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
    return {row[0]: row[1] for row in rows}


def still_open(connection: Connection, job_id: str, limit: int) -> list[int]:
    """The first items of a job that still have to be done."""
    query = select(job_items.c.item).where(job_items.c.job_id == job_id, job_items.c.state.in_(_ITEM_OPEN))
    return list(connection.execute(query.order_by(job_items.c.item).limit(limit)).scalars())


def prolong(connection: Connection, job_id: str, seconds: float) -> None:
    """Give a job that has grown more time."""
    ends = connection.execute(select(jobs.c.deadline_at).where(jobs.c.id == job_id)).scalar_one()
    if ends is not None:
        later = ends + timedelta(seconds=seconds)
        connection.execute(update(jobs).where(jobs.c.id == job_id).values(deadline_at=later))


def _job(row: Row[Any], **changed: Any) -> Job:
    names = Job.__dataclass_fields__
    return Job(**{name: changed.get(name, getattr(row, name)) for name in names})
