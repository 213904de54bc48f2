"""Turns texts and pairs into token ids and into length-sorted batches. Knows the tokenizer's ids; nothing of engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.errors import ModelError

BOS, PAD, EOS = 0, 1, 2
PAIR_SPECIALS = 4
"""`<s> a </s></s> b </s>`"""
BATCH_TOKENS = 512
"""Tokens per batch with padding. CPU time for 200 texts of 61 tokens: 256 2.71 s, 512 2.64, 1024 2.83, 2048 3.26, 4096 3.95."""

Ids = list[int]
_opened: dict[tuple[int, int], Any] = {}
_lock = Lock()


@dataclass(frozen=True)
class Batch:
    """Padded ids and mask, both int64 (n, tokens), and where their rows belong in the caller's order."""

    rows: NDArray[np.int64]
    ids: NDArray[np.int64]
    mask: NDArray[np.int64]


def open_tokenizer(path: Path) -> Any:
    """The tokenizer of a folder. Special tokens spelled out in a text are plain text to it.

    The last one is kept: the two embedded models link to one file, and reading it takes a second.
    """
    stat = path.stat()
    key = (stat.st_dev, stat.st_ino)
    with _lock:
        if key not in _opened:
            tokenizer = _open(path)
            _opened.clear()
            _opened[key] = tokenizer
        return _opened[key]


def _open(path: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ModelError(
            f"{path} is not a tokenizer: {error}.", way_out=f"Delete {path.parent}; it is made anew."
        ) from error
    tokenizer.encode_special_tokens = True
    return tokenizer


def tokens(tokenizer: Any, texts: Sequence[str]) -> list[Ids]:
    """Token ids of each text without special tokens. Equal texts are tokenised once."""
    unique = list(dict.fromkeys(texts))
    encodings = tokenizer.encode_batch_fast([_encodable(text) for text in unique], add_special_tokens=False)
    found = {text: encoding.ids for text, encoding in zip(unique, encodings, strict=True)}
    return [found[text] for text in texts]


def single(ids: Ids, limit: int) -> Ids:
    """`<s> a </s>`, cut at `limit` tokens."""
    return [BOS, *ids[: limit - 2], EOS]


def pair(first: Ids, second: Ids, limit: int) -> Ids:
    """`<s> a </s></s> b </s>`; over `limit` the first side is cut, the second only where it alone takes more than half."""
    second = second[: max(limit // 2, limit - PAIR_SPECIALS - len(first))]
    first = first[: limit - PAIR_SPECIALS - len(second)]
    return [BOS, *first, EOS, EOS, *second, EOS]


def batches(sequences: Sequence[Ids], budget: int = BATCH_TOKENS) -> Iterator[Batch]:
    """Batches of sequences of like length, longest first, each of `budget` tokens at most (but one sequence at least)."""
    order = sorted(range(len(sequences)), key=lambda i: -len(sequences[i]))
    start = 0
    while start < len(order):
        size = max(1, budget // len(sequences[order[start]]))
        yield _batch(sequences, order[start : start + size])
        start += size


def run(sequences: Sequence[Ids], width: int, forward: Callable[[Batch], NDArray[np.float32]]) -> NDArray[np.float32]:
    """Results (n, width) in the caller's order."""
    results = np.zeros((len(sequences), width), dtype=np.float32)
    for batch in batches(sequences):
        results[batch.rows] = forward(batch)
    return results


def _batch(sequences: Sequence[Ids], rows: list[int]) -> Batch:
    longest = len(sequences[rows[0]])
    ids = np.full((len(rows), longest), PAD, dtype=np.int64)
    mask = np.zeros((len(rows), longest), dtype=np.int64)
    for at, row in enumerate(rows):
        ids[at, : len(sequences[row])] = sequences[row]
        mask[at, : len(sequences[row])] = 1
    return Batch(np.array(rows), ids, mask)


def _encodable(text: str) -> str:
    """Lone surrogates, which no encoder takes, as replacement characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
