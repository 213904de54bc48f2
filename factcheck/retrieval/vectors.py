"""Vector indexes behind one narrow protocol: exact inner product, and IVF for more passages than exact search is quick for.

Knows ids and vectors only; what an id stands for is the records' affair.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.errors import ReferenceIndexError
from factcheck.retrieval.manifest import MEND

NAME = "vectors.faiss"
Kind = Literal["exact", "ivf"]
Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
LARGEST_EXACT = 200_000
"""Passages up to which exact search is used: measured in docs/retrieval.md (about 10 ms a claim there, on one core)."""
NO_ID = -1


class VectorIndex(Protocol):
    """Nearest vectors by inner product. All implementations pass `tests/retrieval/test_vectors.py`."""

    kind: Kind

    def __len__(self) -> int:
        """How many vectors there are."""

    def add(self, ids: Ids, vectors: Floats) -> None:
        """Add vectors `(n, d)` under ids that are not in use yet."""

    def remove(self, ids: Ids) -> int:
        """Remove ids; those not held are ignored. Returns how many went."""

    def search(self, queries: Floats, k: int, allowed: Ids | None = None) -> tuple[Floats, Ids]:
        """Scores and ids `(n, k)`, best first; ids are -1 where fewer are held or allowed.

        A query's result does not depend on the batch.
        """

    def vectors(self, ids: Ids) -> Floats:
        """Stored vectors `(n, d)` of ids that are held."""

    def save(self, folder: Path) -> None:
        """Write the index into a folder; `open_vectors` reads it again."""


class FaissIndex:
    """Either kind on FAISS. Vectors are stored in fp32: scores of exact search are exact."""

    def __init__(self, index: Any, kind: Kind) -> None:
        self._index = index
        self.kind = kind

    @classmethod
    def exact(cls, dimension: int) -> FaissIndex:
        """An empty exact index."""
        faiss = _faiss()
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)), "exact")

    @classmethod
    def ivf(cls, sample: Floats, probes: int | None = None) -> FaissIndex:
        """An empty IVF index whose cells are learned from a sample `(n, d)`; `probes` cells are looked into per query."""
        faiss = _faiss()
        cells = cell_count(len(sample))
        index = faiss.IndexIVFFlat(
            faiss.IndexFlatIP(sample.shape[1]), sample.shape[1], cells, faiss.METRIC_INNER_PRODUCT
        )
        index.cp.seed = 1
        index.cp.max_points_per_centroid = 64
        index.cp.min_points_per_centroid = 1
        index.train(sample)
        index.nprobe = probes or max(1, cells // 12)
        index.set_direct_map_type(faiss.DirectMap.Hashtable)
        return cls(index, "ivf")

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Ids, vectors: Floats) -> None:
        """See `VectorIndex.add`."""
        if len(ids):
            self._index.add_with_ids(
                np.ascontiguousarray(vectors, dtype=np.float32), np.ascontiguousarray(ids, dtype=np.int64)
            )

    def remove(self, ids: Ids) -> int:
        """See `VectorIndex.remove`."""
        before = len(self)
        selector = np.ascontiguousarray(ids, dtype=np.int64)
        if self.kind == "ivf":  # a hashtable direct map takes an array selector only
            self._index.remove_ids(_faiss().IDSelectorArray(selector))
        else:
            self._index.remove_ids(selector)
        return before - len(self)

    def search(self, queries: Floats, k: int, allowed: Ids | None = None) -> tuple[Floats, Ids]:
        """See `VectorIndex.search`."""
        if not len(queries) or not len(self):
            empty = (len(queries), k)
            return np.full(empty, -np.inf, np.float32), np.full(empty, NO_ID, np.int64)
        scores, ids = self._index.search(
            np.ascontiguousarray(queries, dtype=np.float32), k, params=self._parameters(allowed)
        )
        return scores, ids

    def _parameters(self, allowed: Ids | None) -> Any:
        faiss = _faiss()
        if allowed is None:
            return None
        selector = faiss.IDSelectorBatch(np.ascontiguousarray(allowed, dtype=np.int64))
        if self.kind == "exact":
            return faiss.SearchParameters(sel=selector)
        share = len(allowed) / max(len(self), 1)  # few allowed: look into more cells, all of them at worst
        probes = min(self._index.nlist, int(self._index.nprobe / max(share, 1e-6)))
        return faiss.SearchParametersIVF(sel=selector, nprobe=probes)

    def vectors(self, ids: Ids) -> Floats:
        """See `VectorIndex.vectors`."""
        if not len(ids):
            return np.zeros((0, self._index.d), np.float32)
        if self.kind == "exact":
            return np.asarray(self._index.reconstruct_batch(np.ascontiguousarray(ids, dtype=np.int64)), np.float32)
        return np.stack([self._index.reconstruct(int(i)) for i in ids]).astype(np.float32)

    def save(self, folder: Path) -> None:
        """See `VectorIndex.save`."""
        _faiss().write_index(self._index, str(folder / NAME))


def open_vectors(folder: Path, kind: Kind) -> FaissIndex:
    """The saved index, memory-mapped. Raises ReferenceIndexError where the file is missing, truncated or something else."""
    faiss = _faiss()
    path = folder / NAME
    try:
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP)
    except RuntimeError as error:
        raise ReferenceIndexError(f"{path} cannot be read as a vector index.", way_out=MEND) from error
    return FaissIndex(index, kind)


def build_vectors(vectors: Floats, dimension: int, largest_exact: int = LARGEST_EXACT) -> FaissIndex:
    """An index over vectors `(n, d)` with ids 0 … n-1: exact while that is fastest, IVF above."""
    index = FaissIndex.exact(dimension) if len(vectors) <= largest_exact else FaissIndex.ivf(_training_sample(vectors))
    index.add(np.arange(len(vectors), dtype=np.int64), vectors)
    return index


def recall_at_10(index: VectorIndex, vectors: Floats, sample: int = 200) -> float:
    """Share of the exact ten nearest that the index finds, over evenly drawn stored vectors as queries."""
    queries = vectors[:: max(1, len(vectors) // sample)][:sample]
    k = min(10, len(vectors))
    exact = FaissIndex.exact(vectors.shape[1])
    exact.add(np.arange(len(vectors), dtype=np.int64), vectors)
    _, wanted = exact.search(queries, k)
    _, found = index.search(queries, k)
    return float(np.mean([len(set(w) & set(f)) / k for w, f in zip(wanted, found, strict=True)]))


def cell_count(count: int) -> int:
    """IVF cells for so many vectors: about four square roots, a power of two."""
    return min(max(count, 1), 1 << int(np.log2(max(1.0, 4 * count**0.5))))


def _training_sample(vectors: Floats) -> Floats:
    wanted = 64 * cell_count(len(vectors))
    return vectors[:: max(1, len(vectors) // wanted)]


def _faiss() -> Any:
    import faiss

    # Above this many queries FAISS would switch to BLAS, whose last bits depend on the batch: a score must not.
    faiss.cvar.distance_compute_blas_threshold = 2**31 - 1
    return faiss


Opener = Callable[[Path, Kind], VectorIndex]
