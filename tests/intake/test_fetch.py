from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from factcheck.errors import FetchError, ForbiddenAddress, InputTooLarge
from factcheck.intake import article
from factcheck.intake.fetch import USER_AGENT, Limits, Page, fetch

LOCAL = ["127.0.0.1"]


class _Site(BaseHTTPRequestHandler):
    seen: ClassVar[list[tuple[str, str, str]]] = []
    robots: ClassVar[tuple[int, bytes]] = (404, b"")
    HTML: ClassVar[dict[str, str]] = {"Content-Type": "text/html; charset=utf-8"}

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        type(self).seen.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
        try:
            self._page(self.path.strip("/").split("?")[0])
        except OSError:  # the reader left
            self.close_connection = True

    def _page(self, name: str) -> None:
        if name == "robots.txt":
            self._answer(*type(self).robots, Content_Type="text/plain")
        elif name in PAGES:
            status, body, headers = PAGES[name]
            self._answer(status, body, **headers)
        else:
            getattr(self, "page_" + name)()

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"a")
            time.sleep(0.05)

    def page_dripping_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            self.wfile.write(b"X-%d: a\r\n" % number)
            time.sleep(0.05)

    def page_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"a" * 65_536)

    def page_noise(self) -> None:
        self.wfile.write(b"\x00\x01 this is not HTTP\r\n\r\n")
        self.close_connection = True


_HTML = {"Content_Type": "text/html; charset=utf-8"}
_LONG = "".join(
    f"<p>El Gobierno presentó ayer en la ciudad su informe número {n} sobre el año económico, según el señor Muñoz.</p>"
    for n in range(9)
)
PAGES: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "ok": (200, b"<p>hola</p>", _HTML),
    "untyped": (200, b"hola", {}),
    "latin": (200, f"<html><body><article>{_LONG}</article></body></html>".encode("latin-1"),
              {"Content_Type": "text/html; charset=ISO-8859-1"}),
    "zipped": (200, gzip.compress(b"<p>hola</p>"), _HTML | {"Content_Encoding": "gzip"}),
    "deflated": (200, zlib.compress(b"<p>hola</p>"), _HTML | {"Content_Encoding": "deflate"}),
    "raw": (200, zlib.compress(b"<p>hola</p>")[2:-4], _HTML | {"Content_Encoding": "deflate"}),
    "broken": (200, b"\x1f\x8b no gzip at all", _HTML | {"Content_Encoding": "gzip"}),
    "brotli": (200, b"xxxx", _HTML | {"Content_Encoding": "br"}),
    "image": (200, b"\x89PNG", {"Content_Type": "image/png"}),
    "gone": (404, b"", _HTML),
    "login": (403, b"", _HTML),
    "failing": (500, b"", _HTML),
    "loop": (302, b"", {"Location": "/loop"}),
    "nowhere": (302, b"", {}),
    "moved": (301, b"", {"Location": "ok?from=moved#top"}),
    "inside": (302, b"", {"Location": "http://127.0.0.1/secret"}),
    "inside_number": (302, b"", {"Location": "http://2130706433/"}),
    "inside_port": (307, b"", {"Location": "http://other.example:6379/"}),
    "inside_file": (302, b"", {"Location": "file:///etc/passwd"}),
    "inside_user": (302, b"", {"Location": "http://a:b@other.example/"}),
    "inside_name": (308, b"", {"Location": "http://inner.example/"}),
    "bomb": (200, gzip.compress(b"a" * 3_000_000), _HTML | {"Content_Encoding": "gzip"}),
    "big": (200, b"a" * 1_500_000, _HTML),
}  # fmt: skip


@pytest.fixture
def site() -> Iterator[str]:
    _Site.seen.clear()
    _Site.robots = (404, b"")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    thread = threading.Thread(target=lambda: server.serve_forever(0.01), daemon=True)
    thread.start()
    yield f"test.example:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _resolve(host: str, port: int) -> list[str]:
    return ["93.184.216.34"] if host == "other.example" else ["10.0.0.7"] if host == "inner.example" else LOCAL


def _visit(site: str, path: str, **limits: float) -> Page:
    allowed = Limits(allowed_hosts=frozenset({site}), **limits)  # type: ignore[arg-type]
    return fetch(f"http://{site}/{path}", limits=allowed, resolve=_resolve)


def test_a_page_is_read_from_the_checked_address_under_its_own_name(site: str) -> None:
    page = _visit(site, "ok")
    assert (page.data, page.content_type, page.charset) == (b"<p>hola</p>", "text/html", "utf-8")
    assert _Site.seen[-1] == ("/ok", site, USER_AGENT)
    assert USER_AGENT.startswith("factcheck-assistant/")


def test_a_redirect_is_followed_and_the_final_address_is_told(site: str) -> None:
    assert _visit(site, "moved").url == f"http://{site}/ok?from=moved"


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("image", FetchError, "image/png"),
        ("gone", FetchError, "no such page.*404"),
        ("login", FetchError, "programs.*403"),
        ("failing", FetchError, "answered 500"),
        ("loop", FetchError, "redirects more than 5"),
        ("nowhere", FetchError, "nowhere"),
        ("broken", FetchError, "compression"),
        ("brotli", FetchError, "not asked for"),
        ("noise", FetchError, "HTTP properly"),
        ("inside", ForbiddenAddress, "private"),
        ("inside_number", ForbiddenAddress, "unusual spelling"),
        ("inside_port", ForbiddenAddress, "Port 6379"),
        ("inside_file", ForbiddenAddress, "Only http"),
        ("inside_user", ForbiddenAddress, "user name"),
        ("inside_name", ForbiddenAddress, "private network"),
    ],
)
def test_what_cannot_be_used_is_said(site: str, path: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        _visit(site, path)
    assert "paste" in caught.value.way_out.lower()  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["zipped", "deflated", "raw"])
def test_packed_pages_are_unpacked(site: str, path: str) -> None:
    assert _visit(site, path).data == b"<p>hola</p>"


def test_a_page_without_a_type_is_taken(site: str) -> None:
    assert _visit(site, "untyped").content_type == ""


@pytest.mark.parametrize("path", ["bomb", "big", "endless"])
def test_what_is_or_unfolds_into_too_much_is_stopped(site: str, path: str) -> None:
    with pytest.raises(InputTooLarge):
        _visit(site, path, max_bytes=1_000_000)


@pytest.mark.parametrize("path", ["drip", "dripping_head"])
def test_a_site_that_drips_is_left_at_the_deadline(site: str, path: str) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError, match="too long"):
        _visit(site, path, timeout_seconds=0.5)
    assert time.monotonic() - started < 60


def test_robots_txt_is_obeyed_and_read_once(site: str) -> None:
    _Site.robots = (200, b"User-agent: factcheck-assistant\nDisallow: /image\nDisallow: /ok?from")
    assert _visit(site, "ok").data
    with pytest.raises(FetchError, match=r"robots\.txt"):
        _visit(site, "image")
    _Site.seen.clear()
    with pytest.raises(FetchError, match=r"robots\.txt"):
        _visit(site, "moved")
    assert [path for path, *_ in _Site.seen] == ["/robots.txt", "/moved"]


def test_a_site_that_cannot_say_what_it_allows_is_not_read(site: str) -> None:
    _Site.robots = (503, b"")
    with pytest.raises(FetchError, match=r"robots\.txt fails"):
        _visit(site, "ok")


def test_the_servers_charset_is_used(site: str) -> None:
    limits = Limits(allowed_hosts=frozenset({f"127.0.0.1:{site.rpartition(':')[2]}"}))
    found = article.from_url(f"http://127.0.0.1:{site.rpartition(':')[2]}/latin", limits=limits)
    assert "según el señor Muñoz" in found.text
    assert (found.lang, found.url) == ("es", f"http://127.0.0.1:{site.rpartition(':')[2]}/latin")


def test_a_port_where_nobody_listens_is_said() -> None:
    allowed = frozenset({"127.0.0.1:1"})
    with pytest.raises(FetchError, match="no connection"):
        fetch("http://127.0.0.1:1/", limits=Limits(allowed_hosts=allowed))
