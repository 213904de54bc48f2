"""Which statements a text reports as denied, in Spanish and English; things that are denied are no statements."""

from __future__ import annotations

import pytest

from factcheck.language.denials import denied_statements

DENIED = [
    (
        "es",
        "La alcaldesa negó que el ayuntamiento vaya a subir el impuesto.",
        "el ayuntamiento vaya a subir el impuesto.",
    ),
    ("es", "La empresa desmintió ayer en un comunicado que vaya a cerrar la planta.", "vaya a cerrar la planta."),
    ("es", "El portavoz rechazó que haya deudas.", "haya deudas."),
    ("es", "El Gobierno descarta que suba el IVA.", "suba el IVA."),
    ("es", "El diputado negó haber cobrado comisiones.", "haber cobrado comisiones."),
    ("es", "El diputado rechazó las acusaciones de soborno.", "las acusaciones de soborno."),
    ("es", "El ministro, que negó que hubiera recortes, visitó la fábrica.", "hubiera recortes"),
    ("es", "El club no confirmó ni desmintió que haya deudas.", "haya deudas."),
    ("en", "The firm denied that it owes taxes.", "it owes taxes."),
    ("en", "The firm denied on Monday that it owes taxes.", "it owes taxes."),
    ("en", "The firm denied it had paid bribes.", "it had paid bribes."),
    ("en", "The minister dismissed claims that taxes would rise.", "claims that taxes would rise."),
    ("en", "The mayor rejected allegations of fraud.", "allegations of fraud."),
    ("en", "He denied any wrongdoing.", "any wrongdoing."),
    ("en", "The minister, who denied that jobs would go, opened the plant.", "jobs would go"),
    ("en", "The club neither confirmed nor denied that it owes money.", "it owes money."),
]


@pytest.mark.parametrize(("lang", "text", "statement"), DENIED)
def test_a_denied_statement_is_found(lang: str, text: str, statement: str) -> None:
    assert [span.of(text) for span in denied_statements(text, lang)] == [statement]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "La alcaldesa no negó que el ayuntamiento vaya a subir el impuesto."),
        ("es", "Nunca negó que hubiera recortes."),
        ("es", "El ministro no lo ha negado: habrá recortes."),
        ("es", "El juez negó el permiso."),
        ("es", "Se negó a pagar la multa."),
        ("es", "El tribunal rechazó el recurso."),
        ("es", "El Senado rechazó la ley que subía el impuesto."),
        ("en", "The firm did not deny that it owes taxes."),
        ("en", "Nobody denies that the earth is round."),
        ("en", "The court denied the appeal."),
        ("en", "The court denied the appeal that the firm had filed."),
        ("en", "The judge denied bail to a man that had fled."),
        ("en", "She was denied a visa."),
        ("en", "Parliament rejected the bill."),
        ("en", "The board dismissed the coach."),
        ("de", "Der Minister bestritt, dass er zahlte."),
        ("es", ""),
    ],
)
def test_what_is_refused_or_not_denied_is_no_denied_statement(lang: str, text: str) -> None:
    assert denied_statements(text, lang) == ()


def test_the_sentence_after_a_denial_is_not_denied() -> None:
    text = "El club negó que haya deudas. Debe 3 millones."
    (span,) = denied_statements(text, "es")
    assert span.of(text) == "haya deudas"
