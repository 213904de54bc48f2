"""A CMS of one file: submits a draft, is told when it is checked, shows the claims in its own HTML, publishes the ClaimReview.

    factcheck serve                                     # with FACTCHECK_PRIVATE_HOSTS=127.0.0.1:9000 and a publisher's name
    python docs/examples/cms.py http://127.0.0.1:8000   # then open http://127.0.0.1:9000

The key stays here, on the CMS's server; a browser only ever sees the finished page.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from lxml import html as parser

from factcheck.client import Client, KeptReport, Place, SignatureError, verify_webhook

DRAFT = """<article><h1>Comercio y tratados</h1>
<p>Kazajistán <em>no es</em> un Estado Parte del Estatuto de Roma. ¿Lo será?</p>
<p>Su capital es Astaná.</p></article>"""


@dataclass
class Cms:
    """One article and what is known of it."""

    client: Client
    address: str
    draft: str = DRAFT
    secret: str = ""
    job_id: str = ""
    report: KeptReport | None = None
    reviews: list[dict[str, Any]] = field(default_factory=list)

    def subscribe(self) -> None:
        """Have the service call `/hook` when a job has ended. The secret is told this once: a real CMS stores it."""
        wanted = {"url": f"{self.address}/hook", "events": ["job.completed", "job.failed"]}
        self.secret = self.client.call("POST", "/v1/webhooks", wanted)["secret"]

    def submit(self) -> None:
        """Hand the draft over; `reference` makes the next version of the article the next version of its report."""
        ticket = self.client.submit_article(html=self.draft, reference="post-4711", lang="es", published="2025-11-20")
        self.job_id = ticket.job_id

    def hear(self, body: bytes, headers: dict[str, str]) -> int:
        """A message came in: proved, then acted on. Returns the HTTP status to answer with."""
        try:
            event = verify_webhook(body, headers, self.secret)
        except SignatureError:
            return 401
        if event.type == "job.completed" and event.data["job_id"] == self.job_id:
            self.report = self.client.report(event.data["report_id"])
        return 204

    def approve(self, verdict_id: str, reviewer: str) -> None:
        """A person stands for a verdict, in the state in which they saw it; now it may be published."""
        _, etag = self.client.verdict(verdict_id)
        self.client.review(verdict_id, etag, decision="approve", reviewer=reviewer)
        self.reviews.append(self.client.claimreview(verdict_id, url="https://cms.example/post-4711"))

    def page(self) -> str:
        """The article with its claims marked, and the markup for search engines of those that a person approved."""
        tree = parser.document_fromstring(self.draft)
        for verdict_id, label, place in self._marks():
            (block,) = tree.xpath(place.xpath)
            mark(block, place.start_utf16, place.end_utf16, {"title": label, "data-verdict": verdict_id})
        # One script each, marked as ours: a plugin for search engines that adds its own ClaimReview should leave them out.
        found = "".join(
            f'<script type="application/ld+json" data-by="factcheck">{json.dumps(one).replace("<", chr(92) + "u003c")}</script>'
            for one in self.reviews
        )
        return "<!doctype html><meta charset=utf-8>" + parser.tostring(tree, encoding="unicode") + found

    def _marks(self) -> list[tuple[str, str, Place]]:
        if self.report is None:
            return []
        both = zip(self.report.checked, self.report.stored.claims, strict=True)
        return [(k.verdict_id, str(c.verdict.label), k.place) for c, k in both if c.verdict is not None and k.place]


def mark(block: Any, start: int, end: int, attributes: dict[str, str]) -> None:
    """Put `<mark>` around a stretch of a block's text, given in UTF-16 units as browsers count, across inline elements."""
    places, at = [], 0
    for node, where in list(slots(block)):
        length = len((getattr(node, where) or "").encode("utf-16-le")) // 2
        places.append((node, where, max(start - at, 0), min(end - at, length)))
        at += length
    for node, where, first, last in reversed(places):  # from the end: what comes before keeps its place
        if first < last:
            wrap(node, where, (first * 2, last * 2), attributes)


def slots(node: Any) -> Iterator[tuple[Any, str]]:
    """The places of text in an element, in their order."""
    yield node, "text"
    for child in node:
        yield from slots(child)
        yield child, "tail"


def wrap(node: Any, where: str, stretch: tuple[int, int], attributes: dict[str, str]) -> None:
    """Put a part of one text into a `<mark>` of its own."""
    units = (getattr(node, where) or "").encode("utf-16-le")
    made = parser.Element("mark", attributes)
    first, last = stretch
    before, made.text, made.tail = (
        part.decode("utf-16-le") for part in (units[:first], units[first:last], units[last:])
    )
    setattr(node, where, before)
    parent, index = (node, 0) if where == "text" else (node.getparent(), node.getparent().index(node) + 1)
    parent.insert(index, made)


def serve(cms: Cms, port: int) -> ThreadingHTTPServer:
    """The CMS as a web server: `/` is the page, `/hook` hears the service."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            self._answer(200, cms.page().encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            self._answer(cms.hear(body, dict(self.headers.items())) if self.path == "/hook" else 404, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=lambda: server.serve_forever(0.1), daemon=True).start()
    return server


def main(service: str, key: str | None = None, port: int = 9000) -> None:
    """Run until interrupted."""
    with Client(service, key) as client:
        cms = Cms(client, f"http://127.0.0.1:{port}")
        serve(cms, port)
        cms.subscribe()
        cms.submit()
        sys.stdout.write(f"The article is at {cms.address}; reload it once it is checked.\n")
        threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:3])
