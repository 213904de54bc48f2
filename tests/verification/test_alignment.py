"""Which numbers and dates of a passage stand where the claim's stand."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.domain import Agreement
from factcheck.verification.alignment import Alignment, Swap, align, linked_period, substituted
from factcheck.verification.reading import read

ANCHOR = date(2024, 6, 1)


def aligned(lang: str, claim: str, passage: str, passage_lang: str | None = None) -> Alignment:
    return align(read(claim, lang, ANCHOR), read(passage, passage_lang or lang, ANCHOR))


def same(found: Alignment) -> list[tuple[str, str]]:
    return [(c.claim_text, c.source_text) for _, c in found.same]


def differing(found: Alignment) -> list[tuple[str, str, str]]:
    return [(c.claim_text, c.source_text, c.agreement.value) for _, c in found.differing]


@pytest.mark.parametrize(
    ("lang", "claim", "passage", "pair"),
    [
        (
            "es",
            "Costó 92 millones de euros.",
            "El puente costó 92 millones de euros.",
            ("92 millones de euros", "92 millones de euros"),
        ),
        ("es", "Mide 0,64 kilómetros.", "El puente mide 640 metros.", ("0,64 kilómetros", "640 metros")),
        (
            "es",
            "Costó más de 90 millones de euros.",
            "Costó 92 millones de euros.",
            ("90 millones de euros", "92 millones de euros"),
        ),
        ("en", "It was finished in 1987.", "The dam was finished in May 1987.", ("1987", "May 1987")),
        ("en", "Three people died.", "97 people were injured and 3 died.", ("Three people", "3")),
    ],
)
def test_equal_values_are_paired(lang: str, claim: str, passage: str, pair: tuple[str, str]) -> None:
    found = aligned(lang, claim, passage)
    assert same(found) == [pair]
    assert (differing(found), found.unmatched) == ([], False)


def test_values_are_paired_across_languages() -> None:
    found = aligned("es", "El puerto movió 1,45 billones de pesos.", "The port moved 1.45 trillion pesos.", "en")
    assert len(found.same) == 1


@pytest.mark.parametrize(
    ("lang", "claim", "passage", "differs"),
    [
        ("es", "El puente costó 29 millones de euros.", "El puente costó 92 millones de euros.", "different"),
        ("es", "El puente mide 640 kilómetros.", "El puente mide 640 metros.", "different"),
        ("es", "El comercio sumó 27.000 millones de dólares.", "El comercio sumó 28.200 millones de dólares.", "near"),
        ("en", "The dam holds 45 billion cubic metres.", "The dam holds 45 million cubic metres.", "different"),
        ("en", "The dam was finished in 1978.", "The dam was finished in 1987.", "different"),
        ("es", "Almaty era la capital en 1995.", "La capital pasó de Almaty a Astaná en 1997.", "other_period"),
        ("es", "El comercio cayó en 2021.", "El comercio cayó en 2020.", "other_period"),
        ("es", "El club ganó la regata de 2021.", "El club ganó la regata de 2022.", "other_period"),
    ],
)
def test_other_values_are_offered_for_a_test(lang: str, claim: str, passage: str, differs: str) -> None:
    found = aligned(lang, claim, passage)
    assert same(found) == []
    assert [agreement for _, _, agreement in differing(found)] == [differs]


@pytest.mark.parametrize(
    ("lang", "claim", "passage"),
    [
        ("es", "El puente costó 92 millones de euros.", "El puente mide 640 metros."),
        ("es", "El puente costó 92 millones de dólares.", "El puente costó 92 millones de euros."),
        ("es", "Murieron 97 personas.", "Hubo 97 heridos."),
        ("es", "El paro subió 2 puntos.", "El paro subió un 12 %."),
        ("es", "La línea tiene 30 paradas.", "La línea lleva 31 coches."),
        ("en", "Exports rose 7%.", "Imports rose 7%."),
        ("en", "The firm sold 40 cars.", "The firm sold 40,000 cars more than in 2023."),
        ("en", "The firm sold 40 cars.", "The firm sold cars."),
    ],
)
def test_numbers_of_other_things_are_no_match(lang: str, claim: str, passage: str) -> None:
    found = aligned(lang, claim, passage)
    assert (same(found), differing(found), found.unmatched) == ([], [], True)


def test_a_number_tied_to_another_time_is_left_aside() -> None:
    found = aligned("es", "La línea transportó 3,1 millones en 2019.", "La línea transportó 2,6 millones en 2023.")
    assert [c for c in differing(found) if c[0].startswith("3,1")] == []


@pytest.mark.parametrize(
    ("lang", "claim", "passage", "opposed"),
    [
        ("es", "El PIB cayó un 3,8 %.", "El PIB creció un 3,8 %.", True),
        ("es", "El PIB creció un 3,8 %.", "El PIB creció un 3,8 %.", False),
        ("en", "Sales fell 7%.", "Sales rose 7%.", True),
        ("en", "Sales were 7 million.", "Sales rose to 7 million.", False),
    ],
)
def test_the_same_number_in_opposite_directions(lang: str, claim: str, passage: str, opposed: bool) -> None:
    assert bool(aligned(lang, claim, passage).opposed) is opposed


def test_nothing_to_align() -> None:
    found = aligned("es", "Llovió.", "Nevó mucho.")
    assert (found.same, found.differing, found.opposed, found.unmatched) == ((), (), (), False)


def test_what_is_settled_elsewhere_does_not_differ() -> None:
    found = aligned("es", "El puente costó 29 millones de euros.", "El puente costó 92 millones de euros.")
    span = found.differing[0][1].claim_span
    assert found.without([span] if span else []).differing == ()
    assert found.without([]).differing == found.differing


def test_substitution_puts_the_claims_wording_in_place() -> None:
    text = "El puente costó 92 millones de euros."
    found = aligned("es", "Costó 29 millones de euros.", text)
    swaps = tuple(swap for swap, _ in found.differing)
    assert substituted(text, swaps) == "El puente costó 29 millones de euros."
    assert substituted(text, ()) == text
    assert substituted(text, (*swaps, Swap(swaps[0].span, "nada"))) == "El puente costó 29 millones de euros.", (
        "the first wins"
    )


@pytest.mark.parametrize(
    ("lang", "text", "number", "year"),
    [
        ("es", "Fue del 3,5 % en 2023 y del 2,8 % en 2024.", "3,5 %", 2023),
        ("es", "Fue del 3,5 % en 2023 y del 2,8 % en 2024.", "2,8 %", 2024),
        ("es", "Bajó al 2,8 % frente al 3,5 % de 2023.", "2,8 %", None),
        ("en", "It was 3.5% in 2023 and 2.8% in 2024.", "2.8%", 2024),
        ("en", "It opened in 2020. It has 31 stops.", "31", None),
    ],
)
def test_the_date_a_number_belongs_to(lang: str, text: str, number: str, year: int | None) -> None:
    reading = read(text, lang, ANCHOR)
    quantity = next(q for q in reading.quantities if q.text.startswith(number))
    found = linked_period(quantity, reading)
    assert (found.first.year if found else None) == year


def test_agreements_of_dates_and_numbers_are_told_apart() -> None:
    found = aligned("es", "El puente se inauguró en 2022.", "El puente se inauguró en 2024.")
    ((_, comparison),) = found.differing
    assert (comparison.kind, comparison.agreement) == ("date", Agreement.DIFFERENT)


def test_a_bound_is_kept_when_the_claims_number_is_put_in_place() -> None:
    for lang, claim, text, expected in (
        (
            "es",
            "Costó menos de 90 millones de euros.",
            "Costó 92 millones de euros.",
            "Costó menos de 90 millones de euros.",
        ),
        (
            "en",
            "It cost more than 100 million euros.",
            "It cost 92 million euros.",
            "It cost more than 100 million euros.",
        ),
    ):
        found = aligned(lang, claim, text)
        assert substituted(text, tuple(swap for swap, _ in found.differing)) == expected


@pytest.mark.parametrize(
    ("lang", "claim", "passage", "pairs"),
    [
        # the nearest number counts for a bound; where it fails and another one meets it, nobody knows which is meant
        ("en", "It has more than 40 reviews.", "It has 41 reviews, and once had 90 reviews.", [("40", "41")]),
        ("en", "It has less than 40 reviews.", "It has 44 reviews; the sequel has 12 reviews.", []),
        # a figure without its unit, another word for people, the same number of another noun
        ("es", "El pico se queda en 3.205.", "El pico mide 3.205 metros.", [("3.205", "3.205 metros")]),
        ("es", "Costó 12.", "Costó 12 euros.", []),
        ("en", "It has 9.4 million people.", "It has 9.4 million inhabitants.", [("9.4 million people", "9.4 million inhabitants")]),
        ("es", "Habrá 15 carteras.", "Son 15 ministerios y 17 direcciones.", []),
        # a date behind "after" belongs to something else
        (
            "es",
            "El tipo quedó en el 4,75 % en julio de 2025.",
            "El tipo queda en el 4,75 %, después de los recortes de abril y junio.",
            [("4,75 %", "4,75 %")],
        ),
        ("en", "It rose to 4% in 2025.", "It rose to 4%, after the cuts of April 2020.", [("4%", "4%")]),
    ],
)  # fmt: skip
def test_which_number_is_meant(lang: str, claim: str, passage: str, pairs: list[tuple[str, str]]) -> None:
    found = aligned(lang, claim, passage)
    assert [pair for pair in same(found) if any(c.isdigit() for c in pair[0]) and "de 20" not in pair[0]] == pairs


def test_the_same_number_of_another_noun_is_not_missing_and_no_other_differs() -> None:
    found = aligned("es", "Habrá 15 carteras.", "Son 15 ministerios y 17 carteras.")
    assert (same(found), differing(found), found.unmatched) == ([], [], False)


@pytest.mark.parametrize(
    ("lang", "claim", "passage", "swapped", "agreement"),
    [
        ("en", "He was born before 10 June 2001.", "He was born on 8 June 2001.", "He was born on before 10 June 2001.", "same"),
        ("es", "Se firmó después de 2017.", "Se firmó en 2019.", "Se firmó en después de 2017.", "same"),
        ("en", "It closed on 15 March 2019.", "It closed in March 2019.", "It closed in March 2019.", "same"),
        ("es", "Cerró el 15 de marzo de 2019.", "Cerró en 2019.", "Cerró en 2019.", "same"),
        ("en", "It opened before 2018.", "It opened in 2019.", "It opened in before 2018.", "different"),
        ("es", "Abrió en 2017.", "Abrió antes de 2018.", "Abrió antes de 2018.", "same"),
    ],
)  # fmt: skip
def test_sides_and_vaguer_dates(lang: str, claim: str, passage: str, swapped: str, agreement: str) -> None:
    found = aligned(lang, claim, passage)
    ((swap, comparison),) = (*found.same, *found.differing)
    assert comparison.agreement == agreement
    assert substituted(passage, (swap,)) == swapped
