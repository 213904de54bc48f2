"""Pages without a key: corrections and their form, methodology, sign-in, language. And the files that pages load."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import resources
from typing import Annotated, Literal, Protocol
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response

from factcheck import __version__
from factcheck.desk import corrections
from factcheck.domain import MEASURED_LANGUAGES, Provenance, Sample, Tier, VerdictLabel
from factcheck.errors import FactcheckError, InputError, KeyNeeded, NoSuchRecord
from factcheck.render import outcomes
from factcheck.web import form, visitors
from factcheck.web.frame import A_YEAR, PageRoute, page, to

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_FILES = {"page.css": "text/css", "page.js": "text/javascript", "htmx.min.js": "text/javascript"}
_FILES |= {"frame.js": "text/javascript", "embed.js": "text/javascript", "icon.svg": "image/svg+xml"}
_FILES |= {"audit.css": "text/css"}
_SHOWN = 50


class Made(Protocol):
    """Says what verdicts are made by."""

    def provenance(self) -> Provenance:
        """Models, index and policy in use."""


@cache
def _file(name: str) -> tuple[bytes, str]:
    data = resources.files("factcheck.web").joinpath("static", name).read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:16]


@router.get("/static/{name}")
def static(request: Request, name: Annotated[str, Path(pattern=r"^[a-z.]{1,30}$")]) -> Response:
    """A style sheet or script of the page."""
    if name not in _FILES:
        raise NoSuchRecord("There is no such file.")
    data, tag = _file(name)
    headers = {"Cache-Control": "max-age=300", "ETag": f'"{tag}"', "Cross-Origin-Resource-Policy": "cross-origin"}
    if request.headers.get("if-none-match") == f'"{tag}"':
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=_FILES[name], headers=headers)


@router.get("/language/{lang}")
def language(
    request: Request,
    lang: Literal["es", "en"],
    next: Annotated[str, Query(max_length=2000)] = "/",  # noqa: A002  the name in the address
) -> Response:
    """Read on in this language."""
    answer = to(_inside(next))
    visitors.set_cookie(request, answer, visitors.LANGUAGE, lang, A_YEAR)
    return answer


@router.get("/sign-in")
def sign_in_form(request: Request, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:  # noqa: A002
    """Where a key is given."""
    return page(request, "sign_in.html", next=_inside(next), error=None)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Begin a session with a key."""
    fields = await form.read(request)
    visitors.check_form(request, fields.token)
    request.app.state.access.count_visitor(request)
    after = _inside(fields.get("next") or "/")
    answer = to(after)
    try:
        await to_thread.run_sync(visitors.sign_in, request, fields.get("key") or "", answer)
    except KeyNeeded as error:
        return page(request, "sign_in.html", status=403, next=after, error=error)
    return answer


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """End the session."""
    visitors.check_form(request, (await form.read(request)).token)
    answer = to("/")
    await to_thread.run_sync(visitors.sign_out, request, answer)
    return answer


@router.get("/corrections")
def corrections_page(
    request: Request,
    verdict: Annotated[str, Query(max_length=50)] = "",
    sent: bool = False,
) -> Response:
    """What was corrected in public, and the form to ask for a correction. Reviewers see what was asked."""
    desk = request.app.state.desk
    found, _ = corrections.published(desk, None, _SHOWN)
    asked = corrections.requests(desk, None, _SHOWN)[0] if _reviews(request) else []
    return page(request, "corrections.html", found=found, asked=asked, verdict=verdict, sent=sent)


def _reviews(request: Request) -> bool:
    try:
        return visitors.caller_of(request, "review").may("review")
    except FactcheckError:  # the page is public: who may not review sees the public part
        return False


@router.post("/corrections")
async def ask_correction(request: Request) -> Response:
    """Keep a request for a correction; twenty an hour from one address."""
    fields = await form.read(request)
    visitors.check_form(request, fields.token)
    request.app.state.access.count_visitor(request)
    asked = _asked(fields)
    await to_thread.run_sync(corrections.ask, request.app.state.desk, asked)
    return to("/corrections?sent=true")


def _asked(fields: form.Fields) -> dict[str, str | None]:
    message, about = (fields.get("message") or "").strip()[:5000], (fields.get("about") or "").strip()[:2000]
    if not message or not about:
        raise InputError("Say which verdict or page is wrong, and what is wrong about it.")
    verdict = about if re.fullmatch(r"vrd_[0-9a-z_]{1,40}", about) else None
    contact = (fields.get("contact") or "").strip()[:500] or None
    return {"verdict_id": verdict, "url": None if verdict else about, "message": message, "contact": contact}


@router.get("/methodology")
def methodology(request: Request) -> Response:
    """How verdicts are made and what they mean. Public."""
    checker: Made = request.app.state.runner.checker
    try:
        made_by, about = checker.provenance(), dict(request.app.state.about())
    except FactcheckError:  # still loading: the rules hold all the same
        made_by, about = None, {}
    samples = [Sample.model_validate(sample) for sample in about.get("calibration", {}).get("population", ())]
    return page(
        request,
        "methodology.html",
        made_by=made_by,
        index=about.get("index", {}),
        measured_on=outcomes.counted(samples, visitors.lang_of(request)),
        version=__version__,
        labels=[(str(label), outcomes.SYMBOLS[str(label)]) for label in VerdictLabel],
        tiers=[str(tier) for tier in Tier],
        languages=MEASURED_LANGUAGES,
    )


def _inside(address: str) -> str:
    """An address of this site, the start page for any other."""
    parts = urlsplit(address)
    outside = parts.scheme or parts.netloc or not address.startswith("/") or address.startswith(("//", "/\\"))
    return "/" if outside or any(c < " " or c == "\\" for c in address) else address
