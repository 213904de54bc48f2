"""The manifest of a model folder: what it was made from, and size and sha256 of each file. Knows nothing of what the files mean."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = "manifest.json"
_CHUNK = 1 << 22

FileKey = tuple[int, int, int, int]
_hashes: dict[FileKey, str] = {}
"""Hashes taken in this process, by device, inode, size and time of change: a hard-linked file is read once."""


class Damaged(Exception):  # noqa: N818  a finding that the caller repairs or turns into a ModelError
    """A folder is not what its manifest says."""


@dataclass(frozen=True)
class Manifest:
    """Identity of a converted model and the files it consists of: `files[path] = (size, sha256)`."""

    name: str
    made_from: dict[str, str]
    recipe: int
    files: dict[str, tuple[int, str]] = field(default_factory=dict)


def sha256(path: Path) -> str:
    """Hash of a file's content (2.2 GB/s where the processor helps, so 0.2 s for the largest file here)."""
    stat = path.stat()
    key = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)
    if key not in _hashes:
        _hashes[key] = _sha256(path)
    return _hashes[key]


def forget() -> None:
    """Take all hashes anew from now on (`factcheck models verify` trusts nothing it saw before)."""
    _hashes.clear()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def write(folder: Path, manifest: Manifest) -> None:
    """Hash all files of a finished folder and write the manifest beside them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    names = [path.relative_to(folder).as_posix() for path in paths]
    sizes = [path.stat().st_size for path in paths]
    files = dict(zip(names, zip(sizes, _hash_all(paths), strict=True), strict=True))
    complete = Manifest(manifest.name, manifest.made_from, manifest.recipe, files)
    (folder / NAME).write_text(json.dumps(asdict(complete), indent=2, sort_keys=True) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a folder. Raises `Damaged` if it is missing or unreadable."""
    try:
        raw = json.loads((folder / NAME).read_text(encoding="utf-8"))
        files = {name: (int(size), str(digest)) for name, (size, digest) in raw["files"].items()}
        return Manifest(raw["name"], raw["made_from"], raw["recipe"], files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(f"{folder / NAME} is missing or unreadable") from error


def check(folder: Path) -> Manifest:
    """Compare a folder with its manifest, size and sha256 of every file. Raises `Damaged` with the first difference."""
    manifest = read(folder)
    paths = [folder / name for name in manifest.files]
    for path, (size, _) in zip(paths, manifest.files.values(), strict=True):
        if not path.is_file():
            raise Damaged(f"{path} is missing")
        if path.stat().st_size != size:
            raise Damaged(f"{path} has {path.stat().st_size} bytes instead of {size}")
    for path, found, (_, expected) in zip(paths, _hash_all(paths), manifest.files.values(), strict=True):
        if found != expected:
            raise Damaged(f"{path} has sha256 {found[:12]}… instead of {expected[:12]}…")
    return manifest


def _hash_all(paths: list[Path]) -> list[str]:
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(sha256, paths))
