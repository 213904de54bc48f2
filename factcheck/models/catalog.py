"""The catalogue of models by name: revision, hash, dimension, prefixes, licence, where from. Data, read from `data/catalog.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

DATA = Path(__file__).parent / "data"
EMBEDDED_ENCODER = "embedded-encoder"
EMBEDDED_VERIFIER = "embedded-verifier"


@dataclass(frozen=True)
class Entry:
    """What the catalogue says about one model. `dimension` is that of a vector, or the number of labels of a verifier."""

    key: str
    name: str
    kind: Literal["encoder", "verifier"]
    upstream: str
    origin: str
    revision: str
    sha256: str
    dimension: int
    max_tokens: int
    query_prefix: str
    passage_prefix: str
    licence: str
    licence_text: str


@lru_cache(maxsize=1)
def entries() -> dict[str, Entry]:
    """All entries by key."""
    with (DATA / "catalog.toml").open("rb") as file:
        rows = tomllib.load(file)["model"]
    return {row["key"]: Entry(**row) for row in rows}


def entry(key: str) -> Entry:
    """One entry. Raises `KeyError` for a key the catalogue does not have: keys are written by us, not by users."""
    return entries()[key]


def find(key: str) -> Entry | None:
    """The entry of a hub name, if the catalogue has one."""
    return entries().get(key)
