"""A claim beside a hit: a fact's finding, sentences to read, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from factcheck.domain import Claim, Fact, Hit
from factcheck.verification.drafts import MOST_SENTENCES, drafts, shared_words, shares_matter
from factcheck.verification.reading import read

AS_OF = date(2025, 6, 1)
MakeClaim = Callable[..., Claim]
MakeHit = Callable[..., Hit]
CAPITAL = Fact.model_validate(
    {
        "id": "f",
        "source_id": "s",
        "subject": "Norway",
        "subject_id": "country:NOR",
        "attribute": "capital",
        "value": "Oslo",
        "single_valued": True,
    }
)


def test_a_fact_that_bears_on_the_claim_is_a_finding_and_nothing_is_read(claim: MakeClaim, hit: MakeHit) -> None:
    (draft,) = drafts(
        claim("La capital de Noruega es Bergen."), [hit("La capital de Noruega es Oslo.", fact=CAPITAL)], AS_OF
    )
    assert draft.finding is not None
    assert (draft.finding.label.value, draft.units) == ("refutes", ())


def test_a_fact_about_something_else_is_neither_found_nor_read(claim: MakeClaim, hit: MakeHit) -> None:
    (draft,) = drafts(
        claim("La inflación de Noruega es del 3 %."), [hit("La capital de Noruega es Oslo.", fact=CAPITAL)], AS_OF
    )
    assert (draft.finding, draft.units) == (None, ())


def test_a_fact_with_a_wording_of_its_own_is_read(claim: MakeClaim, hit: MakeHit) -> None:
    told = CAPITAL.model_copy(update={"attribute": "visit", "statements": {"es": "El presidente visitó Oslo en 2023."}})
    (draft,) = drafts(
        claim("El presidente visitó Oslo."), [hit("El presidente visitó Oslo en 2023.", fact=told)], AS_OF
    )
    assert draft.finding is None
    assert [unit.reading.text for unit in draft.units] == ["El presidente visitó Oslo en 2023."]


def test_a_passage_about_something_else_is_not_read(claim: MakeClaim, hit: MakeHit) -> None:
    (draft,) = drafts(
        claim("El puente de Rialto mide 48 metros."), [hit("El puente de Alcorán mide 640 metros.")], AS_OF
    )
    assert draft.units == ()


def test_the_nearest_sentences_are_read_each_on_its_own(claim: MakeClaim, hit: MakeHit) -> None:
    text = "Llovió. El puente de Alcorán abrió en mayo. Nevó. Alcorán tiene un puente de 640 metros. El puente es de acero. Hizo sol."
    (draft,) = drafts(claim("El puente de Alcorán mide 640 metros."), [hit(text, context="Informe, 2024")], AS_OF)
    assert len(draft.units) == MOST_SENTENCES
    assert draft.units[0].reading.text == "Alcorán tiene un puente de 640 metros."
    assert draft.units[0].span.of(text) == draft.units[0].reading.text
    assert draft.units[0].texts() == ["Informe, 2024. Alcorán tiene un puente de 640 metros."]


def test_a_differing_number_is_read_a_second_time_with_the_claims_in_its_place(claim: MakeClaim, hit: MakeHit) -> None:
    (draft,) = drafts(
        claim("The Alcorán bridge cost 29 million euros.", lang="en"),
        [hit("The Alcorán bridge cost 92 million euros.", lang="en")],
        AS_OF,
    )
    assert draft.units[0].texts() == [
        "The Alcorán bridge cost 92 million euros.",
        "The Alcorán bridge cost 29 million euros.",
    ]


def test_a_value_that_one_sentence_confirms_is_not_contradicted_by_another(claim: MakeClaim, hit: MakeHit) -> None:
    text = "El puente de Alcorán costó 92 millones de euros. El puente de Rialto costó 29 millones de euros."
    (draft,) = drafts(claim("El puente de Alcorán costó 92 millones de euros."), [hit(text)], AS_OF)
    assert all(unit.alignment.differing == () for unit in draft.units)


def test_bodies_of_the_claim_must_be_named(claim: MakeClaim, hit: MakeHit) -> None:
    asked = claim("Noruega criticó a la OTAN.")
    (draft,) = drafts(asked, [hit("Noruega criticó a la Unión Europea.")], AS_OF)
    assert not draft.units[0].names_bodies_of(draft.reading)
    (draft,) = drafts(asked, [hit("Noruega criticó a la Alianza Atlántica, la OTAN.")], AS_OF)
    assert draft.units[0].names_bodies_of(draft.reading)


def test_words_are_shared_in_any_of_their_forms() -> None:
    claim = read("Los puentes de Alcorán costaron mucho.", "es", None)
    assert shared_words(claim, read("El puente de Alcorán", "es", None)) == 0.5
    assert shared_words(claim, read("Nieva", "es", None)) == 0.0
    assert shared_words(read("", "es", None), claim) == 0.0


@pytest.mark.parametrize(
    ("lang", "claim", "sentence", "shares"),
    [
        (
            "es",
            "Kazajistán ingresó 27.000 millones de dólares.",
            "Rusia invirtió en Kazajistán 17.000 millones de dólares.",
            False,
        ),
        (
            "es",
            "Kazajistán invirtió 27.000 millones de dólares.",
            "Rusia invirtió en Kazajistán 17.000 millones de dólares.",
            True,
        ),
        ("es", "Noruega, 5 millones.", "Llovió.", True),
        ("en", "Norway earned 5 million dollars.", "Norway lost 9 million dollars.", False),
        ("en", "Norway lost 5 million dollars.", "Norway lost 9 million dollars.", True),
    ],
)
def test_more_than_names_and_units_must_return(lang: str, claim: str, sentence: str, shares: bool) -> None:
    assert shares_matter(read(claim, lang, None), read(sentence, lang, None)) is shares


def test_no_hits_no_drafts(claim: MakeClaim) -> None:
    assert drafts(claim("Llovió."), [], AS_OF) == []


def test_who_publishes_tells_of_whom_a_passage_speaks(claim: MakeClaim, hit: MakeHit) -> None:
    asked = claim("Las reservas de Brenales sumaban 44.000 millones.")
    found = hit("Las reservas sumaban 43.900 millones a fin de mes.")
    by_the_bank = found.model_copy(
        update={"source": found.source.model_copy(update={"publisher": "Banco Emisor de Brenales"})}
    )
    drafted = drafts(asked, [found, by_the_bank], AS_OF)
    assert [bool(draft.units) for draft in drafted] == [False, True]


def test_a_passage_that_names_a_country_does_not_speak_of_its_publishers(claim: MakeClaim, hit: MakeHit) -> None:
    found = hit("La población de Portugal es de 10,6 millones.")
    by_spain = found.model_copy(
        update={"source": found.source.model_copy(update={"publisher": "Instituto de Estadística de España"})}
    )
    (draft,) = drafts(claim("La población de España es de 48,6 millones."), [by_spain], AS_OF)
    assert draft.units == ()


def test_a_publisher_of_another_country_does_not_set_a_passage_aside(claim: MakeClaim, hit: MakeHit) -> None:
    found = hit("El puente de Alcorán mide 640 metros.")
    abroad = found.model_copy(update={"source": found.source.model_copy(update={"publisher": "Agencia de Portugal"})})
    (draft,) = drafts(claim("El puente de Alcorán, en España, mide 640 metros."), [abroad], AS_OF)
    assert [unit.reading.text for unit in draft.units] == ["El puente de Alcorán mide 640 metros."]


def test_a_date_that_the_title_confirms_is_not_contradicted_by_another(claim: MakeClaim, hit: MakeHit) -> None:
    asked = claim("El banco de Brenales mantuvo el tipo en el 4,75 % en julio de 2025.")
    found = hit("El banco de Brenales mantuvo el tipo en el 4,75 % tras el recorte de abril de 2025.")
    titled = found.model_copy(update={"source": found.source.model_copy(update={"title": "Decisión de julio de 2025"})})
    flagged, settled = (draft.units[0].alignment.differing for draft in drafts(asked, [found, titled], AS_OF))
    assert [comparison.kind for _, comparison in flagged] == ["date"]
    assert settled == ()
