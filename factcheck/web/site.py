"""The pages on an application that has the API's parts. Knows which pages there are."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI

from factcheck.web import auditing, checking, deciding, embed, public, reading, shelf
from factcheck.web.audit_results import Audits


def install(app: FastAPI, origins: Sequence[str] = ()) -> None:
    """Add all pages. `origins` are those whose pages may show a report in a frame."""
    app.state.embed_origins = tuple(origins)
    app.state.audits = Audits()
    for module in (checking, reading, deciding, shelf, auditing, public, embed):
        app.include_router(module.router)
