"""Turns a stream of examples into padded batches of similar length. Knows the tokenizer, not the network."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from factcheck.training.reading import LABELS, Pair

BATCH = 16
BLOCK = 64 * BATCH
"""Examples that are sorted by length together: 98% of the tokens in a batch are then text, not padding."""
LONGEST = ((45_056, 128), (None, 192))
"""Most tokens of a pair, until so many examples were drawn: half of InfoTabS is longer than 128, and read whole in use."""
PAD = 1


@dataclass(frozen=True)
class Batch:
    """`ids` and `present` (pairs, tokens), `labels` (pairs,) as positions in `LABELS`."""

    ids: Tensor
    present: Tensor
    labels: Tensor


def blocks(examples: Iterable[Pair], tokenizer: Tokenizer, seed: int, first: int = 0) -> Iterator[list[Batch]]:
    """Blocks of batches in random order, counted from `first` (a resumed run orders them as an unbroken one would).

    Pairs longer than `longest` are left out, never cut: a cut may lose the evidence.
    """
    stream = iter(examples)
    for number in itertools.count(first):
        block = list(itertools.islice(stream, BLOCK))
        if not block:
            return
        batches = list(batched(block, tokenizer, longest(number * BLOCK)))
        random.Random(f"{seed}:{number}").shuffle(batches)
        yield batches


def longest(drawn: int) -> int:
    """Most tokens of a pair after so many examples."""
    return next(tokens for until, tokens in LONGEST if until is None or drawn < until)


def batched(pairs: Sequence[Pair], tokenizer: Tokenizer, most: int) -> Iterator[Batch]:
    """The pairs of at most `most` tokens, shortest first."""
    encoded = tokenizer.encode_batch([(pair.premise, pair.hypothesis) for pair in pairs])
    fitting = [(e.ids, LABELS.index(p.label)) for e, p in zip(encoded, pairs, strict=True) if len(e.ids) <= most]
    fitting.sort(key=lambda item: len(item[0]))
    for start in range(0, len(fitting), BATCH):
        yield _padded(fitting[start : start + BATCH])


def _padded(items: Sequence[tuple[Sequence[int], int]]) -> Batch:
    width = max(len(ids) for ids, _ in items)
    table = np.full((len(items), width), PAD, dtype=np.int64)
    for row, (ids, _) in enumerate(items):
        table[row, : len(ids)] = ids
    lengths = torch.tensor([len(ids) for ids, _ in items])
    present = torch.arange(width)[None, :] < lengths[:, None]
    return Batch(torch.from_numpy(table), present, torch.tensor([label for _, label in items]))
