"""What a sentence only supposes, or says with another negation."""

from __future__ import annotations

import pytest

from factcheck.verification.assertion import clauses, nearest_clause, negates_otherwise, only_supposed
from factcheck.verification.reading import read


@pytest.mark.parametrize(
    ("lang", "claim", "passage", "supposed"),
    [
        ("es", "El partido ganó las elecciones.", "El partido podría ganar las elecciones.", True),
        ("es", "La empresa cerró la fábrica.", "La empresa amenaza con cerrar la fábrica.", True),
        ("es", "La empresa cerrará la fábrica.", "La empresa cerrará la fábrica.", False),
        ("es", "El partido ganó las elecciones.", "El partido ganó las elecciones y gobernará con otro.", False),
        ("en", "The firm closed its plant.", "The firm may close its plant.", True),
        ("en", "The firm closed its plant.", "The firm closed its plant in May.", False),
        ("en", "The firm will close its plant.", "The firm will close its plant.", False),
        ("en", "The firm closed its plant.", "The firm closed its plant, and its rivals will grow.", False),
    ],
)
def test_suppositions_say_nothing_of_facts(lang: str, claim: str, passage: str, supposed: bool) -> None:
    assert only_supposed(read(claim, lang, None), read(passage, lang, None)) is supposed


def test_across_languages_the_whole_passage_is_looked_at() -> None:
    claim = read("La empresa cerró la fábrica.", "es", None)
    assert only_supposed(claim, read("The firm may close its plant.", "en", None))
    assert not only_supposed(claim, read("The firm closed its plant.", "en", None))


@pytest.mark.parametrize(
    ("lang", "claim", "passage", "otherwise"),
    [
        ("es", "No se registraron casos de sarampión.", "Se registraron casos de sarampión.", True),
        ("es", "Se registraron casos de sarampión.", "No se registraron casos de sarampión.", True),
        ("es", "Se registraron casos de sarampión.", "Se registraron casos de sarampión.", False),
        ("es", "Hay menos de 100 casos.", "No hay 100 casos.", False),
        ("en", "No cases of measles were recorded.", "Cases of measles were recorded.", True),
        ("en", "No cases of measles were recorded.", "No cases of measles were recorded in May.", False),
        ("en", "Eleven were hurt.", "Nobody died and eleven were hurt.", False),
        ("en", "The shop is not open.", "The museum has many rooms.", False),
    ],
)
def test_a_negation_in_only_one_of_two_like_sentences(lang: str, claim: str, passage: str, otherwise: bool) -> None:
    assert negates_otherwise(read(claim, lang, None), read(passage, lang, None)) is otherwise


def test_negations_are_not_compared_across_languages() -> None:
    assert not negates_otherwise(read("No hubo casos.", "es", None), read("There were cases.", "en", None))


def test_clauses_keep_every_word_and_have_a_verb_each() -> None:
    text = "El partido ganó, con mayoría, las elecciones y su rival perdió; nadie protestó."
    parts = clauses(text, "es")
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    assert len(parts) == 3
    assert clauses("Sin verbo", "es") == ["Sin verbo"]
    assert clauses("", "en") == [""]


def test_the_nearest_clause_is_the_one_with_most_of_the_claims_words() -> None:
    passage = read("El museo abrió en 2020 y la biblioteca cerró en 2021.", "es", None)
    assert "biblioteca" in nearest_clause(read("La biblioteca cerró.", "es", None), passage)
