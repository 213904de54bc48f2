"""A report inside another page: only where its origin is on the list, only for reading. See docs/cms.md."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from factcheck.desk import keys, reports
from factcheck.desk.office import Caller
from factcheck.errors import NoSuchRecord, ScopeMissing
from factcheck.web import standing, view, visitors
from factcheck.web.frame import PageRoute, page
from factcheck.web.view import ClaimView, ReportView

router = APIRouter(route_class=PageRoute, include_in_schema=False)
ReportId = Annotated[str, Path(pattern=r"^rep_[0-9a-z_]{1,40}$")]


@router.get("/embed/report/{report_id}")
def report(request: Request, report_id: ReportId, key: Annotated[str | None, Query(max_length=200)] = None) -> Response:
    """The report as a panel. A key in the address may read and nothing else, for the address is seen by readers."""
    document, claims = _seen(request, _reader(request, key), report_id)
    origins: tuple[str, ...] = request.app.state.embed_origins
    chart = tuple(view.chart(claims, visitors.lang_of(request)))
    shown = " ".join(origins)
    values: dict[str, Any] = {"claims": claims, "bars": chart, "article": document.report.article}
    return page(request, "embed.html", ancestors=shown or "'none'", report_id=report_id, origins=shown, **values)


def _seen(request: Request, caller: Caller, report_id: str) -> tuple[ReportView, list[ClaimView]]:
    """The report; of somebody else's report only the verdicts that a person stands for, for those are published."""
    desk = request.app.state.desk
    lang, standings = visitors.lang_of(request), standing.of_report(desk, report_id)
    try:
        own = view.of_document(reports.read(desk, caller, report_id), lang, standings)
        return own, list(own.claims)
    except NoSuchRecord:
        published = any(one.public for one in standings.values())
        if not published:
            raise
    document = reports.read(desk, replace(caller, scopes=frozenset({"review"})), report_id)
    seen = view.of_document(document, lang, standings)
    return seen, [one for one in seen.claims if one.held and one.held.public]


def _reader(request: Request, key: str | None) -> Caller:
    if key is None:
        return visitors.caller_of(request)
    caller = keys.authenticate(request.app.state.desk, key)
    if caller.scopes != {"read"}:
        message = "Only a key that may read and nothing else can stand in a page."
        raise ScopeMissing(message, way_out="Make one with `factcheck keys create NAME --scopes read`.")
    return caller
