"""The shipped form of the verifier: its trained layers over the embedded base, int8 with one scale per row.

Knows how the tensors are stored and checked; nothing of networks, folders or training.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.errors import ModelError
from factcheck.models import manifest

FORMAT = "factcheck-delta-1"
LABELS = ("entailment", "neutral", "contradiction")
SHIPPED = Path(__file__).parent / "data" / "verifier" / "weights.safetensors"
_SCALE = ".scale"
_HEAD = "classifier."
_WAY_OUT = "Reinstall factcheck-assistant, or restore factcheck/models/data/verifier from the repository."


@dataclass(frozen=True)
class Delta:
    """Trained tensors in fp32 by BertModel name (plus `classifier.dense.*`, `classifier.out.*`), and where they belong."""

    tensors: dict[str, NDArray[np.float32]]
    sha256: str
    base_sha256: str
    created_by: str


def pack(tensors: Mapping[str, NDArray[Any]], path: Path, *, base_sha256: str, created_by: str) -> str:
    """Write `path` and its `.json` companion (hash, origin); returns the sha256.

    Each 2-D layer weight becomes int8 under its name and float32 `NAME.scale` of shape (rows,); the classifier's
    weights stay fp16 (0.3 MB, and it is the head that decides), and so do biases and LayerNorms.
    """
    from safetensors.numpy import save_file

    stored: dict[str, NDArray[Any]] = {}
    for name in sorted(tensors):
        stored |= _store(name, np.asarray(tensors[name], dtype=np.float32))
    facts = {"format": FORMAT, "base_sha256": base_sha256, "labels": ",".join(LABELS), "created_by": created_by}
    path.parent.mkdir(parents=True, exist_ok=True)
    # one key only: the library writes several in an order that changes from run to run, and the hash with it
    save_file(stored, path, metadata={"factcheck": json.dumps(facts, sort_keys=True)})
    path.chmod(0o644)
    digest = manifest.sha256(path)
    _companion(path).write_text(json.dumps({"sha256": digest, **facts}, indent=2) + "\n", encoding="utf-8")
    return digest


def unpack(path: Path = SHIPPED) -> Delta:
    """Read packed weights in fp32. Raises `ModelError` if the file is missing, damaged or of another format."""
    facts = companion(path)
    try:
        found = manifest.sha256(path)
    except OSError as error:
        raise ModelError(f"The verifier's weights {path} cannot be read: {error}.", way_out=_WAY_OUT) from error
    if found != facts["sha256"]:
        raise ModelError(
            f"{path} is damaged: sha256 {found[:12]}… instead of {facts['sha256'][:12]}…", way_out=_WAY_OUT
        )
    return Delta(_tensors(path), found, facts["base_sha256"], facts["created_by"])


def companion(path: Path = SHIPPED) -> dict[str, str]:
    """What the `.json` beside the weights says: sha256, format, base_sha256, labels, created_by."""
    try:
        facts = json.loads(_companion(path).read_text(encoding="utf-8"))
        if facts["format"] != FORMAT or facts["labels"] != ",".join(LABELS):
            raise ValueError(f"format {facts['format']}, labels {facts['labels']}")
        return {key: str(facts[key]) for key in ("sha256", "format", "base_sha256", "labels", "created_by")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{_companion(path)} is missing, or not of the format {FORMAT}: {error}."
        raise ModelError(message, way_out=_WAY_OUT) from error


def quantise(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """int8 values `(rows, columns)` and scales `(rows,)`; a weight is `value * scale`, off by half a scale at most."""
    scale = np.abs(weight).max(axis=1) / np.float32(127)
    scale = np.where(scale > 0, scale, np.float32(1)).astype(np.float32)
    return np.rint(weight / scale[:, None]).astype(np.int8), scale


def _companion(path: Path) -> Path:
    return path.with_suffix(".json")


def _store(name: str, tensor: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    if not np.isfinite(tensor).all():
        raise ModelError(f"{name} has values that are not finite.", way_out="Export from a checkpoint that is sound.")
    if tensor.ndim == 2 and not name.startswith(_HEAD):
        values, scale = quantise(tensor)
        return {name: values, name + _SCALE: scale}
    return {name: tensor.astype(np.float16)}


def _tensors(path: Path) -> dict[str, NDArray[np.float32]]:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        stored = load_file(path)
    except (SafetensorError, OSError) as error:
        raise ModelError(f"{path} is not a safetensors file: {error}.", way_out=_WAY_OUT) from error
    return {name: _restore(name, stored) for name in stored if not name.endswith(_SCALE)}


def _restore(name: str, stored: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    tensor = stored[name].astype(np.float32)
    scale = stored.get(name + _SCALE)
    return tensor if scale is None else tensor * scale.astype(np.float32)[:, None]
