from __future__ import annotations

from factcheck.domain import Agreement, Checked, Comparison, Reason, StanceLabel, VerdictLabel
from factcheck.render.explanation import explain, read_as
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


def test_how_a_claim_was_read_is_no_reason_for_its_verdict() -> None:
    claim = samples.claim(samples.QUOTES[3])
    codes = ("not_checkable_question", "worth_quantity", "query_context_added")
    asked = samples.verdict(claim.id, VerdictLabel.NOT_CHECKABLE, reasons=tuple(Reason(code=code) for code in codes))
    assert explain(Checked(claim=claim, verdict=asked)) == "Es una pregunta."


def test_a_list_that_a_reason_names_is_not_told_twice() -> None:
    claim = samples.claim(samples.QUOTES[1])
    listed = {"subject": "Nortelandia", "list": "Tratado de Prueba", "as_of": "2026-10-02"}
    compared = Comparison(kind="membership", claim_text="x", source_text="y", agreement=Agreement.DIFFERENT)
    found = samples.evidence("No figura.", StanceLabel.REFUTES, comparisons=(compared,))
    reasons = (Reason(code="closed_list_absent", values=listed),)
    verdict = samples.verdict(claim.id, VerdictLabel.REFUTED, evidence=(found,), reasons=reasons)
    assert explain(Checked(claim=claim, verdict=verdict)).count("lista completa") == 1
    assert "El artículo habla de" not in explain(Checked(claim=claim, verdict=verdict))


def test_the_searched_form_is_shown_only_where_it_says_more() -> None:
    claim = samples.claim(samples.QUOTES[2])
    assert read_as(claim.model_copy(update={"query": claim.quote + "."})) is None
    assert read_as(claim.model_copy(update={"query": "La capital de Nortelandia es Villabrisa"})) is not None
