from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.language.detect import FLOOR, LANGUAGES, detect

SENTENCES = {
    "es": "El comercio entre los dos países alcanzó un récord el año pasado, según el ministerio.",
    "en": "Trade between the two countries reached a record last year, the ministry said.",
    "pt": "O comércio entre os dois países atingiu um recorde no ano passado, segundo o ministério.",
    "fr": "Le commerce entre les deux pays a atteint un record l'an dernier, selon le ministère.",
    "de": "Der Handel zwischen den beiden Ländern erreichte im vergangenen Jahr einen Rekord.",
    "ru": "Торговля между двумя странами достигла рекорда в прошлом году, сообщило министерство.",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_a_sentence_is_recognised(lang: str) -> None:
    found, confidence = detect(SENTENCES[lang])
    assert found == lang
    assert confidence > 0.8


@pytest.mark.parametrize("lang", ["es", "en"])
def test_capitals_do_not_matter(lang: str) -> None:
    assert detect(SENTENCES[lang].upper())[0] == lang


@pytest.mark.parametrize("text", ["hola", "GDP", "Se ha invertido.", "Kazajistán"])
def test_short_texts_are_spanish_or_english_with_their_low_confidence(text: str) -> None:
    found, confidence = detect(text)
    assert found in ("es", "en")
    assert confidence < 0.9


@pytest.mark.parametrize("text", ["", "   ", "12.345 %", "😀😀", "https://example.org/una-noticia"])
def test_without_letters_nothing_is_believed(text: str) -> None:
    assert detect(text) == ("en", 0.0)


def test_a_script_of_its_own_is_not_forced_into_spanish_or_english() -> None:
    assert detect("Те се смеят.")[0] not in ("es", "en")


def test_long_texts_are_judged_by_samples_from_the_whole() -> None:
    quote = "A short English epigraph opens the report. "
    found, confidence = detect(quote + "\n" + SENTENCES["es"] * 20_000)
    assert found == "es"
    assert confidence > FLOOR


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_a_known_language(text: str) -> None:
    found, confidence = detect(text)
    assert found in LANGUAGES
    assert 0.0 <= confidence <= 1.0
