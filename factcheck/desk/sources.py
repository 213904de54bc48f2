"""The newsroom's library as the service uses it: list, add, remove, and let the index follow. Blocking; one change at a time."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from factcheck.domain import Fact, Source
from factcheck.errors import FactcheckError, ForbiddenAddress, InputError, NoSuchRecord, RequestError
from factcheck.library import gathering, importing, reprints, store
from factcheck.library.gathering import Get, Offer
from factcheck.library.importing import Line, Outcome
from factcheck.library.reading.brought import Said
from factcheck.library.store import Entry, Store


class Reference(Protocol):
    """The index that checks search, as people look at it."""

    def one(self, source_id: str) -> tuple[Source, tuple[Fact, ...]] | None:
        """A source with the facts that it states; None where it is not there."""

    def publishers(self) -> list[tuple[str, int]]:
        """Who published how many sources, by name."""

    def of(self, publisher: str) -> list[Source]:
        """The sources of a publisher."""

    def knows(self, name: str) -> bool:
        """True for the id of a source and for a publisher's name."""


class NoReference:
    """No index is open (yet): nothing can be looked at, and no name can be called wrong."""

    def one(self, source_id: str) -> None:
        """Nothing."""

    def publishers(self) -> list[tuple[str, int]]:
        """Nobody."""
        return []

    def of(self, publisher: str) -> list[Source]:  # noqa: ARG002
        """Nothing."""
        return []

    def knows(self, name: str) -> bool:  # noqa: ARG002
        """It may well be."""
        return True


def _nothing() -> None:
    """The index of a test follows nothing."""


class Library:
    """A library folder, what makes the index follow it, and how pages are fetched. Without a folder it is a temporary one."""

    def __init__(
        self, folder: Path | None = None, follow: Callable[[], None] = _nothing, fetching: Get = gathering.get
    ) -> None:
        self._folder = folder
        self._follow = follow
        self._fetching = fetching
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
        line = self.bring([offer])[0][0]
        if line.outcome is Outcome.FAILED:
            raise _error(line.code)(line.message, way_out=line.way_out)
        if line.outcome is Outcome.UNCHANGED:
            raise RequestError("This content is in the library already.", way_out="Look for it in the list.")
        return [self.one(source_id).source for source_id in line.sources]

    def at_address(self, url: str, said: Said) -> Offer:
        """An item at a web address, fetched now. ForbiddenAddress for anything else, InputError where it stands for many."""
        offers = self.fetched(url, said)
        if len(offers) != 1 or offers[0].origin != url:
            raise InputError("The address is a feed or a list.", way_out="Import it as a job.")
        return offers[0]

    def fetched(self, url: str, said: Said) -> list[Offer]:
        """What a web address stands for, fetched now: one item under that address, or those a feed or a list points to."""
        if not url.startswith(
            ("http://", "https://")
        ):  # the library also takes files; a caller of the service names none
            raise ForbiddenAddress("Only http and https addresses are fetched.", way_out="Send the text instead.")
        return gathering.fetched(url, said, self._fetching)

    def sent(self, origin: str, data: bytes, said: Said) -> list[Offer]:
        """What a file that was sent stands for: one item under that name, or those that a feed or a list points to."""
        return gathering.sent(origin, data, said, said, self._fetching)

    def bring(self, offers: Sequence[Offer]) -> list[list[Line]]:
        """Read and keep items; the index follows once. For each what became of it, and of each part that could not be used."""
        with self._turn, self._opened() as library:
            lines = [importing.bring_in(library, [offer]) for offer in offers]
            if library.pending():  # also what a process that died in between had left
                reprints.group(library)
                self._follow()
        return lines

    def of_origin(self, origin: str) -> list[str]:
        """Ids of the sources that came from there."""
        with self._opened() as library:
            return [entry.source.id for entry in library.entries() if entry.origin == origin]

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
