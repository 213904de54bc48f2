from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.language.negation import negations, polarity, polarity_at, without_negations

CUES = [
    ("es", "Kazajistán no es parte del tratado.", ["no"]),
    ("es", "Nunca firmó ni ratificó el acuerdo.", ["Nunca", "ni"]),
    ("es", "Tampoco hubo acuerdo; nadie habló sin permiso.", ["Tampoco", "nadie", "sin"]),
    ("es", "El país dejó de exportar gas, lejos de aumentar la oferta.", ["dejó de", "lejos de"]),
    ("es", "No solo creció, sino que también exportó.", []),
    ("es", "No obstante, el PIB subió. Sin embargo, nadie lo notó.", ["nadie"]),
    ("es", "La sala No. 5 y el artículo n.º 3", []),
    ("es", "No más de 30 países, ¿no?", []),
    ("es", "El Movimiento de Países No Alineados", []),
    ("en", "It isn't a member and never was.", ["isn't", "never"]),
    ("en", "They don’t know; nobody cannot say.", ["don’t", "nobody", "cannot"]),
    ("en", "It is no longer a party and failed to pay.", ["no longer", "failed to"]),
    ("en", "Not only did it grow, it has no doubt grown without aid.", ["without"]),
    ("en", "Room No. 5 holds no more than ten.", []),
    ("fr", "La France n'est pas membre.", ["n'", "pas"]),
    ("pt", "O país não é membro.", ["não"]),
    ("de", "Das Land ist kein Mitglied.", ["kein"]),
    ("ru", "Страна не является членом.", ["не"]),
    ("xx", "no not nicht", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CUES)
def test_cues_are_found_and_look_alikes_are_not(lang: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in negations(text, lang)] == expected


AFFIRMATIVE = [
    ("es", "Kazajistán es parte del Estatuto de Roma."),
    ("es", "No solo es miembro, sino fundador."),
    ("es", "El comercio no dejó de crecer en 2022."),
    ("es", "No es cierto que el país no sea miembro."),
    ("es", "No es falso que el PIB creció."),
    ("es", "El comercio creció sin parar."),
    ("es", "Los países que no firmaron el tratado crecieron."),
    ("es", "Aunque no llovió, el río creció."),
    ("es", "El río creció, aunque no llovió."),
    ("es", "Noruega, que no es miembro de la UE, exporta gas."),
    ("es", "No menos de 30 países firmaron."),
    ("en", "Norway is a member of NATO."),
    ("en", "The country did not fail to pay."),
    ("en", "It is not true that Norway is not a member."),
    ("en", "The countries that did not sign the treaty grew."),
    ("en", "Although it did not rain, the river rose."),
    ("en", "Norway, which is not a member of the EU, exports gas."),
    ("en", "Not only Norway joined."),
    ("pt", "A Noruega é membro da OTAN."),
    ("xx", "No se sabe."),
]
NEGATIVE = [
    ("es", "Kazajistán no es parte del Estatuto de Roma."),
    ("es", "Kazajistán no forma parte del acuerdo que creó el tribunal."),
    ("es", "Noruega nunca ha sido miembro de la Unión Europea."),
    ("es", "No lo firmó nadie ni lo ratificó ningún país."),
    ("es", "El país dejó de ser miembro en 2019."),
    ("es", "Es falso que el PIB creciera."),
    ("es", "No es cierto que el país sea miembro."),
    ("es", "El ministro dijo que el país no es miembro."),
    ("es", "Ningún país de la región firmó."),
    ("es", "Noruega, que exporta gas, no es miembro de la UE."),
    ("en", "Kazakhstan is not a party to the Rome Statute."),
    ("en", "Norway isn't a member of the EU."),
    ("en", "The minister said that the country was no longer a member."),
    ("en", "The country failed to pay."),
    ("en", "It is false that Norway joined."),
    ("en", "No country in the region has signed."),
    ("en", "Norway, which exports gas, is not a member of the EU."),
    ("en", "Although it rained, the river did not rise."),
    ("fr", "La Norvège n'est pas membre de l'UE."),
    ("de", "Norwegen ist kein Mitglied der EU."),
    ("ru", "Норвегия не является членом ЕС."),
]


@pytest.mark.parametrize(("lang", "text"), AFFIRMATIVE)
def test_affirmative_statements(lang: str, text: str) -> None:
    assert polarity(text, lang) is True


@pytest.mark.parametrize(("lang", "text"), NEGATIVE)
def test_negative_statements(lang: str, text: str) -> None:
    assert polarity(text, lang) is False


@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(
            st.sampled_from(["no", " ", ",", "que", "sin", "isn't", "not", "No. 5", "dejó de", "\n", "."]), max_size=30
        ).map("".join),
    ),
    st.sampled_from(["es", "en", "fr", "xx"]),
)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_ordered_spans_and_a_polarity(text: str, lang: str) -> None:
    spans = negations(text, lang)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert polarity(text, lang) in (True, False)


@pytest.mark.parametrize(
    ("lang", "text", "without"),
    [
        ("es", "La capital no es Bergen.", "La capital es Bergen."),
        ("es", "Nunca ha sido miembro.", " ha sido miembro."),
        ("es", "Creció no solo en 2023.", "Creció no solo en 2023."),
        ("en", "Bergen isn't the capital.", "Bergen is the capital."),
        ("en", "It does not belong.", "It does belong."),
        ("en", "Oslo is the capital.", "Oslo is the capital."),
        ("xx", "no not nicht", "no not nicht"),
    ],
)
def test_without_negations(lang: str, text: str, without: str) -> None:
    affirmed, places = without_negations(text, lang)
    assert affirmed == without
    assert "".join(text[place] for place in places) == affirmed


@pytest.mark.parametrize(
    ("lang", "text", "word", "affirmed"),
    [
        ("es", "Noruega, que no es miembro de la Unión, votó a favor.", "miembro", False),
        ("es", "Noruega, que no es miembro de la Unión, votó a favor.", "votó", True),
        ("es", "Noruega es un país que no pertenece a la Unión.", "pertenece", False),
        ("es", "Noruega no es un país que pertenezca a la Unión.", "pertenezca", False),
        ("es", "Kazajistán, que no firmó el tratado, es miembro.", "miembro", True),
        ("en", "Norway, which does not belong to the Union, exports gas.", "belong", False),
        ("en", "Norway, which does not belong to the Union, exports gas.", "exports", True),
        ("en", "Norway is a country that is not a member.", "member", False),
        ("en", "Norway is a member.", "member", True),
    ],
)
def test_a_relative_clause_speaks_for_itself(lang: str, text: str, word: str, affirmed: bool) -> None:
    assert polarity_at(text, lang, text.index(word)) is affirmed
