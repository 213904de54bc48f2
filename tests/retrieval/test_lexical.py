from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from factcheck.domain import Passage
from factcheck.errors import ReferenceIndexError
from factcheck.retrieval.lexical import LexicalIndex, Weights, content_words, stems, terms, write

TEXTS = [
    ("es", "Las exportaciones de trigo aumentaron un 12 % en Nortelandia."),
    ("en", "Wheat exports rose by 12 percent in Nortelandia."),
    ("es", "El puente sobre el río tiene mil metros."),
    ("en", "Kazakhstan sold 27,000 million dollars of oil."),
    ("de", "Der Weizenexport wuchs um zwölf Prozent."),
]


def _passages() -> list[Passage]:
    return [Passage(id=f"p{n}", source_id="s", text=text, lang=lang) for n, (lang, text) in enumerate(TEXTS)]


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex.in_memory(_passages())


def _rows(index: LexicalIndex, text: str, lang: str, **more: object) -> list[int]:
    return [row for row, _ in index.search(terms(text, lang, Weights()), 5, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "lang", "first"),
    [
        ("La exportación de trigo aumentó.", "es", 0),
        ("The export of wheat is rising.", "en", 1),
        ("¿Cuántos metros mide el puente?", "es", 2),
        ("Weizenexport", "de", 4),
    ],
)
def test_inflected_words_meet_in_their_language(index: LexicalIndex, text: str, lang: str, first: int) -> None:
    assert _rows(index, text, lang)[0] == first


def test_names_and_amounts_meet_across_languages(index: LexicalIndex) -> None:
    assert _rows(index, "Kazajistán vendió 27.000 millones de dólares de petróleo", "es")[0] == 3
    assert _rows(index, "Nortelandia", "en") == [1, 0]


def test_function_words_find_nothing(index: LexicalIndex) -> None:
    assert _rows(index, "de la y el", "es") == []
    assert content_words("El puente de la ciudad", "es") == ["puente", "ciudad"]


def test_the_mask_acts_before_the_limit() -> None:
    many = [Passage(id=f"p{n}", source_id="s", text="trigo", lang="es") for n in range(50)]
    index = LexicalIndex.in_memory(many)
    mask = np.zeros(50, dtype=np.bool_)
    mask[[41, 47]] = True
    found = index.search([("any", "trigo", 1.0)], 1, mask)
    assert [row for row, _ in found] == [41]


def test_query_syntax_has_no_power_here(index: LexicalIndex) -> None:
    assert _rows(index, 'es:trigo AND (puente OR "río" ^~* -metros', "es")[0] == 2


def test_stored_and_opened_it_answers_the_same(index: LexicalIndex, tmp_path: Path) -> None:
    write(_passages(), tmp_path)
    wanted = terms("exportación de trigo", "es", Weights())
    assert LexicalIndex.open(tmp_path).search(wanted, 5) == index.search(wanted, 5)


def test_a_missing_index_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ReferenceIndexError, match="factcheck index build"):
        LexicalIndex.open(tmp_path)


def test_an_empty_index_finds_nothing() -> None:
    assert LexicalIndex.in_memory([]).search([("any", "trigo", 1.0)], 5) == []


def test_stems_fold_accents_after_stemming() -> None:
    assert stems("Exportación", "es") == stems("exportaciones", "es")
