"""A small fixed sample of the dev sets, looked at now and then while training runs, languages apart. For choosing among
checkpoints only; nothing is ever trained on it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from pathlib import Path

import torch
from tokenizers import Tokenizer

from factcheck.training.batches import batched
from factcheck.training.network import Network
from factcheck.training.reading import Pair, read_file

FILES = {
    "xnli.dev.es": 300, "xnli.dev.en": 300, "esxnli.dev.es": 240, "xnli-cross.dev.es-prem_en": 240, "healthver.dev.en": 240,
    "sufficient-facts-vitaminc.all.en": 240, "infotabs.dev.en": 240, "wice-oracle.dev.en": 80,
}  # fmt: skip
"""How many pairs of each file; xnli's two languages are cut to the same groups."""
LONGEST = 400


def sample(folder: Path, seed: int = 11) -> dict[str, list[Pair]]:
    """The fixed sample: whole groups in an order that depends on their names only. Missing files are left out."""
    return {
        name: _first_groups(list(read_file(path)), count, seed)
        for name, count in FILES.items()
        if (path := folder / f"{name}.jsonl.gz").exists()
    }


def accuracies(network: Network, tokenizer: Tokenizer, sets: Mapping[str, Iterable[Pair]]) -> dict[str, float]:
    """Share of right answers per set; for `not_entailment` rows neutral and contradiction are both right."""
    return {name: _accuracy(network, tokenizer, list(pairs)) for name, pairs in sets.items()}


def _accuracy(network: Network, tokenizer: Tokenizer, pairs: list[Pair]) -> float:
    right = seen = 0
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batched(pairs, tokenizer, LONGEST):
            best = network(batch.ids, batch.present).argmax(1)
            either = (batch.labels == 3) & (best > 0)
            right += int(((best == batch.labels) | either).sum())
            seen += len(best)
    return right / max(seen, 1)


def _first_groups(pairs: list[Pair], count: int, seed: int) -> list[Pair]:
    groups = sorted({pair.group for pair in pairs})
    random.Random(seed).shuffle(groups)
    by_group: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_group.setdefault(pair.group, []).append(pair)
    chosen: list[Pair] = []
    for group in groups:
        if len(chosen) >= count:
            break
        chosen += by_group[group]
    return chosen
