from __future__ import annotations

import pytest

from factcheck.retrieval.near_duplicates import likeness, near_duplicates

ORIGINAL = (
    "El puente de Villabrisa costó 840 millones y se abrió al tráfico el 3 de mayo. "
    "La obra duró once años, según el ministerio, que prevé recuperar la inversión en dos décadas."
)
REPRINT = "VILLABRISA (Agencia).- " + ORIGINAL.replace("según el ministerio", "de acuerdo con el ministerio")
INDEPENDENT = (
    "La ministra inauguró ayer el viaducto que une las dos orillas de Villabrisa, una infraestructura de 840 millones "
    "que llega con más de una década de trabajos a sus espaldas."
)


def test_a_reprint_shares_its_originals_group_and_an_independent_report_does_not() -> None:
    assert near_duplicates([INDEPENDENT, ORIGINAL, REPRINT]) == (0, 1, 1)


def test_groups_are_transitive_and_named_by_their_first_text() -> None:
    other = ORIGINAL + " El peaje será gratuito durante el primer mes para los vecinos de la comarca."
    assert near_duplicates([REPRINT, "Otra cosa muy distinta de todo esto.", other, ORIGINAL]) == (0, 1, 0, 0)


@pytest.mark.parametrize(("texts", "groups"), [((), ()), (("", ""), (0, 1)), (("Sí.", "Sí.", "No."), (0, 0, 2))])
def test_short_texts_are_grouped_only_where_equal(texts: tuple[str, ...], groups: tuple[int, ...]) -> None:
    assert near_duplicates(texts) == groups


def test_case_accents_and_punctuation_make_no_difference() -> None:
    assert likeness(ORIGINAL, ORIGINAL.upper().replace(",", " —")) == 1.0


def test_the_threshold_decides() -> None:
    assert 0.3 < likeness(ORIGINAL, REPRINT) < 1.0
    assert near_duplicates([ORIGINAL, REPRINT], threshold=0.99) == (0, 1)


def test_boilerplate_in_every_text_groups_nothing() -> None:
    footer = "Este contenido forma parte de nuestro boletín semanal y puede compartirse libremente citando la fuente."
    texts = [f"Noticia {n}: " + " ".join(f"palabra{n}x{k}" for k in range(60)) + " " + footer for n in range(70)]
    assert near_duplicates(texts) == tuple(range(70))
