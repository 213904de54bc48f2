"""A passage that only reports a denial neither supports nor refutes what was denied."""

from __future__ import annotations

import pytest

from factcheck.verification.denial import only_reports_denial
from factcheck.verification.reading import read


def reports(lang: str, claim: str, passage: str, passage_lang: str | None = None) -> bool:
    return only_reports_denial(read(claim, lang, None), read(passage, passage_lang or lang, None))


@pytest.mark.parametrize(
    ("lang", "claim", "passage"),
    [
        ("es", "La empresa pagó sobornos.", "La empresa desmintió que hubiera pagado sobornos."),
        ("es", "La empresa no pagó sobornos.", "La empresa rechazó que pagara sobornos."),
        (
            "es",
            "La empresa Tesvial de Brenales pagó sobornos.",
            "La empresa Tesvial de Brenales desmintió que hubiera pagado sobornos.",
        ),
        ("es", "El diputado cobró comisiones.", "El diputado negó haber cobrado comisiones."),
        ("en", "The firm paid bribes.", "The firm denied that it had paid bribes."),
        ("en", "The firm did not pay bribes.", "The firm denied it had paid bribes."),
        ("en", "Taxes will rise.", "The minister dismissed claims that taxes would rise."),
    ],
)
def test_what_is_denied_is_neither_so_nor_not_so(lang: str, claim: str, passage: str) -> None:
    assert reports(lang, claim, passage)


@pytest.mark.parametrize(
    ("lang", "claim", "passage"),
    [
        ("es", "La empresa pagó sobornos.", "La empresa no negó que hubiera pagado sobornos."),
        ("es", "El tribunal rechazó el recurso.", "El tribunal rechazó el recurso de la empresa."),
        ("es", "El ministro visitó la fábrica.", "El ministro, que negó que hubiera recortes, visitó la fábrica."),
        ("es", "La empresa desmintió que pagara sobornos.", "La empresa desmintió que hubiera pagado sobornos."),
        ("en", "The court denied the appeal.", "The court denied the appeal of the firm."),
        ("en", "The minister opened the plant.", "The minister, who denied that jobs would go, opened the plant."),
        ("en", "The firm denied that it paid bribes.", "The firm denied that it had paid bribes."),
        ("en", "The firm paid bribes.", "The firm paid bribes."),
    ],
)
def test_what_is_said_beside_a_denial_or_about_it_counts(lang: str, claim: str, passage: str) -> None:
    assert not reports(lang, claim, passage)


def test_across_languages_any_denial_may_be_the_claims() -> None:
    assert reports("es", "La empresa pagó sobornos.", "The firm denied that it had paid bribes.", "en")
    assert not reports("es", "El tribunal rechazó el recurso.", "The court denied the appeal.", "en")
