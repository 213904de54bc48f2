from __future__ import annotations

from factcheck.domain import Fact, Passage
from factcheck.retrieval.contents import Contents
from factcheck.retrieval.embedding import embedded_texts, keys
from tests.retrieval.fakes import fact, source, statement


def _inflation(year: int, **values: object) -> Fact:
    given = {"attribute": "inflation", "value": 2.0, "unit": "percent", "period": str(year), **values}
    return fact(f"i{year}{''.join(map(str, values.values()))}", "s", **given)


def _contents(facts: list[Fact]) -> Contents:
    passages = [
        Passage(id=f"{f.id}@{lang}", source_id="s", text=f"{statement(f, lang)} {f.period}", lang=lang, fact_id=f.id)
        for f in facts
        for lang in ("es", "en")
    ]
    return Contents(tuple(passages), (source("s"),), tuple(facts))


def test_the_newest_figure_of_a_series_stands_for_all_in_each_language() -> None:
    made = _contents([_inflation(2021), _inflation(2023), _inflation(2022)])
    texts = embedded_texts(made)
    assert set(texts) == {p.text for p in made.passages if "2023" in p.text}
    assert [text[:4] for text in texts] == ["[es]", "[en]"] * 3
    assert len(set(keys(made))) == 2


def test_facts_of_their_own_keep_their_own_vector() -> None:
    apart = [
        _inflation(2021),
        _inflation(2022, subject_id="country:ESP"),
        _inflation(2023, qualifiers={"partner": "country:RUS"}),
        _inflation(2024, attribute="gdp_growth"),
        _inflation(2025, statements={"es": "Con palabras propias."}),
        fact("capital", "s"),
    ]
    made = _contents(apart)
    assert embedded_texts(made) == [p.text for p in made.passages]


def test_texts_are_embedded_with_their_context() -> None:
    passage = Passage(id="p", source_id="s", text="Mide 900 metros.", lang="es", context="Informe (2024-01-01)")
    assert embedded_texts(Contents((passage,))) == ["Informe (2024-01-01). Mide 900 metros."]
