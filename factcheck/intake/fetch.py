"""One URL becomes bytes, treating the URL and what it answers as hostile. Every address a name has is checked before connecting."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx

from factcheck.errors import FetchError, ForbiddenAddress, InputTooLarge

USER_AGENT = "factcheck-assistant/0.1 (fact-checking; fetches single pages an editor asked for)"
PASTE = "Paste the article's text instead."
_PORTS = {"http": 80, "https": 443}
_NAT64 = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("2002::/16"),
)

Resolver = Callable[[str, int], list[str]]


def system_resolver(host: str, port: int) -> list[str]:
    """All addresses of a name, as the operating system gives them."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost, and the exceptions a caller may allow (`allowed_hosts`: host:port, `more_types`)."""

    max_bytes: int = 10_000_000
    timeout_seconds: float = 15.0
    max_redirects: int = 5
    allowed_hosts: frozenset[str] = field(default_factory=frozenset)
    more_types: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Page:
    """What came back: the final URL, the content type (lower case, without parameters) and the bytes."""

    url: str
    content_type: str
    data: bytes


def fetch(url: str, *, limits: Limits | None = None, resolve: Resolver = system_resolver) -> Page:
    """GET one page. ForbiddenAddress for anything but public http(s); FetchError for what goes wrong on the way."""
    limits = limits or Limits()
    with httpx.Client(timeout=limits.timeout_seconds, follow_redirects=False, trust_env=False) as client:
        for _ in range(limits.max_redirects + 1):
            answer = _get(client, url, limits, resolve)
            if isinstance(answer, Page):
                return answer
            url = answer
    raise FetchError(f"The address redirects more than {limits.max_redirects} times.", way_out=PASTE)


def _get(client: httpx.Client, url: str, limits: Limits, resolve: Resolver) -> Page | str:
    target = _parse(url)
    address = checked_address(target, limits, resolve)
    # The connection goes to the address that was checked, whatever the name says a moment later (DNS rebinding).
    pinned = target.copy_with(host=address)
    headers = {
        "Host": target.netloc.decode("ascii"),
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/pdf,text/plain",
    }
    try:
        with client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": target.host}) as response:
            if response.is_redirect:
                return urljoin(url, str(response.headers.get("location", "")))
            if response.status_code != 200:
                raise FetchError(f"The site answered {response.status_code} for {url}.", way_out=PASTE)
            return Page(
                url=url, content_type=_content_type(response, limits.more_types), data=_read(response, limits.max_bytes)
            )
    except httpx.HTTPError as error:
        raise FetchError(f"The page could not be read ({type(error).__name__}).", way_out=PASTE) from error


def _parse(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise ForbiddenAddress(
            "That is not a web address.", way_out="Give a full http:// or https:// address."
        ) from error
    if target.scheme not in _PORTS or not target.host:
        raise ForbiddenAddress("Only http:// and https:// addresses are read.", way_out=PASTE)
    if target.userinfo:
        raise ForbiddenAddress("Addresses with a user name or password in them are not read.", way_out=PASTE)
    return target


def checked_address(target: httpx.URL, limits: Limits, resolve: Resolver) -> str:
    """The IP address to connect to, after every address of the name was found public."""
    port = target.port or _PORTS[target.scheme]
    try:
        addresses = resolve(target.host, port)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"The name {target.host} is not known.", way_out="Check the address, or paste the text."
        ) from error
    if not addresses:
        raise FetchError(f"The name {target.host} has no address.", way_out="Check the address, or paste the text.")
    if f"{target.host}:{port}" in limits.allowed_hosts:
        return addresses[0]
    if port not in _PORTS.values():
        raise ForbiddenAddress(f"Port {port} is not read; only 80 and 443 are.", way_out=PASTE)
    if not all(is_public(address) for address in addresses):
        raise ForbiddenAddress("The address points into a private network.", way_out=PASTE)
    return addresses[0]


def is_public(address: str) -> bool:
    """True for a globally routable unicast address, none of the forms that hide a private one (mapped, NAT64, 6to4)."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.teredo is not None or any(ip in network for network in _NAT64):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _content_type(response: httpx.Response, more_types: frozenset[str]) -> str:
    kind = str(response.headers.get("content-type", "")).split(";")[0].strip().lower()
    known = {"application/xhtml+xml", "application/pdf", "application/xml"} | more_types
    if kind and not kind.startswith("text/") and kind not in known:
        raise FetchError(f"The address holds {kind}, not an article.", way_out=PASTE)
    return kind


def _read(response: httpx.Response, max_bytes: int) -> bytes:
    # iter_bytes gives decompressed data, so the limit holds for what a small bomb unfolds into.
    data = bytearray()
    for chunk in response.iter_bytes(65_536):
        data += chunk
        if len(data) > max_bytes:
            raise InputTooLarge(f"The page has more than {max_bytes // 1_000_000} MB.", way_out=PASTE)
    return bytes(data)
