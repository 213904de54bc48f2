"""Generations of an index on disk: a folder each, and a pointer that moves atomically.

Readers follow the pointer and never see half an index; a crash leaves the old one or the new one. Knows nothing of content.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from factcheck.errors import ReferenceIndexError
from factcheck.retrieval.manifest import MEND

T = TypeVar("T")

POINTER = "CURRENT"
_LOCK = ".lock"
_DRAFT = ".draft-"
_READABLE = 0o755
KEPT = 2
"""Generations left after publishing: the current one, and the one before for readers that are opening it just now."""


def current(folder: Path) -> Path | None:
    """Folder of the generation in use; None where no index was published yet."""
    try:
        name = (folder / POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceIndexError(f"{folder / POINTER} cannot be read.", way_out=MEND) from error
    if not name or name != Path(name).name:
        raise ReferenceIndexError(f"{folder / POINTER} names no generation.", way_out=MEND)
    return folder / name


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the writers' lock of an index; a second writer, thread or process, waits. Readers need no lock."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """A new folder to build a generation in; removed again unless it was published. Call inside `writing`."""
    _sweep(folder)
    path = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=folder))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def publish(folder: Path, built: Path, name: str) -> Path:
    """Make a finished draft the current generation `name`; its bytes are on disk before the pointer moves."""
    built.chmod(_READABLE)  # a temporary folder is its maker's alone, an index is for every reader
    _sync_tree(built)
    final = _free_name(folder, name)
    built.rename(final)
    _sync(folder)
    _point(folder, final.name)
    _prune(folder, final)
    return final


def _free_name(folder: Path, name: str) -> Path:
    final = folder / name
    number = 1
    while final.exists():  # a damaged generation of the same content is replaced, not reused
        number += 1
        final = folder / f"{name}-{number}"
    return final


def _point(folder: Path, name: str) -> None:
    temporary = folder / f".{POINTER}.{os.getpid()}"
    temporary.write_text(name + "\n", encoding="ascii")
    _sync(temporary)
    temporary.replace(folder / POINTER)
    _sync(folder)


def _prune(folder: Path, keep: Path) -> None:
    others = sorted(_generations(folder, keep), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in others[KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def _generations(folder: Path, keep: Path) -> list[Path]:
    return [
        p for p in folder.iterdir() if p.is_dir() and p != keep and (p / "manifest.json").is_file() and p.name[0] != "."
    ]


def _sweep(folder: Path) -> None:
    """Remove drafts that a killed writer left; the lock is held, so nobody is writing them."""
    for left in folder.glob(_DRAFT + "*"):
        shutil.rmtree(left, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def following(folder: Path, opens: Callable[[Path], T]) -> T:
    """Open the current generation; once more where it was replaced and pruned in the meantime."""
    generation = _required(folder)
    try:
        return opens(generation)
    except ReferenceIndexError:
        latest = _required(folder)
        if latest == generation:
            raise
        return opens(latest)


def _required(folder: Path) -> Path:
    generation = current(folder)
    if generation is None:
        raise ReferenceIndexError(f"There is no reference index at {folder}.", way_out=MEND)
    if not generation.is_dir():
        raise ReferenceIndexError(
            f"{folder / POINTER} names the generation {generation.name}, which is missing.", way_out=MEND
        )
    return generation
