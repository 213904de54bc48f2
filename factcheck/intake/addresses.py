"""Which web addresses may be visited: schemes, ports, spellings of hosts, and every IP address a name has. Connects to nothing."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import httpx

from factcheck.errors import FetchError, ForbiddenAddress

PASTE = "Paste the article's text instead."
PORTS = {"http": 80, "https": 443}
LONGEST_URL = 4000

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NEVER = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # a public address that one cloud uses for its machines' own data
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: the IPv4 address inside may be private
        "3fff::/20",  # documentation
    )
)
_INNER_NAMES = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa", "onion")
_QUAD = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+", re.IGNORECASE)

Resolver = Callable[[str, int], list[str]]


def system_resolver(host: str, port: int) -> list[str]:
    """All addresses of a name, as the operating system gives them."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Target:
    """An address taken apart once, so that what is checked and what is connected to cannot be read differently."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host, with the port where it is not the scheme's own; IPv6 in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The address in its canonical spelling, without fragment."""
        return self.origin + self.path

    @property
    def pair(self) -> str:
        """`host:port`, as allow-lists name it."""
        return f"{self.host}:{self.port}"


def parse(url: str) -> Target:
    """An address taken apart. ForbiddenAddress for other schemes, credentials, zone ids and what is no web address."""
    parsed = _parsed(url)
    if parsed.scheme not in PORTS or not parsed.host:
        raise ForbiddenAddress("Only http:// and https:// addresses are read.", way_out=PASTE)
    if parsed.userinfo:
        raise ForbiddenAddress("Addresses with a user name or password in them are not read.", way_out=PASTE)
    host = parsed.raw_host.decode("ascii").lower().rstrip(".")
    if not host or "%" in host or any(c.isspace() for c in host):
        raise ForbiddenAddress("That is not a web address.", way_out="Give a full http:// or https:// address.")
    path = parsed.raw_path.decode("ascii") or "/"
    return Target(parsed.scheme, host, parsed.port or PORTS[parsed.scheme], path)


def _parsed(url: str) -> httpx.URL:
    try:
        if len(url) > LONGEST_URL or "\\" in url:
            raise ValueError
        return httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise ForbiddenAddress(
            "That is not a web address.", way_out="Give a full http:// or https:// address."
        ) from error


def checked(target: Target, allowed: Iterable[str], resolve: Resolver) -> list[str]:
    """The IP addresses to connect to, every one of them public; of an allow-listed `host:port`, whatever it has."""
    free = target.pair in allowed
    if not free:
        _check_spelling(target)
    addresses = _resolved(target, resolve)
    if not free and not all(is_public(address) for address in addresses):
        raise ForbiddenAddress("The address points into a private network.", way_out=PASTE)
    return addresses


def _check_spelling(target: Target) -> None:
    if target.port not in PORTS.values():
        raise ForbiddenAddress(f"Port {target.port} is not read; only 80 and 443 are.", way_out=PASTE)
    if is_odd_number(target.host):
        raise ForbiddenAddress("The address is a number in an unusual spelling.", way_out=PASTE)
    if is_inner_name(target.host):
        raise ForbiddenAddress("The address is a name of a private network.", way_out=PASTE)


def is_odd_number(host: str) -> bool:
    """True for IPv4 addresses in decimal, octal, hexadecimal or short form: programs disagree about what they mean."""
    last = host.rsplit(".", 1)[-1]
    return ":" not in host and _NUMBER.fullmatch(last) is not None and not _QUAD.fullmatch(host)


def is_inner_name(host: str) -> bool:
    """True for names that only mean something inside a network: without a dot, or under a suffix kept for that."""
    if ":" in host or _QUAD.fullmatch(host):
        return False
    return "." not in host or host.endswith(tuple("." + name for name in _INNER_NAMES))


def _resolved(target: Target, resolve: Resolver) -> list[str]:
    try:
        addresses = resolve(target.host, target.port)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"The name {target.host[:100]} is not known.", way_out="Check the address, or paste the text."
        ) from error
    if not addresses:
        raise FetchError(
            f"The name {target.host[:100]} has no address.", way_out="Check the address, or paste the text."
        )
    return addresses


def is_public(address: str) -> bool:
    """True for a globally routable unicast address in none of the forms that hide another (mapped, NAT64, 6to4, zone)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip.scope_id or ip not in _GLOBAL_UNICAST):
        return False
    if any(ip in network for network in _NEVER):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
