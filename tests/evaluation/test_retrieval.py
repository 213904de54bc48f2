from __future__ import annotations

import pytest

from factcheck.evaluation.datasets import DocumentRow, QueryRow
from factcheck.evaluation.retrieval import Task, claim_of, evaluate, task
from tests.evaluation.fakes import FakeSearcher, quiet


def query(text: str, relevant: list[str], lang: str = "es") -> QueryRow:
    return QueryRow(id=text, text=text, lang=lang, relevant=tuple(relevant), relevant_xl=("en1", "es1"))


def test_figures_over_queries_that_have_something_relevant() -> None:
    searcher = FakeSearcher({"one": ["a", "x", "y"], "two": ["x", "x", "b"]})
    queries = [query("one", ["a"]), query("two", ["b", "c"]), query("none", [])]
    found = evaluate(searcher, "q", queries, Task(), quiet).files["q"]
    assert found["n"] == 2
    assert found["success@1"] == 0.5
    assert found["success@5"] == 1
    assert found["recall@10"] == pytest.approx((1 + 0.5) / 2)
    assert found["mrr"] == pytest.approx((1 + 0.5) / 2), "the second x is the same source: b stands second"
    assert set(found) == {"n", "success@1", "success@5", "success@10", "recall@10", "ndcg@10", "mrr", "intervals"}


def test_excluding_the_own_language_searches_and_counts_the_others_only() -> None:
    documents = [DocumentRow(id=f"{lang}1", text="t", lang=lang) for lang in ("es", "en", "de")]
    asked = task(documents, "relevant_xl", exclude_own_language=True)
    searcher = FakeSearcher({"uno": ["en1"], "one": ["de1", "es1"]})
    measured = evaluate(searcher, "q", [query("uno", [], "es"), query("one", [], "en")], asked, quiet)
    assert {options.scope.languages for options in searcher.asked} == {("de", "en"), ("de", "es")}
    assert measured.by_language["es"]["success@1"] == 1
    assert measured.by_language["es"]["recall@10"] == 1, "es1 is not wanted from a Spanish claim"
    assert measured.by_language["en"]["mrr"] == 0.5


def test_without_exclusion_nothing_is_filtered() -> None:
    asked = task([DocumentRow(id="a", text="t", lang="es")], "relevant", exclude_own_language=False)
    searcher = FakeSearcher({"uno": ["a"]})
    evaluate(searcher, "q", [query("uno", ["a"])], asked, quiet)
    assert searcher.asked[0].scope.languages == ()


def test_a_claim_with_a_context_is_asked_as_a_sentence_of_its_article() -> None:
    before = "Ana Ruiz Vela es una física de Brenales. Ana Ruiz Vela dirige un laboratorio."
    text = "Ella recibió el premio Ardea en 2015."
    said = QueryRow(id="q", text=text, lang="es", context=before, title="Ana Ruiz Vela")
    assert claim_of(said).query == "Ana Ruiz Vela recibió el premio Ardea en 2015"
    assert claim_of(said).quote == text
    assert claim_of(said, alone=True).query == text
    assert claim_of(QueryRow(id="q", text=text, lang="es")).query == text
    searcher = FakeSearcher({text: ["b", "a"], "Ana Ruiz Vela recibió el premio Ardea en 2015": ["a"]})
    asked = [said.model_copy(update={"relevant": ("a",)})]
    found = [evaluate(searcher, "q", asked, Task(alone=alone), quiet).overall["mrr"] for alone in (True, False)]
    assert found == [0.5, 1.0]
