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
from factcheck.desk.checking import Work
from factcheck.desk.office import Desk
from factcheck.desk.sources import Library
from factcheck.domain import Article, Claim, Confidence, Evidence, Fact, Report, Source, Span, VerdictLabel
from factcheck.jobs.board import Board
from factcheck.jobs.engine import Unattended
from factcheck.pipeline import Options
from factcheck.render.claimreview import Publisher
from factcheck.server import application
from factcheck.service import Material, Wishes
from factcheck.storage import jobs
from factcheck.storage.database import open_database
from tests import samples
from tests.fakes import TODAY, FakeChecker


class SampleReference:
    """An index of one source that states facts of several years."""

    def one(self, source_id: str) -> tuple[Source, tuple[Fact, ...]] | None:
        return (samples.source(), tuple(_fact(year) for year in range(2015, 2024))) if source_id == "s1" else None

    def publishers(self) -> list[tuple[str, int]]:
        return [(samples.source().publisher, 1)]

    def of(self, publisher: str) -> list[Source]:
        return [samples.source()] if publisher == samples.source().publisher else []

    def knows(self, name: str) -> bool:
        return name in ("s1", samples.source().publisher)


def _fact(year: int) -> Fact:
    said = {"es": f"En {year} el intercambio sumó {year} millones.", "en": f"Trade was {year} million in {year}."}
    about = {"subject": "Nortelandia", "attribute": "trade", "period": str(year), "statements": said}
    return Fact(id=f"f{year}", source_id="s1", value=float(year), **about)  # type: ignore[arg-type]


class SampleChecker(FakeChecker):
    """Answers the sample text with the sample report, and any claim of its own with a verdict."""

    def check_given(self, article: Article, options: Options) -> Report:
        checked = tuple(self.answered(samples.claim(line, article.text)) for line in article.text.splitlines())
        made_by = samples.PROVENANCE.model_copy(update={"as_of": options.as_of})
        return Report(article=article, as_of=options.as_of, checked=checked, provenance=made_by)

    def answered(self, claim: Claim) -> samples.Checked:
        return _answered(claim, samples.trade_evidence())


class EchoingChecker(SampleChecker):
    """Whose sources are called as the claim says, and say what the claim says."""

    def answered(self, claim: Claim) -> samples.Checked:
        said = {"title": claim.quote, "publisher": claim.quote, "url": claim.quote, "independent_group": claim.quote}
        told = samples.trade_evidence().model_copy(update={"source": samples.source(**said)})
        return _answered(claim, told)


def _answered(claim: Claim, piece: Evidence) -> samples.Checked:
    text = piece.passage.text
    start = text.index("26.100")
    marked = piece.comparisons[0].model_copy(update={"source_span": Span(start=start, end=len(text) - 1)})
    piece = piece.model_copy(update={"comparisons": (marked,), "decisive": Span(start=0, end=len(text))})
    sure = Confidence(value=0.9, population=samples.POPULATION)
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
    job: str = ""


def made(folder: Path, origins: tuple[str, ...] = (), checker: FakeChecker | None = None) -> tuple[FastAPI, str, str]:
    """The application with its keys; data lies in a folder."""
    desk = Desk(open_database(f"sqlite:///{folder}/desk.sqlite3"))
    _, editor = keys.create(desk, keys.Wanted("Ana", ("check", "read", "review", "sources"), per_minute=0, per_day=0))
    _, reader = keys.create(desk, keys.Wanted("CMS", ("read",), per_minute=0))
    publisher = Publisher("Diario de Prueba", "https://diario.example")
    shelves = {"library": Library(folder / "library"), "reference": SampleReference}
    parts = Parts(desk=desk, publisher=publisher, guarded=True, origins=origins, **shelves)  # type: ignore[arg-type]
    return application(checker or SampleChecker(), today=lambda: TODAY, parts=parts), editor, reader


def running_job(app: FastAPI, key: str) -> str:
    """A check that is being compared, and goes no further; returns its page."""
    desk: Desk = app.state.desk
    board = Board(desk, Unattended())
    job_id = board.submit(Work(keys.authenticate(desk, key), Material(text="Un hecho."), Wishes()))
    told = {"item": 0, "stage": "compare", "stage_done": 120, "stage_total": 310, "total": 1, "done": 0, "failed": 0}
    with desk.database.begin() as connection:
        jobs.claim(connection, (job_id, 0), "worker", desk.now(), 900.0)
        jobs.say(connection, job_id, "progress", told, desk.now())
        for label in ("supported", "refuted", "not_enough_evidence", "not_checkable", "conflicting"):
            jobs.say(connection, job_id, "fallen", {"item": 0, "claim_id": "c1", "label": label}, desk.now())
    return f"/jobs/{job_id}"


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
