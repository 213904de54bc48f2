from __future__ import annotations

import pytest

from factcheck.claims.propositions import has_figure, propositions


def parts(text: str, lang: str) -> list[str]:
    return [p.span.of(text) for p in propositions(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("El paro bajó al 8 % y la deuda subió al 90 %.", "es", ["El paro bajó al 8 %", "la deuda subió al 90 %."]),
        ("El lago mide 9 km; el río, 40.", "es", ["El lago mide 9 km; el río, 40."]),
        ("El lago mide 9 km; el río tiene 40.", "es", ["El lago mide 9 km", "el río tiene 40."]),
        ("Norte ganó, mientras que Sur perdió 2-0.", "es", ["Norte ganó", "Sur perdió 2-0."]),
        (
            "La tasa cayó al 4 %, frente al 6 % de un año antes.",
            "es",
            ["La tasa cayó al 4 %", "frente al 6 % de un año antes."],
        ),
        ("El puerto crece, el más rápido de la costa.", "es", ["El puerto crece", "el más rápido de la costa."]),
        (
            "Ana Gil dirige el museo, que tiene 300 cuadros.",
            "es",
            ["Ana Gil dirige el museo", "que tiene 300 cuadros."],
        ),
        ("Prices rose 4% and wages fell 1%.", "en", ["Prices rose 4%", "wages fell 1%."]),
        ("It fell to 4%, down from 6% a year earlier.", "en", ["It fell to 4%", "down from 6% a year earlier."]),
        ("Wages fell in Norland and rose in Sudland.", "en", ["Wages fell in Norland", "rose in Sudland."]),
    ],
)
def test_two_statements_are_cut(text: str, lang: str, expected: list[str]) -> None:
    assert parts(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Francia y España firmaron el pacto.", "es"),
        ("Si llueve y nieva, cierran el paso.", "es"),
        ("El pan y la sal subieron.", "es"),
        ("The mayor and the bishop met in Norland.", "en"),
        ("Wages fell in Norland and Sudland.", "en"),
        ("That is the kind of plan that Ann Lee and her deputy would like.", "en"),
        ("Ana Gil trabaja con Luis Paz y Eva Sol, dirige el museo.", "es"),
        ("Los precios (que subieron 3 % y bajaron 2 %) cayeron.", "es"),
        ("Der Preis stieg und der Lohn fiel.", "de"),
    ],
)
def test_one_statement_stays_whole(text: str, lang: str) -> None:
    assert parts(text, lang) == [text]


def test_what_a_part_borrows() -> None:
    text = "La riada causó 3 muertos y obligó a evacuar a 20 vecinos."
    first, second = propositions(text, "es")
    assert (first.borrows, first.head) == ("nothing", None)
    assert second.borrows == "subject"
    assert second.head is not None
    assert second.head.of(text) == "La riada"
    clause = propositions("La tasa cayó al 4 %, frente al 6 % de antes.", "es")[1]
    assert clause.borrows == "clause"
    assert clause.head is not None
    assert clause.head.of("La tasa cayó al 4 %") == "La tasa cayó al 4 %"


def test_figures() -> None:
    assert has_figure("Tres años", "es")
    assert has_figure("x9", "de")
    assert not has_figure("nada", "es")
