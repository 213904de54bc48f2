"""Routes of the newsroom's library: list, read, add, remove."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from factcheck.api import problems
from factcheck.api.access import ManagesSources, Reads
from factcheck.api.answers import LibrarySource, Listed
from factcheck.api.checks import ONCE, as_json
from factcheck.api.desk_bodies import SourceBody
from factcheck.api.once import OnceRoute
from factcheck.api.reports import AtDesk
from factcheck.desk import events
from factcheck.desk.sources import Library, pasted
from factcheck.library.gathering import Offer
from factcheck.library.store import Entry

router = APIRouter(route_class=OnceRoute, tags=["sources"])
_READING = problems.documented(400, 401, 403, 404, 422, 429, 500, 503)
_WRITING = problems.documented(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 502, 503)


def _library(request: Request) -> Library:
    library = request.app.state.library
    assert isinstance(library, Library)  # noqa: S101  `create_app` puts it there
    return library


OnShelf = Annotated[Library, Depends(_library)]
SourceId = Annotated[str, Path(pattern=r"^[A-Za-z0-9._:-]{1,200}$")]


@router.get(
    "/v1/sources",
    responses=problems.answers(200, "The page", model=Listed[LibrarySource]) | _READING,
    response_class=Response,
)
def list_sources(
    library: OnShelf,
    caller: Reads,  # noqa: ARG001  who asks is checked
    cursor: Annotated[str, Query(max_length=200, description="`next` of the page before")] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """The newsroom's own sources, by id, without their texts."""
    found, last = library.listed(cursor, limit)
    listed = Listed[LibrarySource](items=tuple(map(_shown, found)), next=last)
    return as_json(listed.model_dump_json())


@router.get(
    "/v1/sources/{source_id}",
    responses=problems.answers(200, "The source", model=LibrarySource) | _READING,
    response_class=Response,
)
def read_source(library: OnShelf, caller: Reads, source_id: SourceId) -> Response:  # noqa: ARG001  who asks is checked
    """One source with its text."""
    return as_json(_shown(library.one(source_id)).model_dump_json())


@router.post(
    "/v1/sources",
    status_code=201,
    responses=problems.answers(201, "What was added", model=Listed[LibrarySource]) | _WRITING,
    response_class=Response,
    openapi_extra=ONCE,
)
def add_source(body: SourceBody, library: OnShelf, desk: AtDesk, caller: ManagesSources) -> Response:  # noqa: ARG001
    """Add one source; it speaks in the next check. Many at once, feeds and lists are imported as a job."""
    offer = _offer(library, body)
    added = tuple(LibrarySource(source=source, origin=offer.origin) for source in library.add(offer))
    for one in added:
        events.announce_to_all(desk, "source.updated", {"source_id": one.source.id, "change": "added"})
    answer = as_json(Listed[LibrarySource](items=added).model_dump_json())
    answer.status_code = 201
    return answer


@router.delete("/v1/sources/{source_id}", status_code=204, responses=_READING, response_class=Response)
def remove_source(library: OnShelf, desk: AtDesk, caller: ManagesSources, source_id: SourceId) -> Response:  # noqa: ARG001
    """Take one source out; it speaks in no later check."""
    library.remove(source_id)
    events.announce_to_all(desk, "source.updated", {"source_id": source_id, "change": "removed"})
    return Response(status_code=204)


def _offer(library: Library, body: SourceBody) -> Offer:
    said = body.said(title=body.title, url=body.url)
    if body.text is None and body.html is None:
        assert body.url is not None  # noqa: S101  the body was validated
        return library.at_address(body.url, said)
    data = (body.html or body.text or "").encode()
    suffix = "html" if body.html is not None else "txt"
    return pasted(f"{hashlib.sha256(data).hexdigest()[:16]}.{suffix}", data, said)


def _shown(entry: Entry) -> LibrarySource:
    return LibrarySource(source=entry.source, origin=entry.origin)
