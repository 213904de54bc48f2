from __future__ import annotations

import pytest

from factcheck.language import context
from factcheck.language.context import apposition, bare_subject, companions, core, definite_nouns


def texts(text: str, lang: str) -> list[tuple[str, bool]]:
    return [(n.text, n.initial) for n in context.names(text, lang)]


def test_names_by_their_capitals() -> None:
    assert texts("Ayer la alcaldesa Rosa Marín visitó Peñalba.", "es")[-2:] == [
        ("Rosa Marín", False),
        ("Peñalba", False),
    ]
    assert ("Banco de la Costa", False) in texts("El Banco de la Costa abrió.", "es")


def test_the_first_word_is_doubtful_unless_it_acts() -> None:
    assert texts("Unemployment fell.", "en") == [("Unemployment", True)]
    assert texts("Norlandia cerró la frontera.", "es") == [("Norlandia", False)]
    assert texts("Norland's ports closed.", "en") == [("Norland", False)]


def test_named_believes_what_is_known() -> None:
    assert context.named("Norland closed its ports.", "en") == ()
    assert [n.text for n in context.named("Norland closed its ports.", "en", frozenset({"Norland"}))] == ["Norland"]
    assert [n.text for n in context.named("France closed its ports.", "en")] == ["France"]


def test_place_references() -> None:
    text = "La producción del país creció en el país."
    assert [s.of(text) for s in context.place_references(text, "es")] == ["el país"]
    assert [(s.of(text), p) for s, p in context.contracted(text, "es")] == [("del país", "de")]
    assert [s.of("Across the country") for s in context.place_references("Across the country", "en")] == ["the country"]


def test_subjects() -> None:
    text = "El puerto de Vela no se cerró en mayo."
    span = context.subject(text, "es")
    assert span is not None
    assert span.of(text) == "El puerto de Vela"
    assert context.subject("Movió tres toneladas.", "es") is None
    assert context.subject("Sin verbo", "es") is None


def test_pronouns_that_open() -> None:
    text = "It was built in 1950."
    span = context.opens_with_pronoun(text, "en")
    assert span is not None
    assert span.of(text) == "It"
    assert context.opens_with_pronoun("This old bridge of stone and iron fell.", "en") is None
    assert context.opens_with_pronoun("The bridge fell.", "en") is None


def test_connectors_are_measured_with_their_comma() -> None:
    assert "Sin embargo, cayó."[context.connector("Sin embargo, cayó.", "es") :] == "cayó."
    assert context.connector("Cayó.", "es") == 0
    assert context.connector("aber er fiel", "de") == 0


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("El túnel del Ambral costó 940 millones.", "es", {"túnel": "Ambral"}),
        ("Lo cruza el petrolero Celeste Dawn.", "es", {"petrolero": "Celeste Dawn"}),
        ("The Ambral rail tunnel cost more.", "en", {"rail": "Ambral", "tunnel": "Ambral"}),
        ("Two died in Ruvela's floods.", "en", {"flood": "Ruvela"}),
        ("No hay nombre aquí.", "es", {}),
        ("", "en", {}),
    ],
)
def test_nouns_beside_a_name(text: str, lang: str, expected: dict[str, str]) -> None:
    found = companions(text, lang)
    assert {noun: found.get(noun) for noun in expected} == expected
    assert bool(found) == bool(expected)


def test_definite_nouns() -> None:
    assert set(definite_nouns("La línea pasó al túnel con un puente", "es")) >= {"línea", "túnel"}
    assert "puente" not in definite_nouns("La línea pasó al túnel con un puente", "es")
    assert "tunnel" in definite_nouns("Work on the tunnel began", "en")
    assert definite_nouns("Der Tunnel kostete mehr", "de") == ()


@pytest.mark.parametrize(
    ("text", "lang", "rest", "left_out"),
    [
        (
            "El tavi, lengua autóctona, tiene 38.000 hablantes",
            "es",
            "El tavi tiene 38.000 hablantes",
            "lengua autóctona",
        ),
        ("The river Serna, the longest of all, runs 648 km", "en", "The river Serna runs 648 km", "the longest of all"),
        ("Kenya, an old hand at it, has 47 counties", "en", "Kenya has 47 counties", "an old hand at it"),
        ("La primera ministra, Aisling Torrance, descartó dimitir", "es", None, None),
        ("El trigo, la cebada y el maíz subieron un 3 %", "es", None, None),
        ("Wheat, barley and maize rose 3%", "en", None, None),
        ("Más al oeste, las islas crearon una reserva", "es", None, None),
        ("Yesterday, the president spoke of 3 reforms", "en", None, None),
        ("Oslo, capital de Suecia, tiene 700.000 habitantes", "es", None, None),
        ("El puente, de 640 metros, costó 92 millones", "es", None, None),
        ("Cayó un 3 %", "es", None, None),
    ],
)
def test_idle_appositions(text: str, lang: str, rest: str | None, left_out: str | None) -> None:
    assert core(text, lang) == (rest or text)
    assert apposition(text, lang) == left_out


def test_a_borrowed_subject_loses_appositions_with_figures_too() -> None:
    assert bare_subject("La infraestructura, de 13,7 kilómetros", "es") == "La infraestructura"
    assert bare_subject("The fund, worth 3 million", "en") == "The fund"
