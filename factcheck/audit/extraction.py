"""Entries become articles in processes of their own, beside the models' work. A page that ends its process is named, not fatal."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from factcheck.domain import Article
from factcheck.errors import FactcheckError, InputError
from factcheck.intake.archives import Entry, extracted

Extracted = Article | FactcheckError
_FAULT = "The text cannot be extracted: the reader failed inside."


def raw_hash(entry: Entry) -> str:
    """SHA-256 over all that an entry holds: it changes when the article does."""
    digest = hashlib.sha256()
    given = entry.given
    said = (entry.content_type, entry.section, given.lang, given.published, given.title, given.url)
    digest.update(repr(said).encode())
    digest.update((entry.text or "").encode("utf-8", "surrogatepass"))
    digest.update(entry.data or b"")
    return digest.hexdigest()


def extract(entry: Entry) -> Extracted:
    """The article, or the error that stands in the way."""
    try:
        return extracted(entry)
    except FactcheckError as error:
        return error
    except Exception as error:  # a fault of a parser: the run goes on
        return InputError(f"{_FAULT[:-1]} ({type(error).__name__}).", way_out="Save the text itself and audit that.")


class Extractors:
    """A pool of processes; with `processes` 0 the work is done at once, in this one."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def all(self, entries: Sequence[Entry]) -> list[Extracted]:
        """One article or error for each entry, in their order."""
        if not self._processes or len(entries) < 4:
            return [extract(entry) for entry in entries]
        try:
            return list(self._open().map(extract, entries, chunksize=2))
        except BrokenProcessPool:
            self.close()
            return [self._alone(entry) for entry in entries]

    def _alone(self, entry: Entry) -> Extracted:
        try:
            return self._open().submit(extract, entry).result()
        except BrokenProcessPool:
            self.close()
            return InputError(_FAULT, way_out="Save the text itself and audit that.")

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, context, initializer=_watch, initargs=(os.getpid(),))
        return self._pool

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _watch(parent: int) -> None:
    # A process whose audit was killed would wait for work for ever.
    def run() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=run, name="parent-watch", daemon=True).start()
