"""Routes that tell how far a job is, once or as it goes on, and stop it."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

import anyio
from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.responses import StreamingResponse

from factcheck.api import problems
from factcheck.api.access import Reads
from factcheck.api.checks import as_json
from factcheck.desk.office import Caller
from factcheck.domain import Record
from factcheck.jobs.board import IMPORT, Board
from factcheck.storage.jobs import Job

router = APIRouter(tags=["jobs"])
JobId = Annotated[str, Path(pattern=r"^job_[0-9a-z_]{1,36}$", description="`job_id` of what was handed over")]
_PROBLEMS = problems.documented(400, 401, 403, 404, 422, 429, 500, 503)
_EVERY = 0.4
_SIGN_OF_LIFE = 15.0


class JobError(Record):
    """Why something did not come to its end: a code of docs/errors.md, and what to do."""

    code: str
    message: str
    way_out: str = ""


class JobStatus(Record):
    """How far a job is. Articles (or what is imported) are counted; `failed` are those that could not be checked (brought in)."""

    job_id: str
    kind: str
    state: str
    total: int
    done: int
    failed: int
    report_id: str | None = None
    error: JobError | None = None
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    deadline_at: datetime | None = None
    events_url: str
    results_url: str


def board_of(request: Request) -> Board:
    """Where jobs are handed over, in the application that got this request."""
    board = request.app.state.board
    assert isinstance(board, Board)  # noqa: S101  `create_app` puts it there
    return board


AtBoard = Annotated[Board, Depends(board_of)]
_STATUS = problems.answers(200, "The job", model=JobStatus)


def status_of(job: Job) -> JobStatus:
    """A job as it is told."""
    same = ("kind", "state", "total", "done", "failed", "report_id")
    moments = ("created_at", "started_at", "finished_at", "deadline_at")
    return JobStatus(
        job_id=job.id,
        error=JobError(**job.error) if job.error else None,
        events_url=f"/v1/jobs/{job.id}/events",
        results_url=f"/v1/{'imports' if job.kind == IMPORT else 'batches'}/{job.id}/results",
        **{name: getattr(job, name) for name in (*same, *moments)},
    )


@router.get("/v1/jobs/{job_id}", responses=_STATUS | _PROBLEMS, response_class=Response)
def job(job_id: JobId, board: AtBoard, caller: Reads) -> Response:
    """How far a job is."""
    return as_json(status_of(board.job(caller, job_id)).model_dump_json())


@router.delete("/v1/jobs/{job_id}", responses=_STATUS | _PROBLEMS, response_class=Response)
def cancel(job_id: JobId, board: AtBoard, caller: Reads) -> Response:
    """Stop a job. What is stored stays; a job that has ended stays as it is."""
    return as_json(status_of(board.cancel(caller, job_id)).model_dump_json())


_STREAM: dict[str, Any] = {
    "text/event-stream": {
        "schema": {"type": "string"},
        "example": 'id: 3\nevent: verdict\ndata: {"item": 0, "verdict_id": "vrd_91c2", "label": "supported"}\n\n',
    }
}


@router.get(
    "/v1/jobs/{job_id}/events",
    responses=problems.answers(200, "Server-sent events: progress, fallen, verdict, done", content=_STREAM) | _PROBLEMS,
    response_class=Response,
)
async def events(
    job_id: JobId,
    board: AtBoard,
    caller: Reads,
    last_event_id: Annotated[str | None, Header(pattern=r"^\d{1,9}$", description="go on after this event")] = None,
) -> Response:
    """What happens, as it happens: `progress`, labels as they have `fallen`, each `verdict` as it is stored, `done` at the end."""
    await to_thread.run_sync(board.job, caller, job_id)
    told = _told(board, caller, job_id, int(last_event_id or 0))
    return StreamingResponse(told, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _told(board: Board, caller: Caller, job_id: str, after: int) -> AsyncIterator[str]:
    spoke = time.monotonic()
    while True:
        job, said = await to_thread.run_sync(board.said, caller, job_id, after)
        for number, event, data in said:
            after = number
            yield f"id: {number}\nevent: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
        if said:
            spoke = time.monotonic()
        elif job.ended:
            return
        elif time.monotonic() - spoke > _SIGN_OF_LIFE:
            spoke = time.monotonic()
            yield ": still here\n\n"
        if not said:
            await anyio.sleep(_EVERY)
