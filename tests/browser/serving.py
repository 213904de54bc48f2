"""A real server on loopback with a checker that answers from samples: what browser tests and screenshots look at."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from factcheck.api.app import Parts
from factcheck.desk import keys
from factcheck.desk.office import Desk
from factcheck.desk.sources import Library
from factcheck.domain import Article, Claim, Confidence, Report, Span, VerdictLabel
from factcheck.pipeline import Options
from factcheck.render.claimreview import Publisher
from factcheck.server import application
from factcheck.storage.database import open_database
from tests import samples
from tests.fakes import TODAY, FakeChecker


class SampleChecker(FakeChecker):
    """Answers the sample text with the sample report, and any claim of its own with a verdict."""

    def check_given(self, article: Article, options: Options) -> Report:
        checked = tuple(_answered(samples.claim(line, article.text)) for line in article.text.splitlines())
        made_by = samples.PROVENANCE.model_copy(update={"as_of": options.as_of})
        return Report(article=article, as_of=options.as_of, checked=checked, provenance=made_by)


def _answered(claim: Claim) -> samples.Checked:
    piece = samples.trade_evidence()
    text = piece.passage.text
    start = text.index("26.100")
    marked = piece.comparisons[0].model_copy(update={"source_span": Span(start=start, end=len(text) - 1)})
    piece = piece.model_copy(update={"comparisons": (marked,), "decisive": Span(start=0, end=len(text))})
    sure = Confidence(value=0.9, population="conjunto de prueba")
    return samples.Checked(
        claim=claim,
        verdict=samples.verdict(claim.id, VerdictLabel.SUPPORTED, confidence=sure, evidence=(piece,)),
    )


@dataclass
class Site:
    """A running server with an editor's key and one of a reader."""

    address: str
    editor: str
    reader: str


def made(folder: Path, origins: tuple[str, ...] = ()) -> tuple[FastAPI, str, str]:
    """The application with its keys; data lies in a folder."""
    desk = Desk(open_database(f"sqlite:///{folder}/desk.sqlite3"))
    _, editor = keys.create(desk, keys.Wanted("Ana", ("check", "read", "review", "sources"), per_minute=0, per_day=0))
    _, reader = keys.create(desk, keys.Wanted("CMS", ("read",), per_minute=0))
    publisher = Publisher("Diario de Prueba", "https://diario.example")
    parts = Parts(desk=desk, library=Library(folder / "library"), publisher=publisher, guarded=True, origins=origins)
    return application(SampleChecker(), today=lambda: TODAY, parts=parts), editor, reader


@contextmanager
def serving(app: FastAPI, bound: socket.socket | None = None) -> Iterator[str]:
    """Serve an application in a thread; gives its address."""
    listening = bound or free_socket()
    config = uvicorn.Config(app, log_level="error", lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    _wait(address)
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()


def free_socket() -> socket.socket:
    """A socket bound to a free port."""
    return socket.create_server(("127.0.0.1", 0))


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            httpx.get(address, timeout=2)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(address)


def foreign_page(home: str, report_id: str, key: str) -> FastAPI:
    """A page of somebody else's site that shows a report."""
    app = FastAPI()

    @app.get("/", response_class=HTMLResponse)
    def page() -> str:
        return (
            f'<!doctype html><title>CMS</title><div data-factcheck-report="{report_id}"></div>'
            f'<script src="{home}/static/embed.js" data-key="{key}"></script>'
        )

    return app
