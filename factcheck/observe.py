"""What people who run the service look at: log lines as JSON, and metrics for Prometheus. Never a text, only ids and counts."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from factcheck.domain import Report

_SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300)

_READERS = ("trafilatura", "htmldate", "courlan", "justext", "dateparser")
"""Libraries that read what comes in: what they have to say quotes it, and what is wrong with it is said in our own words."""


class Watch:
    """Watches one check: `progress` hears of its stages, `done` of its report."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """A stage begins or goes on."""

    def done(self, report: Report) -> Report:
        """The report is there; it is handed back unchanged."""
        return report


Observes = Callable[[], AbstractContextManager[Watch]]


@contextmanager
def unobserved() -> Iterator[Watch]:
    """Nobody watches."""
    yield Watch()


class Metrics:
    """Counts and times of one process, in a registry of its own."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self.registry = CollectorRegistry()
        given: dict[str, Any] = {"registry": self.registry}
        self.stages = Histogram(
            "factcheck_stage_seconds", "Seconds a stage of a check took", ["stage"], buckets=_SECONDS, **given
        )
        self.checks = Counter("factcheck_checks", "Checks that ended", ["outcome"], **given)
        self.claims = Counter("factcheck_claims", "Claims that were checked", **given)
        self.passages = Counter("factcheck_passages", "Passages that were compared with claims", **given)
        self.verdicts = Counter(
            "factcheck_verdicts", "Verdicts by label; `failed`: we could not look", ["label"], **given
        )
        self.cache = Counter(
            "factcheck_cache", "Questions answered from the store (hit) or anew (miss)", ["result"], **given
        )
        self.requests = Counter("factcheck_requests", "Requests answered", ["method", "route", "status"], **given)
        self.seconds = Histogram(
            "factcheck_request_seconds", "Seconds a request took", ["route"], buckets=_SECONDS, **given
        )
        self.queue = Gauge(
            "factcheck_queue_articles", "Articles that wait or are being checked, by kind of job", ["kind"], **given
        )
        self.jobs = Gauge("factcheck_jobs", "Jobs by state", ["state"], **given)
        self.workers = Gauge("factcheck_workers", "Workers that gave a sign of life lately", **given)

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """Watch one check: how long each stage takes, how it ends, what comes out."""
        watch = _Watching(self)
        try:
            yield watch
        except BaseException:
            self.checks.labels("failed").inc()
            raise
        finally:
            watch.end()

    def count_answer(self, from_store: bool) -> None:
        """A question was answered: from the store, or anew."""
        self.cache.labels("hit" if from_store else "miss").inc()

    def text(self) -> bytes:
        """Everything in Prometheus's text format."""
        from prometheus_client import generate_latest

        return generate_latest(self.registry)


class _Watching(Watch):
    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._stage: str | None = None
        self._since = time.monotonic()

    def progress(self, stage: str, done: int, total: int) -> None:  # noqa: ARG002  when it begins is enough
        if stage != self._stage:
            self.end()
            self._stage, self._since = stage, time.monotonic()

    def end(self) -> None:
        if self._stage is not None:
            self._metrics.stages.labels(self._stage).observe(time.monotonic() - self._since)
        self._stage = None

    def done(self, report: Report) -> Report:
        self._metrics.checks.labels("done").inc()
        self._metrics.claims.inc(len(report.checked))
        for checked in report.checked:
            verdict = checked.verdict
            self._metrics.verdicts.labels(str(verdict.label) if verdict else "failed").inc()
            self._metrics.passages.inc(len(verdict.evidence) + len(verdict.rejected) if verdict else 0)
        return report


def logger(name: str) -> Any:
    """A logger that takes an event and its values: `logger("factcheck.jobs").info("took over", worker=name)`."""
    import structlog

    finish = structlog.stdlib.ProcessorFormatter.wrap_for_formatter
    processors = [structlog.stdlib.filter_by_level, *_shared(), finish]
    return structlog.wrap_logger(
        logging.getLogger(name), processors=processors, wrapper_class=structlog.stdlib.BoundLogger
    )


def log_to(stream: Any = None, *, as_json: bool = True, level: int = logging.INFO) -> None:
    """Log lines of this process, ours and the libraries', as one JSON object each (or as text for people at a terminal)."""
    import structlog

    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    finish = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_shared(), processors=finish))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("factcheck").setLevel(level)
    for reader in _READERS:
        logging.getLogger(reader).setLevel(logging.CRITICAL)


def _shared() -> list[Any]:
    import structlog

    named = [structlog.stdlib.add_logger_name, structlog.stdlib.add_log_level]
    return [
        structlog.contextvars.merge_contextvars,
        *named,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _places_only,
    ]


def _places_only(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    # An exception's message may hold the text that was being checked: its kind and its places are enough.
    import traceback

    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if isinstance(info, tuple) and info[0] is not None:
        event["fault"] = info[0].__name__
        event["places"] = "".join(traceback.format_tb(info[2]))
    return event
