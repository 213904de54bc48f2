"""Who looks at a page: language, session, and the token that shows a form came from our own page. Decides no rights.

A session's cookie holds a random secret of which the database keeps the hash; keys themselves are in no cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Protocol
from urllib.parse import urlsplit

from fastapi import Request, Response

from factcheck.desk import keys
from factcheck.desk.office import Caller, Desk
from factcheck.errors import ScopeMissing
from factcheck.storage import rows, schema
from factcheck.web.words import LANGUAGES, language

SESSION = "fc_session"
VISIT = "fc_visit"
LANGUAGE = "fc_lang"
LASTS = timedelta(hours=12)


class Doors(Protocol):
    """Lets callers of the API in."""

    def caller(self, request: Request) -> Caller:
        """Who asks."""

    def count_check(self, caller: Caller) -> None:
        """One check more today."""

    def count_visitor(self, request: Request) -> None:
        """One message more from somebody without a key."""


def lang_of(request: Request) -> str:
    """The language that was chosen, else the browser's."""
    chosen = request.cookies.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else language(request.headers.get("accept-language", ""))


def caller_of(request: Request, scope: str = "read") -> Caller:
    """Who asks, by session or as in the API. KeyNeeded and its kin where they are not let in, ScopeMissing for too little."""
    found = session_caller(request)
    if found is not None:
        request.state.caller = found
    doors: Doors = request.app.state.access
    caller = doors.caller(request)
    if not caller.may(scope):
        raise ScopeMissing(
            f"This key may not do this: it lacks the scope {scope}.", way_out="Sign in with another key."
        )
    return caller


def session_caller(request: Request) -> Caller | None:
    """Whose session this is; None where there is none, it has ended, or its key was taken back."""
    secret = request.cookies.get(SESSION)
    if not secret:
        return None
    desk: Desk = request.app.state.desk
    with desk.database.reading() as connection:
        row = rows.one(connection, schema.sessions, hash=_hash(secret))
        key = rows.one(connection, schema.api_keys, id=row["key_id"]) if row else None
    now = desk.now()
    if row is None or row["expires_at"] <= now or key is None or key["revoked_at"]:
        return None
    return None if key["expires_at"] and key["expires_at"] <= now else keys.caller(key)


def sign_in(request: Request, key: str, answer: Response) -> None:
    """Begin a session with a key. KeyNeeded where it is not valid."""
    desk: Desk = request.app.state.desk
    caller = keys.authenticate(desk, key.strip())
    secret, now = secrets.token_urlsafe(32), desk.now()
    made = {"id": desk.new_id("ses"), "hash": _hash(secret), "key_id": caller.key_id, "data": {}}
    with desk.database.begin() as connection:
        rows.add(connection, schema.sessions, made | {"created_at": now, "expires_at": now + LASTS})
    set_cookie(request, answer, SESSION, secret, int(LASTS.total_seconds()))


def sign_out(request: Request, answer: Response) -> None:
    """End the session, here and in the database."""
    desk: Desk = request.app.state.desk
    with desk.database.begin() as connection:
        rows.delete(connection, schema.sessions, hash=_hash(request.cookies.get(SESSION, "")))
    answer.delete_cookie(SESSION)


def set_cookie(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    """A cookie that no script reads and no other site's form sends."""
    secure = request.url.scheme == "https"
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure)


def visit_of(request: Request) -> str:
    """The random name of this browser; a new one is told to it with the answer."""
    known = request.cookies.get(VISIT) or getattr(request.state, "visit", None)
    request.state.visit = known or secrets.token_urlsafe(24)
    return str(request.state.visit)


def form_token(request: Request) -> str:
    """What a form of our own page brings back: only who can read our page or the cookie knows it."""
    return hashlib.sha256(f"form:{visit_of(request)}".encode()).hexdigest()


def check_form(request: Request, token: str) -> None:
    """ScopeMissing for a form that another site's page sent. Programs, which have neither cookies nor origin, are let in."""
    origin = request.headers.get("origin")
    browser = origin or request.headers.get("sec-fetch-site") or request.cookies
    other = origin not in (None, "null") and urlsplit(str(origin)).netloc != request.headers.get("host")
    known = VISIT in request.cookies and hmac.compare_digest(token.encode(), form_token(request).encode())
    if browser and (other or not known):
        raise ScopeMissing(
            "The form did not come from this site's own page, or is too old.",
            way_out="Open the page again and send it from there.",
        )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
