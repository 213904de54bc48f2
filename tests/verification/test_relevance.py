"""What is about something else is set aside before it can vote."""

from __future__ import annotations

import pytest

from factcheck.verification.reading import read
from factcheck.verification.relevance import (
    LEAST_SIMILARITY,
    MOST_BEHIND,
    names_what_it_is_about,
    proper_names,
    relevant,
)


def about(claim: str, passage: str, similarity: float | None = 0.95, nearest: float = 0.95, lang: str = "es") -> bool:
    return relevant(read(claim, lang, None), read(passage, lang, None), similarity, nearest)


@pytest.mark.parametrize(
    ("claim", "passage", "answer"),
    [
        ("El puente de Alcorán mide 640 metros.", "El puente de Alcorán costó 92 millones.", True),
        ("El puente de Rialto mide 640 metros.", "El puente de Alcorán costó 92 millones.", False),
        ("La inflación de Kenia subió.", "La inflación de Nigeria subió.", False),
        ("La inflación de Kenia subió.", "La economía keniana creció.", True),
        ("Hubo lluvias.", "Llovió mucho.", True),
    ],
)
def test_names_tell(claim: str, passage: str, answer: bool) -> None:
    assert about(claim, passage) is answer


@pytest.mark.parametrize(
    ("claim", "passage", "answer"),
    [
        ("The Alcorán bridge is 640 metres long.", "The bridge of Alcorán cost 92 million.", True),
        ("Inflation rose in Niger.", "Inflation rose in Nigeria.", False),
        ("Inflation rose in Guinea-Bissau.", "Inflation rose in Guinea.", False),
    ],
)
def test_names_tell_in_english(claim: str, passage: str, answer: bool) -> None:
    assert about(claim, passage, lang="en") is answer


def test_a_passage_far_away_in_meaning_is_set_aside() -> None:
    claim, passage = "El puente de Alcorán mide 640 metros.", "El puente de Alcorán mide 640 metros."
    assert not about(claim, passage, LEAST_SIMILARITY - 0.01, nearest=0.0)
    assert not about(claim, passage, 0.9 - MOST_BEHIND - 0.01, nearest=0.9)
    assert about(claim, passage, 0.9 - MOST_BEHIND + 0.01, nearest=0.9)


def test_what_was_found_by_words_alone_is_judged_by_names() -> None:
    assert about("El puente de Alcorán.", "El puente de Alcorán mide 640 metros.", None)
    assert not about("Mide más el puente de Rialto.", "El puente de Alcorán mide 640 metros.", None)


def test_proper_names_do_not_count_the_word_that_opens_a_sentence() -> None:
    assert proper_names(read("Llovió en Brenales. Nevó en Miraluz.", "es", None)) == {"brenales", "miraluz"}
    assert proper_names(read("", "es", None)) == set()


@pytest.mark.parametrize(
    ("claim", "passage", "answer"),
    [
        ("Movió 64,2 millones de toneladas (Valdoria).", "El puerto de Almenara movió 64,2 millones de toneladas.", True),
        ("Movió 64 millones de toneladas (Valdoria).", "El puerto de Almenara movió 64 millones de toneladas.", False),
    ],
)  # fmt: skip
def test_a_telling_figure_stands_in_for_a_name(claim: str, passage: str, answer: bool) -> None:
    assert about(claim, passage) is answer


@pytest.mark.parametrize(
    ("claim", "answer"),
    [("El portero Beñat Lasarte paró tres.", True), ("El portero Lasarte paró tres.", False)],
)
def test_all_names_of_a_claim_outweigh_a_meaning_far_behind(claim: str, answer: bool) -> None:
    passage = "Ganó el Montrera por penaltis. El portero Beñat Lasarte detuvo dos lanzamientos."
    assert about(claim, passage, 0.82, 0.95) is answer


@pytest.mark.parametrize(
    ("lang", "claim", "passage", "answer"),
    [
        ("es", "El próximo presidente de Francia será Jordan Bardella.", "Hollande fue presidente de Francia.", False),
        ("es", "El presidente de Francia es Emmanuel Macron.", "Macron preside Francia desde 2017.", True),
        (
            "en",
            "The border between Kazakhstan and China is long.",
            "The border of Kazakhstan and Russia is long.",
            False,
        ),
        ("en", "France has a president.", "The French president travelled.", True),
        ("es", "Llovió mucho.", "Nevó.", True),
    ],
)
def test_what_a_claim_is_about_has_its_countries_and_a_name(lang: str, claim: str, passage: str, answer: bool) -> None:
    assert names_what_it_is_about(read(claim, lang, None), read(passage, lang, None)) is answer


def test_a_month_is_no_name() -> None:
    assert proper_names(read("The law passed in May 2025 in Sotavia.", "en", None)) == {"sotavia"}
