"""The application: routes, problems, doors, the frame around them and the API's own description. Makes no models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse

from factcheck import __version__
from factcheck.api import (
    about,
    batches,
    checks,
    corrections,
    description,
    examples,
    imports,
    jobs,
    metrics,
    once,
    problems,
    reports,
    sources,
    webhooks,
)
from factcheck.api.access import Access
from factcheck.api.frame import MAX_BODY, REQUEST_ID, Frame
from factcheck.api.metrics import Watched
from factcheck.api.runner import Runner
from factcheck.desk.checking import Submits
from factcheck.desk.office import Desk
from factcheck.desk.sources import Library, NoReference, Reference
from factcheck.intake.connection import Way
from factcheck.intake.fetch import Limits
from factcheck.jobs.board import Board
from factcheck.jobs.engine import Unattended
from factcheck.observe import Metrics
from factcheck.render.claimreview import Publisher
from factcheck.service import Checker
from factcheck.storage.database import open_database

_ABOUT = "Claims out of an article, each with a verdict, its quoted and dated evidence, and the reason. Works offline."
_EXPOSED = ["ETag", "Location", "Retry-After", "Preference-Applied", once.REPLAYED, REQUEST_ID]
_LARGER = {batches.ADDRESS: batches.MAX_BODY, imports.ADDRESS: imports.MAX_ARCHIVE}
_SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "an API key; none is needed on this machine until one exists",
    },
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


def _in_memory() -> Desk:
    return Desk(open_database("sqlite://"))


@dataclass(frozen=True)
class Parts:
    """What the API works with besides the checker. The defaults keep nothing after the process and guard no door."""

    desk: Desk = field(default_factory=_in_memory)
    library: Library = field(default_factory=Library)
    publisher: Publisher = field(default_factory=Publisher)
    submits: Submits | None = None
    board: Board | None = None
    way: Way = field(default_factory=Way)
    limits: Limits | None = None
    metrics: Metrics = field(default_factory=Metrics)
    guarded: bool = False
    origins: Sequence[str] = ()
    about: Callable[[], Mapping[str, Any]] = dict
    reference: Callable[[], Reference] = NoReference


def create_app(
    checker: Checker, *, parts: Parts | None = None, today: Callable[[], date] = date.today, max_body: int = MAX_BODY
) -> FastAPI:
    """The HTTP API on a checker (the real one or a test's). `today` is the cut-off for undated articles."""
    parts = parts or Parts()
    app = FastAPI(
        title="factcheck-assistant",
        version=__version__,
        description=_ABOUT,
        docs_url=None,  # the framework's own pages load from elsewhere
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    _state(app, checker, parts, today)
    for module in (checks, batches, jobs, reports, corrections, imports, sources, webhooks, metrics, about):
        app.include_router(module.router)
    problems.install(app)
    if parts.origins:
        _allow(app, parts.origins)
    app.add_middleware(Frame, max_body=max_body, larger=_LARGER)
    app.add_middleware(Watched, metrics=parts.metrics)
    _describe(app)
    return app


def _state(app: FastAPI, checker: Checker, parts: Parts, today: Callable[[], date]) -> None:
    app.state.desk = parts.desk
    app.state.access = Access(parts.desk, guarded=parts.guarded)
    app.state.library = parts.library
    app.state.publisher = parts.publisher
    app.state.submits = parts.submits
    app.state.board = parts.board or Board(parts.desk, Unattended())
    app.state.way = parts.way
    app.state.metrics = parts.metrics
    app.state.about = parts.about
    app.state.reference = parts.reference
    app.state.runner = Runner(checker, parts.desk, today, parts.limits)
    app.state.runner.answered = parts.metrics.count_answer


def _allow(app: FastAPI, origins: Sequence[str]) -> None:
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "X-API-Key", "Content-Type", "If-Match", "Prefer", once.HEADER, REQUEST_ID],
        expose_headers=_EXPOSED,
        max_age=3600,
    )


def _describe(app: FastAPI) -> None:
    """The description says how callers identify themselves, and has a page for people."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        document = plain()
        components = document.setdefault("components", {})
        components["securitySchemes"] = _SECURITY
        components["schemas"] = imports.schemas() | components.get("schemas", {})
        examples.add_to(document)
        document["security"] = [{}, *({name: []} for name in _SECURITY)]
        return document

    app.openapi = openapi  # type: ignore[method-assign]

    @app.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    async def docs() -> HTMLResponse:
        return description.page(app.openapi())
