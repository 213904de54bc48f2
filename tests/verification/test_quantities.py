"""A claimed quantity beside a value: admitted, near, another, or not comparable."""

from __future__ import annotations

import pytest

from factcheck.domain import Agreement, Bound, Quantity, Span
from factcheck.language.quantities import quantities
from factcheck.verification.quantities import agreement, difference, has_unit, nearest, of_value


def claimed(text: str, lang: str = "es") -> Quantity:
    (found,) = quantities(text, lang)
    return found


@pytest.mark.parametrize(
    ("text", "lang", "value", "unit", "expected"),
    [
        ("27.000 millones de dólares", "es", 27e9, "USD", Agreement.SAME),
        ("27.000 millones de dólares", "es", 26.98e9, "USD", Agreement.WITHIN_WORDING),
        ("27.000 millones de dólares", "es", 28.2e9, "USD", Agreement.NEAR),
        ("27.000 millones de dólares", "es", 31e9, "USD", Agreement.DIFFERENT),
        ("27.000 millones de euros", "es", 27e9, "USD", Agreement.INCOMPARABLE),
        ("más de 100 personas", "es", 98, "person", Agreement.DIFFERENT),
        ("más de 100 personas", "es", 101, "person", Agreement.WITHIN_WORDING),
        ("47 personas", "es", 46, "person", Agreement.DIFFERENT),
        ("5 millones", "es", 5e6, "person", Agreement.SAME),
        ("640 metros", "es", 0.64, "km", Agreement.SAME),
        ("640 kilómetros", "es", 640, "m", Agreement.DIFFERENT),
        ("fewer than 60,000 people", "en", 58_700, "person", Agreement.WITHIN_WORDING),
        ("up to 5%", "en", 7, "percent", Agreement.DIFFERENT),
        ("between 3 and 5 metres", "en", 4, "m", Agreement.WITHIN_WORDING),
        ("5 percentage points", "en", 5, "percent", Agreement.INCOMPARABLE),
    ],
)
def test_agreement(text: str, lang: str, value: float, unit: str, expected: Agreement) -> None:
    assert agreement(claimed(text, lang), of_value(value, unit)) is expected


def test_an_approximate_source_contradicts_later() -> None:
    said = claimed("530.000 millones de dólares")
    assert agreement(said, of_value(485e9, "USD")) is Agreement.DIFFERENT
    assert agreement(said, of_value(485e9, "USD", Bound.ABOUT)) is Agreement.NEAR
    assert agreement(said, of_value(300e9, "USD", Bound.ABOUT)) is Agreement.DIFFERENT


@pytest.mark.parametrize(
    ("text", "unit", "fits"),
    [
        ("5 millones de habitantes", "person", True),
        ("5 millones", "person", True),
        ("5 %", "person", False),
        ("el doble", "person", False),
        ("3.000 hectáreas", "km2", True),
        ("3.000 metros", "km2", False),
        ("3 euros", "USD", False),
    ],
)
def test_units_that_fit(text: str, unit: str, fits: bool) -> None:
    assert has_unit(claimed(text), unit) is fits


def test_difference_is_relative_to_the_source() -> None:
    assert difference(claimed("110 metros"), 100) == pytest.approx(0.1)
    assert difference(claimed("110 metros"), 0) is None


def test_nearest() -> None:
    text = "Tiene 31 paradas y mide 12 kilómetros."
    found = quantities(text, "es")
    place = text.index("mide")
    near = nearest(found, Span(start=place, end=place + 4))
    assert near is not None
    assert near.low == 12
    assert nearest((), Span(start=0, end=1)) is None
