"""Which way a number says that something went."""

from __future__ import annotations

import pytest

from factcheck.domain import Span
from factcheck.language.directions import direction, direction_words


def way(lang: str, text: str, number: str) -> str | None:
    start = text.index(number)
    return direction(text, lang, Span(start=start, end=start + len(number)))


@pytest.mark.parametrize(
    ("lang", "text", "number", "expected"),
    [
        ("es", "El PIB creció un 2 %.", "2 %", "up"),
        ("es", "El paro cayó 2 puntos.", "2 puntos", "down"),
        ("es", "Vendió 40 coches menos.", "40", "down"),
        ("es", "Subió el paro, y la inflación cayó un 3 %.", "3 %", "down"),
        ("es", "El puente mide 40 metros.", "40", None),
        ("es", "El paro cayó más de 2 puntos.", "2 puntos", "down"),
        ("en", "GDP grew 2%.", "2%", "up"),
        ("en", "Sales fell by more than 4%.", "4%", "down"),
        ("en", "It sold 40 fewer cars.", "40", "down"),
        ("en", "The bridge is 40 metres long.", "40", None),
        ("de", "Das BIP stieg um 2 %.", "2 %", None),
    ],
)
def test_direction(lang: str, text: str, number: str, expected: str | None) -> None:
    assert way(lang, text, number) == expected


def test_words_of_direction() -> None:
    text = "Subió el paro y bajaron los precios."
    assert [span.of(text) for span in direction_words(text, "es")] == ["Subió", "bajaron"]
    assert direction_words("Es stieg.", "de") == ()
