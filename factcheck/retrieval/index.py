"""A reference index, opened and checked: records, vectors and words under the same rows. Ranks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.errors import ReferenceIndexError
from factcheck.retrieval import generations, manifest
from factcheck.retrieval.lexical import LexicalIndex
from factcheck.retrieval.manifest import MEND, Manifest
from factcheck.retrieval.records import Records
from factcheck.retrieval.scope import Columns
from factcheck.retrieval.vectors import VectorIndex, open_vectors


class Encoder(Protocol):
    """What retrieval needs of an encoder: texts in, unit vectors `(n, dimension)` out, prefixes inside."""

    @property
    def name(self) -> str:
        """Identity with revision and engine, as it goes into manifests."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of claims."""

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages."""


@dataclass(frozen=True)
class ReferenceIndex:
    """All that a search needs. `columns` are what filters look at, one value per row."""

    manifest: Manifest
    records: Records
    vectors: VectorIndex
    words: LexicalIndex
    columns: Columns

    @property
    def name(self) -> str:
        """The content's digest, for provenance."""
        return self.manifest.digest

    def close(self) -> None:
        """Release the files."""
        self.records.close()


def open_index(folder: Path, encoder: Encoder) -> ReferenceIndex:
    """The current generation of an index, checked against its manifest and the encoder in use.

    Raises ReferenceIndexError where it is missing or damaged and IndexMismatch where it was built by another encoder or
    schema; both name the command that mends it.
    """
    return generations.following(folder, partial(_open, encoder=encoder))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the current generation, without opening the index."""
    return generations.following(folder, manifest.read)


def verify(folder: Path) -> Manifest:
    """Read every file of the current generation and compare its hash. Raises ReferenceIndexError naming the first damaged file."""

    def check(generation: Path) -> Manifest:
        found = manifest.read(generation)
        manifest.check_hashes(found, generation)
        return found

    return generations.following(folder, check)


def _open(generation: Path, encoder: Encoder) -> ReferenceIndex:
    found = manifest.read(generation)
    manifest.check_encoder(found, encoder.name, encoder.dimension)
    manifest.check_sizes(found, generation)
    records = Records.open(generation)
    vectors = open_vectors(generation, found.vectors.kind)
    words = LexicalIndex.open(generation)
    columns = Columns.open(generation)
    _check_counts(
        generation,
        found.counts.passages,
        {"records": len(records), "vectors": len(vectors), "words": len(words), "columns": len(columns.lang_of_row)},
    )
    return ReferenceIndex(found, records, vectors, words, columns)


def _check_counts(generation: Path, expected: int, found: dict[str, int]) -> None:
    for part, count in found.items():
        if count != expected:
            raise ReferenceIndexError(f"{generation} holds {count} {part} instead of {expected}.", way_out=MEND)
