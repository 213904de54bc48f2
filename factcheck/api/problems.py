"""Errors as RFC 9457 problem documents. One place maps our error tree to HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match

from factcheck import errors
from factcheck.errors import FactcheckError, KeyNeeded, StillRunning, StillStarting, StorageUnavailable
from factcheck.storage.database import StorageError

MEDIA_TYPE = "application/problem+json"
URN = "urn:factcheck-assistant:problem:"

HTTP_CODES = {
    400: ("unreadable-body", "The body cannot be read: it must be JSON in UTF-8."),
    404: ("not-found", "There is nothing at this address."),
    405: ("method-not-allowed", "This address does not take that method."),
    413: ("input-too-large", "The body is larger than this service takes."),
    415: ("not-text", "The body has a type that is not read here."),
}
"""What the framework itself refuses, by status: code and title."""

INVALID_REQUEST = "invalid-request"
INTERNAL_ERROR = "internal-error"

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "description": "stable; each is explained in docs/errors.md"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "the way out, where there is one"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"where": {"type": "string"}, "what": {"type": "string"}}},
        },
    },
}


def problem(request: Request, status: int, code: str, title: str, **more: Any) -> Response:
    """One problem document; `type` is stable and documented in `docs/errors.md`."""
    body = {"type": URN + code, "title": title, "status": status} | {
        name: value for name, value in more.items() if value
    }
    request_id = request.scope.get("state", {}).get("request_id")
    if request_id:
        body["request_id"] = request_id
    return Response(json.dumps(body, ensure_ascii=True), status_code=status, media_type=MEDIA_TYPE)


def of_error(request: Request, error: FactcheckError) -> Response:
    """The problem document of one of our own errors; what passes by itself says when to come back."""
    answer = problem(request, error.http_status, error.code, error.message, detail=error.way_out)
    after = getattr(error, "retry_after", 5 if isinstance(error, StillStarting | StillRunning) else None)
    if after is not None:
        answer.headers["Retry-After"] = str(after)
    if isinstance(error, KeyNeeded):
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def install(app: FastAPI) -> None:
    """Every error that leaves the routes is a problem document; what nobody expected is `frame`'s business."""
    app.add_exception_handler(FactcheckError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(StorageError, _storage)


Documented = dict[int | str, dict[str, Any]]


def answers(status: int, description: str, **more: Any) -> Documented:
    """OpenAPI description of what a route answers with when all is well: `model`, `headers` or `content`."""
    return {status: {"description": description, **more}}


def documented(*statuses: int) -> Documented:
    """OpenAPI descriptions of the problems that a route may answer with."""
    return {status: _documented(status) for status in statuses}


_MEANINGS = {
    400: "The body is not JSON in UTF-8",
    401: "A valid API key is needed",
    403: "The caller may not do this",
    404: "There is no such thing, or it belongs to another key",
    409: "It cannot be done in the state things are in",
    410: "The text was deleted when its time had passed",
    412: "Somebody else changed it meanwhile",
    413: "The input is larger than this service takes",
    415: "The input has a type that is not read here",
    422: "The request does not fit its schema, or cannot be used as it is",
    428: "If-Match is needed",
    429: "Too many requests; `Retry-After` says when to come back",
    500: "Something failed inside; nothing was decided",
    502: "The URL could not be read",
    503: "Models, index or database are not (yet) there",
}


def _documented(status: int) -> dict[str, Any]:
    examples = {
        code: {"value": {"type": URN + code, "title": title, "status": status}} for code, title in _types(status)
    }
    content = {MEDIA_TYPE: {"schema": _SCHEMA, "examples": examples}}
    return {"description": _MEANINGS[status], "content": content}


def _types(status: int) -> Iterator[tuple[str, str]]:
    if status in HTTP_CODES and status != 404:
        yield HTTP_CODES[status]
    if status == 422:
        yield INVALID_REQUEST, "The request does not fit its schema."
    if status == 500:
        yield INTERNAL_ERROR, "Something failed inside; nothing was decided."
    for error in _tree():
        if error.http_status == status:
            yield error.code, (error.__doc__ or "").partition("\n")[0]


def _tree(root: type[FactcheckError] = FactcheckError) -> tuple[type[FactcheckError], ...]:
    below = [error for child in root.__subclasses__() for error in _tree(child)]
    return tuple(error for error in (root, *below) if error.__module__ == errors.__name__)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, FactcheckError)  # noqa: S101  registered for this type only
    return of_error(request, error)


async def _storage(request: Request, error: Exception) -> Response:
    from factcheck.api.frame import logged

    logged(request, error)  # the message may hold what was to be stored
    return of_error(request, StorageUnavailable("The database does not answer.", way_out="Try again."))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  registered for this type only
    if any(e["type"] == "json_invalid" for e in error.errors()):
        return problem(request, 400, *HTTP_CODES[400])
    errors = [{"where": "/".join(str(part) for part in e["loc"]), "what": str(e["msg"])} for e in error.errors()[:20]]
    return problem(request, 422, INVALID_REQUEST, "The request does not fit its schema.", errors=errors)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  registered for this type only
    code, title = HTTP_CODES.get(error.status_code, (f"http-{error.status_code}", str(error.detail)))
    answer = problem(request, error.status_code, code, title)
    answer.headers.update(error.headers or {})
    if error.status_code == 405:
        answer.headers["Allow"] = ", ".join(sorted(_methods_here(request)))
    return answer


def _methods_here(request: Request) -> set[str]:
    # The framework names those of the first route that fits; an address may have several.
    fitting = (route for route in _flat(request.app.routes) if route.matches(request.scope)[0] is not Match.NONE)
    return {method for route in fitting for method in getattr(route, "methods", None) or ()}


def _flat(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        included = getattr(route, "original_router", None)  # our routers are included without a prefix
        if included is None:
            yield route
        else:
            yield from _flat(included.routes)
