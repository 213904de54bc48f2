"""How far an audit is, on standard error: one line that is renewed at a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping

_SECONDS = 10.0


class Lines:
    """`progress` of an audit: done, total so far, rate, time left."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._first: int | None = None
        self._said = 0.0
        self._live = sys.stderr.isatty()

    def __call__(self, counts: Mapping[str, int]) -> None:
        """Say it, unless it was said just now."""
        moment = time.monotonic()
        from factcheck.storage import audits

        done = counts.get(audits.DONE, 0) + counts.get(audits.FAILED, 0)
        if self._first is None:
            self._first, self._began = done, moment
        if moment - self._said >= (0.5 if self._live else _SECONDS):
            self._said = moment
            self._say(self._line(counts, done, moment - self._began))

    def _line(self, counts: Mapping[str, int], done: int, seconds: float) -> str:
        from factcheck.storage import audits

        left = counts.get(audits.QUEUED, 0) + counts.get(audits.RUNNING, 0)
        since = done - (self._first or 0)
        line = f"{done} of {done + left} articles read so far, {counts.get(audits.FAILED, 0)} errors"
        if since <= 0 or seconds < 1:
            return line
        rate = since / seconds
        return f"{line}, {rate * 60:.1f} a minute, {duration(left / rate)} left"

    def _say(self, line: str) -> None:
        sys.stderr.write(f"\r{line}\x1b[K" if self._live else line + "\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line that was renewed."""
        if self._live:
            sys.stderr.write("\n")


def duration(seconds: float) -> str:
    """`40 s`, `12 min`, `3 h 20 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
