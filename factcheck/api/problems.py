"""Errors as RFC 9457 problem documents. One place maps our error tree to HTTP."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from factcheck.errors import FactcheckError

MEDIA_TYPE = "application/problem+json"


def problem(status: int, code: str, title: str, **more: Any) -> Response:
    """One problem document; `type` is stable and documented in `docs/errors.md`."""
    body = {"type": f"urn:factcheck-assistant:problem:{code}", "title": title, "status": status, **more}
    return Response(json.dumps(body, ensure_ascii=True), status_code=status, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Every error that leaves the application is a problem document without a traceback."""
    app.add_exception_handler(FactcheckError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _ours(_request: Request, error: Exception) -> Response:
    assert isinstance(error, FactcheckError)  # noqa: S101  registered for this type only
    return problem(error.http_status, error.code, error.message, detail=error.way_out)


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  registered for this type only
    errors = [{"where": "/".join(str(part) for part in e["loc"]), "what": str(e["msg"])} for e in error.errors()[:20]]
    return problem(422, "invalid-request", "The request does not fit its schema.", errors=errors)


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  registered for this type only
    return problem(error.status_code, f"http-{error.status_code}", str(error.detail))


async def _unexpected(_request: Request, _error: Exception) -> Response:
    return problem(500, "internal-error", "Something failed inside; nothing was decided.", detail="Try again; if it stays, report it.")
