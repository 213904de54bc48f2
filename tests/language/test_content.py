"""Words that carry the message, and words that say more than that something has a value."""

from __future__ import annotations

import pytest

from factcheck.language.content import content_words, telling_words


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("es", "La población de Noruega alcanzó los 5,5 millones en 2024.", ["población", "Noruega"]),
        ("es", "El Club Marola ganó la regata.", ["Club", "Marola", "ganó", "regata"]),
        ("en", "The population of Norway reached 5.5 million in 2024.", ["population", "Norway"]),
        ("en", "Timber is the main export of Haldane.", ["Timber", "main", "export", "Haldane"]),
        ("es", "", []),
        ("en", "12 % — 3,5", []),
    ],
)
def test_content_words(lang: str, text: str, words: list[str]) -> None:
    assert [span.of(text) for span in content_words(text, lang)] == words


def test_spans_hold_for_the_text_as_written() -> None:
    text = "Año récord: Ñuñoa creció"
    assert [span.of(text) for span in content_words(text, "es")] == ["Ñuñoa", "creció"]


def test_without_a_list_short_words_count_as_function_words() -> None:
    text = "Der Fluss ist lang"
    assert [span.of(text) for span in content_words(text, "de")] == ["Fluss", "lang"]
    assert telling_words(text, "de") == content_words(text, "de")


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("es", "En Noruega viven 5 millones de personas.", ["Noruega"]),
        ("es", "La inflación récord del estado", ["inflación", "récord", "estado"]),
        ("en", "Five million people live in Norway.", ["Five", "Norway"]),
        ("en", "The record inflation of the state", ["record", "inflation", "state"]),
        ("es", "El comercio alcanzó un récord de 27.000 millones.", ["comercio"]),
        ("en", "Trade reached a record $27 billion.", ["Trade"]),
        ("en", "Trade broke a record of long standing.", ["Trade", "broke", "record", "long", "standing"]),
    ],
)
def test_telling_words_leave_out_what_states_a_value_and_keep_what_narrows_it(
    lang: str, text: str, words: list[str]
) -> None:
    assert [span.of(text) for span in telling_words(text, lang)] == words
