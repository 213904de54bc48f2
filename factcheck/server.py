"""The service as a process: API and page on one application, models loaded in the background, uvicorn around it.

Models begin to load before the web framework and the database are imported: an editor waits for whichever takes longer.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from factcheck.domain import Article, Claim, Failure, Hit, Provenance, Report
from factcheck.errors import ConfigurationError, FactcheckError
from factcheck.jobs.turns import Turns
from factcheck.observe import Metrics, Observes, Watch, log_to, unobserved
from factcheck.pipeline import Hears, Options, Pipeline, Progress, silent
from factcheck.service import Checker, Documents, Readiness, still_starting

if TYPE_CHECKING:
    from fastapi import FastAPI

    from factcheck.api.app import Parts
    from factcheck.desk.office import Desk
    from factcheck.desk.sources import Library
    from factcheck.jobs.worker import Worker
    from factcheck.settings import Settings

_log = logging.getLogger("factcheck.server")
_AN_HOUR = 3600.0


Against = Callable[[Article, tuple[Documents | None, ...]], Pipeline]
"""Makes a pipeline in which claims are checked against pasted texts."""


class _Loading:
    """What is being loaded, shared by all views of a checker."""

    def __init__(self, load: Callable[[], Pipeline]) -> None:
        self._load = load
        self.pipeline: Pipeline | None = None
        self.error: FactcheckError | None = None

    def run(self) -> None:
        """Load; keeps the pipeline or the error."""
        try:
            self.pipeline = self._load()
        except FactcheckError as error:
            self.error = error
        except Exception as error:  # said by /readyz and logged: a thread's fault must not pass in silence
            _log.exception("loading failed")
            self.error = FactcheckError(
                f"Loading failed ({type(error).__name__}).", way_out="The server's log says where."
            )


class LoadingChecker:
    """A `Checker` whose pipeline is loaded in a thread of its own. One check at a time, whoever calls."""

    def __init__(self, load: Callable[[], Pipeline], defaults: Options, against: Against | None = None) -> None:
        self._loading = _Loading(load)
        self._defaults = defaults
        self._against = against
        self._turns = Turns()
        self._turn: Callable[[], AbstractContextManager[None]] = self._turns.urgent
        self._progress: Progress = silent
        self._hears: Hears | None = None
        self.observes: Observes = unobserved

    def start(self) -> threading.Thread:
        """Begin loading; returns the thread, which ends when the pipeline is there or has failed."""
        thread = threading.Thread(target=self._loading.run, name="load-models", daemon=True)
        thread.start()
        return thread

    def patient(self) -> LoadingChecker:
        """The same checker for work in the background: it lets everybody who waits go first."""
        view = copy(self)
        view._turn = self._turns.patient
        return view

    def heard_by(self, progress: Progress, hears: Hears) -> LoadingChecker:
        """The same checker, whose checks tell somebody their stages and each verdict as it falls."""
        view = copy(self)
        view._progress, view._hears = progress, hears
        return view

    def readiness(self) -> Readiness:
        """Ready once the pipeline is there; the failure where it will not be."""
        error = self._loading.error
        failure = Failure(code=error.code, message=error.message, way_out=error.way_out) if error else None
        return Readiness(ready=self._loading.pipeline is not None, failure=failure)

    def has_loaded(self) -> bool:
        """Whether loading has ended, well or not."""
        return self._loading.pipeline is not None or self._loading.error is not None

    def defaults(self) -> Options:
        """The options from the settings."""
        return self._defaults

    def check(self, article: Article, options: Options) -> Report:
        """All claims of an article with their verdicts."""
        with self._turn(), self.observes() as watch:
            return watch.done(self._loaded().check(article, options, self._told(watch), self._hears))

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        """The reports that `check` would give, in shared batches, in one turn."""
        with self._turn():
            reports = self._loaded().check_many(articles, options)
        for report in reports:
            with self.observes() as watch:
                watch.done(report)
        return reports

    def check_given(self, article: Article, options: Options) -> Report:
        """Each line of the text taken as one claim."""
        with self._turn(), self.observes() as watch:
            return watch.done(self._loaded().check_given(article, options, self._told(watch), self._hears))

    def search(self, article: Article, options: Options) -> tuple[Hit, ...]:
        """What would be found for the text taken as one claim."""
        with self._turn():
            return self._loaded().search(article, options)

    def check_against(
        self, article: Article, options: Options, documents: tuple[Documents | None, ...], *, given: bool
    ) -> Report:
        """Like `check`, or `check_given`, against pasted texts."""
        with self._turn(), self.observes() as watch:
            loaded = self._loaded()
            pipeline = self._against(article, documents) if self._against else loaded
            check = pipeline.check_given if given else pipeline.check
            return watch.done(check(article, options, self._told(watch), self._hears))

    def find(self, article: Article) -> tuple[Claim, ...]:
        """The article's claims, unchecked."""
        with self._turn():
            return self._loaded().find_claims(article)

    def earlier_checks(self, article: Article, options: Options) -> list[tuple[Claim, tuple[Hit, ...]]]:
        """Each line of the text taken as one claim, with the earlier fact-checks of it."""
        with self._turn():
            return self._loaded().earlier_checks(article, options)

    def provenance(self) -> Provenance:
        """Models, index and policy in use."""
        return self._loaded().provenance

    def use(self, pipeline: Pipeline) -> None:
        """Go on with another pipeline (over a newer index), from the next check on."""
        with self._turn():
            self._loading.pipeline, self._loading.error = pipeline, None

    def _told(self, watch: Watch) -> Progress:
        def tell(stage: str, done: int, total: int) -> None:
            watch.progress(stage, done, total)
            self._progress(stage, done, total)

        return tell

    def _loaded(self) -> Pipeline:
        if self._loading.error is not None:
            raise self._loading.error.with_traceback(None)  # the same error is raised again and again
        if self._loading.pipeline is None:
            raise still_starting()
        return self._loading.pipeline


def application(checker: Checker, today: Callable[[], date] = date.today, parts: Parts | None = None) -> FastAPI:
    """API and page on one checker."""
    from factcheck.api.app import create_app
    from factcheck.web import site

    app = create_app(checker, parts=parts, today=today)
    site.install(app, origins=parts.origins if parts else ())
    return app


@dataclass(frozen=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    def bound(self) -> socket.socket:
        """A socket listening there; ConfigurationError where it cannot be had."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            return socket.create_server((self.host, self.port), family=family, backlog=256)
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            message = f"{self.host}:{self.port} cannot be listened on: {reason}."
            raise ConfigurationError(message, way_out="Choose another --port or --host.") from error


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted. /healthz answers at once; /readyz turns 200 when models and index are loaded."""
    from factcheck import assembly

    log_to(as_json=settings.log_format == "json")
    listening = Address(host, port).bound()
    checker, metrics = loading(settings), Metrics()
    checker.observes = metrics.watching
    checker.start()
    desk, library = assembly.desk(settings), assembly.library(settings, checker.use)
    worker = hands(settings, checker, desk, library, settings.workers)
    worker.start()
    try:
        parts = _parts(settings, checker, worker, metrics)
        _serve(listening, application(checker, parts=replace(parts, library=library)), desk)
    finally:
        leave(worker)


def hands(settings: Settings, checker: LoadingChecker, desk: Desk, library: Library, articles: int) -> Worker:
    """This process's part in the jobs; it goes on with a newer index where another process has made one."""
    from factcheck import assembly
    from factcheck.jobs.answering import Checkers

    worker = assembly.worker(settings, desk, Checkers(checker, checker.patient()), articles, library)
    worker.each_round(assembly.keeping_up(settings, checker.has_loaded, checker.use))
    return worker


def loading(settings: Settings) -> LoadingChecker:
    """The checker of the settings, not loaded yet."""
    from factcheck import assembly

    return LoadingChecker(
        lambda: assembly.pipeline(settings),
        assembly.options(settings),
        lambda article, documents: assembly.pipeline_against(article, documents, settings),
    )


def leave(worker: Worker) -> None:
    """Stop a worker; the process ends even where an article is still being checked, which others then do."""
    if not worker.stop():
        sys.stderr.flush()
        os._exit(0)


def _serve(listening: socket.socket, app: FastAPI, desk: Desk) -> None:
    import uvicorn

    from factcheck.desk import keys

    threading.Thread(target=_purge_hourly, args=(desk,), name="retention", daemon=True).start()
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"Listening on http://{shown}:{port} (form at /, API described at /docs)\n")
    if not keys.exist(desk):
        sys.stderr.write("No API keys yet: only this machine is answered. `factcheck keys create` makes one.\n")
    # No access log: addresses such as /v1/search?q=… hold what people are working on.
    config = uvicorn.Config(
        app, access_log=False, log_config=None, server_header=False, lifespan="off", timeout_graceful_shutdown=10
    )
    # uvicorn ends and then raises the signal again: that must not end the process before its work is handed on.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.Server(config).run(sockets=[listening])


def _parts(settings: Settings, checker: LoadingChecker, worker: Worker, metrics: Metrics) -> Parts:
    from factcheck import assembly
    from factcheck.api.app import Parts
    from factcheck.desk.sources import NoReference
    from factcheck.render.claimreview import Publisher

    return Parts(
        desk=worker.desk,
        publisher=Publisher(settings.publisher_name, settings.publisher_url),
        guarded=True,
        about=lambda: assembly.about_index(settings),
        reference=lambda: assembly.browsing(settings) if checker.readiness().ready else NoReference(),
        origins=[origin.strip() for origin in settings.cors_origins.split(",") if origin.strip()],
        submits=worker.board,
        board=worker.board,
        way=assembly.calling(settings),
        limits=assembly.fetching(settings),
        metrics=metrics,
    )


def _purge_hourly(desk: Desk) -> None:
    from factcheck.desk import retention
    from factcheck.storage.database import StorageError

    while True:
        try:
            retention.purge(desk)
        except StorageError as error:  # said, and tried again: texts must not outlive their time in silence
            _log.error("purging failed: %s", type(error).__name__)
        time.sleep(_AN_HOUR)
