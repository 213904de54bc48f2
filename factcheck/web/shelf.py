"""Pages of the sources: browse, search, read, add, remove with a warning that names the verdicts which lean on one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Protocol

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response

from factcheck.desk import events, reports
from factcheck.desk.office import Caller, Desk
from factcheck.desk.sources import Library, Reference, pasted
from factcheck.domain import Article, Fact, Hit, Report, Source, Span, Tier
from factcheck.errors import FactcheckError, InputError, NoSuchRecord
from factcheck.intake.article import Given
from factcheck.jobs.board import IMPORT, Board
from factcheck.jobs.importing import Sent
from factcheck.library.gathering import Offer
from factcheck.library.reading.brought import Said
from factcheck.render import formats
from factcheck.service import Material, Wishes
from factcheck.web import form, view, visitors
from factcheck.web.form import Fields
from factcheck.web.frame import PageRoute, page, to

router = APIRouter(route_class=PageRoute, include_in_schema=False)
SourceId = Annotated[str, Path(pattern=r"^[A-Za-z0-9._:-]{1,200}$")]
_PAGE = 30
_TEXT = 20_000
_LEANING_LOOKED_AT = 200
"""Reports read to see which verdicts lean on a source: the last changed ones."""


class Searches(Protocol):
    """Searches without blocking the event loop."""

    async def search(self, material: Material, wishes: Wishes) -> tuple[Article, tuple[Hit, ...]]:
        """What would be found for a text."""


@dataclass(frozen=True)
class Leaning:
    """A verdict whose evidence stands in a source."""

    report_id: str
    number: int
    quote: str
    key: str


@router.get("/sources")
async def browse(
    request: Request,
    q: Annotated[str, Query(max_length=2000)] = "",
    after: Annotated[str, Query(max_length=200)] = "",
    publisher: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """The newsroom's own sources, those of the index by publisher, and a search over all that can speak in a check."""
    caller = await to_thread.run_sync(visitors.caller_of, request)
    hits: tuple[Hit, ...] = ()
    if q.strip():
        runner: Searches = request.app.state.runner
        material = Material(claims=(q,), given=Given(lang=visitors.lang_of(request)))
        _, hits = await runner.search(material, Wishes(top_k=20))
    library: Library = request.app.state.library
    entries, more = await to_thread.run_sync(library.listed, after, _PAGE)
    reference: Reference = request.app.state.reference()
    publishers = await to_thread.run_sync(reference.publishers)
    theirs = await to_thread.run_sync(reference.of, publisher) if publisher else []
    values: dict[str, Any] = {"q": q, "hits": [(hit, view.place(hit.passage)) for hit in hits]}
    values |= {"entries": entries, "more": more, "publishers": publishers, "publisher": publisher, "theirs": theirs}
    return page(request, "sources.html", may_add=caller.may("sources"), tiers=list(Tier), **values)


@router.post("/sources")
async def add(request: Request) -> Response:
    """Add a pasted text, a file or addresses: later where there are workers, with progress; now where there are none."""
    caller = await to_thread.run_sync(visitors.caller_of, request, "sources")
    fields = await form.read(request)
    visitors.check_form(request, fields.token)
    if request.app.state.submits is not None:
        job = await to_thread.run_sync(_queue, request.app.state.board, caller, _sent(fields))
        return to(f"/jobs/{job}")
    added = await to_thread.run_sync(_add, request, fields)
    return to(f"/sources/{added}")


def _add(request: Request, fields: Fields) -> str:
    library: Library = request.app.state.library
    added = library.add(_offer(library, fields))
    for source in added:
        events.announce_to_all(request.app.state.desk, "source.updated", {"source_id": source.id, "change": "added"})
    return added[0].id


def _queue(board: Board, caller: Caller, sent: Sequence[Sent]) -> str:
    job = board.open_batch(caller, kind=IMPORT)
    board.add(job.id, [one.item for one in sent])
    return board.close_batch(job.id).id


def _sent(fields: Fields) -> list[Sent]:
    """What is to be brought in, as it waits in the queue."""
    said, addresses, name, data = _said(fields), *_given(fields)
    if addresses:
        return [Sent(said, url=address) for address in addresses]
    return [Sent(said, name=f"sent:{name}", data=data)]


def _offer(library: Library, fields: Fields) -> Offer:
    said, addresses, name, data = _said(fields), *_given(fields)
    if len(addresses) > 1:
        raise InputError("Without workers one address is taken at a time.", way_out="Send them one by one.")
    return library.at_address(addresses[0], said) if addresses else pasted(name, data, said)


def _given(fields: Fields) -> tuple[list[str], str, bytes]:
    """The addresses, or name and content of what was pasted or sent. InputError where it is not exactly one of them."""
    text, url, file = fields.get("text"), fields.get("url"), fields.files.get("file")
    if [text, url, file].count(None) != 2:
        raise InputError("Give a text, an address or a file: one of them.", way_out="Leave the others empty.")
    name, data = file if file is not None else ("text.txt", (text or "").encode())
    suffix = name.rpartition(".")[2].lower()
    kind = suffix if suffix in ("html", "htm", "pdf", "txt") else "txt"
    return (url or "").split(), f"{hashlib.sha256(data).hexdigest()[:16]}.{kind}", data


def _said(fields: Fields) -> Said:
    named: dict[str, Any] = {
        name: fields.get(name) for name in ("publisher", "title", "lang", "licence", "independent_group")
    }
    tier = fields.get("tier")
    if tier is not None and tier not in list(Tier):
        raise InputError("There is no such tier.", way_out="Choose one from the list.")
    published: date | None = form.day(fields, "published")
    return Said(published=published, tier=Tier(tier) if tier else None, **named)


@dataclass(frozen=True)
class Seen:
    """A source as it can be looked at: the newsroom's own with its text, or one of the index with the facts it states."""

    source: Source
    facts: tuple[Fact, ...] = ()
    own: bool = False


def _seen(request: Request, source_id: str) -> Seen:
    try:
        return Seen(request.app.state.library.one(source_id).source, own=True)
    except NoSuchRecord as error:
        reference: Reference = request.app.state.reference()
        found = reference.one(source_id)
        if found is None:
            raise NoSuchRecord(
                "This source is not there, or not any more.", way_out="What was quoted from it stays in the reports."
            ) from error
        return Seen(*found)


@router.get("/sources/{source_id}")
def source(
    request: Request,
    source_id: SourceId,
    start: Annotated[int, Query(ge=0, le=100_000_000)] = 0,
    end: Annotated[int, Query(ge=0, le=100_000_000)] = 0,
    fact: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """What a source says, with a passage or a fact in its place where one is asked for."""
    caller, lang = visitors.caller_of(request), visitors.lang_of(request)
    found = _seen(request, source_id)
    text = found.source.text or ""
    placed = view.around(text, Span(start=start, end=end)) if start < end <= len(text) else None
    shown = formats.safe(text[:_TEXT])
    stated, near = view.stated(found.facts, lang), view.near(found.facts, fact, lang)
    values: dict[str, Any] = {
        "entry": found,
        "placed": placed,
        "text": shown,
        "cut": len(text) > _TEXT,
        "stated": stated,
        "near": near,
    }
    leaning = leaning_on(request.app.state.desk, caller, source_id)
    may_remove = found.own and caller.may("sources")
    return page(request, "source.html", leaning=leaning, may_remove=may_remove, **values)


@router.get("/sources/{source_id}/remove")
def ask_removal(request: Request, source_id: SourceId) -> Response:
    """The warning before a source is removed."""
    caller = visitors.caller_of(request, "sources")
    found = request.app.state.library.one(source_id)
    leaning = leaning_on(request.app.state.desk, caller, source_id)
    return page(request, "source_remove.html", entry=found, leaning=leaning)


@router.post("/sources/{source_id}/remove")
async def remove(request: Request, source_id: SourceId) -> Response:
    """Take a source out; it speaks in no later check."""
    await to_thread.run_sync(visitors.caller_of, request, "sources")
    visitors.check_form(request, (await form.read(request)).token)
    await to_thread.run_sync(request.app.state.library.remove, source_id)
    told = {"source_id": source_id, "change": "removed"}
    await to_thread.run_sync(events.announce_to_all, request.app.state.desk, "source.updated", told)
    return to("/sources")


def leaning_on(desk: Desk, caller: Caller, source_id: str) -> list[Leaning]:
    """The verdicts of the last reports whose evidence stands in this source."""
    found, _ = reports.listed(desk, caller, None, _LEANING_LOOKED_AT)
    return [one for row in found for one in _leaning(desk, caller, row["id"], source_id)]


def _leaning(desk: Desk, caller: Caller, report_id: str, source_id: str) -> list[Leaning]:
    try:
        body = reports.read(desk, caller, report_id).body
    except FactcheckError:  # its text was deleted: nothing of it can be named
        return []
    if source_id not in body:
        return []
    checked = enumerate(Report.model_validate_json(body).checked, start=1)
    return [
        Leaning(report_id, number, formats.line(one.claim.quote, 160), str(one.verdict.label))
        for number, one in checked
        if one.verdict and any(e.counted and e.source.id == source_id for e in one.verdict.evidence)
    ]
