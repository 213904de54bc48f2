"""Words that name an attribute, in both languages."""

from __future__ import annotations

import pytest

from factcheck.language.attributes import attributes, fold

CASES = [
    ("es", "El PIB por habitante de Kenia subió", ["gdp_per_capita_ppp"]),
    ("es", "El PIB de Kenia creció un 5 %", ["gdp_growth"]),
    ("es", "El PIB nominal alcanzó 3 billones", ["gdp_nominal"]),
    ("es", "La inflación interanual fue del 4 %", ["inflation"]),
    ("es", "No forma parte del acuerdo", ["members"]),
    ("es", "La capital social de la empresa", []),
    ("es", "Alemania fue el principal destino de las exportaciones noruegas", ["export_partners"]),
    ("es", "La tasa de paro bajó al 9 %", ["unemployment"]),
    ("es", "Un primer ministro interino", ["head_of_government"]),
    ("en", "GDP per capita rose", ["gdp_per_capita_ppp"]),
    ("en", "Kenya's economy grew by 5%", ["gdp_growth"]),
    ("en", "Consumer price inflation was 2.8%", ["inflation"]),
    ("en", "It is a member state of the bloc", ["members"]),
    ("en", "Capital punishment was abolished", []),
    ("en", "Germany was the main export destination of Norway", ["export_partners"]),
    ("en", "He became prime minister", ["head_of_government"]),
    ("pl", "Stolicą jest Warszawa", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_attributes_named(lang: str, text: str, expected: list[str]) -> None:
    assert [mention.attribute for mention in attributes(text, lang)] == expected


def test_spans_quote_the_text_and_do_not_overlap() -> None:
    text = "La inflación y el PIB por habitante de Perú, y su capital, Lima 👩‍🚀"
    found = attributes(text, "es")
    assert [m.span.of(text) for m in found] == ["inflación", "PIB por habitante", "capital"]
    assert not any(a.span.overlaps(b.span) for a in found for b in found if a is not b)


@pytest.mark.parametrize("text", ["Ñandú İstanbul ﬁn ß", "e\u0301cole", "", "ΑΣ 한국"])
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)
