"""The application: routes, problems, the frame around them and the API's own description. Makes no models."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from factcheck import __version__
from factcheck.api import description, problems, routes
from factcheck.api.frame import MAX_BODY, Frame
from factcheck.api.runner import Runner
from factcheck.service import Checker

_ABOUT = "Claims out of an article, each with a verdict, its quoted and dated evidence, and the reason. Works offline."


def create_app(checker: Checker, *, today: Callable[[], date] = date.today, max_body: int = MAX_BODY) -> FastAPI:
    """The HTTP API on a checker (the real one or a test's). `today` is the cut-off for undated articles."""
    app = FastAPI(
        title="factcheck-assistant",
        version=__version__,
        description=_ABOUT,
        docs_url=None,  # the framework's own pages load from elsewhere
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    app.state.runner = Runner(checker, today)
    app.include_router(routes.router)
    problems.install(app)
    app.add_middleware(Frame, max_body=max_body)

    @app.get("/docs", include_in_schema=False, response_class=HTMLResponse)
    async def docs() -> HTMLResponse:
        return description.page(app.openapi())

    return app
