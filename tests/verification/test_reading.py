"""A text read for comparison: whose an attribute is, what is affirmed, which numbers are denied."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.domain import Span
from factcheck.verification.reading import is_denied, owner, read


def test_a_reading_holds_what_can_be_compared() -> None:
    reading = read("La inflación de Kenia fue del 4,5 % el año pasado.", "es", date(2025, 6, 1))
    assert reading.entities == {"country:KEN"}
    assert [m.attribute for m in reading.attributes] == ["inflation"]
    assert [(q.low, q.unit) for q in reading.quantities] == [(4.5, "percent")]
    assert [period.first.year for period in reading.periods] == [2024]
    assert reading.affirmative


def test_without_a_date_to_count_from_a_relative_date_stays_open() -> None:
    reading = read("La inflación fue del 4,5 % el año pasado.", "es", None)
    assert reading.times
    assert reading.periods == ()


def test_an_empty_text_reads_as_nothing() -> None:
    reading = read("", "es", None)
    assert (reading.mentions, reading.quantities, reading.times, reading.attribute("inflation")) == ((), (), (), None)


@pytest.mark.parametrize(
    ("lang", "text", "attribute", "country"),
    [
        ("es", "El principal destino de las exportaciones de Noruega fue Alemania.", "export_partners", "country:NOR"),
        ("es", "Alemania fue el principal destino de las exportaciones noruegas.", "export_partners", "country:NOR"),
        ("es", "La inflación de Noruega fue mayor que la de Suecia.", "inflation", "country:NOR"),
        ("es", "Suecia supera la inflación de Noruega.", "inflation", "country:NOR"),
        ("en", "Germany is Norway's largest export market.", "export_partners", "country:NOR"),
        ("en", "Unlike Sweden, the population of Norway grew.", "population", "country:NOR"),
        ("en", "Norway has 5.5 million inhabitants.", "population", "country:NOR"),
        ("en", "The population grew.", "population", None),
    ],
)
def test_whose_an_attribute_is(lang: str, text: str, attribute: str, country: str | None) -> None:
    reading = read(text, lang, None)
    mention = reading.attribute(attribute)
    assert mention is not None
    found = owner(reading, mention)
    assert (found.entity if found else None) == country


def test_a_relative_clause_affirms_for_itself() -> None:
    reading = read("Noruega, que no es miembro de la Unión, votó a favor.", "es", None)
    start = reading.text.index("miembro")
    assert not reading.affirms(Span(start=start, end=start + 7))
    assert reading.affirms(Span(start=reading.text.index("votó"), end=len(reading.text)))


@pytest.mark.parametrize(
    ("lang", "text", "denied"),
    [
        ("es", "La inflación no fue del 9 %.", True),
        ("es", "La inflación no subió un 9 %.", True),
        ("es", "La inflación no supera el 9 %.", False),
        ("es", "La inflación no llegó al 9 %.", False),
        ("es", "La inflación fue del 9 %.", False),
        ("es", "Noruega no tiene más de 6 millones de habitantes.", True),
        ("en", "Inflation was not 9%.", True),
        ("en", "Inflation did not exceed 9%.", False),
        ("en", "Inflation did not reach 9%.", False),
        ("en", "Norway doesn't have more than 6 million inhabitants.", True),
    ],
)
def test_denied_numbers_and_bounded_ones(lang: str, text: str, denied: bool) -> None:
    reading = read(text, lang, None)
    assert is_denied(reading, reading.quantities[0]) is denied
