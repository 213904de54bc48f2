"""The frame of every page: headers, the visitor's values in the template, failures as pages. Knows no page."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from factcheck.errors import ChangedMeanwhile, FactcheckError, InputError, InputTooLarge, KeyNeeded, NoSuchRecord
from factcheck.web import visitors, words

A_YEAR = 365 * 24 * 3600
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors {ancestors}"
)


class PageRoute(APIRoute):
    """A route for people: what goes wrong is a page too, and who must sign in is led there."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with its failures told."""
        inner = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await inner(request)
            except FactcheckError as error:
                return _failed(request, error)
            except RequestValidationError:
                return _failed(request, InputError("The address holds something that cannot be used."))
            except HTTPException as error:
                if error.status_code == 413:
                    too_large = InputTooLarge("This is longer than this service takes.", way_out="Split it.")
                    return _failed(request, too_large)
                return _failed(request, NoSuchRecord("There is no such page.", way_out="Begin at the start page."))

        return told


def page(request: Request, template: str, *, status: int = 200, ancestors: str = "'none'", **values: Any) -> Response:
    """A template as an answer, with the reader's language, session and form token."""
    lang = visitors.lang_of(request)
    caller = None if template.startswith("embed") else visitors.session_caller(request)
    about = {
        "signed_in": caller,
        "token": visitors.form_token(request),
        "here": str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""),
    }
    answer = HTMLResponse(str(words.page(template, lang, about | values)), status_code=status)
    answer.headers["Content-Security-Policy"] = POLICY.format(ancestors=ancestors)
    answer.headers["Referrer-Policy"] = "same-origin"  # with none, browsers would hide from us who sent a form
    answer.headers["Vary"] = "Accept-Language, Cookie"
    if visitors.VISIT not in request.cookies and not template.startswith("embed"):
        visitors.set_cookie(request, answer, visitors.VISIT, visitors.visit_of(request), A_YEAR)
    return answer


def to(address: str) -> Response:
    """Go and look there."""
    return RedirectResponse(address, status_code=303)


def _failed(request: Request, error: FactcheckError) -> Response:
    if isinstance(error, KeyNeeded) and request.method == "GET" and not request.url.path.startswith("/embed"):
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return to(f"/sign-in?{urlencode({'next': back}, quote_via=quote)}")
    changed = isinstance(error, ChangedMeanwhile)
    template = "embed_problem.html" if request.url.path.startswith("/embed") else "problem.html"
    return page(request, template, status=error.http_status, error=error, changed=changed)
