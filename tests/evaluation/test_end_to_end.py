from __future__ import annotations

import json
from datetime import date

import pytest

from factcheck.domain import VerdictLabel
from factcheck.errors import InvalidRecord
from factcheck.evaluation.datasets import QueryRow
from factcheck.evaluation.end_to_end import BATCH, evaluate, predictions
from factcheck.pipeline import Options
from tests.evaluation.fakes import FakePipeline, quiet

YES, NO, BOTH, OPEN = (
    VerdictLabel.SUPPORTED,
    VerdictLabel.REFUTED,
    VerdictLabel.CONFLICTING,
    VerdictLabel.NOT_ENOUGH_EVIDENCE,
)


def row(text: str, label: str | None, lang: str = "es", **more: object) -> QueryRow:
    return QueryRow.model_validate({"id": text, "claim": text, "lang": lang, "label": label, **more})


def test_figures_of_verdicts() -> None:
    pipeline = FakePipeline(
        {
            "right": (YES, 0.9, ["s1", "s2"]),
            "wrong and sure": (NO, 0.8, ["s1"]),
            "wrong and unsure": (YES, 0.7, ["s9"]),
            "open": (OPEN, 0.9, []),
            "not checkable": (VerdictLabel.NOT_CHECKABLE, 0.9, []),
        }
    )
    rows = [
        row("right", "SUPPORTS", relevant=["s2"]),
        row("wrong and sure", "supported", relevant=["s2"]),
        row("wrong and unsure", "Mixed"),
        row("open", "refuted"),
        row("not checkable", "not_supported"),
    ]
    measured, judged = evaluate(pipeline, {"q": rows}, Options(), quiet)
    found = measured.files["q"]
    assert (found["n"], found["failed"]) == (5, 0)
    assert found["coverage"] == pytest.approx(3 / 5)
    assert found["accuracy_decided"] == pytest.approx(1 / 3)
    assert found["confident_wrong"] == pytest.approx(1 / 5)
    assert found["wrongly_decided"] == pytest.approx(2 / 5)
    assert found["evidence_success@5"] == pytest.approx(1 / 2)
    # supported: 1 of 2 said is right, 1 of 2 found; nothing else but not enough evidence (1 of 2 right, all found)
    assert found["macro_f1"] == pytest.approx((0.5 + 0 + 0 + 2 / 3) / 4)
    line = json.loads(next(predictions(judged)))
    assert (line["gold"], line["verdict"], line["sources"]) == ("supported", "supported", ["s1", "s2"])


def test_failures_are_counted_apart() -> None:
    found = evaluate(FakePipeline({}, fails=True), {"q": [row("a", "supported")]}, Options(), quiet)[0].overall
    assert (found["n"], found["failed"]) == (0, 1)
    assert found["coverage"] != found["coverage"], "not a number: nothing was looked at"


def test_the_cut_off_comes_from_the_row_or_the_caller() -> None:
    pipeline = FakePipeline({"a": (YES, 0.9, ["s"]), "b": (YES, 0.9, ["s"])})
    rows = [row("a", "supported", as_of="2020-01-02"), row("b", "supported")]
    evaluate(pipeline, {"q": rows}, Options(as_of=date(2024, 5, 6)), quiet)
    assert {(text, options.as_of) for text, options in pipeline.asked} == {
        ("a", date(2020, 1, 2)),
        ("b", date(2024, 5, 6)),
    }


def test_languages_are_not_mixed_and_batches_are_small() -> None:
    texts = [f"c{number}" for number in range(BATCH + 1)]
    pipeline = FakePipeline({text: (YES, 0.9, ["s"]) for text in [*texts, "en"]})
    rows = [row(text, "supported") for text in texts] + [row("en", "supported", "en")]
    seen: list[tuple[int, int]] = []
    measured, _ = evaluate(pipeline, {"q": rows}, Options(), lambda done, total: seen.append((done, total)))
    assert [len(text.split("\n")) for text, _ in pipeline.asked] == [1, BATCH, 1]
    assert measured.by_language["en"]["n"] == 1
    assert seen[-1] == (BATCH + 2, BATCH + 2)


def test_kinds_of_facts_are_told_apart_where_rows_have_them() -> None:
    pipeline = FakePipeline({"a": (YES, 0.9, ["s"]), "b": (YES, 0.9, ["s"])})
    rows = [row("a", "supported", field="capital"), row("b", "refuted", field="area")]
    measured = evaluate(pipeline, {"q": rows}, Options(), quiet)[0]
    assert measured.more["by_field"]["capital"]["accuracy_decided"] == 1
    assert measured.more["by_field"]["area"]["accuracy_decided"] == 0


def test_a_claim_without_a_label_is_an_error() -> None:
    with pytest.raises(InvalidRecord, match="claim a has no label"):
        evaluate(FakePipeline({}), {"q": [row("a", None)]}, Options(), quiet)
