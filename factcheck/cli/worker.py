"""`factcheck worker`: work on jobs, beside the service or instead of it, on any machine that reaches the database."""

from __future__ import annotations

import signal
import sys
import threading
from typing import Annotated

import typer

from factcheck.cli import options

Articles = Annotated[int, typer.Option("--articles", min=1, max=64, help="Articles of batches checked at a time.")]


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("worker")(worker)


def worker(articles: Articles = 1) -> None:
    """Work on jobs until interrupted: batches, editors' long articles, webhooks. Any number may run on one database.

    Example: FACTCHECK_DATABASE_URL=postgresql+psycopg://factcheck@db/factcheck factcheck worker
    """
    from factcheck import assembly
    from factcheck.observe import log_to
    from factcheck.server import hands, leave, loading

    settings = options.settings()
    log_to(as_json=settings.log_format == "json")
    checker = loading(settings)
    checker.start().join()
    checker.provenance()  # a worker that cannot check says so and ends, instead of failing what waits
    library = assembly.library(settings, checker.use)
    made = hands(settings, checker, assembly.desk(settings), library, articles)
    made.start()
    sys.stderr.write(f"Worker {made.name} waits for jobs.\n")
    _until_interrupted()
    leave(made)


def _until_interrupted() -> None:
    interrupted = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: interrupted.set())
    interrupted.wait()
