"""Pages that ask for a check and show how far it is. Works with or without workers and with or without JavaScript."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Any, Protocol

import anyio
from anyio import to_thread
from fastapi import APIRouter, Header, Path, Query, Request, Response
from starlette.responses import StreamingResponse

from factcheck.desk import reports
from factcheck.desk.checking import Submits, Work
from factcheck.desk.office import Caller
from factcheck.desk.reports import Document
from factcheck.desk.sources import Reference
from factcheck.domain import Report, Tier, VerdictLabel
from factcheck.errors import FactcheckError
from factcheck.jobs.board import IMPORT, Board
from factcheck.render import outcomes
from factcheck.render.document import report_json
from factcheck.service import Material, Readiness, Wishes
from factcheck.storage.rows import Row
from factcheck.web import form, stages, visitors
from factcheck.web.frame import PageRoute, page, to

router = APIRouter(route_class=PageRoute, include_in_schema=False)
RECENT = 8
_MOST_NAMES = 500
"""Publishers that the form offers while a name is typed."""
_EVERY = 0.3
_SIGN_OF_LIFE = 15.0
JobId = Annotated[str, Path(pattern=r"^job_[0-9a-z_]{1,36}$")]


class Ready(Protocol):
    """Says whether checks can be answered."""

    def readiness(self) -> Readiness:
        """Whether models and index are there."""


class Runs(Protocol):
    """Runs checks without blocking the event loop."""

    @property
    def checker(self) -> Ready:
        """The machinery behind."""

    async def check(self, material: Material, wishes: Wishes) -> Report:
        """A report on what came in, kept nowhere."""

    async def answer(self, caller: Caller, material: Material, wishes: Wishes) -> Document:
        """The kept report on what came in."""


@cache
def example(lang: str) -> str:
    """The article of the example that runs at a click."""
    return resources.files("factcheck.web").joinpath("examples", f"{lang}.txt").read_text(encoding="utf-8")


@router.get("/")
def start(request: Request) -> Response:
    """The form, an example, and what was checked last."""
    return _start(request, {})


def _start(request: Request, filled: Mapping[str, str], error: FactcheckError | None = None) -> Response:
    """The form; where it could not be used, as it was filled in, with what is wrong about it."""
    runner: Runs = request.app.state.runner
    reference: Reference = request.app.state.reference()
    return page(
        request,
        "start.html",
        status=error.http_status if error else 200,
        example=example(visitors.lang_of(request)),
        recent=_recent(request),
        readiness=runner.checker.readiness(),
        tiers=list(Tier),
        publishers=[name for name, _ in reference.publishers()][:_MOST_NAMES],
        filled=filled,
        error=error,
    )


def _recent(request: Request) -> list[Row]:
    try:
        caller = visitors.caller_of(request)
    except FactcheckError:  # the form itself is shown to everybody; sending it asks for the key
        return []
    return reports.listed(request.app.state.desk, caller, None, RECENT)[0]


@router.post("/check")
async def check(request: Request) -> Response:
    """Check what was filled in: later where there are workers, now where there are none."""
    caller = await to_thread.run_sync(visitors.caller_of, request, "check")
    fields = await form.read(request)
    visitors.check_form(request, fields.token)
    try:
        asked = await to_thread.run_sync(form.asked, fields, request.app.state.reference())
    except FactcheckError as error:
        return await to_thread.run_sync(_start, request, fields.values, error)
    await to_thread.run_sync(request.app.state.access.count_check, caller)
    runner: Runs = request.app.state.runner
    if asked.as_json:
        return Response(report_json(await runner.check(asked.material, asked.wishes)), media_type="application/json")
    submits: Submits | None = request.app.state.submits
    if submits is not None:
        job = await to_thread.run_sync(submits.submit, Work(caller, asked.material, asked.wishes))
        return to(f"/jobs/{job}")
    document = await runner.answer(caller, asked.material, asked.wishes)
    return to(f"/reports/{document.kept.report_id}")


@router.get("/jobs/{job_id}")
def job(request: Request, job_id: JobId) -> Response:
    """How far a check is; the report once there is one."""
    board: Board = request.app.state.board
    caller = visitors.caller_of(request)
    found, said = board.job(caller, job_id), []
    if found.ended and found.report_id:
        return to(f"/reports/{found.report_id}")
    if not found.ended:
        said = list(_all_said(board, caller, job_id))
    came = stages.came(board.results(caller, job_id)) if found.kind == IMPORT and found.ended else []
    if len(came) == 1 and len(came[0].sources) == 1:
        return to(f"/sources/{came[0].sources[0]}")
    labels = [str(label) for label in VerdictLabel]
    values: dict[str, Any] = {"job": found, "far": stages.far(said), "came": came}
    return page(request, "job.html", labels=labels, symbols=outcomes.SYMBOLS, **values)


def _all_said(board: Board, caller: Caller, job_id: str) -> Iterator[tuple[int, str, Any]]:
    last = 0
    while more := board.said(caller, job_id, last)[1]:
        yield from more
        last = more[-1][0]


@router.post("/jobs/{job_id}/cancel")
async def cancel(request: Request, job_id: JobId) -> Response:
    """Stop it."""
    await stop(request, job_id)
    return to(f"/jobs/{job_id}")


async def stop(request: Request, job_id: str) -> None:
    """Cancel a job for the visitor who asks it with a form of ours."""
    caller = await to_thread.run_sync(visitors.caller_of, request)
    visitors.check_form(request, (await form.read(request)).token)
    await to_thread.run_sync(request.app.state.board.cancel, caller, job_id)


@router.get("/jobs/{job_id}/events")
async def events(
    request: Request,
    job_id: JobId,
    after: Annotated[int, Query(ge=0, le=10**9)] = 0,
    last_event_id: Annotated[str | None, Header(pattern=r"^\d{1,9}$")] = None,
) -> Response:
    """What happens to a job, as it happens, after what the page knows already."""
    caller = await to_thread.run_sync(visitors.caller_of, request)
    board: Board = request.app.state.board
    await to_thread.run_sync(board.job, caller, job_id)
    told = _told(board, caller, job_id, int(last_event_id or after))
    return StreamingResponse(told, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _told(board: Board, caller: Caller, job_id: str, after: int) -> AsyncIterator[str]:
    spoke = time.monotonic()
    while True:
        found, said = await to_thread.run_sync(board.said, caller, job_id, after)
        for number, event, data in said:
            after, spoke = number, time.monotonic()
            yield f"id: {number}\nevent: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
        if not said and found.ended:
            return
        if time.monotonic() - spoke > _SIGN_OF_LIFE:
            spoke = time.monotonic()
            yield ": still here\n\n"
        if not said:
            await anyio.sleep(_EVERY)
