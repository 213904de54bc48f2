"""Safetensors files of the converted models, and where in them each tensor lies. Knows no network."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TABLE = "embeddings.word_embeddings.weight"
EMBEDDINGS_FILE = "model-00001-of-00002.safetensors"
LAYERS_FILE = "model-00002-of-00002.safetensors"
INDEX_FILE = "model.safetensors.index.json"


@dataclass(frozen=True)
class Location:
    """One fp32 tensor inside a file: byte offset and length, and its shape."""

    file: str
    offset: int
    length: int
    shape: tuple[int, ...]


def save(tensors: Mapping[str, NDArray[np.float32]], path: Path) -> None:
    """Write fp32 tensors as a safetensors file that transformers reads."""
    from safetensors.numpy import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, path, metadata={"format": "pt"})
    path.chmod(0o644)  # the library writes 0600, and a cache may be made by one user and read by another


def write_index(folder: Path) -> None:
    """Write the index that makes the two files of a folder one model."""
    places = {**locations(folder / EMBEDDINGS_FILE), **locations(folder / LAYERS_FILE)}
    total = sum(place.length for place in places.values())
    index = {
        "metadata": {"total_size": total},
        "weight_map": {name: place.file for name, place in sorted(places.items())},
    }
    (folder / INDEX_FILE).write_text(json.dumps(index, indent=2) + "\n", encoding="utf-8")


def locations(path: Path) -> dict[str, Location]:
    """Where each tensor of a safetensors file lies."""
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header: dict[str, Any] = json.loads(file.read(length))
    header.pop("__metadata__", None)
    return {name: _location(path.name, 8 + length, row) for name, row in header.items()}


def mapped(path: Path, name: str) -> NDArray[np.float32]:
    """One tensor, mapped into memory read-only: pages are read when they are touched and shared by all who map the file."""
    place = locations(path)[name]
    return np.memmap(path, dtype=np.float32, mode="r", offset=place.offset, shape=place.shape)


def _location(file: str, start: int, row: dict[str, Any]) -> Location:
    if row["dtype"] != "F32":
        raise ValueError(f"{file} holds {row['dtype']} where F32 is expected")
    first, last = row["data_offsets"]
    return Location(file, start + first, last - first, tuple(row["shape"]))
