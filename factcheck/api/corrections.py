"""Routes of the public log of corrections, its feed, and the requests that readers send."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from markupsafe import Markup

from factcheck.api import paging, problems
from factcheck.api.access import Reviews, access_of
from factcheck.api.answers import Listed
from factcheck.api.checks import ONCE, as_json
from factcheck.api.desk_bodies import AnswerBody, CorrectionBody
from factcheck.api.once import OnceRoute
from factcheck.api.reports import AtDesk
from factcheck.desk import corrections
from factcheck.desk.records import Correction, CorrectionRequest

router = APIRouter(route_class=OnceRoute, tags=["corrections"])
RequestId = Annotated[str, Path(pattern=r"^crq_[0-9a-z_]{1,40}$")]
_FEED_LENGTH = 50
_PUBLIC = problems.documented(400, 422, 500, 503)
_WRITING = problems.documented(400, 401, 403, 404, 409, 413, 422, 429, 500, 503)


def _visitor(request: Request) -> None:
    access_of(request).count_visitor(request)


@router.get(
    "/v1/corrections",
    responses=problems.answers(200, "The page", model=Listed[Correction]) | _PUBLIC,
    response_class=Response,
)
def list_corrections(desk: AtDesk, cursor: paging.Cursor = None, limit: paging.Limit = 20) -> Response:
    """Corrections of what had been approved, the newest first. Public: no key is needed."""
    found, page = corrections.published(desk, paging.place(cursor), limit)
    listed = Listed[Correction](items=tuple(found), next=paging.next_cursor(page))
    return as_json(listed.model_dump_json())


@router.get(
    "/v1/corrections.atom",
    responses=problems.answers(
        200, "An Atom feed", content={"application/atom+xml": {"schema": {"type": "string"}, "example": "<feed/>"}}
    )
    | problems.documented(500, 503),
    response_class=Response,
)
def corrections_feed(request: Request, desk: AtDesk) -> Response:
    """The newest corrections as an Atom feed. Public: no key is needed."""
    found, _ = corrections.published(desk, None, _FEED_LENGTH)
    title = request.app.state.publisher.name or "factcheck-assistant"
    return Response(feed(found, title, str(request.url)), media_type="application/atom+xml")


@router.post(
    "/v1/corrections/requests",
    status_code=201,
    responses=problems.answers(201, "The request is kept", model=CorrectionRequest) | _WRITING,
    response_class=Response,
    openapi_extra=ONCE,
    dependencies=[Depends(_visitor)],
)
def ask_for_correction(body: CorrectionBody, desk: AtDesk) -> Response:
    """Ask for a correction, of a verdict or of a page. Public: no key is needed; twenty an hour from one address."""
    made = corrections.ask(desk, body.model_dump())
    answer = as_json(made.model_dump_json())
    answer.status_code = 201
    return answer


@router.get(
    "/v1/corrections/requests",
    responses=problems.answers(200, "The page", model=Listed[CorrectionRequest])
    | problems.documented(400, 401, 403, 422, 429, 500, 503),
    response_class=Response,
)
def list_requests(
    desk: AtDesk,
    caller: Reviews,  # noqa: ARG001  who asks is checked
    cursor: paging.Cursor = None,
    limit: paging.Limit = 20,
) -> Response:
    """Requests for corrections, the newest first."""
    found, page = corrections.requests(desk, paging.place(cursor), limit)
    listed = Listed[CorrectionRequest](items=tuple(found), next=paging.next_cursor(page))
    return as_json(listed.model_dump_json())


@router.post(
    "/v1/corrections/requests/{request_id}/decline",
    responses=problems.answers(200, "The request with its answer", model=CorrectionRequest) | _WRITING,
    response_class=Response,
    openapi_extra=ONCE,
)
def decline_request(request_id: RequestId, body: AnswerBody, desk: AtDesk, caller: Reviews) -> Response:
    """Answer a request with no. (A yes is a review that names it as `request_id`.)"""
    return as_json(corrections.decline(desk, caller, request_id, body.answer).model_dump_json())


_FEED = Markup(
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>'
    '<id>{address}</id><link rel="self" href="{address}"/><updated>{updated}</updated>'
    "<author><name>{title}</name></author>{entries}</feed>\n"
)
_ENTRY = Markup(
    "<entry><id>urn:factcheck-assistant:correction:{id}</id><title>{claim}</title><updated>{at}</updated>"
    "<summary>{before} → {after}. {reason}</summary></entry>"
)


def feed(found: list[Correction], title: str, address: str) -> str:
    """Corrections as an Atom document; control characters, which XML cannot hold, are left out."""
    entries = Markup().join(_entry(one) for one in found)
    updated = found[0].created_at if found else datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    return str(_FEED.format(title=_clean(title), address=address, updated=updated.isoformat(), entries=entries))


def _entry(one: Correction) -> Markup:
    return _ENTRY.format(
        id=one.id,
        claim=_clean(one.claim),
        at=one.created_at.isoformat(),
        before=one.before or "–",
        after=one.after or "–",
        reason=_clean(one.reason),
    )


def _clean(text: str) -> str:
    return "".join(c for c in text if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n")
