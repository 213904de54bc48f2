"""Pages of audits: hand over a file of articles, see how far it is, filter what came out, take it home."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path as FilePath
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import StreamingResponse

from factcheck.audit.checking import Result
from factcheck.audit.extraction import extract
from factcheck.audit.reading import problem, short
from factcheck.audit.table import COLUMNS, rows
from factcheck.desk.office import Caller
from factcheck.domain import Article
from factcheck.errors import EmptyInput, FactcheckError, NoSuchRecord
from factcheck.intake.archives import Columns, Entry, Found, PassedOver, Unreadable, entries
from factcheck.intake.article import Given
from factcheck.jobs.board import BATCH_KIND, Board, Question
from factcheck.render import audit_charts
from factcheck.render.audit_report import audit_html
from factcheck.render.audit_words import word
from factcheck.render.csv import cell
from factcheck.render.outcomes import OUTCOMES
from factcheck.service import Material, Wishes
from factcheck.storage.jobs import Item, Job
from factcheck.web import form, visitors
from factcheck.web.audit_results import LOOKED_AT, Audits, Counted, results
from factcheck.web.checking import stop
from factcheck.web.form import Fields
from factcheck.web.frame import PageRoute, page, to

router = APIRouter(route_class=PageRoute, include_in_schema=False)
JobId = Annotated[str, Path(pattern=r"^job_[0-9a-z_]{1,36}$")]
_LISTED = 30
_A_PAGE = 50
_SERIOUS = 12
_AT_A_TIME = 100


@router.get("/audits")
def audits(request: Request) -> Response:
    """The form, and the batches that were handed over."""
    caller = visitors.caller_of(request)
    board: Board = request.app.state.board
    found = [job for job in board.jobs(caller, 200) if job.kind == BATCH_KIND][:_LISTED]
    works = request.app.state.submits is not None
    return page(request, "audits.html", batches=found, works=works, may_check=caller.may("check"))


@router.post("/audits")
async def hand_over(request: Request) -> Response:
    """Take a file of articles as a batch."""
    caller = await to_thread.run_sync(visitors.caller_of, request, "check")
    fields = await form.read(request)
    visitors.check_form(request, fields.token)
    await to_thread.run_sync(request.app.state.access.count_check, caller)
    job_id = await to_thread.run_sync(_open, request.app.state.board, caller, fields)
    return to(f"/audits/{job_id}")


def _open(board: Board, caller: Caller, fields: Fields) -> str:
    name, data = fields.files.get("file") or ("", b"")
    if not data.strip():
        raise EmptyInput("There is no file, or nothing is in it.", way_out="Choose a file of articles.")
    wishes = Wishes(as_of=form.day(fields, "as_of"))
    job = board.open_batch(caller)
    try:
        with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
            path = FilePath(folder) / re.sub(r"[^\w.-]", "_", name)[-100:].lstrip(".")
            path.write_bytes(data)
            found = entries([str(path)], Columns(text=fields.get("text_column") or "text"))
            items = (_item(one, wishes) for one in found if not isinstance(one, PassedOver))
            total = 0
            while some := list(islice(items, _AT_A_TIME)):
                total = board.add(job.id, some)
        if total == 0:
            raise EmptyInput("There is no article in the file.", way_out="Choose another file.")
    except BaseException as error:
        known = error if isinstance(error, FactcheckError) else EmptyInput("The file cannot be read.")
        board.abandon(job.id, problem(known))
        raise
    return board.close_batch(job.id).id


def _item(found: Found, wishes: Wishes) -> Item:
    assert isinstance(found, (Entry, Unreadable))  # noqa: S101  what is passed over is left out before
    article = extract(found) if isinstance(found, Entry) else found.error
    if not isinstance(article, Article):
        return Item(None, short(found.reference), error=problem(article))
    given = Given(lang=article.lang, published=article.published, title=article.title, url=article.url)
    return Question(Material(text=article.text, given=given, reference=short(found.reference)), wishes).item


def _batch(request: Request, job_id: str) -> tuple[Caller, Job]:
    caller = visitors.caller_of(request)
    board: Board = request.app.state.board
    job = board.job(caller, job_id)
    if job.kind != BATCH_KIND:
        raise NoSuchRecord("There is no such audit.", way_out="Choose one from the list.")
    return caller, job


def _counted(request: Request, caller: Caller, job: Job) -> Counted:
    state, lang = request.app.state, visitors.lang_of(request)
    known: Audits = state.audits
    return known.counted(state.desk, state.board, caller, job, lang)


@router.get("/audits/{job_id}")
def audit(
    request: Request,
    job_id: JobId,
    outcome: Annotated[str, Query(max_length=30)] = "",
    q: Annotated[str, Query(max_length=200)] = "",
    first: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """How far it is, and what came out: contradictions first, charts, all claims with filters, what failed."""
    caller, job = _batch(request, job_id)
    counted, lang = _counted(request, caller, job), visitors.lang_of(request)
    chosen = counted.chosen(outcome, q)
    shown: dict[str, Any] = {"rows": chosen[first : first + _A_PAGE], "found": len(chosen), "first": first}
    shown |= {"serious": counted.serious()[:_SERIOUS], "view": counted.view, "cut": LOOKED_AT if counted.cut else 0}
    asked: dict[str, Any] = {"outcome": outcome, "q": q, "outcomes": OUTCOMES, "a_page": _A_PAGE}
    return page(request, "audit.html", job=job, charts=_charts(counted, lang), legend=_legend(lang), **shown, **asked)


def _charts(counted: Counted, lang: str) -> list[tuple[str, Any]]:
    view = counted.view
    groups = [
        ("all", {word("count", lang): view.outcomes} if view.claims else {}),
        ("months", view.months),
        ("sites", view.sites),
    ]
    return [(name, audit_charts.chart(group, lang)) for name, group in groups if group]


def _legend(lang: str) -> Any:
    return audit_charts.patterns() + audit_charts.legend(lang)


@router.get("/audits/{job_id}/progress")
def progress(request: Request, job_id: JobId) -> Response:
    """The part of the page that tells how far it is, renewed by itself; at the end the whole page is."""
    _, job = _batch(request, job_id)
    answer = page(request, "audit_progress.html", job=job)
    if job.ended:
        answer.headers["HX-Refresh"] = "true"
    return answer


@router.post("/audits/{job_id}/cancel")
async def cancel(request: Request, job_id: JobId) -> Response:
    """Stop it; what is done stays."""
    await stop(request, job_id)
    return to(f"/audits/{job_id}")


@router.get("/audits/{job_id}/report")
def report(request: Request, job_id: JobId) -> Response:
    """The report as one file that needs no network, as `factcheck audit` writes it."""
    caller, job = _batch(request, job_id)
    document = audit_html(_counted(request, caller, job).view, visitors.lang_of(request))
    # A file to take home, not a page of this site: it carries its own script.
    return Response(document, media_type="text/html; charset=utf-8", headers=_as_file(f"{job_id}.html"))


@router.get("/audits/{job_id}/claims.csv")
def claims(request: Request, job_id: JobId) -> Response:
    """All claims as a table."""
    caller, job = _batch(request, job_id)
    made = _csv(request, caller, job)
    return StreamingResponse(made, media_type="text/csv; charset=utf-8", headers=_as_file(f"{job_id}.csv"))


def _csv(request: Request, caller: Caller, job: Job) -> Iterator[str]:
    yield _line(COLUMNS)
    for _, result in results(request.app.state.desk, request.app.state.board, caller, job.id):
        if isinstance(result, Result):
            for row in rows(result):
                yield _line([cell(row[name]) for name in COLUMNS])


def _line(cells: Any) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
