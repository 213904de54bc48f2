"""What a wording admits, and how two stated quantities stand to each other."""

from __future__ import annotations

import pytest

from factcheck.domain import Agreement, Quantity
from factcheck.language.agreement import admits, agreement, convert
from factcheck.language.quantities import quantities


def one(text: str, lang: str = "es") -> Quantity:
    (found,) = quantities(text, lang)
    return found


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("27.000 millones", 26.98e9, True),
        ("27.000 millones", 26.4e9, False),
        ("26,98 %", 26.98, True),
        ("26,98 %", 27.0, False),
        ("120 países", 125, False),
        ("2 millones", 2.1e6, True),
        ("2 millones", 2.4e6, False),
        ("más de 100", 98, False),
        ("más de 100", 100, False),
        ("más de 100", 100.5, True),
        ("al menos 100", 100, True),
        ("menos de 100", 100, False),
        ("hasta 100", 100, True),
        ("hasta 100", 101, False),
        ("casi 50", 49.6, True),
        ("casi 50", 50.2, False),
        ("casi 50", 44, False),
        ("unos 2,5 millones", 2_521_534, True),
        ("unos 2,5 millones", 2.8e6, False),
        ("unos 300", 275, True),
        ("unos 300", 260, False),
        ("entre 3 y 5 millones", 4.2e6, True),
        ("entre 3 y 5 millones", 6e6, False),
        ("la mitad", 0.51, True),
        ("la mitad", 0.55, False),
        ("el doble", 2.05, True),
        ("-3 grados", -3.2, True),
    ],
)
def test_a_wording_admits_what_it_is_true_of(text: str, value: float, expected: bool) -> None:
    assert admits(one(text), value) is expected


@pytest.mark.parametrize(
    ("claimed", "source", "expected"),
    [
        ("27.000 millones de dólares", "27 mil millones de dólares", Agreement.SAME),
        ("26,98 millones de euros", "27 millones de euros", Agreement.WITHIN_WORDING),
        ("27 millones de euros", "26,98 millones de euros", Agreement.WITHIN_WORDING),
        ("27 millones de euros", "24,3 millones de euros", Agreement.DIFFERENT),
        ("27 millones de euros", "27 millones de dólares", Agreement.INCOMPARABLE),
        ("un tercio", "33 %", Agreement.WITHIN_WORDING),
        ("el 5 %", "5 puntos porcentuales", Agreement.INCOMPARABLE),
        ("100 km", "62 millas", Agreement.WITHIN_WORDING),
        ("24 meses", "2 años", Agreement.SAME),
        ("40 grados", "104 grados Fahrenheit", Agreement.SAME),
        ("100 pesos", "100 pesos argentinos", Agreement.SAME),
        ("12 países", "12 empresas", Agreement.INCOMPARABLE),
        ("1.000 dorines", "1.200 dorines", Agreement.DIFFERENT),
        ("tercer país", "3 países", Agreement.INCOMPARABLE),
        ("1.000 dólares al mes", "1.000 dólares al año", Agreement.INCOMPARABLE),
        ("más de 100 heridos", "98 heridos", Agreement.DIFFERENT),
        ("más de 100 heridos", "al menos 90 heridos", Agreement.WITHIN_WORDING),
        ("entre 3 y 5 años", "4 años", Agreement.WITHIN_WORDING),
    ],
)
def test_two_quantities_agree_within_their_wordings(claimed: str, source: str, expected: Agreement) -> None:
    assert agreement(one(claimed), one(source)) is expected


def test_units_of_one_dimension_convert() -> None:
    assert convert(1, "km", "m") == pytest.approx(1000)
    assert convert(100, "celsius", "fahrenheit") == pytest.approx(212)
    assert convert(1, "mile2", "km2") == pytest.approx(2.589988, rel=1e-6)
    assert convert(1, "year", "month") == pytest.approx(12)
    assert convert(0.25, "fraction", "percent") == 25


@pytest.mark.parametrize(
    ("unit", "other"),
    [("USD", "EUR"), ("km", "kg"), ("percent", "percentage_point"), ("person", "km"), ("dorín", "km"), ("", "km")],
)
def test_what_does_not_convert_gives_none(unit: str, other: str) -> None:
    assert convert(1, unit, other) is None
