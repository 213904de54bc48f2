from __future__ import annotations

import json

import pytest

from factcheck.evaluation.datasets import PairRow
from factcheck.evaluation.verification import BATCH, Scored, evaluate, predictions, read_as
from factcheck.verification.pairs import TextPair
from tests.evaluation.fakes import FakeStances, quiet

THREE = {"entailment", "neutral", "contradiction"}


def row(label: str, claim: str = "c", lang: str = "es", group: str = "") -> PairRow:
    return PairRow(premise="p", hypothesis=claim, label=label, lang=lang, premise_lang=lang, group=group)


def scored(label: str, said: tuple[float, float, float], labels: set[str]) -> Scored:
    stance = FakeStances({"c": said}).read([TextPair("p", "c", "es", "es")])[0]
    return read_as(row(label), stance, labels)


def test_three_classes_take_the_most_probable() -> None:
    one = scored("neutral", (0.3, 0.5, 0.2), THREE)
    assert (one.predicted, one.confidence, one.right) == ("neutral", 0.5, True)


def test_two_class_files_take_the_larger_of_the_two() -> None:
    one = scored("contradiction", (0.1, 0.7, 0.2), {"entailment", "contradiction"})
    assert one.predicted == "contradiction"
    assert one.confidence == pytest.approx(2 / 3)


def test_not_entailment_is_all_but_entailment() -> None:
    one = scored("not_entailment", (0.45, 0.3, 0.25), {"entailment", "not_entailment"})
    assert (one.predicted, one.right) == ("not_entailment", True)
    assert one.confidence == pytest.approx(0.55)
    assert scored("entailment", (0.45, 0.3, 0.25), {"entailment", "not_entailment"}).predicted == "not_entailment"


def test_mixed_files_are_read_row_by_row() -> None:
    labels = {"entailment", "contradiction", "not_entailment"}
    assert scored("not_entailment", (0.45, 0.3, 0.25), labels).predicted == "not_entailment"
    assert scored("entailment", (0.45, 0.3, 0.25), labels).predicted == "entailment"


def test_figures_by_file_language_and_over_all() -> None:
    model = FakeStances({"good": (0.9, 0.05, 0.05), "bad": (0.6, 0.3, 0.1)})
    rows = [row("entailment", "good"), row("neutral", "bad"), row("contradiction", "good", lang="en")]
    measured, found = evaluate(model, {"f": rows, "g": rows[:1]}, quiet)
    assert measured.files["f"]["n"] == 3
    assert measured.files["f"]["accuracy"] == pytest.approx(1 / 3)
    assert measured.files["f"]["balanced_accuracy"] == pytest.approx(1 / 3)
    assert measured.by_language["es"]["n"] == 3
    assert measured.by_language["en"]["accuracy"] == 0
    assert measured.overall["accuracy"] == pytest.approx(2 / 4)
    assert [len(one) for one in found.values()] == [3, 1]


def test_the_keys_are_a_contract() -> None:
    measured, _ = evaluate(FakeStances({"c": (0.6, 0.3, 0.1)}), {"f": [row("entailment")]}, quiet)
    document = json.loads(measured.as_json())
    assert set(document) == {"files", "by_language", "overall"}
    assert set(document["files"]["f"]) == {
        "n", "accuracy", "balanced_accuracy", "macro_f1", "ece", "brier", "accuracy_at_80_coverage", "intervals",
    }  # fmt: skip
    assert document["overall"]["ece"] == pytest.approx(0.4)
    assert document["overall"]["brier"] == pytest.approx(0.16 + 0.09 + 0.01)


def test_long_files_go_in_batches_with_progress() -> None:
    model, seen = FakeStances({"c": (0.6, 0.3, 0.1)}), []
    evaluate(model, {"f": [row("entailment")] * (BATCH + 1)}, lambda done, total: seen.append((done, total)))
    assert model.calls == 2
    assert seen == [(BATCH, BATCH + 1), (BATCH + 1, BATCH + 1)]


def test_predictions_name_the_row_and_all_probabilities() -> None:
    _, found = evaluate(FakeStances({"c": (0.6, 0.3, 0.1)}), {"f": [row("neutral", group="g")]}, quiet)
    line = json.loads(next(iter(predictions(found))))
    assert line["probabilities"] == {"entailment": 0.6, "neutral": 0.3, "contradiction": 0.1}
    assert (line["file"], line["row"], line["group"], line["predicted"]) == ("f", 1, "g", "entailment")
