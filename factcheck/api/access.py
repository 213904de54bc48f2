"""Who calls, and whether they may: keys, scopes, rates; without any key only this machine is answered.

Blocking (the database is asked), so it runs in threads. Keys' rates and quotas are counted in the database, for all processes
together; what visitors without a key send is counted here, so that their addresses are written nowhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import Annotated

from fastapi import Depends, Request
from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from factcheck.desk import keys
from factcheck.desk.office import Caller, Desk
from factcheck.errors import KeyNeeded, LoopbackOnly, ScopeMissing, TooManyRequests

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
REQUESTS_AN_HOUR = 20
"""Correction requests from one address."""


class Access:
    """The doors of one service. `guarded` is False where somebody else guards them (tests, embedding)."""

    def __init__(self, desk: Desk, *, guarded: bool = True) -> None:
        self._desk = desk
        self._guarded = guarded
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def caller(self, request: Request) -> Caller:
        """Who asks, found once a request. KeyNeeded, LoopbackOnly or TooManyRequests where they are not let in."""
        known = getattr(request.state, "caller", None)
        if not isinstance(known, Caller):
            known = self._find(request)
            keys.admit(self._desk, known)
            request.state.caller = known
        return known

    def count_check(self, caller: Caller) -> None:
        """One check more today. TooManyRequests where the daily quota is used up."""
        keys.count(self._desk, caller)

    def count_visitor(self, request: Request) -> None:
        """One message more from somebody without a key."""
        host = request.client.host if request.client else "unknown"
        limit = RateLimitItemPerHour(REQUESTS_AN_HOUR)
        if not self._limiter.hit(limit, f"visitor {host}"):
            room_at = self._limiter.get_window_stats(limit, f"visitor {host}").reset_time
            raise TooManyRequests(
                f"More than {REQUESTS_AN_HOUR} messages in an hour.",
                way_out="Wait as long as Retry-After says.",
                retry_after=max(1, int(room_at - time.time()) + 1),
            )

    def _find(self, request: Request) -> Caller:
        secret = _secret(request)
        if secret is not None:
            return keys.authenticate(self._desk, secret)
        if not self._guarded:
            return Caller()
        if keys.exist(self._desk):
            raise KeyNeeded("An API key is needed.", way_out="Send `Authorization: Bearer KEY`.")
        if not is_this_machine(request):
            raise LoopbackOnly(
                "This service has no keys yet, so it answers only the machine it runs on.",
                way_out="Make a key there with `factcheck keys create`, and send it as `Authorization: Bearer KEY`.",
            )
        return Caller()


def is_this_machine(request: Request) -> bool:
    """True for a request from this machine to its own name, and not passed on by a proxy for somebody else."""
    name = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    if name not in _LOCAL_NAMES or any(header in request.headers for header in _FORWARDED):
        return False  # another name is what a page in a browser would use to reach us (DNS rebinding)
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def access_of(request: Request) -> Access:
    """The doors of the application that got this request."""
    access = request.app.state.access
    assert isinstance(access, Access)  # noqa: S101  `create_app` puts it there
    return access


def needs(scope: str) -> Callable[[Request], Caller]:
    """A dependency: the caller, who must have this scope. A check counts against the daily quota."""

    def let_in(request: Request) -> Caller:
        access = access_of(request)
        caller = access.caller(request)
        if not caller.may(scope):
            raise ScopeMissing(f"This key may not do this: it lacks the scope {scope}.", way_out="Use another key.")
        if scope == "check":
            access.count_check(caller)
        return caller

    return let_in


Checks = Annotated[Caller, Depends(needs("check"))]
Reads = Annotated[Caller, Depends(needs("read"))]
Reviews = Annotated[Caller, Depends(needs("review"))]
ManagesSources = Annotated[Caller, Depends(needs("sources"))]


def _secret(request: Request) -> str | None:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and secret.strip():
        return secret.strip()
    return request.headers.get("x-api-key")
