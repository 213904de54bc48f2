"""Routes that give kept reports and verdicts back, and take people's decisions about them."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from factcheck.api import paging, problems
from factcheck.api.access import Reads, Reviews
from factcheck.api.answers import Listed
from factcheck.api.checks import ONCE, as_json
from factcheck.api.desk_bodies import ReviewBody
from factcheck.api.once import OnceRoute
from factcheck.desk import publishing, reports, retention, review, verdicts
from factcheck.desk.office import Caller, Desk
from factcheck.desk.records import KeptReport, KeptVerdict, ReportLine, VersionLine
from factcheck.render.claimreview import Publisher
from factcheck.storage.rows import Row

router = APIRouter(route_class=OnceRoute)
_READING = problems.documented(400, 401, 403, 404, 410, 422, 429, 500, 503)
_LISTING = problems.documented(400, 401, 403, 404, 422, 429, 500, 503)
_TAG: dict[str, Any] = {"ETag": {"schema": {"type": "string"}, "description": "the state, for If-Match"}}

_MARKUP = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://diario.example/verificacion-1",
    "claimReviewed": "El comercio de Nortelandia alcanzó 27.000 millones de dólares en 2022.",
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": 5,
        "worstRating": 1,
        "bestRating": 5,
        "alternateName": "Confirmada",
    },
}

ReportId = Annotated[str, Path(pattern=r"^rep_[0-9a-z_]{1,40}$", description="`stored.report_id` of a report")]
VerdictId = Annotated[str, Path(pattern=r"^vrd_[0-9a-z_]{1,40}$", description="`verdict_id` in a report's `stored`")]


def desk_of(request: Request) -> Desk:
    """The desk of the application that got this request."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)  # noqa: S101  `create_app` puts it there
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]


@router.get(
    "/v1/reports",
    tags=["reports"],
    responses=problems.answers(200, "The page", model=Listed[ReportLine]) | _LISTING,
    response_class=Response,
)
def list_reports(desk: AtDesk, caller: Reads, cursor: paging.Cursor = None, limit: paging.Limit = 20) -> Response:
    """Kept reports, the last changed first."""
    lines, page = reports.listed(desk, caller, paging.place(cursor), limit)
    listed = Listed[ReportLine](items=tuple(map(_line, lines)), next=paging.next_cursor(page))
    return as_json(listed.model_dump_json())


@router.get(
    "/v1/reports/{report_id}",
    tags=["reports"],
    responses=problems.answers(200, "The report", model=KeptReport) | _READING,
    response_class=Response,
)
def read_report(
    desk: AtDesk,
    caller: Reads,
    report_id: ReportId,
    version: Annotated[int | None, Query(ge=1, le=1_000_000, description="default: the newest")] = None,
) -> Response:
    """A kept report as it was made, with its verdicts' ids and the state of their review."""
    return as_json(reports.read(desk, caller, report_id, version).json())


@router.get(
    "/v1/reports/{report_id}/versions",
    tags=["reports"],
    responses=problems.answers(200, "All versions", model=Listed[VersionLine]) | _LISTING,
    response_class=Response,
)
def list_versions(desk: AtDesk, caller: Reads, report_id: ReportId) -> Response:
    """All versions of a report, oldest first: what each changed, and why."""
    found = tuple(map(_version, reports.versions(desk, caller, report_id)))
    return as_json(Listed[VersionLine](items=found).model_dump_json())


@router.delete(
    "/v1/reports/{report_id}", tags=["reports"], status_code=204, responses=_LISTING, response_class=Response
)
def purge_report(desk: AtDesk, caller: Reads, report_id: ReportId) -> Response:
    """Delete the texts of a report now, in all its versions; ids and labels stay."""
    retention.purge_report(desk, caller, report_id)
    return Response(status_code=204)


@router.get(
    "/v1/verdicts/{verdict_id}",
    tags=["verdicts"],
    responses=problems.answers(200, "The verdict", model=KeptVerdict, headers=_TAG) | _READING,
    response_class=Response,
)
def read_verdict(desk: AtDesk, caller: Reads, verdict_id: VerdictId) -> Response:
    """A verdict as it stands: the machine's beside the person's, with the history of both."""
    return _verdict(*verdicts.read(desk, caller, verdict_id))


@router.post(
    "/v1/verdicts/{verdict_id}/review",
    tags=["verdicts"],
    responses=problems.answers(200, "The verdict after the decision", model=KeptVerdict, headers=_TAG)
    | problems.documented(400, 401, 403, 404, 409, 410, 412, 413, 422, 428, 429, 500, 503),
    response_class=Response,
    openapi_extra=ONCE,
)
async def review_verdict(
    verdict_id: VerdictId,
    body: ReviewBody,
    desk: AtDesk,
    caller: Reviews,
    if_match: Annotated[str | None, Header(description="the ETag of the verdict as you saw it", max_length=500)] = None,
) -> Response:
    """Approve the machine's verdict, override it with a reason, or reject it. The machine's verdict stays beside yours."""
    return await to_thread.run_sync(_reviewed, desk, caller, verdict_id, body, if_match)


@router.get(
    "/v1/verdicts/{verdict_id}/claimreview",
    tags=["verdicts"],
    responses=problems.answers(
        200,
        "schema.org ClaimReview",
        content={"application/ld+json": {"schema": {"type": "object"}, "example": _MARKUP}},
    )
    | _READING
    | problems.documented(409),
    response_class=Response,
)
def claimreview(
    request: Request,
    desk: AtDesk,
    caller: Reads,
    verdict_id: VerdictId,
    url: Annotated[
        str | None, Query(max_length=2000, description="your page with the review; default: the article's")
    ] = None,
) -> Response:
    """The verdict as ClaimReview markup (JSON-LD); only once a person has approved or overridden it."""
    publisher: Publisher = request.app.state.publisher
    text = publishing.claimreview(desk, caller, verdict_id, publisher, url)
    return Response(text, media_type="application/ld+json")


def _reviewed(desk: Desk, caller: Caller, verdict_id: str, body: ReviewBody, if_match: str | None) -> Response:
    return _verdict(*review.decide(desk, caller, verdict_id, body.decided(), if_match))


def _verdict(kept: KeptVerdict, tag: str) -> Response:
    return as_json(kept.model_dump_json(), ETag=tag)


def _line(row: Row) -> ReportLine:
    named = {name: row[name] for name in ReportLine.model_fields if name in row}
    return ReportLine.model_validate(named | {"report_id": row["id"], "purged": row["purged_at"] is not None})


def _version(row: Row) -> VersionLine:
    return VersionLine.model_validate(
        {"version": row["number"]} | {name: row[name] for name in ("created_at", "changes", "provenance")}
    )
