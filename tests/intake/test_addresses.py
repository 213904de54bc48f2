from __future__ import annotations

import pytest

from factcheck.errors import FetchError, ForbiddenAddress
from factcheck.intake.addresses import checked, is_public, parse

PUBLIC = "93.184.216.34"
PRIVATE = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "168.63.129.16", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "fd00:ec2::254",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:93.184.216.34", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1",
    "2002:7f00:1::", "2002:c0a8:101::1", "2001:db8::1", "2001:0:1::1", "100::1", "3fff::1", "2606:2800:220:1::1%eth0", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_never_visited(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001::1"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


REFUSED = {
    "decimal": "http://2130706433/",
    "decimal of a public address": "http://1572395042/",
    "decimal over 32 bits": "http://4294967297/",
    "hexadecimal": "http://0x7f000001/",
    "hexadecimal parts": "http://0x7f.0x0.0x0.0x1/",
    "one hexadecimal part": "http://127.0.0.0x1/",
    "octal": "http://0177.0.0.1/",
    "octal whole": "http://017700000001/",
    "padded": "http://127.000.000.001/",
    "short": "http://127.1/",
    "shorter": "http://0/",
    "three parts": "http://127.0.1/",
    "five parts": "http://1.127.0.0.1.1/",
    "loopback": "http://127.0.0.1/",
    "this network": "http://0.0.0.0/",
    "trailing dot": "http://127.0.0.1./",
    "ten": "http://10.1.2.3/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "IPv6 loopback": "http://[::1]/",
    "IPv6 unspecified": "http://[::]/",
    "mapped": "http://[::ffff:127.0.0.1]/",
    "mapped in hexadecimal": "http://[::ffff:7f00:1]/",
    "compatible": "http://[::127.0.0.1]/",
    "NAT64": "http://[64:ff9b::7f00:1]/",
    "NAT64 dotted": "http://[64:ff9b::169.254.169.254]/",
    "6to4": "http://[2002:7f00:1::1]/",
    "Teredo": "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "unique local": "http://[fd00:ec2::254]/",
    "link-local with zone": "http://[fe80::1%25eth0]/",
    "localhost": "http://localhost/",
    "localhost in capitals": "http://LOCALHOST/",
    "localhost with a dot": "http://localhost./",
    "below localhost": "http://news.localhost/",
    "single label": "http://intranet/",
    "mDNS": "http://printer.local/",
    "cloud metadata by name": "http://metadata.google.internal/computeMetadata/v1/",
    "circled digits": "http://①②⑦.⓪.⓪.①/",
    "full-width digits": "http://１２７.０.０.１/",
    "ideographic full stops": "http://127。0。0。1/",
    "soft hyphen in a name": "http://local\u00adhost/",
    "user and password": "http://user:password@news.example/",
    "user that looks like a host": "http://news.example@127.0.0.1/",
    "host behind an escaped at": "http://news.example%40127.0.0.1/",
    "backslash": "http://news.example\\@127.0.0.1/",
    "SSH port": "http://news.example:22/",
    "database port": "http://127.0.0.1:5432/",
    "port of another scheme's service": "https://news.example:8443/",
    "port beyond 65535": "http://news.example:65616/",
    "ftp": "ftp://news.example/",
    "file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:6379/_INFO",
    "data": "data:text/html,hola",
    "javascript": "javascript:alert(1)",
    "no scheme": "//news.example/",
    "no host": "http:///path",
    "nothing": "",
    "words": "no address",
    "line break": "http://news.example/\r\nHost: 127.0.0.1",
    "null": "http://news.example\x00.evil.example/",
    "very long": "http://news.example/" + "a" * 5000,
}


def _resolve(host: str, port: int) -> list[str]:
    """As a system resolver: literals, odd spellings and inner names to themselves or loopback; names to a public address."""
    if host in {"news.example", "1.127.0.0.1.1"}:
        return [PUBLIC]
    return [host] if ":" in host else ["127.0.0.1"]


@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED.keys())
def test_hostile_addresses_are_refused(url: str) -> None:
    with pytest.raises(ForbiddenAddress) as caught:
        checked(parse(url), (), _resolve)
    assert caught.value.way_out


def test_the_suite_has_the_forty_forms() -> None:
    assert len(set(REFUSED.values())) >= 40


@pytest.mark.parametrize(
    "url",
    ["http://news.example", "https://NEWS.example./a?b=c#d", "http://news.example:80/", "https://news.example:443/"],
)
def test_plain_addresses_are_allowed(url: str) -> None:
    assert checked(parse(url), (), _resolve) == [PUBLIC]


def test_a_name_in_another_script_is_asked_for_in_its_wire_form() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    checked(parse("https://periódico.example/año"), (), resolve)
    assert asked == ["xn--peridico-y3a.example"]


@pytest.mark.parametrize("among", [[PUBLIC, "10.0.0.7"], ["10.0.0.7", PUBLIC], [PUBLIC, "::1"], [PUBLIC, "fe80::1%2"]])
def test_one_private_address_among_public_ones_is_enough_to_refuse(among: list[str]) -> None:
    with pytest.raises(ForbiddenAddress):
        checked(parse("http://news.example/"), (), lambda host, port: among)


def test_an_allow_listed_host_is_allowed_at_its_port_only() -> None:
    allowed = {"archive.local:8080"}
    assert checked(parse("http://archive.local:8080/x"), allowed, lambda host, port: ["10.0.0.9"]) == ["10.0.0.9"]
    with pytest.raises(ForbiddenAddress):
        checked(parse("http://archive.local/x"), allowed, lambda host, port: ["10.0.0.9"])


@pytest.mark.parametrize("failure", [OSError("unknown"), UnicodeError("label too long")])
def test_an_unknown_name_is_said(failure: Exception) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise failure

    with pytest.raises(FetchError, match=r"news\.example is not known"):
        checked(parse("http://news.example/"), (), resolve)


def test_a_name_without_an_address_is_said() -> None:
    with pytest.raises(FetchError, match="has no address"):
        checked(parse("http://news.example/"), (), lambda host, port: [])


def test_an_address_is_written_in_one_way() -> None:
    target = parse("HTTP://News.Example.:8080/a b?q=ñ#top")
    assert target.url == "http://news.example:8080/a%20b?q=%C3%B1"
    assert parse("https://[2606:2800:220:1::1]:443/").origin == "https://[2606:2800:220:1::1]"
