"""Puts a converted model into the cache, once: hashed, written aside and moved into place, safe when several processes start.

Knows folders, locks and manifests; what is converted is the caller's `build`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from factcheck.errors import ModelError
from factcheck.models import manifest
from factcheck.models.manifest import Damaged, Manifest

LOCK_TIMEOUT_S = 300.0
"""A conversion takes about 5 s; whoever waits longer than this waits for something that hangs."""


def provide(target: Path, identity: Manifest, build: Callable[[Path], None]) -> Path:
    """`target`, made by `build(folder)` if it is missing, damaged or of another identity.

    Raises `ModelError` if the cache cannot be written or another process holds its lock too long.
    """
    if _sound(target, identity):
        return target
    try:
        return _make(target, identity, build)
    except OSError as error:
        raise ModelError(
            f"The model cache {target.parent} cannot be used: {error}.",
            way_out="Set FACTCHECK_CACHE_DIR to a folder that can be written and has 600 MB free.",
        ) from error


def _sound(target: Path, identity: Manifest) -> bool:
    try:
        found = manifest.check(target)
    except (Damaged, OSError):
        return False
    return (found.name, found.made_from, found.recipe) == (identity.name, identity.made_from, identity.recipe)


def _make(target: Path, identity: Manifest, build: Callable[[Path], None]) -> Path:
    from filelock import FileLock, Timeout

    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(target.parent / f".{target.name}.lock", timeout=LOCK_TIMEOUT_S):
            if not _sound(target, identity):  # another process may have made it while we waited
                _replace(target, identity, build)
    except Timeout as error:
        raise ModelError(
            f"Another process has been converting {target.name} for {LOCK_TIMEOUT_S:.0f} seconds.",
            way_out=f"End it, or delete {error.lock_file} if there is none.",
        ) from error
    return target


def _replace(target: Path, identity: Manifest, build: Callable[[Path], None]) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        made = aside / "made"
        made.mkdir()
        build(made)
        manifest.write(made, identity)
        if target.exists():  # damaged: whoever has it open keeps the old files until they close them
            target.rename(aside / "damaged")
        made.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
