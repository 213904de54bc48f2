"""One suite for every vector index: exact and IVF here; an implementation on a database joins by adding itself to `MAKERS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.errors import ReferenceIndexError
from factcheck.retrieval.vectors import FaissIndex, VectorIndex, build_vectors, cell_count, open_vectors, recall_at_10

DIMENSION = 16
Made = Callable[[NDArray[np.float32]], VectorIndex]


def _vectors(count: int = 500) -> NDArray[np.float32]:
    raw = np.random.default_rng(7).normal(size=(count, DIMENSION))
    return (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float32)


def _exact(sample: NDArray[np.float32]) -> VectorIndex:
    return FaissIndex.exact(sample.shape[1])


def _ivf(sample: NDArray[np.float32]) -> VectorIndex:
    return FaissIndex.ivf(sample, probes=cell_count(len(sample)))


MAKERS = {"exact": _exact, "ivf": _ivf}


@pytest.fixture(params=sorted(MAKERS))
def make(request: pytest.FixtureRequest) -> Made:
    return MAKERS[request.param]


@pytest.fixture
def filled(make: Made) -> VectorIndex:
    vectors = _vectors()
    index = make(vectors)
    index.add(np.arange(len(vectors), dtype=np.int64) * 3, vectors)
    return index


def test_finds_the_nearest_by_inner_product(filled: VectorIndex) -> None:
    vectors = _vectors()
    scores, ids = filled.search(vectors[:5], 3)
    expected = vectors[:5] @ vectors.T
    assert ids[:, 0].tolist() == [0, 3, 6, 9, 12]
    assert ids.tolist() == (np.argsort(-expected, axis=1)[:, :3] * 3).tolist()
    assert np.allclose(scores, -np.sort(-expected, axis=1)[:, :3], atol=1e-6)


def test_a_query_has_the_same_result_in_any_batch(filled: VectorIndex) -> None:
    queries = _vectors(300)
    together_scores, together = filled.search(queries, 10)
    for place in (0, 150, 299):
        scores, ids = filled.search(queries[place : place + 1], 10)
        assert ids[0].tolist() == together[place].tolist()
        assert scores[0].tolist() == together_scores[place].tolist()


def test_only_allowed_ids_are_found(filled: VectorIndex) -> None:
    allowed = np.array([30, 33, 36, 999_999], dtype=np.int64)
    _, ids = filled.search(_vectors()[:2], 5, allowed)
    assert [set(row) for row in ids.tolist()] == [{30, 33, 36, -1}] * 2


def test_nothing_allowed_finds_nothing(filled: VectorIndex) -> None:
    _, ids = filled.search(_vectors()[:1], 4, np.array([], dtype=np.int64))
    assert ids.tolist() == [[-1] * 4]


def test_more_asked_than_held(make: Made) -> None:
    index = make(_vectors(3))
    index.add(np.arange(3, dtype=np.int64), _vectors(3))
    _, ids = index.search(_vectors(1), 5)
    assert sorted(ids[0].tolist()) == [-1, -1, 0, 1, 2]


def test_an_empty_index_finds_nothing(make: Made) -> None:
    _, ids = make(_vectors(5)).search(_vectors(2), 3)
    assert ids.tolist() == [[-1] * 3] * 2


def test_removed_ids_are_gone(filled: VectorIndex) -> None:
    assert filled.remove(np.array([0, 3, 1], dtype=np.int64)) == 2
    assert len(filled) == 498
    _, ids = filled.search(_vectors()[:1], 500)
    assert not {0, 3} & set(ids[0].tolist())


def test_stored_vectors_come_back(filled: VectorIndex) -> None:
    assert np.array_equal(filled.vectors(np.array([9, 0], dtype=np.int64)), _vectors()[[3, 0]])
    assert filled.vectors(np.array([], dtype=np.int64)).shape == (0, DIMENSION)


def test_saved_and_opened_it_answers_the_same(filled: VectorIndex, tmp_path: Path) -> None:
    before = filled.search(_vectors()[:7], 5)
    filled.save(tmp_path)
    opened = open_vectors(tmp_path, filled.kind)
    assert len(opened) == 500
    assert all(np.array_equal(a, b) for a, b in zip(before, opened.search(_vectors()[:7], 5), strict=True))
    assert np.array_equal(opened.vectors(np.array([9], dtype=np.int64)), _vectors()[[3]])


@pytest.mark.parametrize("content", [b"", b"not an index at all", None])
def test_a_damaged_file_is_refused_with_a_way_out(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "vectors.faiss").write_bytes(content)
    with pytest.raises(ReferenceIndexError, match="factcheck index build"):
        open_vectors(tmp_path, "exact")


def test_exact_up_to_a_size_then_ivf() -> None:
    vectors = _vectors()
    assert build_vectors(vectors, DIMENSION, largest_exact=500).kind == "exact"
    above = build_vectors(vectors, DIMENSION, largest_exact=499)
    assert above.kind == "ivf"
    assert len(above) == 500


def test_recall_is_measured_against_exact_search() -> None:
    vectors = _vectors()
    few = FaissIndex.ivf(vectors, probes=1)
    few.add(np.arange(len(vectors), dtype=np.int64), vectors)
    assert recall_at_10(build_vectors(vectors, DIMENSION), vectors) == 1.0
    assert 0.1 < recall_at_10(few, vectors) < 0.9
