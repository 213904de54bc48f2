from __future__ import annotations

from factcheck.domain import Agreement, Checked, StanceLabel, VerdictLabel
from factcheck.render.explanation import explain
from tests import samples


def test_a_decided_verdict_names_values_source_and_quote() -> None:
    trade = samples.report().checked[0]
    assert explain(trade) == (
        "El artículo dice 27.000 millones de dólares; Oficina de Prueba (2023) da 26.100 millones de dólares para 2022: "
        "diferencia 3,4\u00a0%. Oficina de Prueba, «Anuario del comercio» (1 de marzo de 2023): "
        "«En 2022 el intercambio sumó 26.100 millones de dólares.»"
    )


def test_the_reader_may_ask_for_another_language() -> None:
    assert explain(samples.report().checked[0], "en").startswith("The article says 27.000 millones de dólares;")


def test_an_undecided_verdict_gives_its_reason_without_a_quote() -> None:
    assert explain(samples.report().checked[2]) == "No se halló nada sobre esto en las fuentes."


def test_a_failure_is_told_as_one() -> None:
    told = explain(samples.report().checked[4])
    assert told.startswith("No se pudo comprobar: The index is missing.")
    assert "factcheck index build" in told


def test_conflicting_sources_are_both_quoted() -> None:
    claim = samples.claim(samples.QUOTES[0])
    both = tuple(
        samples.evidence(text, label) for text, label in (("Sí.", StanceLabel.SUPPORTS), ("No.", StanceLabel.REFUTES))
    )
    told = explain(Checked(claim=claim, verdict=samples.verdict(claim.id, VerdictLabel.CONFLICTING, evidence=both)))
    assert "«Sí.»" in told
    assert "«No.»" in told


def test_what_cannot_be_compared_is_not_put_side_by_side() -> None:
    claim, found = samples.claim(samples.QUOTES[0]), samples.trade_evidence()
    odd = found.comparisons[0].model_copy(update={"agreement": Agreement.INCOMPARABLE})
    evidence = (found.model_copy(update={"comparisons": (odd,)}),)
    told = explain(Checked(claim=claim, verdict=samples.verdict(claim.id, VerdictLabel.SUPPORTED, evidence=evidence)))
    assert "diferencia" not in told
