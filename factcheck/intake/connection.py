"""HTTP connections that go only to checked addresses and end at a deadline. Follows no redirects; knows no pages.

The name is resolved once, inside the connection: what was checked is what is connected to, whatever the name says a
moment later (DNS rebinding). TLS still verifies the name.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpcore

from factcheck.errors import FetchError
from factcheck.intake import addresses
from factcheck.intake.addresses import PASTE, Resolver, Target, system_resolver

_FAILURES = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)
_SECONDS_TO_CONNECT = 5.0
_REASONS = {
    httpcore.ConnectError: "no connection could be made",
    httpcore.ReadError: "the connection broke",
    httpcore.RemoteProtocolError: "the site does not speak HTTP properly",
}


@dataclass(frozen=True)
class Way:
    """How requests go out: seconds for everything together, own hosts (`host:port`) that may be visited, the resolver."""

    seconds: float = 15.0
    allowed_hosts: frozenset[str] = field(default_factory=frozenset)
    resolve: Resolver = system_resolver
    sockets: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)


class _Deadline:
    """A moment after which nothing is read or written any more."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, asked: float | None = None) -> float:
        """Seconds until the end, at most `asked`; TimeoutException where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.TimeoutException
        return left if asked is None else min(left, asked)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes that arrived."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted; the certificate must be the name's."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection below knows."""
        return self._stream.get_extra_info(info)


class _Checked(httpcore.NetworkBackend):
    """Connects to the addresses of one target that were found fit, the first that answers."""

    def __init__(self, target: Target, way: Way, deadline: _Deadline) -> None:
        self._target = target
        self._way = way
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002  the target's, by construction
        port: int,
        timeout: float | None = None,  # noqa: ARG002  the deadline counts
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to a checked address of the target."""
        failed: Exception = httpcore.ConnectError()
        for address in addresses.checked(self._target, self._way.allowed_hosts, self._way.resolve)[:4]:
            try:
                left = self._deadline.left(_SECONDS_TO_CONNECT)
                stream = self._way.sockets.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.NetworkError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            return _Stream(stream, self._deadline)
        raise failed


@dataclass(frozen=True)
class Answer:
    """An HTTP answer whose body is still to be read; header names in lower case, the first of each."""

    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes]


@dataclass(frozen=True)
class Outgoing:
    """What is sent: method, headers (Host is added) and the body."""

    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@contextmanager
def exchange(target: Target, sent: Outgoing, way: Way) -> Iterator[Answer]:
    """One request and its answer. ForbiddenAddress for addresses that are never visited, FetchError for failures."""
    deadline = _Deadline(way.seconds)
    url = httpcore.URL(
        scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
    )
    headers = [(name.encode(), value.encode()) for name, value in (("Host", target.authority), *sent.headers.items())]
    limits = {"timeout": {"connect": way.seconds, "read": way.seconds, "write": way.seconds, "pool": way.seconds}}
    backend = _Checked(target, way, deadline)
    with _told(), httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend) as pool:
        body = sent.body or None
        with pool.stream(sent.method, url, headers=headers, content=body, extensions=limits) as response:
            yield Answer(response.status, _headers(response.headers), response.iter_stream())


@cache
def _tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return found


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise FetchError("The site took too long to answer.", way_out=f"Try again, or: {PASTE.lower()}") from error
    except _FAILURES as error:
        raise FetchError(f"The page could not be read: {_reason(error)}.", way_out=PASTE) from error


def _reason(error: Exception) -> str:
    if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error).upper():
        return "its certificate cannot be trusted"
    return next((text for kind, text in _REASONS.items() if isinstance(error, kind)), type(error).__name__)
