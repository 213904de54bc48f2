"""Import jobs: addresses and files come into the library a few at a time, and an item is done once the index has followed.

A feed or a list becomes more items of the same job. Knows the order and what may go wrong on the way; fetching, reading and the
library are handed in. Done again after a crash nothing comes in twice: the library knows what it has by its content.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from pydantic import ConfigDict, TypeAdapter

from factcheck.desk import events
from factcheck.desk.office import Desk
from factcheck.errors import FactcheckError, InputTooLarge, InvalidRecord, WorkerLost
from factcheck.jobs.board import Bounds, progress_of
from factcheck.jobs.engine import Engine
from factcheck.jobs.work import Hands, announce_end
from factcheck.library.gathering import Offer
from factcheck.library.importing import Line, Outcome
from factcheck.library.reading.brought import Said
from factcheck.observe import logger
from factcheck.storage import jobs
from factcheck.storage.database import Connection
from factcheck.storage.jobs import Claimed, Item

TOGETHER = 25
"""Items for which the index follows once, which takes it three seconds and more."""
_DEEPEST = 2
"""A list of feeds leads to pages; what leads further is no list but a crawl."""
_MOST_ATTEMPTS = 3
_MOST_TROUBLES = 100

_log = logger("factcheck.jobs")


@dataclass(frozen=True)
class Sent:
    """One thing to bring in, as it waits in the queue: an address, or a file with its name; `depth` lists led to it."""

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    said: Said = field(default_factory=Said)
    url: str | None = None
    name: str | None = None
    data: bytes = b""
    depth: int = 0

    @property
    def item(self) -> Item:
        """As an item of a job; its reference is the address or the file's name, shortened."""
        shown = (self.url or self.name or "").encode("utf-8", "ignore").decode().replace("\x00", "")
        return Item(_SENT.dump_json(self, exclude_defaults=True).decode(), shown[-200:])


_SENT = TypeAdapter(Sent)


class Shelf(Protocol):
    """The newsroom's library, as an import needs it (`desk.sources.Library`)."""

    def fetched(self, url: str, said: Said) -> list[Offer]:
        """What an address stands for."""

    def sent(self, origin: str, data: bytes, said: Said) -> list[Offer]:
        """What a file stands for."""

    def bring(self, offers: Sequence[Offer]) -> list[list[Line]]:
        """Keep items and let the index follow."""

    def of_origin(self, origin: str) -> list[str]:
        """Ids of the sources that came from there."""


@dataclass(frozen=True)
class _End:
    """What became of one claimed item: what is told of it, the error, the items it points to, the sources that changed."""

    told: dict[str, Any] = field(default_factory=dict)
    error: dict[str, str] | None = None
    leads_to: tuple[Item, ...] = ()
    changed: tuple[dict[str, Any], ...] = ()


class Importing:
    """The task `import`."""

    def __init__(self, desk: Desk, engine: Engine, shelf: Shelf, hands: Hands, bounds: Bounds | None = None) -> None:
        self._desk = desk
        self._engine = engine
        self._shelf = shelf
        self._hands = hands
        self._most = (bounds or Bounds()).one_batch

    def run(self, job_id: str) -> None:
        """Bring in what is still to be done of a job, until nothing is: lists add to it on the way."""
        while numbers := self._open(job_id):
            self._engine.step(partial(self._some, job_id, numbers))

    def _open(self, job_id: str) -> list[int]:
        with self._desk.database.reading() as connection:
            return jobs.still_open(connection, job_id, TOGETHER)

    def _some(self, job_id: str, numbers: Sequence[int]) -> None:
        self._hands.answers.wait()  # the index follows with the encoder, which is loaded once
        ready: list[tuple[Claimed, Offer]] = []
        for number in numbers:
            claimed = self._claim(job_id, number)
            if claimed is None:
                continue
            seen = self._looked(claimed)
            if isinstance(seen, Offer):
                ready.append((claimed, seen))
            else:
                self._finish([(claimed, seen)])
        if ready:
            ends = self._brought([offer for _, offer in ready], [claimed for claimed, _ in ready])
            self._finish([(claimed, end) for (claimed, _), end in zip(ready, ends, strict=True)])

    def _claim(self, job_id: str, number: int) -> Claimed | None:
        with self._desk.database.begin() as connection:
            place, now = (job_id, number), self._desk.now()
            return jobs.claim(connection, place, self._hands.worker, now, self._hands.seconds)

    def _looked(self, claimed: Claimed) -> Offer | _End:
        """The item with its bytes; or its end, where it points to others or cannot be had."""
        try:
            if claimed.attempts > _MOST_ATTEMPTS:
                raise WorkerLost("Reading it ended the worker each time.", way_out="Import it by itself and report it.")
            sent = _SENT.validate_json(claimed.input)
            offers = self._offers(sent)
            if len(offers) == 1 and offers[0].origin in (sent.url, sent.name):
                data = offers[0].load()
                return Offer(offers[0].origin, offers[0].said, lambda: data)
            return self._pointing(claimed, sent, offers)
        except FactcheckError as error:
            return _End(error=_said(error))
        except Exception as error:  # a fault of ours: said without the text that caused it
            _log.error("import failed", item=claimed.item, fault=type(error).__name__)
            return _End(error={"code": "internal-error", "message": "Something failed inside; it was not brought in."})

    def _offers(self, sent: Sent) -> list[Offer]:
        if sent.url is not None:
            return self._shelf.fetched(sent.url, sent.said)
        return self._shelf.sent(sent.name or "", sent.data, sent.said)

    def _pointing(self, claimed: Claimed, sent: Sent, offers: Sequence[Offer]) -> _End:
        if sent.depth >= _DEEPEST:
            raise InvalidRecord(
                "Lists that lead to lists that lead to lists are not followed.", way_out="Name the last."
            )
        if claimed.job.total + len(offers) > self._most:
            raise InputTooLarge(
                f"With what this points to, the job would have more than {self._most:,} items.", way_out="Split it."
            )
        found = tuple(Sent(offer.said, url=offer.origin, depth=sent.depth + 1).item for offer in offers)
        return _End({"outcome": "list", "leads_to": len(found)}, leads_to=found)

    def _brought(self, offers: Sequence[Offer], claimed: Sequence[Claimed]) -> list[_End]:
        try:
            found = self._shelf.bring(offers)
        except FactcheckError as error:  # the index cannot follow: what is in the library waits there for the next time
            return [_End(error=_said(error)) for _ in offers]
        return [self._ended(one, offer, lines) for one, offer, lines in zip(claimed, offers, found, strict=True)]

    def _ended(self, claimed: Claimed, offer: Offer, lines: Sequence[Line]) -> _End:
        line, *troubles = lines
        if line.outcome is Outcome.FAILED:
            return _End(error={"code": line.code, "message": line.message, "way_out": line.way_out})
        outcome, ids = line.outcome, list(line.sources)
        if outcome is Outcome.UNCHANGED and claimed.attempts > 1:  # a try before had brought it and could not say so
            outcome, ids = Outcome.ADDED, self._shelf.of_origin(offer.origin)
        told: dict[str, Any] = {"outcome": str(outcome), "sources": ids}
        if troubles:
            told["troubles"] = [_trouble(one) for one in troubles[:_MOST_TROUBLES]]
        changed = () if outcome is Outcome.UNCHANGED else ids
        return _End(told, changed=tuple({"source_id": one, "change": str(outcome)} for one in changed))

    def _finish(self, ended: Sequence[tuple[Claimed, _End]]) -> None:
        with self._desk.database.begin() as connection:
            for claimed, end in ended:
                self._store(connection, claimed, end)

    def _store(self, connection: Connection, claimed: Claimed, end: _End) -> None:
        now = self._desk.now()
        if not jobs.still_ours(connection, claimed):
            _log.warning("result refused", item=claimed.item, fencing=claimed.fencing)
            return
        if end.leads_to:
            jobs.append(connection, claimed.job.id, end.leads_to, now)
            jobs.prolong(connection, claimed.job.id, self._hands.seconds * len(end.leads_to))
        body = None if end.error else json.dumps(end.told, ensure_ascii=False)
        job = jobs.finish(connection, claimed, jobs.Outcome(error=end.error, body=body), now)
        assert job is not None  # noqa: S101  `still_ours` holds the job's row
        item = {"item": claimed.item, "reference": claimed.reference, "error": end.error}
        outcome = {"outcome": end.told["outcome"]} if end.told else {}
        jobs.say(connection, job.id, "progress", progress_of(job) | item | outcome, now)
        events.announce_in_house(connection, self._desk, "source.updated", *end.changed)
        if job.ended:
            announce_end(connection, self._desk, job)


def _trouble(line: Line) -> dict[str, str]:
    return {"where": line.item, "code": line.code, "message": line.message, "way_out": line.way_out}


def _said(error: FactcheckError) -> dict[str, str]:
    return {"code": error.code, "message": error.message, "way_out": error.way_out}
