"""`Idempotency-Key` on every POST: the same key with the same body gets the first answer again, with another body 409."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from anyio import CancelScope, to_thread
from fastapi import Request, Response
from fastapi.routing import APIRoute

from factcheck.api.access import access_of
from factcheck.desk import idempotency
from factcheck.desk.idempotency import Answer
from factcheck.desk.office import Desk
from factcheck.errors import InputError

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
PARAMETER: dict[str, Any] = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "your own name of this request; repeated within 24 hours it gets the first answer again",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_KEPT_HEADERS = ("location", "etag", "content-type", "link")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OnceRoute(APIRoute):
    """A route whose answers to POST are kept under the caller's Idempotency-Key."""

    def get_route_handler(self) -> Handler:
        """The framework's handler with ours around it."""
        inside = super().get_route_handler()

        async def handler(request: Request) -> Response:
            token = request.headers.get(HEADER)
            if request.method != "POST" or token is None:
                return await inside(request)
            return await _once(request, token, inside)

        return handler


async def _once(request: Request, token: str, inside: Handler) -> Response:
    if not 0 < len(token) <= 255 or not all("!" <= c <= "~" for c in token):
        raise InputError("The Idempotency-Key cannot be used.", way_out="Send 1 to 255 visible ASCII characters.")
    desk: Desk = request.app.state.desk
    caller = await to_thread.run_sync(access_of(request).caller, request)
    asked = f"{request.method} {request.url.path}?{request.url.query}\n".encode() + await request.body()
    digest = hashlib.sha256(asked).hexdigest()
    first = await to_thread.run_sync(idempotency.begin, desk, caller, token, digest)
    if first is not None:
        return Response(first.body, first.status, first.headers | {REPLAYED: "true"})
    try:
        answer = await inside(request)
    except BaseException:
        with CancelScope(shield=True):
            await to_thread.run_sync(idempotency.release, desk, caller, token)
        raise
    await to_thread.run_sync(_keep, desk, caller, token, answer)
    return answer


def _keep(desk: Desk, caller: Any, token: str, answer: Response) -> None:
    body = getattr(answer, "body", None)
    if not isinstance(body, bytes) or not 200 <= answer.status_code < 300:
        idempotency.release(desk, caller, token)
        return
    headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    idempotency.finish(desk, caller, token, Answer(answer.status_code, headers, body.decode()))
