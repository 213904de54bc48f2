"""Routes that take many articles at once, read as they come in, and give their reports back line by line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import ValidationError

from factcheck.api import problems
from factcheck.api.access import Checks, Reads
from factcheck.api.answers import JobTicket
from factcheck.api.bodies import ArticleBody
from factcheck.api.checks import ONCE, as_json
from factcheck.api.jobs import AtBoard, JobId, JobStatus, status_of  # noqa: F401  named in the description
from factcheck.api.once import OnceRoute
from factcheck.desk import reports
from factcheck.desk.office import Caller, Desk
from factcheck.domain import Report
from factcheck.errors import EmptyInput, FactcheckError, InputTooLarge, NoSuchRecord, NotText
from factcheck.jobs.board import IMPORT, Board, Question
from factcheck.render.csv import COLUMNS, report_csv
from factcheck.storage.jobs import Item, Result

router = APIRouter(route_class=OnceRoute, tags=["jobs"])
ADDRESS = "/v1/batches"
MAX_BODY = 100_000_000
"""Bytes of one batch; it is read as it comes in and never held whole."""
MAX_LINE = 12_000_000
"""Bytes of one article in it, as in a request of its own."""
_AT_A_TIME = 100
_ARTICLE = {"text": "El comercio alcanzó 27.000 millones de dólares en 2022.", "reference": "post-4711", "lang": "es"}
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/x-ndjson": {
            "schema": {"description": "one article a line, as for /v1/articles/check"},
            "example": json.dumps(_ARTICLE, ensure_ascii=False) + "\n",
        },
        "application/json": {
            "schema": {
                "type": "array",
                "minItems": 1,
                "items": {"description": "as for /v1/articles/check; one that does not fit fails by itself"},
            },
            "example": [_ARTICLE],
        },
    },
}
_TAKEN = problems.answers(
    202,
    "The articles wait to be checked",
    model=JobTicket,
    headers={"Location": {"schema": {"type": "string"}, "description": "the job"}},
)
_LINES: dict[str, Any] = {
    "application/x-ndjson": {
        "schema": {"type": "string"},
        "example": '{"item": 0, "reference": "post-4711", "state": "done", "report": {"schema_version": "1"}}\n',
    },
    "text/csv": {"schema": {"type": "string"}, "example": "item,reference,state,error,number\r\n"},
}


@router.post(
    ADDRESS,
    status_code=202,
    responses=_TAKEN | problems.documented(400, 401, 403, 409, 413, 415, 422, 429, 500, 503),
    response_class=Response,
    openapi_extra={"requestBody": _BODY} | ONCE,
)
async def take(request: Request, board: AtBoard, caller: Checks) -> Response:
    """Hand over many articles: JSON lines, or one JSON array. An article that cannot be used fails by itself, not the batch."""
    pieces = _pieces(request)
    job = await to_thread.run_sync(board.open_batch, caller, request.scope.get("state", {}).get("request_id"))
    try:
        total = await _receive(board, job.id, pieces)
        if total == 0:
            raise EmptyInput("There is no article in the batch.", way_out="Send one article a line.")
    except BaseException as error:
        await _give_up(board, job.id, error)
        raise
    await to_thread.run_sync(board.close_batch, job.id)
    ticket = JobTicket(job_id=job.id, url=f"/v1/jobs/{job.id}")
    answer = as_json(ticket.model_dump_json(), Location=ticket.url)
    answer.status_code = 202
    return answer


async def _receive(board: Board, job_id: str, pieces: AsyncIterator[bytes]) -> int:
    total, waiting = 0, list[Item]()
    async for piece in pieces:
        waiting.append(item_of(piece))
        if len(waiting) >= _AT_A_TIME:
            total = await to_thread.run_sync(board.add, job_id, waiting)
            waiting = []
    return await to_thread.run_sync(board.add, job_id, waiting) if waiting else total


async def _give_up(board: Board, job_id: str, error: BaseException) -> None:
    import anyio

    known = isinstance(error, FactcheckError)
    said = {"code": error.code if isinstance(error, FactcheckError) else "invalid-input"}
    said["message"] = str(error) if known else "The batch did not come in whole."
    with anyio.CancelScope(shield=True):
        await to_thread.run_sync(board.abandon, job_id, said)


def _pieces(request: Request) -> AsyncIterator[bytes]:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind in ("application/x-ndjson", "application/jsonl", "application/ndjson"):
        return lines(request.stream())
    if kind == "application/json":
        return members(request.stream())
    raise NotText("A batch comes as application/x-ndjson or application/json.", way_out="Set Content-Type.")


async def lines(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The lines of a body that comes in chunks, empty ones left out."""
    rest = b""
    async for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n") if b"\n" in chunk else [rest + chunk]
        for line in whole:
            if line.strip():
                yield line
        if len(rest) > MAX_LINE:
            raise _too_long()
    if rest.strip():
        yield rest


async def members(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The members of a JSON array that comes in chunks, each as its own bytes. InvalidBody where it is none."""
    reader = _ArrayReader()
    async for chunk in chunks:
        for piece in reader.feed(chunk):
            yield piece
    reader.end()


_SPECIAL = re.compile(rb'["\\\\\[\]{},]')
"""What decides where a member of an array ends; everything between is skipped in one go."""


class _ArrayReader:
    """Cuts an array at the commas of its own level; knows only brackets and strings, the rest is each member's matter."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = self._ended = False
        self._escaped_at = -1  # place in the chunk of a character after a backslash
        self._piece = bytearray()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Members that are whole now."""
        start = 0
        for found in _SPECIAL.finditer(chunk):
            at = found.start()
            if self._depth == 0:
                self._open(chunk[start:at], found[0])
                start = at + 1
            elif self._in_string:
                self._string(at, found[0])
            elif self._ends_member(found[0]):
                self._piece += chunk[start:at]
                start = at + 1
                yield from self._whole()
        self._escaped_at = self._escaped_at - len(chunk) if self._escaped_at >= len(chunk) else -1
        self._rest(chunk[start:])

    def end(self) -> None:
        """The body has ended. EmptyInput where the array has not."""
        if not self._ended:
            raise _not_an_array()

    def _open(self, before: bytes, special: bytes) -> None:
        if before.strip() or special != b"[" or self._ended:
            raise _not_an_array()
        self._depth = 1

    def _string(self, at: int, special: bytes) -> None:
        if at == self._escaped_at:
            return
        if special == b"\\":
            self._escaped_at = at + 1
        elif special == b'"':
            self._in_string = False

    def _ends_member(self, special: bytes) -> bool:
        if special == b'"':
            self._in_string = True
        elif special in b"[{":
            self._depth += 1
        elif special in b"]}":
            self._depth -= 1
        return self._depth == 0 or (self._depth == 1 and special == b",")

    def _whole(self) -> Iterator[bytes]:
        piece, self._piece = bytes(self._piece).strip(), bytearray()
        self._ended = self._depth == 0
        if piece:
            yield piece
        elif not self._ended:
            raise _not_an_array()

    def _rest(self, rest: bytes) -> None:
        if self._depth == 0 and rest.strip():
            raise _not_an_array()
        self._piece += rest if self._depth else b""
        if len(self._piece) > MAX_LINE:
            raise _too_long()


def _not_an_array() -> FactcheckError:
    return EmptyInput("The body is not a JSON array.", way_out="Send [ ... ], or one article a line.")


def _too_long() -> InputTooLarge:
    return InputTooLarge(f"An article has more than {MAX_LINE // 1_000_000} MB.", way_out="Split it.")


def item_of(piece: bytes) -> Item:
    """One article of a batch, or the error that it cannot be used."""
    try:
        body = ArticleBody.model_validate_json(piece)
        return Question(body.material(), body.wishes()).item
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = "/".join(str(part) for part in first["loc"])
        message = f"The article does not fit its schema: {where}: {first['msg']}." if where else first["msg"]
        return Item(None, _reference(piece), error={"code": "invalid-request", "message": message[:500]})
    except FactcheckError as error:
        said = {"code": error.code, "message": error.message, "way_out": error.way_out}
        return Item(None, _reference(piece), error=said)


def _reference(piece: bytes) -> str | None:
    try:
        found = json.loads(piece).get("reference")
    except (ValueError, AttributeError, RecursionError):
        return None
    return found[:200].encode("utf-8", "ignore").decode().replace("\x00", "") if isinstance(found, str) else None


@router.get(
    "/v1/batches/{job_id}/results",
    responses=problems.answers(
        200, "Each article with its report or its error, in the order they were sent", content=_LINES
    )
    | problems.documented(400, 401, 403, 404, 422, 429, 500, 503),
    response_class=Response,
)
def results(
    request: Request,
    job_id: JobId,
    board: AtBoard,
    caller: Reads,
    form: Annotated[Literal["jsonl", "csv"], Query(alias="format")] = "jsonl",
) -> Response:
    """What a batch (or any job) has come to so far. CSV has one row a claim."""
    if board.job(caller, job_id).kind == IMPORT:
        raise NoSuchRecord("This job is an import.", way_out="Its `results_url` says where its results are.")
    desk: Desk = request.app.state.desk
    found = board.results(caller, job_id)
    if form == "csv":
        return StreamingResponse(_csv(desk, caller, found), media_type="text/csv; charset=utf-8")
    return StreamingResponse(_json_lines(desk, caller, found), media_type="application/x-ndjson")


def _json_lines(desk: Desk, caller: Caller, found: Iterable[Result]) -> Iterator[str]:
    for result in found:
        report, error = _report(desk, caller, result)
        line = {"item": result.item, "reference": result.reference, "state": result.state, "error": error}
        yield json.dumps(line, ensure_ascii=False)[:-1] + f', "report": {_on_one_line(report)}}}\n'


def _on_one_line(report: str | None) -> str:
    return json.dumps(json.loads(report), ensure_ascii=False) if report else "null"


def _csv(desk: Desk, caller: Caller, found: Iterable[Result]) -> Iterator[str]:
    yield _row("item", "reference", "state", "error", *COLUMNS)
    for result in found:
        report, error = _report(desk, caller, result)
        head = (result.item, result.reference or "", result.state, (error or {}).get("code", ""))
        rows = _rows(report)
        for row in rows or [[]]:
            yield _row(*head, *row)


def _rows(report: str | None) -> list[list[str]]:
    if report is None:
        return []
    document = json.loads(report)
    document.pop("stored", None)
    return list(csv.reader(io.StringIO(report_csv(Report.model_validate(document)))))[1:]


def _row(*cells: object) -> str:
    from factcheck.render.csv import cell

    out = io.StringIO()
    csv.writer(out).writerow([cell(value) for value in cells])
    return out.getvalue()


def _report(desk: Desk, caller: Caller, result: Result) -> tuple[str | None, dict[str, str] | None]:
    if result.body is not None or result.report_id is None:
        return result.body, result.error
    try:
        return reports.read(desk, caller, result.report_id, result.report_version).json(), result.error
    except FactcheckError as error:  # its text was deleted, or the report as a whole
        return None, {"code": error.code, "message": error.message, "way_out": error.way_out}
