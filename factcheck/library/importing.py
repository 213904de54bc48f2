"""Brings items into the library: each once, in small transactions, with what went wrong in a report. Knows nothing of formats or of
the index. Stopped at any moment, it goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TextIO

from factcheck.errors import FactcheckError
from factcheck.library.gathering import Offer
from factcheck.library.reading import kinds
from factcheck.library.reading.brought import Brought
from factcheck.library.store import Item, Store

BATCH = 50
"""Items a transaction. A crash loses at most so many, and the next run brings them in."""


class Outcome(StrEnum):
    """What became of an item."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class Line:
    """One line of the report file."""

    item: str
    outcome: Outcome
    sources: tuple[str, ...] = ()
    code: str = ""
    message: str = ""
    way_out: str = ""


@dataclass
class Summary:
    """Counts of an import, and the items that failed in whole or in part."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    failures: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Count a line; lines about a part of an item that came in otherwise are kept but not counted."""
        if line.outcome is Outcome.FAILED:
            self.failures.append(line)
        if not (line.outcome is Outcome.FAILED and line.sources):
            self.counts[line.outcome] += 1


def bring(
    library: Store,
    offers: list[Offer],
    report: TextIO | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Summary:
    """Import the items. Each failure is a line of the report and keeps no other item out."""
    summary = Summary()
    for start in range(0, len(offers), BATCH):
        progress(start, len(offers))
        for line in bring_in(library, offers[start : start + BATCH]):
            summary.add(line)
            _write(report, line)
    progress(len(offers), len(offers))
    return summary


def bring_in(library: Store, offers: Iterable[Offer]) -> list[Line]:
    """Import items in one transaction; a line for each, followed by one for each part of it that could not be used."""
    lines, items = _batch(library, offers)
    library.put(items)
    return lines  # after the transaction: no line promises what is not there


def _batch(library: Store, offers: Iterable[Offer]) -> tuple[list[Line], list[Item]]:
    lines: list[Line] = []
    items: dict[str, Item] = {}
    for offer in offers:
        try:
            item = _item(library, offer, {i.sha256 for i in items.values()})
        except FactcheckError as error:
            lines.append(_failure(offer.origin, error))
            continue
        if item is None:
            lines.append(Line(offer.origin, Outcome.UNCHANGED))
            continue
        brought, made = item
        outcome = Outcome.UPDATED if library.has_origin(offer.origin) else Outcome.ADDED
        ids = tuple(source.id for source in brought.sources)
        lines.append(Line(offer.origin, outcome, ids))
        lines += [_failure(trouble.place, trouble.error, ids) for trouble in brought.troubles]
        items[offer.origin] = made
    return lines, list(items.values())


def _item(library: Store, offer: Offer, in_batch: set[str]) -> tuple[Brought, Item] | None:
    data = offer.load()
    digest = hashlib.sha256(data).hexdigest()
    if digest in in_batch or library.knows(digest):
        return None
    brought = kinds.read(data, offer.origin, offer.said)
    return brought, Item(offer.origin, digest, brought.sources, brought.facts)


def _failure(place: str, error: FactcheckError, sources: tuple[str, ...] = ()) -> Line:
    return Line(place, Outcome.FAILED, sources, error.code, error.message, error.way_out)


def _write(report: TextIO | None, line: Line) -> None:
    if report is not None:
        report.write(json.dumps({k: v for k, v in vars(line).items() if v}, ensure_ascii=False) + "\n")
        report.flush()


def failures(lines: Iterable[Line]) -> Iterator[str]:
    """Failures as sentences: item, message, way out."""
    for line in lines:
        yield f"{line.item}: {line.message} {line.way_out}".rstrip()
