from __future__ import annotations

import pytest

from factcheck.language.verbs import finite_verbs, future_verbs, past_verbs, words


def found(text: str, lang: str) -> list[str]:
    return [span.of(text) for span in finite_verbs(text, lang)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La deuda subió un 3 % y el gasto cayó.", ["subió", "cayó"]),
        ("El puente mide 300 metros.", ["mide"]),
        ("La torre se alza sobre el puerto.", ["alza"]),
        ("El presidente del consejo y la gente", []),
        ("La economía y la energía del país", []),
        ("El equipo cuenta con once jugadores.", ["cuenta"]),
        ("Una cuenta con saldo", []),
        ("Los trenes irán a la costa y pararán en el puerto.", ["irán", "pararán"]),
    ],
)
def test_spanish_finite_verbs(text: str, expected: list[str]) -> None:
    assert found(text, "es") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prices rose 4% and wages fell.", ["rose", "fell"]),
        ("The bridge has not yet opened.", ["has"]),
        ("The lake is 40 metres deep and opened in 1950.", ["is", "opened"]),
        ("The islands belong to the union.", ["belong"]),
        ("the belong of the", []),
    ],
)
def test_english_finite_verbs(text: str, expected: list[str]) -> None:
    assert found(text, "en") == expected


def test_future_and_past_are_told_apart() -> None:
    assert [s.of("El billete costará 3 euros") for s in future_verbs("El billete costará 3 euros", "es")] == ["costará"]
    assert [s.of("Van a cerrar") for s in future_verbs("Van a cerrar", "es")] == ["Van"]
    assert [s.of("It will rain") for s in future_verbs("It will rain", "en")] == ["will"]
    assert future_verbs("El billete cuesta 3 euros", "es") == ()
    assert [s.of("Costó 3 y cuesta 4") for s in past_verbs("Costó 3 y cuesta 4", "es")] == ["Costó"]


def test_an_unknown_language_has_no_verbs() -> None:
    assert finite_verbs("Der Zug fährt.", "de") == ()


def test_words_know_what_stands_before_them() -> None:
    first, second, third = words("Once, 20 veces más")[:3]
    assert (first.text, first.breaks) == ("once", True)
    assert second.breaks
    assert second.after_figure
    assert not third.breaks
