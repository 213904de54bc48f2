from __future__ import annotations

import pytest

from factcheck.retrieval.fusion import Fusion, Lists, fuse

HALF = Fusion(most=1.0, half=20.0)
"""Half for a claim of twenty stems, which is what `Lists` has by default."""


def rows(lists: Lists, fusion: Fusion = HALF) -> list[int]:
    return [found.row for found in fuse(lists, fusion)]


def test_both_searches_count() -> None:
    lists = Lists(dense=[(1, 0.9), (2, 0.85), (3, 0.8)], lexical=[(2, 10.0), (3, 2.0)], cosine={2: 0.85, 3: 0.8})
    best, *_ = fuse(lists, HALF)
    assert (best.row, best.dense_rank, best.lexical_rank) == (2, 2, 1)
    assert (best.dense_score, best.lexical_score) == (0.85, 10.0)
    assert best.score == pytest.approx(0.5 * 0.5 + 0.5 * 1.0)


def test_one_search_alone_keeps_its_order() -> None:
    assert rows(Lists(dense=[(5, 0.9), (1, 0.8), (7, 0.7)])) == [5, 1, 7]
    assert rows(Lists(lexical=[(7, 3.0), (2, 1.0)])) == [7, 2]
    assert rows(Lists()) == []


def test_a_row_that_only_words_found_is_not_worse_than_the_last_of_the_others() -> None:
    lists = Lists(dense=[(1, 0.9), (2, 0.8)], lexical=[(3, 5.0), (4, 4.0)], cosine={3: 0.5, 4: 0.85})
    assert rows(lists) == [4, 1, 3, 2]
    found = next(f for f in fuse(lists, HALF) if f.row == 3)
    assert (found.dense_rank, found.dense_score, found.score) == (None, 0.5, 0.5)


def test_a_foreign_passage_is_not_punished_for_other_words() -> None:
    dense = [(1, 0.95), (2, 0.90), (3, 0.7)]
    words = [(2, 9.0), (3, 1.0)]
    assert rows(Lists(dense, words)) == [2, 1, 3]
    assert rows(Lists(dense, words, foreign={1})) == [1, 2, 3]


def test_ties_go_to_the_smaller_row() -> None:
    assert rows(Lists(dense=[(9, 0.8), (4, 0.8), (6, 0.8)])) == [4, 6, 9]


def test_the_more_words_a_claim_has_the_more_they_count() -> None:
    fusion = Fusion()
    assert fusion.share(0) == 0.0
    assert 0.1 < fusion.share(6) < fusion.share(12) < fusion.share(60) < fusion.most


def test_the_encoders_bias_to_the_claims_own_language_is_taken_off() -> None:
    dense = [(1, 0.900), (2, 0.890), (3, 0.880)]
    biased = Fusion(own_language_bias=0.015)
    assert rows(Lists(dense, foreign={2, 3}), biased) == [2, 1, 3]
    assert rows(Lists(dense), biased) == [1, 2, 3]
    assert [f.dense_score for f in fuse(Lists(dense, foreign={2}), biased)] == [0.890, 0.900, 0.880]
