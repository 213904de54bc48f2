"""The archive comes in: entries are told apart from those already known, extracted, and handed to the run's table in portions.

Waits while much is unfinished, so that neither memory nor the table grows with the archive.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from pydantic import Field

from factcheck.audit.extraction import Extracted, Extractors, raw_hash
from factcheck.audit.plan import Plan
from factcheck.domain import Article, Record
from factcheck.errors import FactcheckError
from factcheck.intake.archives import Entry, Found, PassedOver, Unreadable
from factcheck.storage.audits import DONE, Arrival, Known

PORTION = 36
"""Entries that are read at a time: three shards."""
MOST_WAITING = 512
_LONGEST_REFERENCE = 190


class Question(Record):
    """One article as it waits for a worker."""

    article: Article
    section: str | None = Field(default=None, max_length=200)


@dataclass
class Reader:
    """Reads an archive into a run. `known` and `receive` are the run's table; `waiting` counts what is unfinished there."""

    plan: Plan
    made_by: str
    extractors: Extractors
    known: Callable[[list[str]], dict[str, Known]]
    receive: Callable[[list[Arrival], dict[str, Known]], None]
    recheck: bool = False
    seen: Counter[str] = field(default_factory=Counter)
    """How many entries were new, changed, unchanged, and passed over by kind."""

    def read(self, entries: Iterable[Found], pause: Callable[[], bool]) -> None:
        """All of it; `pause` waits until there is room, and says False where the run is being stopped."""
        arriving = iter(entries)
        while portion := list(islice(arriving, PORTION)):
            if not pause():
                return
            self._portion(portion)

    def _portion(self, portion: list[Found]) -> None:
        self.seen.update(f"passed over: {one.kind}" for one in portion if isinstance(one, PassedOver))
        places = dict(_places(portion))
        before = self.known(list(places))
        wanted = {name: one for name, one in places.items() if self._is_news(before.get(name), one)}
        entries = {name: one for name, one in wanted.items() if isinstance(one, Entry)}
        articles = dict(zip(entries, self.extractors.all(list(entries.values())), strict=True))
        arrivals = [self._arrival(name, one, articles.get(name)) for name, one in wanted.items()]
        if arrivals:
            self.receive(arrivals, {name: known for name, known in before.items() if name in wanted})

    def _is_news(self, before: Known | None, one: Entry | Unreadable) -> bool:
        news = "new"
        if before is not None:
            outdated = self.recheck and before.state == DONE and before.made_by != self.made_by
            news = "changed" if before.sha256 != _hash(one) else "rechecked" if outdated else "unchanged"
        self.seen[news] += 1
        return news != "unchanged"

    def _arrival(self, name: str, one: Entry | Unreadable, article: Extracted | None) -> Arrival:
        if isinstance(one, Unreadable):
            return Arrival(name, _hash(one), error=problem(one.error))
        if not isinstance(article, Article):
            return Arrival(name, _hash(one), error=problem(article) if article else None)
        question = Question(article=article, section=(one.section or "")[:200] or None)
        text = question.model_dump_json(exclude_none=True)
        return Arrival(name, _hash(one), input=text, left_out=not self.plan.wants(article))


def problem(error: FactcheckError) -> dict[str, str]:
    """An error of an item as it is stored."""
    return {"code": error.code, "message": error.message, "way_out": error.way_out}


def _hash(one: Entry | Unreadable) -> str:
    return raw_hash(one) if isinstance(one, Entry) else hashlib.sha256(str(one.error).encode()).hexdigest()


def _places(portion: list[Found]) -> Iterator[tuple[str, Entry | Unreadable]]:
    for one in portion:
        if not isinstance(one, PassedOver):
            yield short(one.reference), one


def short(reference: str) -> str:
    """A reference that fits its column; long ones keep their beginning and a hash of all."""
    if len(reference) <= _LONGEST_REFERENCE:
        return reference
    return f"{reference[:150]}…{hashlib.sha256(reference.encode()).hexdigest()[:16]}"
