"""The public log of corrections, and the requests that readers send. Corrections themselves are made by reviews."""

from __future__ import annotations

from typing import Any

from factcheck.desk.office import Caller, Desk
from factcheck.desk.records import Correction, CorrectionRequest
from factcheck.errors import NoSuchRecord
from factcheck.storage import rows, schema
from factcheck.storage.rows import Page, Row


def published(desk: Desk, after: tuple[Any, str] | None, limit: int) -> tuple[list[Correction], Page]:
    """Corrections from the newest on, with the page they were read from."""
    with desk.database.reading() as connection:
        page = rows.page(connection, schema.corrections, {}, "created_at", after=after, limit=limit)
    return [_correction(row) for row in page.rows], page


def ask(desk: Desk, asked: dict[str, str | None]) -> CorrectionRequest:
    """Keep a request (`message`, and `verdict_id` or `url`, perhaps `contact`). Says nothing about whether the verdict exists."""
    made = {
        "id": desk.new_id("crq"),
        "key_id": "public",
        "state": "open",
        "created_at": desk.now(),
        "answer": None,
        "answered_at": None,
    } | asked
    with desk.database.begin() as connection:
        rows.add(connection, schema.correction_requests, made)
    return _request(made)


def requests(desk: Desk, after: tuple[Any, str] | None, limit: int) -> tuple[list[CorrectionRequest], Page]:
    """Requests from the newest on."""
    with desk.database.reading() as connection:
        page = rows.page(connection, schema.correction_requests, {}, "created_at", after=after, limit=limit)
    return [_request(row) for row in page.rows], page


def decline(desk: Desk, caller: Caller, request_id: str, answer: str) -> CorrectionRequest:
    """Answer a request with no. (A yes is a review that names it.)"""
    told = {"state": "declined", "answer": f"{answer} ({caller.name})", "answered_at": desk.now()}
    with desk.database.begin() as connection:
        if not rows.change(connection, schema.correction_requests, {"id": request_id, "state": "open"}, **told):
            raise NoSuchRecord("There is no open request of that id.", way_out="Look at the list of requests.")
        row = rows.one(connection, schema.correction_requests, id=request_id)
    assert row is not None  # noqa: S101  changed above
    return _request(row)


def _correction(row: Row) -> Correction:
    told = {name: row[name] for name in ("id", "verdict_id", "claim", "reason", "created_at")}
    return Correction.model_validate(told | {"before": row["label_before"], "after": row["label_after"]})


def _request(row: Row) -> CorrectionRequest:
    return CorrectionRequest.model_validate({name: row.get(name) for name in CorrectionRequest.model_fields})
