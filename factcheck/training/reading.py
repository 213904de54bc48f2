"""Reads evidence-claim pairs for training from the `verification/train` folder. Knows the files' schema, not how pairs are mixed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.errors import InvalidRecord

LABELS = ("entailment", "neutral", "contradiction", "not_entailment")
"""The first three are the network's columns, in this order; the fourth is two-class data's other side."""


@dataclass(frozen=True)
class Pair:
    """One evidence text against one claim. `dataset` is the name of the file's set, `group` keeps rows of one claim together."""

    premise: str
    hypothesis: str
    label: str
    premise_lang: str
    lang: str
    dataset: str
    group: str


def read_folder(folder: Path) -> dict[str, list[Pair]]:
    """Pairs per dataset name, of all files in `folder`. Raises `InvalidRecord` with file and line for a row it cannot use."""
    datasets: dict[str, list[Pair]] = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        for pair in read_file(path):
            datasets.setdefault(pair.dataset, []).append(pair)
    if not datasets:
        raise InvalidRecord(
            f"{folder} has no .jsonl.gz file.", way_out="Point --data at the folder that holds verification/train."
        )
    return datasets


def read_file(path: Path) -> Iterator[Pair]:
    """The pairs of one gzip JSON lines file; the dataset's name is the file's name up to its split."""
    name = path.name.split(".")[0]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield _pair(json.loads(line), name)
            except (ValueError, KeyError, AttributeError) as error:
                raise InvalidRecord(f"{path}, line {number}: {error!r} is not a training pair.") from error


def _pair(row: dict[str, Any], name: str) -> Pair:
    if row["label"] not in LABELS:
        raise ValueError(f"unknown label {row['label']}")
    premise, hypothesis = " ".join(row["premise"].split()), " ".join(row["hypothesis"].split())
    return Pair(premise, hypothesis, row["label"], row["premise_lang"], row["lang"], name, str(row["group"]))
