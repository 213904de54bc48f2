"""Numbers that are distances between values, dates that are baselines, verbs that move by a number."""

from __future__ import annotations

import pytest

from factcheck.domain import Span
from factcheck.language.differences import is_baseline, is_change_by, is_difference, was_revised
from factcheck.language.quantities import quantities


def place(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start=start, end=start + len(part))


@pytest.mark.parametrize(
    ("lang", "text", "number"),
    [
        ("es", "Ganó 44 millones más que en 2023.", "44 millones"),
        ("es", "La población aumentó en 60.000 personas.", "60.000"),
        ("es", "Está tres puntos por debajo.", "tres puntos"),
        ("es", "Una caída de 20 millones.", "20 millones"),
        ("en", "It earned 44 million more than in 2023.", "44 million"),
        ("en", "The population rose by 60,000.", "60,000"),
        ("en", "A fall of 20 million.", "20 million"),
    ],
)
def test_a_difference(lang: str, text: str, number: str) -> None:
    assert is_difference(text, lang, place(text, number))


@pytest.mark.parametrize(
    ("lang", "text", "number"),
    [
        ("es", "Ganó 44 millones en 2023.", "44 millones"),
        ("es", "La población subió hasta 60.000 personas.", "60.000"),
        ("en", "It earned 44 million in 2023.", "44 million"),
        ("en", "The population rose to 60,000.", "60,000"),
        ("de", "Es waren 5 mehr als 2023.", "5"),
    ],
)
def test_a_value(lang: str, text: str, number: str) -> None:
    assert not is_difference(text, lang, place(text, number))


def test_a_rate_is_a_change_of_itself() -> None:
    for lang, text in (
        ("es", "Los precios subieron un 3 %."),
        ("es", "El PIB creció un 3 %."),
        ("en", "Prices rose 3 %."),
    ):
        assert not is_difference(text, lang, place(text, "3 %"), is_rate=True)
    more = "Creció un 3 % más que en 2023."
    assert is_difference(more, "es", place(more, "3 %"), is_rate=True)


@pytest.mark.parametrize(
    ("lang", "text", "verb", "number", "by"),
    [
        ("es", "La inflación subió un 3 %.", "subió", "3 %", True),
        ("es", "La inflación subió al 3 %.", "subió", "3 %", False),
        ("en", "Inflation rose 3%.", "rose", "3%", True),
        ("en", "Inflation rose to 3%.", "rose", "3%", False),
        ("de", "Sie stieg 3 %.", "stieg", "3 %", False),
    ],
)
def test_moving_by_and_moving_to(lang: str, text: str, verb: str, number: str, by: bool) -> None:
    assert is_change_by(text, lang, place(text, verb), place(text, number)) is by


@pytest.mark.parametrize(
    ("lang", "text", "year", "baseline"),
    [
        ("es", "Un 18 % menos que en 2023.", "2023", True),
        ("es", "Fue de 18 en 2023.", "2023", False),
        ("en", "Down 18% compared with 2023.", "2023", True),
        ("en", "It was 18 in 2023.", "2023", False),
        ("de", "18 mehr als 2023", "2023", False),
    ],
)
def test_baselines(lang: str, text: str, year: str, baseline: bool) -> None:
    assert is_baseline(text, lang, place(text, year)) is baseline


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("La Oficina revisa a la baja el crecimiento, del 2,7 % al 2,2 %.", "es", [True, False]),
        ("El banco eleva su previsión del 3,6 % al 3,8 %.", "es", [True, False]),
        ("The office revised growth from 2.7% to 2.2%.", "en", [True, False]),
        ("The bank raised its inflation forecast from 3.6% to 3.8%.", "en", [True, False]),
        ("El paro bajó del 10,1 % al 9,4 %.", "es", [False, False]),
        ("Unemployment fell from 10.1% to 9.4%.", "en", [False, False]),
        ("La revisión deja el dato en el 2,2 %.", "es", [False]),
    ],
)
def test_a_revised_value_is_told_no_longer_stated(text: str, lang: str, expected: list[bool]) -> None:
    assert [was_revised(text, lang, found.span) for found in quantities(text, lang)] == expected
