"""Work that queues' threads want done, done by the thread that may be interrupted: Ctrl-C ends it at once and frees who waits."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

from factcheck.jobs.engine import Stopping

Does = Callable[[], None]


class Handover:
    """Any number of threads ask, one serves."""

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[tuple[Does, Future[None]]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting: set[Future[None]] = set()
        self._closed = False

    def ask(self, does: Does) -> None:
        """Waits until it is done; Stopping where the one who serves has left."""
        done: Future[None] = Future()
        with self._lock:
            if self._closed:
                raise Stopping
            self._waiting.add(done)
        self._asked.put((does, done))
        done.result()

    def serve(self, seconds: float) -> bool:
        """Do the next thing that is asked for; False where nothing came for so many seconds. What it raises ends the service."""
        try:
            does, done = self._asked.get(timeout=seconds)
        except queue.Empty:
            return False
        does()
        with self._lock:
            self._waiting.discard(done)
        done.set_result(None)
        return True

    def close(self) -> None:
        """No more service: whoever waits leaves, with nothing said about how far it got."""
        with self._lock:
            self._closed = True
            for done in self._waiting:
                done.set_exception(Stopping())
