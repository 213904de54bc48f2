"""Routes that bring many sources into the newsroom's library at once, as a job, and tell what became of each."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import StreamingResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from factcheck.api import frame, problems
from factcheck.api.access import ManagesSources, Reads
from factcheck.api.answers import JobTicket
from factcheck.api.checks import ONCE, as_json
from factcheck.api.desk_bodies import ArchiveQuery, ImportBody
from factcheck.api.jobs import AtBoard, JobId
from factcheck.api.once import OnceRoute
from factcheck.api.reports import AtDesk
from factcheck.desk.office import Caller
from factcheck.errors import EmptyInput, FactcheckError, NoSuchRecord, NotText
from factcheck.jobs.board import IMPORT, Board
from factcheck.jobs.importing import Sent
from factcheck.library import archive
from factcheck.library.archive import Packed
from factcheck.library.reading.brought import Said
from factcheck.storage.jobs import Item, Result

router = APIRouter(route_class=OnceRoute, tags=["sources"])
ADDRESS = "/v1/imports"
MAX_ARCHIVE = 100_000_000
"""Bytes of a packed archive; it is kept on disk while its files are queued."""
_IN_MEMORY = 1_000_000
_AT_A_TIME = 50
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/ImportBody"}},
        "application/zip": {
            "schema": {
                "type": "string",
                "format": "binary",
                "description": "files, as `factcheck sources import` reads",
            },
            "example": "PK...",
        },
    },
}


def schemas() -> dict[str, Any]:
    """The schemas that the body of an import refers to, for the API's description."""
    whole = ImportBody.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**whole.pop("$defs"), "ImportBody": whole}


_TAKEN = problems.answers(
    202,
    "They wait to be brought in",
    model=JobTicket,
    headers={"Location": {"schema": {"type": "string"}, "description": "the job"}},
)
_LINE = {
    "item": 0,
    "reference": "https://estadistica.example/anuario",
    "state": "done",
    "outcome": "added",
    "sources": ["anuario-2022-3f2a9c1b"],
    "error": None,
}
_LINES: dict[str, Any] = {"application/x-ndjson": {"schema": {"type": "string"}, "example": json.dumps(_LINE) + "\n"}}


@router.post(
    ADDRESS,
    status_code=202,
    responses=_TAKEN | problems.documented(400, 401, 403, 409, 413, 415, 422, 429, 500, 503),
    response_class=Response,
    openapi_extra={"requestBody": _BODY} | ONCE,
)
async def take(
    request: Request, board: AtBoard, desk: AtDesk, caller: ManagesSources, asked: Annotated[ArchiveQuery, Query()]
) -> Response:
    """Bring many sources in: addresses, feeds, lists of addresses, files, or a ZIP archive of files (the parameters are about it).

    What cannot be read fails by itself. `GET /v1/jobs/{job_id}` and `/events` tell how far it is; a source whose item is `done` speaks.
    """
    now = desk.now().replace(microsecond=0)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    request_id = request.scope.get("state", {}).get("request_id")
    if kind == "application/json":
        body = _body(await _all(request))
        items: Iterable[Item] = list(_items(body, body.said(retrieved_at=now)))
        job_id = await to_thread.run_sync(_queue, board, caller, items, request_id)
    elif kind in ("application/zip", "application/x-zip-compressed"):
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as packed:
            await _received(request, packed)
            items = _packed(packed, asked.collection, asked.said(retrieved_at=now))
            job_id = await to_thread.run_sync(_queue, board, caller, items, request_id)
    else:
        raise NotText("An import comes as application/json or application/zip.", way_out="Set Content-Type.")
    ticket = JobTicket(job_id=job_id, url=f"/v1/jobs/{job_id}")
    answer = as_json(ticket.model_dump_json(), Location=ticket.url)
    answer.status_code = 202
    return answer


async def _all(request: Request) -> bytes:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > frame.MAX_BODY:
            raise HTTPException(413)
    return bytes(data)


async def _received(request: Request, into: IO[bytes]) -> None:
    size = 0
    async for chunk in request.stream():
        await to_thread.run_sync(into.write, chunk)
        size += len(chunk)
    if not size:
        raise EmptyInput("The archive is empty.", way_out="Put files into it.")
    into.seek(0)


def _body(data: bytes) -> ImportBody:
    try:
        return ImportBody.model_validate_json(data or b"null")
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_input=False, include_url=False)) from error


def _items(body: ImportBody, said: Said) -> Iterator[Item]:
    for url in dict.fromkeys(body.urls):
        yield Sent(said, url=url).item
    for file in body.files:
        yield _file(Packed(file.name, file.text.encode()), body.collection, said)


def _packed(stream: IO[bytes], collection: str | None, said: Said) -> Iterator[Item]:
    return (_file(one, collection, said) for one in archive.files(stream))


def _file(file: Packed, collection: str | None, said: Said) -> Item:
    """Files of the same name are the same only within a collection: two newsrooms may both have a `notas.txt`."""
    if file.error is not None:
        told = {"code": file.error.code, "message": file.error.message, "way_out": file.error.way_out}
        return Item(None, file.name[-200:].encode("utf-8", "ignore").decode(), error=told)
    place = collection or hashlib.sha256(file.data).hexdigest()[:16]
    name = file.name.encode("utf-8", "ignore").decode()
    return Sent(said, name=f"sent:{place}/{name}", data=file.data).item


def _queue(board: Board, caller: Caller, items: Iterable[Item], request_id: str | None) -> str:
    job = board.open_batch(caller, request_id, IMPORT)
    try:
        total = 0
        rest = iter(items)
        while some := list(islice(rest, _AT_A_TIME)):
            total = board.add(job.id, some)
        if total == 0:
            raise EmptyInput("There is nothing to import.", way_out="Put files into the archive.")
    except FactcheckError as error:
        board.abandon(job.id, {"code": error.code, "message": error.message})
        raise
    except BaseException:
        board.abandon(job.id, {"code": "invalid-input", "message": "It did not come in whole."})
        raise
    board.close_batch(job.id)
    return job.id


@router.get(
    ADDRESS + "/{job_id}/results",
    responses=problems.answers(200, "Each item with what became of it, in the order they were taken", content=_LINES)
    | problems.documented(400, 401, 403, 404, 422, 429, 500, 503),
    response_class=Response,
)
def results(job_id: JobId, board: AtBoard, caller: Reads) -> Response:
    """What an import has come to so far: for each item the sources it brought, or why it could not be read."""
    if board.job(caller, job_id).kind != IMPORT:
        raise NoSuchRecord("This job is no import.", way_out="Its `results_url` says where its results are.")
    found = (json.dumps(_told(result), ensure_ascii=False) + "\n" for result in board.results(caller, job_id))
    return StreamingResponse(found, media_type="application/x-ndjson")


def _told(result: Result) -> dict[str, Any]:
    line = {"item": result.item, "reference": result.reference, "state": result.state}
    came = json.loads(result.body) if result.body else {"outcome": None, "sources": []}
    return line | came | {"error": result.error}
