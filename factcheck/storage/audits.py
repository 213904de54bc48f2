"""Audits of archives as rows: a run, its items and their results, in the tables that jobs use (kind `audit`).

An item is claimed with a token that only rises; a result that brings an older one is refused, so each is stored once.
Knows no clock and no process: who is dead is said by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from factcheck.storage.schema import audit_runs, job_items, jobs, results

LOCAL = "local"
QUEUED, RUNNING, DONE, FAILED, LEFT_OUT = "queued", "running", "done", "failed", "left_out"
READING = "reading"
_PAGE = 20


@dataclass(frozen=True)
class Run:
    """One audit: what it was asked for, and whether its archive is still being read."""

    id: str
    state: str
    settings: dict[str, Any]
    summary: dict[str, Any] | None
    created_at: datetime


@dataclass(frozen=True)
class Arrival:
    """An item of the archive: its input as JSON text, or why there is none. `left_out` ones are outside what was asked for."""

    reference: str
    sha256: str
    input: str | None = None
    error: dict[str, str] | None = None
    left_out: bool = False

    @property
    def state(self) -> str:
        """The state in which it comes in."""
        if self.left_out:
            return LEFT_OUT
        return FAILED if self.error else QUEUED


@dataclass(frozen=True)
class Known:
    """An item that is there already, and what made its result (None: it has none)."""

    item: int
    sha256: str
    state: str
    made_by: str | None


@dataclass(frozen=True)
class Waiting:
    """An item that is to be checked, under the token it has now."""

    item: int
    fencing: int


@dataclass(frozen=True)
class Taken:
    """An item in a worker's hands; `fencing` is the token that its result must bring."""

    item: int
    reference: str
    fencing: int
    attempts: int
    input: str


@dataclass(frozen=True)
class Ended:
    """What became of an item: a result with what made it, or an error."""

    body: str | None = None
    made_by: str | None = None
    error: dict[str, str] | None = None


@dataclass(frozen=True)
class Item:
    """One item with what became of it so far."""

    item: int
    reference: str
    sha256: str
    state: str
    error: dict[str, str] | None
    body: str | None


def create(connection: Connection, run: Run) -> None:
    """A new run without items."""
    shared = {"id": run.id, "key_id": LOCAL, "total": 0, "done": 0, "failed": 0, "created_at": run.created_at}
    connection.execute(insert(jobs).values(kind="audit", state="running", fencing=0, cancel_requested=False, **shared))
    connection.execute(insert(audit_runs).values(name=run.id, state=run.state, settings=run.settings, **shared))


def find(connection: Connection, run_id: str) -> Run | None:
    """A run; None where there is none of that id."""
    row = connection.execute(select(audit_runs).where(audit_runs.c.id == run_id)).one_or_none()
    return Run(row.id, row.state, row.settings, row.summary, row.created_at) if row else None


def set_state(connection: Connection, run_id: str, state: str) -> None:
    """`reading` while items still come in, then `running`, then `done`."""
    connection.execute(update(audit_runs).where(audit_runs.c.id == run_id).values(state=state))
    connection.execute(update(jobs).where(jobs.c.id == run_id).values(state="done" if state == DONE else "running"))


def summarise(connection: Connection, run_id: str, summary: dict[str, Any], now: datetime) -> None:
    """Keep the counts of a run that has ended."""
    counted = {"total": summary["inputs"], "done": summary["results"], "failed": summary["errors"], "finished_at": now}
    connection.execute(update(audit_runs).where(audit_runs.c.id == run_id).values(summary=summary, **counted))
    connection.execute(update(jobs).where(jobs.c.id == run_id).values(**counted))


def known(connection: Connection, run_id: str, references: Sequence[str]) -> dict[str, Known]:
    """Which of these are items of the run already."""
    both = job_items.outerjoin(results, (results.c.job_id == job_items.c.job_id) & (results.c.item == job_items.c.item))
    columns = (job_items.c.reference, job_items.c.item, job_items.c.sha256, job_items.c.state, results.c.report_id)
    query = select(*columns).select_from(both)
    query = query.where(job_items.c.job_id == run_id, job_items.c.reference.in_(list(references)))
    return {row[0]: Known(*row[1:]) for row in connection.execute(query)}


def receive(
    connection: Connection, run_id: str, arrivals: Sequence[Arrival], before: dict[str, Known], now: datetime
) -> list[Waiting]:
    """Add new items; bring changed ones (those in `before`) in again, with a higher token than anybody holds.

    Returns those that wait to be checked.
    """
    first = connection.execute(select(jobs.c.total).where(jobs.c.id == run_id).with_for_update()).scalar_one()
    new = [arrival for arrival in arrivals if arrival.reference not in before]
    rows = [_row(run_id, number, arrival, now) for number, arrival in enumerate(new, start=first)]
    if rows:
        connection.execute(insert(job_items), rows)
        connection.execute(update(jobs).where(jobs.c.id == run_id).values(total=first + len(rows)))
    changed = (arrival for arrival in arrivals if arrival.reference in before)
    old = sorted(changed, key=lambda arrival: before[arrival.reference].item)  # as all do: nobody waits in a circle
    again = [_again(connection, (run_id, before[one.reference].item), one, now) for one in old]
    placed = [
        *zip(new, (Waiting(row["item"], row["fencing"]) for row in rows), strict=True),
        *zip(old, again, strict=True),
    ]
    return [waiting for arrival, waiting in placed if arrival.state == QUEUED]


def _row(run_id: str, number: int, arrival: Arrival, now: datetime) -> dict[str, Any]:
    return {
        "job_id": run_id,
        "item": number,
        "reference": arrival.reference,
        "input": arrival.input,
        "sha256": arrival.sha256,
        "state": arrival.state,
        "attempts": 0,
        "fencing": 0,
        "error": arrival.error,
        "updated_at": now,
    }


def _again(connection: Connection, place: tuple[str, int], arrival: Arrival, now: datetime) -> Waiting:
    here = (job_items.c.job_id == place[0]) & (job_items.c.item == place[1])
    changed = _row(*place, arrival, now)
    for name in ("job_id", "item", "fencing"):
        del changed[name]
    raised = update(job_items).where(here).values(fencing=job_items.c.fencing + 1, **changed)
    token = connection.execute(raised.returning(job_items.c.fencing)).scalar_one()
    connection.execute(delete(results).where(results.c.job_id == place[0], results.c.item == place[1]))
    return Waiting(place[1], token)


def claim(connection: Connection, run_id: str, among: Iterable[int], worker: str, now: datetime) -> list[Taken]:
    """Take those of these items that are unfinished, whoever had them before: their token is raised.

    An item that was taken before goes alone: it may be what ended its worker.
    """
    open_items = select(job_items.c.item, job_items.c.attempts).where(_open(run_id), job_items.c.item.in_(list(among)))
    rows = list(connection.execute(open_items.order_by(job_items.c.item).with_for_update(skip_locked=True)))
    alone = rows[:1] if rows and rows[0].attempts else [row for row in rows if not row.attempts]
    items = [row.item for row in alone]
    raised = (
        update(job_items)
        .where(_open(run_id), job_items.c.item.in_(items))
        .values(
            state=RUNNING,
            worker=worker,
            fencing=job_items.c.fencing + 1,
            attempts=job_items.c.attempts + 1,
            updated_at=now,
        )
        .returning(
            job_items.c.item, job_items.c.reference, job_items.c.fencing, job_items.c.attempts, job_items.c.input
        )
    )
    return sorted((Taken(*row) for row in connection.execute(raised)), key=lambda t: t.item) if items else []


def store(connection: Connection, run_id: str, taken: Taken, ended: Ended, now: datetime) -> bool:
    """Store what became of an item; False (and nothing stored) where its token was overtaken."""
    here = (job_items.c.job_id == run_id) & (job_items.c.item == taken.item)
    ours = here & (job_items.c.fencing == taken.fencing) & (job_items.c.state == RUNNING)
    state = FAILED if ended.error else DONE
    changed = update(job_items).where(ours).values(state=state, input=None, error=ended.error, updated_at=now)
    if connection.execute(changed).rowcount != 1:
        return False
    if ended.error is None:
        row = {"job_id": run_id, "item": taken.item, "fencing": taken.fencing, "created_at": now}
        connection.execute(insert(results).values(report_id=ended.made_by, body=ended.body, **row))
    return True


def unfinished(connection: Connection, run_id: str, until: datetime) -> list[Waiting]:
    """Items that wait or are in hand, and that nothing has happened to since a moment."""
    query = select(job_items.c.item, job_items.c.fencing).where(_open(run_id), job_items.c.updated_at <= until)
    return [Waiting(*row) for row in connection.execute(query.order_by(job_items.c.item))]


def give_back(connection: Connection, run_id: str, lost: Sequence[Waiting], now: datetime) -> list[Waiting]:
    """Let these wait again, under higher tokens: those that are as they were seen. Results under the old ones are refused."""
    back = update(job_items).values(state=QUEUED, fencing=job_items.c.fencing + 1, updated_at=now)
    given = []
    for one in lost:
        same = _open(run_id) & (job_items.c.item == one.item) & (job_items.c.fencing == one.fencing)
        if connection.execute(back.where(same)).rowcount:
            given.append(Waiting(one.item, one.fencing + 1))
    return given


def _open(run_id: str) -> ColumnElement[bool]:
    return (job_items.c.job_id == run_id) & job_items.c.state.in_((QUEUED, RUNNING))


def counts(connection: Connection, run_id: str) -> dict[str, int]:
    """How many items are in each state."""
    query = select(job_items.c.state, func.count()).where(job_items.c.job_id == run_id).group_by(job_items.c.state)
    return {row[0]: row[1] for row in connection.execute(query)}


def items(connection: Connection, run_id: str, first: int, most: int = _PAGE) -> list[Item]:
    """Items from a number on, in their order."""
    both = job_items.outerjoin(results, (results.c.job_id == job_items.c.job_id) & (results.c.item == job_items.c.item))
    columns = (job_items.c.item, job_items.c.reference, job_items.c.sha256, job_items.c.state, job_items.c.error)
    query = select(*columns, results.c.body).select_from(both)
    query = query.where(job_items.c.job_id == run_id, job_items.c.item >= first).order_by(job_items.c.item).limit(most)
    return [Item(*row) for row in connection.execute(query)]


def pages(begin: Any, run_id: str) -> Iterator[Item]:
    """All items of a run, page by page; `begin` opens a reading transaction for each page."""
    first = 0
    while True:
        with begin() as connection:
            page = items(connection, run_id, first)
        yield from page
        if len(page) < _PAGE:
            return
        first = page[-1].item + 1


def set_settings(connection: Connection, run_id: str, settings: dict[str, Any]) -> None:
    """Give a run another plan (its next check uses it)."""
    connection.execute(update(audit_runs).where(audit_runs.c.id == run_id).values(settings=settings))
