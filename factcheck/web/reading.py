"""Pages that show a kept report: the report itself, its history, its exports. Changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from factcheck.desk import publishing, reports
from factcheck.desk import verdicts as kept_verdicts
from factcheck.desk.office import Caller, Desk
from factcheck.desk.records import Changes
from factcheck.domain import Report
from factcheck.render import outcomes
from factcheck.render.csv import report_csv
from factcheck.render.markdown import report_markdown
from factcheck.web import scoping, standing, view, visitors
from factcheck.web.frame import PageRoute, page

router = APIRouter(route_class=PageRoute, include_in_schema=False)
ReportId = Annotated[str, Path(pattern=r"^rep_[0-9a-z_]{1,40}$")]
VerdictId = Annotated[str, Path(pattern=r"^vrd_[0-9a-z_]{1,40}$")]
Version = Annotated[int | None, Query(ge=1, le=1_000_000)]
_FORMATS: dict[str, tuple[str, Callable[[Report], str]]] = {
    "csv": ("text/csv; charset=utf-8", report_csv),
    "md": ("text/markdown; charset=utf-8", report_markdown),
}
_ALL = 200


@router.get("/reports/{report_id}")
def report(
    request: Request,
    report_id: ReportId,
    version: Version = None,
    sort: Annotated[Literal["place", "worth", "verdict"], Query()] = "place",
    only: Annotated[str, Query(max_length=30)] = "",
) -> Response:
    """The article with its claims marked, and a card for each claim."""
    caller = visitors.caller_of(request)
    only = only if only in outcomes.OUTCOMES else ""
    document = reports.read(request.app.state.desk, caller, report_id, version)
    standings = standing.of_report(request.app.state.desk, report_id)
    seen = view.of_document(document, visitors.lang_of(request), standings)
    shown = [one for one in view.ordered(seen.claims, sort) if not only or one.key == only]
    return page(
        request,
        "report.html",
        seen=seen,
        shown=shown,
        kept=document.kept,
        sort=sort,
        only=only,
        sorts=view.SORTS,
        may_review=caller.may("review"),
        old=version is not None,
        scope=document.options.get("scope") or {},
        scope_fields=scoping.fields(document.options),
        against=bool(document.options.get("documents")),
        **_kin(request.app.state.desk, caller, report_id),
    )


def _kin(desk: Desk, caller: Caller, report_id: str) -> dict[str, Any]:
    """What was checked again out of this report, by verdict (None: fragments), and what this one was checked again from."""
    again = reports.again(desk, caller, report_id)
    by_verdict: dict[str | None, list[reports.Again]] = defaultdict(list)
    for one in again:
        by_verdict[one.verdict_id].append(one)
    return {"again": dict(by_verdict), "parent": reports.parent(desk, caller, report_id)}


@router.get("/reports")
def listed(request: Request) -> Response:
    """What was checked, the last changed first."""
    found, _ = reports.listed(request.app.state.desk, visitors.caller_of(request), None, _ALL)
    return page(request, "reports.html", recent=found)


@router.get("/reports/{report_id}/history")
def history(request: Request, report_id: ReportId) -> Response:
    """The versions of a report: what each changed, and why."""
    found = reports.versions(request.app.state.desk, visitors.caller_of(request), report_id)
    versions = [(row, Changes.model_validate(row["changes"])) for row in reversed(found)]
    quotes = reports.quotes(request.app.state.desk, visitors.caller_of(request), report_id)
    return page(request, "history.html", versions=versions, quotes=quotes, report_id=report_id)


@router.get("/reports/{report_id}/export.{kind}")
def export(
    request: Request, report_id: ReportId, kind: Literal["json", "csv", "md"], version: Version = None
) -> Response:
    """The report as a file."""
    document = reports.read(request.app.state.desk, visitors.caller_of(request), report_id, version)
    name = {"Content-Disposition": f'attachment; filename="{report_id}.{kind}"'}
    if kind == "json":
        return Response(document.json(), media_type="application/json", headers=name)
    media_type, written = _FORMATS[kind]
    return Response(written(Report.model_validate_json(document.body)), media_type=media_type, headers=name)


@router.get("/verdicts/{verdict_id}")
def verdict(request: Request, verdict_id: VerdictId) -> Response:
    """One verdict with its history: the machine's versions and people's decisions."""
    return verdict_page(request, visitors.caller_of(request), verdict_id)


def verdict_page(request: Request, caller: Caller, verdict_id: str, **more: Any) -> Response:
    """The page of a verdict, also where a decision about it could not be taken."""
    kept, etag = kept_verdicts.read(request.app.state.desk, caller, verdict_id)
    values: dict[str, Any] = {
        "kept": kept,
        "etag": etag,
        "may_review": caller.may("review"),
        "yours": None,
        "status": 200,
    } | more
    return page(request, "verdict.html", one=view.claim(1, kept.machine, visitors.lang_of(request)), **values)


@router.get("/verdicts/{verdict_id}/claimreview.json")
def claimreview(
    request: Request, verdict_id: VerdictId, url: Annotated[str | None, Query(max_length=2000)] = None
) -> Response:
    """The verdict as ClaimReview, once a person stands for it."""
    state = request.app.state
    where = url or None
    text = publishing.claimreview(state.desk, visitors.caller_of(request), verdict_id, state.publisher, where)
    name = {"Content-Disposition": f'attachment; filename="{verdict_id}.claimreview.json"'}
    return Response(text, media_type="application/ld+json", headers=name)
