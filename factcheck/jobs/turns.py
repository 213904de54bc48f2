"""Whose turn it is at the models: somebody who waits goes before whatever runs in the background."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock with two kinds of takers. The patient ones get it only while no urgent one is waiting."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._urgent_waiting = 0

    @property
    def waiting(self) -> int:
        """How many urgent takers wait."""
        return self._urgent_waiting

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """The next turn."""
        with self._changed:
            self._urgent_waiting += 1
            try:
                self._changed.wait_for(lambda: not self._taken)
                self._taken = True
            finally:
                self._urgent_waiting -= 1
        yield from self._held()

    @contextmanager
    def patient(self) -> Iterator[None]:
        """A turn once nobody urgent waits."""
        with self._changed:
            self._changed.wait_for(lambda: not self._taken and not self._urgent_waiting)
            self._taken = True
        yield from self._held()

    def _held(self) -> Iterator[None]:
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()
