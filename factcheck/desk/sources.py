"""The newsroom's library as the service uses it: list, add, remove, and let the index follow. Blocking; one change at a time."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from factcheck.domain import Source
from factcheck.errors import FactcheckError, ForbiddenAddress, InputError, NoSuchRecord, RequestError
from factcheck.library import gathering, importing, store
from factcheck.library.gathering import Offer
from factcheck.library.importing import Outcome
from factcheck.library.reading.brought import Said
from factcheck.library.store import Entry, Store


def _nothing() -> None:
    """The index of a test follows nothing."""


class Library:
    """A library folder and what makes the index follow it. Without a folder it is a temporary one."""

    def __init__(self, folder: Path | None = None, follow: Callable[[], None] = _nothing) -> None:
        self._folder = folder
        self._follow = follow
        self._turn = threading.Lock()

    def listed(self, after: str, limit: int) -> tuple[list[Entry], str | None]:
        """Sources by id, those after an id, without their text; and the last id where there are more."""
        with self._opened() as library:
            found = [entry for entry in library.entries() if entry.source.id > after][: limit + 1]
        page = [Entry(e.source.model_copy(update={"text": None}), e.origin) for e in found[:limit]]
        return page, page[-1].source.id if len(found) > limit else None

    def one(self, source_id: str) -> Entry:
        """One source with its text. NoSuchRecord where there is none."""
        with self._opened() as library:
            return _entry(library, source_id)

    def add(self, offer: Offer) -> list[Source]:
        """Read and keep one item; the index follows. RequestError where the same content is there already."""
        with self._turn, self._opened() as library:
            summary = importing.bring(library, [offer])
            if summary.failures and not summary.counts[Outcome.ADDED] + summary.counts[Outcome.UPDATED]:
                first = summary.failures[0]
                raise _error(first.code)(first.message, way_out=first.way_out)
            if summary.counts[Outcome.UNCHANGED]:
                raise RequestError("This content is in the library already.", way_out="Look for it in the list.")
            added = [entry.source for entry in library.entries() if entry.origin == offer.origin]
            self._follow()
        return added

    def remove(self, source_id: str) -> None:
        """Take one source out; the index follows. NoSuchRecord where there is none."""
        with self._turn, self._opened() as library:
            _entry(library, source_id)
            library.remove(source_id)
            self._follow()

    def _opened(self) -> AbstractContextManager[Store]:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="factcheck-library-"))
        return store.opened(self._folder)


def pasted(name: str, data: bytes, said: Said) -> Offer:
    """An item of text that somebody pasted, under a name of its own."""
    return Offer(f"pasted:{name}", said, lambda: data)


def at_address(url: str, said: Said) -> Offer:
    """An item at a web address, fetched now. ForbiddenAddress for anything else, InputError where it stands for many."""
    if not url.startswith(("http://", "https://")):  # the library also takes files; a caller of the service names none
        raise ForbiddenAddress("Only http and https addresses are fetched.", way_out="Send the text instead.")
    offers = gathering.offers([url], said)
    if len(offers) != 1:
        raise InputError("The address is a feed or a list.", way_out="Import it as a job.")
    return offers[0]


def _entry(library: Store, source_id: str) -> Entry:
    try:
        return library.entry(source_id)
    except InputError as error:
        raise NoSuchRecord("There is no such source in the library.", way_out="Look at the list.") from error


def _error(code: str) -> type[FactcheckError]:
    """The error class of a code, InputError where none of ours has it."""
    return next((one for one in _below(FactcheckError) if one.code == code), InputError)


def _below(root: type[FactcheckError]) -> list[type[FactcheckError]]:
    return [one for child in root.__subclasses__() for one in (child, *_below(child))]
