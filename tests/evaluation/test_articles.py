from __future__ import annotations

import json
from datetime import date

import pytest

from factcheck.domain import Article, ClaimKind, Span, VerdictLabel
from factcheck.evaluation.articles import Archive, evaluate, matched, predictions
from factcheck.evaluation.datasets import ArticleRow, GoldRow, SourceRow
from factcheck.pipeline import Options
from tests.evaluation.fakes import FakePipeline, quiet

TEXT = "Llovió ayer. El paro bajó al 5 %. Será un gran año. La torre mide 90 metros."
YES, NO, OPEN = VerdictLabel.SUPPORTED, VerdictLabel.REFUTED, VerdictLabel.NOT_ENOUGH_EVIDENCE


def gold(quote: str, verdict: str | None, kind: str = "claim", **more: object) -> GoldRow:
    start = TEXT.index(quote)
    fixed = {"id": quote, "article_id": "a", "quote": quote, "start": start, "end": start + len(quote), "kind": kind}
    return GoldRow.model_validate({**fixed, "claim": f"{quote} (en 2024)", "verdict": verdict, **more})


def source(name: str, syndicated_from: str | None = None) -> SourceRow:
    return SourceRow(id=name, publisher=name, title=name, lang="es", text="…", syndicated_from=syndicated_from)


ARCHIVE = Archive(
    "planted",
    [ArticleRow(id="a", lang="es", published=date(2024, 3, 1), text=TEXT)],
    [
        gold("El paro bajó al 5 %", "supported", evidence=["s1", "s2"]),
        gold("La torre mide 90 metros", "refuted", evidence=["s3"], reason="number"),
        gold("Será un gran año", None, kind="prediction"),
    ],
    [source("s1"), source("s2"), source("s3"), source("r1", "s1")],
)


def pipeline() -> FakePipeline:
    def finds(article: Article) -> list[tuple[str, ClaimKind]]:
        assert article.text == TEXT
        return [
            ("Llovió ayer", ClaimKind.FACTUAL),
            ("El paro bajó al 5 %.", ClaimKind.FACTUAL),
            ("Será un gran año", ClaimKind.PREDICTION),
        ]

    answers = {
        "El paro bajó al 5 % (en 2024)": (YES, 0.9, ["r1", "s1"]),
        "La torre mide 90 metros (en 2024)": (YES, 0.85, ["s9"]),
        "Llovió ayer": (OPEN, 0.6, []),
        "El paro bajó al 5 %.": (YES, 0.9, ["s1"]),
        "Será un gran año": (VerdictLabel.NOT_CHECKABLE, 0.9, []),
    }
    return FakePipeline(answers, finds)


def test_the_whole_way_by_hand() -> None:
    measured, lines = evaluate(pipeline(), ARCHIVE, Options(), quiet)
    found = measured.overall
    assert (found["n"], found["found"]) == (2, 2)
    assert (found["claim_precision"], found["claim_recall"], found["claim_f1"]) == (0.5, 0.5, 0.5)
    assert found["macro_f1_gold"] == pytest.approx((2 / 3 + 0) / 2), "the tower is refuted, we said supported"
    assert found["macro_f1_found"] == pytest.approx((1 + 0) / 2), "the tower was not found"
    assert found["evidence_recall"] == pytest.approx((1 / 2 + 0) / 2), "the reprint is as good as its original"
    assert found["confident_wrong"] == pytest.approx(1 / 2)
    assert set(measured.more["by_reason"]) == {"none", "number"}
    assert measured.by_language["es"]["n"] == 2
    assert [json.loads(line)["quote"] for line in predictions(lines)] == ["El paro bajó al 5 %.", None, "Llovió ayer"]


def test_evidence_is_cut_off_at_the_articles_date() -> None:
    checks = pipeline()
    evaluate(checks, ARCHIVE, Options(as_of=date(2030, 1, 1)), quiet)
    assert {options.as_of for _, options in checks.asked} == {date(2024, 3, 1)}


def test_the_keys_are_a_contract() -> None:
    document = json.loads(evaluate(pipeline(), ARCHIVE, Options(), quiet)[0].as_json())
    assert set(document) == {"files", "by_language", "overall", "by_reason"}
    promised = {"claim_f1", "macro_f1_gold", "macro_f1_found", "evidence_recall", "confident_wrong"}
    assert promised <= set(document["files"]["planted"]) & set(document["by_reason"]["number"])


def test_spans_match_one_to_one_from_half_of_the_longer() -> None:
    spans = [Span(start=0, end=10), Span(start=10, end=20)]
    assert matched(spans, [Span(start=0, end=20)]) == {0: 0}, "half of the longer is enough, once"
    assert matched(spans, [Span(start=5, end=16)]) == {1: 0}, "6 of 11 characters"
    assert matched(spans, [Span(start=5, end=15)]) == {0: 0}, "of equals the first"
    assert matched(spans, [Span(start=8, end=13)]) == {}
