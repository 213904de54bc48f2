"""The route for Prometheus, and what is counted and logged of every request: method, route, status, time. Never an address's query."""

from __future__ import annotations

import time
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from factcheck.api import problems
from factcheck.api.access import Reads
from factcheck.jobs.board import Board
from factcheck.observe import Metrics, logger
from factcheck.storage import jobs, leases

router = APIRouter(tags=["probes"])
_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_ALIVE = timedelta(seconds=30)
_WENT_AWAY = 499
"""Counted where a caller left before it was answered; the number is nginx's, HTTP has none."""
_log = logger("factcheck.requests")


@router.get(
    "/metrics",
    responses=problems.answers(
        200,
        "Prometheus's text format",
        content={"text/plain": {"schema": {"type": "string"}, "example": 'factcheck_queue_articles{kind="batch"} 0.0'}},
    )
    | problems.documented(401, 403, 429, 500, 503),
    response_class=Response,
)
def metrics(request: Request, caller: Reads) -> Response:  # noqa: ARG001  who asks is checked
    """Counts and times of this process; queue, jobs and workers of the whole house."""
    found: Metrics = request.app.state.metrics
    board: Board = request.app.state.board
    desk = request.app.state.desk
    for kind, waiting in board.depth().items():
        found.queue.labels(kind).set(waiting)
    with desk.database.reading() as connection:
        for state, number in jobs.by_state(connection).items():
            found.jobs.labels(state).set(number)
        found.workers.set(leases.alive(connection, desk.now() - _ALIVE))
    return Response(found.text(), media_type=_TYPE)


class Watched:
    """ASGI middleware: counts each request and logs one line about it, with its id."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request through the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = _WENT_AWAY
        started = time.monotonic()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._note(scope, status, time.monotonic() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        self._metrics.requests.labels(scope["method"], route, str(status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        about = {"method": scope["method"], "route": route, "status": status, "seconds": round(seconds, 4)}
        _log.info("request", request_id=scope.get("state", {}).get("request_id"), **about)
