"""A clock that moves a second each time it is asked, and ids that count."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


class Ids:
    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()

    def __call__(self, prefix: str) -> str:
        self.counted[prefix] += 1
        return f"{prefix}_{self.counted[prefix]}"
