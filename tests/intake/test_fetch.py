from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from factcheck.errors import FetchError, ForbiddenAddress, InputTooLarge
from factcheck.intake.fetch import Limits, fetch, is_public

PRIVATE = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1",
    "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1", "2001:0:1::1",
    "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_never_visited(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


HOSTILE = [
    "http://localhost/", "http://127.0.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://169.254.169.254/latest/meta-data",
    "http://user:password@example.com/", "http://example.com@127.0.0.1/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com",
    "javascript:alert(1)", "//example.com", "http://", "", "no address", "http://127.0.0.1:22/", "http://[64:ff9b::7f00:1]/", "http://①②⑦.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_urls_are_refused(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    assert caught.value.way_out


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(ForbiddenAddress):
        fetch("http://news.example/", resolve=lambda host, port: ["93.184.216.34", "10.0.0.7"])


def test_odd_ports_are_refused_even_on_public_hosts() -> None:
    with pytest.raises(ForbiddenAddress, match="Port 8080"):
        fetch("http://news.example:8080/", resolve=lambda host, port: ["93.184.216.34"])


class _Site(BaseHTTPRequestHandler):
    seen_hosts: ClassVar[list[str]] = []

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        type(self).seen_hosts.append(self.headers["Host"])
        getattr(self, "page_" + self.path.strip("/").split("?")[0])()

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page_ok(self) -> None:
        self._answer(200, b"<p>hola</p>", Content_Type="text/html; charset=utf-8")

    def page_image(self) -> None:
        self._answer(200, b"\x89PNG", Content_Type="image/png")

    def page_gone(self) -> None:
        self._answer(404, b"", Content_Type="text/html")

    def page_loop(self) -> None:
        self._answer(302, b"", Location="/loop")

    def page_inside(self) -> None:
        self._answer(302, b"", Location="http://127.0.0.1:1/secret")

    def page_bomb(self) -> None:
        self._answer(200, gzip.compress(b"a" * 3_000_000), Content_Type="text/html", Content_Encoding="gzip")


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=lambda: server.serve_forever(0.01), daemon=True)
    thread.start()
    yield f"test.example:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _visit(site: str, path: str, **limits: int) -> object:
    allowed = Limits(allowed_hosts=frozenset({site}), **limits)
    return fetch(f"http://{site}/{path}", limits=allowed, resolve=lambda host, port: ["127.0.0.1"])


def test_a_page_is_read_from_the_checked_address_under_its_own_name(site: str) -> None:
    page = _visit(site, "ok")
    assert (page.data, page.content_type) == (b"<p>hola</p>", "text/html")
    assert _Site.seen_hosts[-1] == site


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("image", FetchError, "image/png"),
        ("gone", FetchError, "404"),
        ("loop", FetchError, "redirects"),
        ("inside", ForbiddenAddress, "Port 1"),
    ],
)
def test_what_cannot_be_used_is_said(site: str, path: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        _visit(site, path)


def test_a_small_answer_that_unfolds_into_a_big_one_is_stopped(site: str) -> None:
    with pytest.raises(InputTooLarge):
        _visit(site, "bomb", max_bytes=1_000_000)
