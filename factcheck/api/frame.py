"""What holds for every request: an id, safe headers, a limit on the body, and a last resort. Knows no routes."""

from __future__ import annotations

import logging
import re
import traceback
import uuid
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from factcheck.api import problems

MAX_BODY = 12_000_000
"""Largest body read, in bytes: the longest article taken, written in JSON escapes, or the largest page."""

REQUEST_ID = "X-Request-ID"
CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",  # drafts are confidential
}
_log = logging.getLogger("factcheck.api")


class Frame:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, max_body: int = MAX_BODY, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._max_body = max_body
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request through the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope).get(REQUEST_ID))
        scope.setdefault("state", {})["request_id"] = request_id
        answer = _Answer(send, request_id)
        try:
            await self._inside(scope, receive, answer.send)
        except ClientDisconnect:
            return  # nobody is there to be answered, and nobody's fault
        except Exception as error:  # a fault of ours: said without a traceback, logged without the text that caused it
            logged(Request(scope), error)
            if answer.started:
                raise
            await _last_resort(Request(scope))(scope, receive, answer.send)

    async def _inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = self._larger.get(scope["path"], self._max_body)
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdecimal() and int(declared) > most:
            await problems.problem(Request(scope), 413, *problems.HTTP_CODES[413])(scope, receive, send)
            return
        await self._app(scope, _limited(receive, most), send)


def logged(request: Request, error: Exception) -> None:
    """Say in the log which request failed and where, never what was in it."""
    request_id = request.scope.get("state", {}).get("request_id")
    _log.error("request %s failed: %s\n%s", request_id, type(error).__name__, _where(error))


class _Answer:
    """Sends on what the application answers, with our headers, and remembers whether it has begun."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID] = self._request_id
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


def _limited(receive: Receive, limit: int) -> Receive:
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise HTTPException(413)
        return message

    return counted


def _request_id(given: str | None) -> str:
    return given if given and re.fullmatch(r"[A-Za-z0-9._-]{1,64}", given) else uuid.uuid4().hex


def _where(error: Exception) -> str:
    # The places only: an exception's message may hold the text that was being checked.
    return "".join(traceback.format_tb(error.__traceback__))


def _last_resort(request: Request) -> ASGIApp:
    title = "Something failed inside; nothing was decided."
    detail = "Try again; if it stays, report the request_id."
    return problems.problem(request, 500, problems.INTERNAL_ERROR, title, detail=detail)
