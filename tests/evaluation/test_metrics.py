"""Hand-computed values first, then scikit-learn as an oracle on random data."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn import metrics as oracle

from factcheck.evaluation import metrics


def test_accuracy_counts_equal_elements() -> None:
    assert metrics.accuracy(["a", "b", "a"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    assert math.isnan(metrics.accuracy([], []))


def test_balanced_accuracy_is_the_mean_recall() -> None:
    gold, said = ["a", "a", "a", "b"], ["a", "a", "b", "b"]
    assert metrics.recalls(gold, said) == {"a": pytest.approx(2 / 3), "b": 1.0}
    assert metrics.balanced_accuracy(gold, said) == pytest.approx(5 / 6)


def test_macro_f1_runs_over_the_gold_classes_unless_told() -> None:
    gold, said = ["a", "a", "b"], ["a", "c", "b"]
    assert metrics.macro_f1(gold, said) == pytest.approx((2 / 3 + 1) / 2)
    assert metrics.macro_f1(gold, said, ["a", "b", "c"]) == pytest.approx((2 / 3 + 1 + 0) / 3)


def test_f1_from_counts_knows_empty_denominators() -> None:
    assert metrics.f1_from_counts(2, 4, 8) == (0.5, 0.25, pytest.approx(1 / 3))
    assert metrics.f1_from_counts(0, 0, 0) == (0.0, 0.0, 0.0)


def test_kappa_of_the_textbook_example() -> None:
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert metrics.kappa(first, second) == pytest.approx(0.4)
    assert math.isnan(metrics.kappa(["a", "a"], ["a", "a"]))


def test_brier_sums_over_classes_of_each_row() -> None:
    assert metrics.brier([(0.8, 0.2), (0.5, 0.3, 0.2)], [0, 1]) == pytest.approx((0.08 + 0.25 + 0.49 + 0.04) / 2)


def test_ece_weighs_the_gap_of_each_bin() -> None:
    # bin (0.8, 1.0]: confidence 0.9, accuracy 0.5; bin (0.4, 0.6]: confidence 0.6, accuracy 1
    assert metrics.ece([0.9, 0.9, 0.6, 0.6], [1, 0, 1, 1], bins=5) == pytest.approx(0.5 * 0.4 + 0.5 * 0.4)
    assert metrics.ece([1.0, 1.0], [1, 1]) == 0.0


def test_a_border_confidence_belongs_to_the_bin_below() -> None:
    assert metrics.reliability([0.2, 0.2001], [1, 0], bins=5) == [
        (pytest.approx(0.2), 1.0, 0.5),
        (pytest.approx(0.2001), 0.0, 0.5),
    ]


def test_accuracy_at_coverage_keeps_the_surest_and_shares_ties() -> None:
    sure, right = [0.9, 0.8, 0.7, 0.6, 0.5], [1, 1, 0, 1, 0]
    assert metrics.accuracy_at_coverage(sure, right, 0.8) == pytest.approx(0.75)
    assert metrics.accuracy_at_coverage([0.5] * 4, [1, 1, 0, 0], 0.5) == pytest.approx(0.5)
    assert metrics.accuracy_at_coverage(sure, right, 1.0) == pytest.approx(0.6)
    assert math.isnan(metrics.accuracy_at_coverage([], [], 0.8))


def test_risk_coverage_is_the_running_error_rate() -> None:
    coverage, risk = metrics.risk_coverage([0.1, 0.9, 0.5], [0, 1, 0])
    assert coverage.tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert risk.tolist() == pytest.approx([0, 1 / 2, 2 / 3])


def test_rankings() -> None:
    ranked, relevant = ["x", "a", "y", "b"], {"a", "b", "c"}
    assert metrics.success_at(ranked, relevant, 1) == 0
    assert metrics.success_at(ranked, relevant, 2) == 1
    assert metrics.recall_at(ranked, relevant, 4) == pytest.approx(2 / 3)
    assert metrics.reciprocal_rank(ranked, relevant) == 0.5
    assert metrics.reciprocal_rank(["x"], relevant) == 0
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert metrics.ndcg_at(ranked, relevant, 10) == pytest.approx(gain / ideal)


def test_average_precision_takes_equal_scores_together() -> None:
    assert metrics.average_precision([1, 0, 1], [3, 2, 1]) == pytest.approx((1 + 2 / 3) / 2)
    assert metrics.average_precision([1, 0], [1, 1]) == pytest.approx(0.5)
    assert math.isnan(metrics.average_precision([0, 0], [1, 2]))


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_scikit_learn(seed: int) -> None:
    generator = np.random.default_rng(seed)
    gold, said = (generator.integers(3, size=200).astype(str).tolist() for _ in range(2))
    truth, score = generator.integers(2, size=200), generator.random(200).round(1)
    assert metrics.balanced_accuracy(gold, said) == pytest.approx(oracle.balanced_accuracy_score(gold, said))
    assert metrics.macro_f1(gold, said) == pytest.approx(oracle.f1_score(gold, said, average="macro"))
    assert metrics.kappa(gold, said) == pytest.approx(oracle.cohen_kappa_score(gold, said))
    assert metrics.confusion(gold, said, ["0", "1", "2"]).tolist() == oracle.confusion_matrix(gold, said).tolist()
    assert metrics.average_precision(truth, score) == pytest.approx(oracle.average_precision_score(truth, score))
    expected = oracle.precision_recall_fscore_support(truth, score >= 0.5, average="binary")[:3]
    assert metrics.precision_recall_f1(truth, score >= 0.5) == pytest.approx(expected)
    relevance = np.zeros((1, 200))
    relevance[0, :7] = 1
    order = np.argsort(-(score + np.arange(200) / 1e6))
    assert metrics.ndcg_at(order.astype(str).tolist(), set(map(str, range(7))), 10) == pytest.approx(
        oracle.ndcg_score(relevance, [score + np.arange(200) / 1e6], k=10)
    )


def test_bootstrap_draws_whole_groups_and_repeats() -> None:
    right = np.array([1.0, 1.0, 0.0, 0.0])
    seen: list[set[int]] = []

    def share(rows: np.ndarray) -> float:
        seen.append(set(rows.tolist()))
        return float(right[rows].mean())

    low, high = metrics.bootstrap(share, ["a", "a", "b", "b"], seed=1, rounds=50)
    assert (low, high) == (0.0, 1.0)
    assert all(({0, 1} <= rows or not rows & {0, 1}) for rows in seen)
    assert metrics.bootstrap(share, ["a", "b", "c", "d"], seed=1) == metrics.bootstrap(
        share, ["a", "b", "c", "d"], seed=1
    )
    assert math.isnan(metrics.bootstrap(share, [], seed=1)[0])
