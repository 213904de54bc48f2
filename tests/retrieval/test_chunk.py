from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import EarlierCheck, Source
from factcheck.retrieval.chunk import Chunking, chunks, passages

SENTENCES = [f"La frase número {n} habla de algo distinto de las demás." for n in range(12)]


def _source(text: str | None, **values: object) -> Source:
    given = {"publisher": "P", "title": "Informe anual", "lang": "es", **values}
    return Source(id="s1", text=text, **given)  # type: ignore[arg-type]


def test_passages_are_whole_sentences_with_offsets_into_the_source() -> None:
    text = " ".join(SENTENCES)
    found = passages(_source(text), Chunking(size=130, overlap=0))
    assert len(found) == 6
    for passage in found:
        assert passage.span is not None
        assert passage.span.of(text) == passage.text
        assert passage.text.startswith("La frase")
        assert passage.text.endswith("demás.")


def test_overlap_repeats_the_last_sentence() -> None:
    text = " ".join(SENTENCES)
    found = passages(_source(text), Chunking(size=130, overlap=70))
    assert SENTENCES[1] in found[0].text
    assert SENTENCES[1] in found[1].text
    assert len({p.id for p in found}) == len(found)


def test_context_is_title_and_date() -> None:
    dated = passages(_source("Una frase.", published=date(2024, 1, 15)))[0]
    assert dated.context == "P. Informe anual (2024-01-15)"
    assert passages(_source("Una frase."))[0].context == "P. Informe anual"


def test_an_id_is_no_name() -> None:
    assert passages(Source(id="x1", publisher="x1", title="Informe.", lang="es", text="Una."))[0].context == "Informe"
    assert passages(Source(id="x1", publisher="x1", title="x1", lang="es", text="Una."))[0].context == ""


@pytest.mark.parametrize("text", [None, "", "  \n\n "])
def test_a_source_without_text_has_no_passages(text: str | None) -> None:
    assert passages(_source(text)) == ()


def test_an_earlier_check_gives_the_claim_it_judged() -> None:
    check = EarlierCheck(claim_reviewed="La Luna es de queso.", rating="Falso")
    found = passages(_source("La Luna es de roca.", earlier_check=check))
    assert [p.text for p in found] == ["La Luna es de queso.", "La Luna es de roca."]
    assert found[0].span is None


def test_a_sentence_without_end_is_cut_at_white_space() -> None:
    text = "dato " * 1000
    found = chunks(text, "es", Chunking(size=600, overlap=0, longest_sentence=500))
    assert all(span.end - span.start <= 500 for span in found)
    assert "".join(span.of(text) for span in found).replace(" ", "") == "dato" * 1000


@given(st.text(alphabet="abc. \n¿?é🙂", max_size=400), st.integers(1, 80), st.integers(0, 60))
def test_every_character_is_covered(text: str, size: int, overlap: int) -> None:
    found = chunks(text, "es", Chunking(size=size, overlap=overlap, longest_sentence=50))
    covered = {i for span in found for i in range(span.start, span.end)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered
    assert [s.start for s in found] == sorted({s.start for s in found})
