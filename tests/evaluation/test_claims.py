from __future__ import annotations

from collections.abc import Sequence

import pytest

from factcheck.errors import InvalidRecord
from factcheck.evaluation.claims import evaluate
from factcheck.evaluation.datasets import SentenceRow
from tests.evaluation.fakes import quiet


def row(text: str, label: str | None, lang: str = "es", **more: object) -> SentenceRow:
    return SentenceRow.model_validate({"text": text, "lang": lang, "label": label, **more})


def by_length(rows: Sequence[SentenceRow]) -> list[float]:
    return [len(one.text) / 10 for one in rows]


def test_figures_of_labelled_sentences() -> None:
    rows = [row("a" * 9, "checkworthy"), row("b" * 8, "not"), row("c" * 2, "checkworthy"), row("d", None)]
    found = evaluate(by_length, {"f": rows}, "checkworthy", quiet).files["f"]
    assert (found["n"], found["positive"]) == (3, 2)
    assert (found["precision"], found["recall"], found["f1"]) == (0.5, 0.5, 0.5)
    assert found["average_precision"] == pytest.approx((1 + 2 / 3) / 2)


def test_a_text_counts_in_the_first_file_that_has_it() -> None:
    first, second = [row("a", "not"), row("aa", "checkworthy")], [row("a", "not"), row("bb", "checkworthy", "en")]
    measured = evaluate(by_length, {"f": first, "g": second}, "checkworthy", quiet)
    assert measured.files["g"]["n"] == 1
    assert measured.overall["n"] == 3
    assert set(measured.by_language) == {"es", "en"}


def test_a_file_without_the_target_is_said_so() -> None:
    with pytest.raises(InvalidRecord, match="target claim"):
        evaluate(by_length, {"f": [row("a", "not")]}, "claim", quiet)
    with pytest.raises(InvalidRecord, match="unknown label 'objective'"):
        evaluate(by_length, {"f": [row("a", "objective")]}, "checkworthy", quiet)
