from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import ModelError
from factcheck.models import batches

LENGTHS = st.lists(st.integers(2, 40), max_size=30)


def test_single_is_cut_at_the_limit() -> None:
    assert batches.single([7, 8], 512) == [0, 7, 8, 2]
    assert batches.single([], 512) == [0, 2]
    assert batches.single(list(range(10, 600)), 512) == [0, *range(10, 520), 2]


def test_pair_has_the_form_of_xlm_r() -> None:
    assert batches.pair([7], [8, 9], 512) == [0, 7, 2, 2, 8, 9, 2]
    assert batches.pair([], [], 512) == [0, 2, 2, 2]


@given(st.integers(0, 90), st.integers(0, 90))
def test_an_over_long_pair_loses_evidence_first(evidence: int, claim: int) -> None:
    ids = batches.pair([5] * evidence, [6] * claim, 40)
    assert len(ids) <= 40
    if evidence + claim + 4 <= 40:
        assert (ids.count(5), ids.count(6)) == (evidence, claim)
    else:
        assert len(ids) == 40
        assert ids.count(6) == min(claim, max(20, 36 - evidence))


@given(LENGTHS, st.integers(1, 100))
def test_batches_hold_every_row_once_within_the_budget(lengths: list[int], budget: int) -> None:
    sequences = [[3] * length for length in lengths]
    found = list(batches.batches(sequences, budget))
    assert sorted(row for batch in found for row in batch.rows) == list(range(len(lengths)))
    for batch in found:
        assert batch.ids.size <= max(budget, batch.ids.shape[1])
        assert batch.mask.sum(axis=1).tolist() == [lengths[row] for row in batch.rows]
        assert (batch.ids[batch.mask == 0] == batches.PAD).all()


def test_results_come_back_in_the_callers_order() -> None:
    sequences = [[3] * length for length in (5, 2, 9, 2)]
    results = batches.run(sequences, 1, lambda batch: batch.mask.sum(axis=1, keepdims=True).astype(np.float32))
    assert results[:, 0].tolist() == [5, 2, 9, 2]
    assert batches.run([], 3, lambda batch: pytest.fail("nothing to run")).shape == (0, 3)


def test_a_file_that_is_no_tokenizer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text('{"model": 3}')
    with pytest.raises(ModelError, match="not a tokenizer") as caught:
        batches.open_tokenizer(path)
    assert str(tmp_path) in caught.value.way_out
