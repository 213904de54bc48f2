"""Errors as RFC 9457 problem documents. One place maps our error tree to HTTP."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from factcheck.errors import FactcheckError, StillStarting

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

SCHEMA: dict[str, Any] = {
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
    """The problem document of one of our own errors; a service still starting says when to come back."""
    answer = problem(request, error.http_status, error.code, error.message, detail=error.way_out)
    if isinstance(error, StillStarting):
        answer.headers["Retry-After"] = "5"
    return answer


def install(app: FastAPI) -> None:
    """Every error that leaves the routes is a problem document; what nobody expected is `frame`'s business."""
    app.add_exception_handler(FactcheckError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI descriptions of the problems that a route may answer with."""
    return {status: _documented(status) for status in statuses}


_MEANINGS = {
    422: ("invalid-request", "The request does not fit its schema, or cannot be used as it is"),
    500: (INTERNAL_ERROR, "Something failed inside; nothing was decided"),
    502: ("fetch-failed", "The URL could not be read"),
    503: ("still-starting", "Models or index are not (yet) there"),
}


def _documented(status: int) -> dict[str, Any]:
    code, title = _MEANINGS.get(status) or HTTP_CODES[status]
    example = {"type": URN + code, "title": title, "status": status}
    return {"description": title, "content": {MEDIA_TYPE: {"schema": SCHEMA, "example": example}}}


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, FactcheckError)  # noqa: S101  registered for this type only
    return of_error(request, error)


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
    return answer
