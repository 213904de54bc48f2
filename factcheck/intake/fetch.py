"""One URL becomes bytes, treating the URL and what it answers as hostile: addresses, redirects, sizes, types, time, robots.txt."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from factcheck import __version__
from factcheck.errors import FetchError, ForbiddenAddress, InputTooLarge
from factcheck.intake import addresses, robots
from factcheck.intake.addresses import PASTE, Resolver, Target, is_public, system_resolver
from factcheck.intake.connection import Answer, Outgoing, Way, exchange

__all__ = ["USER_AGENT", "Limits", "Page", "Resolver", "fetch", "is_public", "system_resolver"]

USER_AGENT = f"{robots.TOKEN}/{__version__} (reads single pages that an editor asked for; obeys robots.txt)"
_REDIRECTS = {301, 302, 303, 307, 308}
_TYPES = frozenset({"application/xhtml+xml", "application/pdf", "application/xml"})
_CHUNK = 65_536
_CLOSED = {401: "asks for a login", 402: "asks for payment", 403: "does not let programs read this page"}
_CLOSED |= {
    404: "has no such page",
    410: "has no such page any more",
    429: "is asked too often",
    451: "may not show it",
}


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost, and the exceptions a caller may allow (`allowed_hosts`: host:port, `more_types`)."""

    max_bytes: int = 10_000_000
    timeout_seconds: float = 15.0
    max_redirects: int = 5
    allowed_hosts: frozenset[str] = field(default_factory=frozenset)
    more_types: frozenset[str] = field(default_factory=frozenset)
    obey_robots: bool = True


@dataclass(frozen=True)
class Page:
    """What came back: the final URL, the content type (lower case, without parameters), the charset said, the bytes."""

    url: str
    content_type: str
    data: bytes
    charset: str | None = None


def fetch(url: str, *, limits: Limits | None = None, resolve: Resolver = system_resolver) -> Page:
    """GET one page. ForbiddenAddress for anything but public http(s); FetchError for what goes wrong on the way."""
    limits = limits or Limits()
    visit = _Visit(limits, Way(limits.timeout_seconds, limits.allowed_hosts, resolve))
    for _ in range(limits.max_redirects + 1):
        answer = visit.get(addresses.parse(url))
        if isinstance(answer, Page):
            return answer
        url = answer
    raise FetchError(f"The address redirects more than {limits.max_redirects} times.", way_out=PASTE)


class _Visit:
    """One fetch with its redirects; each origin's robots.txt is read once."""

    def __init__(self, limits: Limits, way: Way) -> None:
        self._limits = limits
        self._way = way
        self._robots: dict[str, str] = {}

    def get(self, target: Target) -> Page | str:
        """The page, or the address it redirects to."""
        if self._limits.obey_robots and not robots.allows(self._robots_of(target), target.path):
            raise FetchError("The site's robots.txt asks programs not to read this page.", way_out=PASTE)
        kinds = _TYPES | self._limits.more_types
        with exchange(target, _asking(", ".join(["text/html", "text/plain", *sorted(kinds)])), self._way) as answer:
            if answer.status in _REDIRECTS:
                return _next(target, answer)
            if answer.status != 200:
                raise FetchError(_refusal(answer.status), way_out=PASTE)
            kind, charset = _content_type(answer.headers, kinds)
            return Page(target.url, kind, _read(answer, self._limits.max_bytes), charset)

    def _robots_of(self, target: Target) -> str:
        if target.origin not in self._robots:
            self._robots[target.origin] = self._read_robots(target)
        return self._robots[target.origin]

    def _read_robots(self, target: Target) -> str:
        at = Target(target.scheme, target.host, target.port, "/robots.txt")
        for _ in range(5):
            try:
                with exchange(at, _asking("text/plain"), self._way) as answer:
                    if answer.status in _REDIRECTS:
                        at = addresses.parse(_next(at, answer))
                        continue
                    return _rules(answer)
            except ForbiddenAddress:
                if at.origin == target.origin:
                    raise
                return ""  # a robots.txt that cannot be had restricts nothing
        return ""


def _rules(answer: Answer) -> str:
    if answer.status >= 500:  # RFC 9309: a site that cannot say what it allows allows nothing
        raise FetchError("The site cannot say whether programs may read it (its robots.txt fails).", way_out=PASTE)
    if answer.status != 200:
        return ""
    data = b"".join(_first(_unpacked(answer), robots.MAX_BYTES))
    return data[: robots.MAX_BYTES].decode("utf-8", "replace")


def _first(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    read = 0
    for chunk in chunks:
        yield chunk
        read += len(chunk)
        if read >= limit:
            return


def _asking(accept: str) -> Outgoing:
    headers = {"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    return Outgoing(headers=headers)


def _next(target: Target, answer: Answer) -> str:
    place = answer.headers.get("location", "")
    if not place:
        raise FetchError("The site redirects to nowhere.", way_out=PASTE)
    try:
        return urljoin(target.url, place.encode("latin-1").decode("utf-8", "replace"))
    except ValueError as error:
        raise ForbiddenAddress("The site redirects to something that is no web address.", way_out=PASTE) from error


def _refusal(status: int) -> str:
    return f"The site {_CLOSED[status]} ({status})." if status in _CLOSED else f"The site answered {status}."


def _content_type(headers: Mapping[str, str], known: frozenset[str]) -> tuple[str, str | None]:
    given = headers.get("content-type", "")
    kind = given.split(";")[0].strip().lower()
    if kind and not kind.startswith("text/") and kind not in known:
        raise FetchError(f"The address holds {kind[:80]}, not an article.", way_out=PASTE)
    charset = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", given, re.IGNORECASE)
    return kind, charset[1].lower() if charset else None


def _read(answer: Answer, max_bytes: int) -> bytes:
    declared = answer.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise _too_large(max_bytes)
    data = bytearray()
    for chunk in _unpacked(answer):
        data += chunk
        if len(data) > max_bytes:
            raise _too_large(max_bytes)
    return bytes(data)


def _too_large(max_bytes: int) -> InputTooLarge:
    return InputTooLarge(f"The page has more than {max_bytes // 1_000_000} MB.", way_out=PASTE)


def _unpacked(answer: Answer) -> Iterator[bytes]:
    """The body in pieces of bounded size: what a small bomb unfolds into is never held whole."""
    encoding = answer.headers.get("content-encoding", "identity").lower()
    if encoding in ("identity", ""):
        return answer.body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"The page is packed in a way that was not asked for ({encoding[:40]}).", way_out=PASTE)
    return _unzipped(answer.body, wbits=15 if encoding == "deflate" else 31)


def _unzipped(packed: Iterable[bytes], wbits: int) -> Iterator[bytes]:
    unpack = zlib.decompressobj(wbits)
    try:
        for chunk in packed:
            if wbits == 15 and not unpack.unconsumed_tail and not _has_zlib_head(chunk):
                unpack = zlib.decompressobj(-15)  # some servers send `deflate` without its header
            wbits = 0
            yield unpack.decompress(chunk, _CHUNK)
            while unpack.unconsumed_tail:
                yield unpack.decompress(unpack.unconsumed_tail, _CHUNK)
    except zlib.error as error:
        raise FetchError("The page's compression is broken.", way_out=PASTE) from error


def _has_zlib_head(chunk: bytes) -> bool:
    return len(chunk) < 2 or (chunk[0] & 0x0F == 8 and int.from_bytes(chunk[:2], "big") % 31 == 0)
