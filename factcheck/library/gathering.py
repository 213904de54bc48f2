"""From what a person names (files, folders, addresses, feeds, lists) to single items with their bytes. Knows where things lie and
how they are fetched; reads no format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from factcheck.errors import EmptyInput, FactcheckError, InputError, InputTooLarge
from factcheck.intake import fetch
from factcheck.library.reading import kinds
from factcheck.library.reading.brought import Said
from factcheck.library.reading.feeds import Link

MAX_BYTES = 200_000_000
"""Largest file taken (bulk JSON of fact-checks has tens of megabytes); what is read as a text has `intake`'s smaller limit."""
_HEAD = 64_000
"""Bytes in which a feed or a list of addresses shows itself."""
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/json", "application/ld+json"})

Get = Callable[[str], bytes]


def get(url: str, *, allowed_hosts: frozenset[str] = frozenset()) -> bytes:
    """The bytes at a web address, checked as `intake.fetch` does."""
    return fetch.fetch(url, limits=fetch.Limits(allowed_hosts=allowed_hosts, more_types=_FEED_TYPES)).data


@dataclass(frozen=True)
class Offer:
    """One item: where it is, what is said about it, and how to get its bytes (which may fail)."""

    origin: str
    said: Said
    load: Callable[[], bytes]


def offers(named: Sequence[str], said: Said, fetching: Get = get) -> list[Offer]:
    """All items that the names stand for, each once. InputError for a name that is nothing."""
    found = {offer.origin: offer for name in named for offer in _named(name, said, fetching)}
    return list(found.values())


def _named(name: str, said: Said, fetching: Get) -> Iterator[Offer]:
    if name.startswith(("http://", "https://")):
        yield from _address(name, said, fetching)
        return
    path = Path(name)
    if path.is_dir():
        for file in _files(path):
            yield from _file(file, said, fetching)
    elif path.is_file():
        yield from _file(path, said, fetching)
    else:
        raise InputError(f"There is no file or folder {name}.", way_out="Name files, folders or http(s) addresses.")


def _files(folder: Path) -> list[Path]:
    """Files below a folder, hidden ones and those in hidden folders left out, in a steady order."""
    inside = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p for p in inside if not any(part.startswith(".") for part in p.relative_to(folder).parts))


def _file(path: Path, said: Said, fetching: Get) -> Iterator[Offer]:
    origin = path.resolve().as_posix()
    try:
        pointed = kinds.links(_read(path), origin) if kinds.kind_of(_head(path), origin) in kinds.POINTERS else None
    except FactcheckError as error:  # an item that cannot be read is an item, and fails as one
        yield Offer(origin, said, partial(_fail, error))
        return
    if pointed is None:
        yield Offer(origin, said, partial(_read, path))
        return
    for link in pointed:
        yield _linked(link, said, fetching)


def _address(url: str, said: Said, fetching: Get) -> Iterator[Offer]:
    try:
        yield from fetched(url, said, fetching)
    except FactcheckError as error:
        yield Offer(url, said.over(Said(url=url)), partial(_fail, error))


def fetched(url: str, said: Said, fetching: Get = get) -> list[Offer]:
    """What an address stands for: itself, or what it points to. Errors of our tree where it cannot be read."""
    data = fetching(url)
    return sent(url, data, said.over(Said(url=url)), said, fetching)


def sent(origin: str, data: bytes, own: Said, shared: Said, fetching: Get = get) -> list[Offer]:
    """What some bytes stand for: themselves, of which `own` is said, or what they point to, of which `shared` is."""
    pointed = kinds.links(data, origin)
    if pointed is None:
        return [Offer(origin, own, lambda: data)]
    return [_linked(link, shared, fetching) for link in pointed]


def _linked(link: Link, said: Said, fetching: Get) -> Offer:
    return Offer(link.url, said.over(link.said).over(Said(url=link.url)), partial(fetching, link.url))


def _fail(error: FactcheckError) -> bytes:
    raise error


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be opened: {error.strerror}.", way_out="Check its permissions."
        ) from error
    return head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1]


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputTooLarge(f"{path.name} has {size:,} bytes; at most {MAX_BYTES:,} are read.", way_out="Split it.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be opened: {error.strerror}.", way_out="Check its permissions."
        ) from error
    if not data.strip():
        raise EmptyInput("The file is empty.", way_out="Put something into it, or leave it out.")
    return data
