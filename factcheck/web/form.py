"""The plain form at `/`: posts a text or an address, shows the report as HTML, or as the JSON that the API gives.

Works without JavaScript. Knows how to ask for a check (`Runs`), not how it is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Protocol
from urllib.parse import parse_qsl

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from factcheck.domain import Report
from factcheck.errors import FactcheckError, InputError, InputTooLarge, NotText
from factcheck.intake.article import Given
from factcheck.render.document import report_json
from factcheck.service import Material, Wishes
from factcheck.web import pages

_FIELDS = 20
_FORM_TYPE = "application/x-www-form-urlencoded"


class Runs(Protocol):
    """Runs a check without blocking the event loop."""

    async def check(self, material: Material, wishes: Wishes) -> Report:
        """A report on what came in."""


@dataclass(frozen=True)
class Asked:
    """What a filled-in form asks for."""

    material: Material
    wishes: Wishes
    as_json: bool


def install(app: FastAPI, runner: Runs) -> None:
    """Add the page, its style sheet and the address it posts to."""
    style = resources.files("factcheck.web").joinpath("static", "plain.css").read_text(encoding="utf-8")

    @app.get("/", include_in_schema=False)
    async def start(request: Request) -> Response:
        return HTMLResponse(pages.start(language(request.headers.get("accept-language", ""))))

    @app.get("/static/plain.css", include_in_schema=False)
    async def plain_css() -> Response:
        return Response(style, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    @app.post("/check", include_in_schema=False)
    async def check(request: Request) -> Response:
        return await _answer(request, runner)


async def _answer(request: Request, runner: Runs) -> Response:
    lang = language(request.headers.get("accept-language", ""))
    try:
        await to_thread.run_sync(request.app.state.access.caller, request)
        asked = read_form(request.headers.get("content-type", ""), await _body(request))
        report = await runner.check(asked.material, asked.wishes)
    except FactcheckError as error:
        return HTMLResponse(pages.failed(error, lang), status_code=error.http_status)
    if asked.as_json:
        return Response(report_json(report), media_type="application/json")
    return HTMLResponse(pages.report(report, lang))


async def _body(request: Request) -> bytes:
    try:
        return await request.body()
    except HTTPException as error:  # the frame's limit, met while reading
        raise InputTooLarge("The text is longer than this service takes.", way_out="Split it into articles.") from error


def language(accepted: str) -> str:
    """`es` or `en`, whichever a browser's Accept-Language names first; Spanish where it names neither."""
    found = re.search(r"\b(es|en)\b", accepted.lower())
    return found[1] if found else "es"


def read_form(content_type: str, body: bytes) -> Asked:
    """What the posted fields ask for. InputError says which field cannot be used."""
    if content_type.partition(";")[0].strip().lower() != _FORM_TYPE:
        raise NotText("The form arrived in a type that is not read.", way_out=f"Send it as {_FORM_TYPE}.")
    try:
        pairs = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise InputError(
            f"The form has more than {_FIELDS} fields.", way_out="Send the fields of the form only."
        ) from error
    fields = {name: value for name, value in pairs if value.strip()}
    return Asked(_material(fields), Wishes(as_of=_day(fields, "as_of")), as_json=fields.get("format") == "json")


def _material(fields: Mapping[str, str]) -> Material:
    text, url = fields.get("text"), fields.get("url")
    if (text is None) == (url is None):
        raise InputError(
            "Give either a text or an address.", way_out="Fill in one of the two fields and leave the other empty."
        )
    given = Given(lang=_lang(fields), published=_day(fields, "published"))
    if text is not None and "as_claims" in fields:
        return Material(claims=tuple(line for line in text.splitlines() if line.strip()), given=given)
    return Material(text=text, url=url.strip() if url else None, given=given)


def _lang(fields: Mapping[str, str]) -> str | None:
    lang = fields.get("lang")
    if lang is not None and not re.fullmatch(r"[a-z]{2,3}", lang):
        raise InputError("The language must be a code such as es or en.")
    return lang


def _day(fields: Mapping[str, str], name: str) -> date | None:
    value = fields.get(name)
    try:
        return date.fromisoformat(value.strip()) if value else None
    except ValueError as error:
        raise InputError(f"The field {name} takes a date such as 2023-11-09.") from error
