"""Records made short for tests: an article, claims of every outcome, and a report. Invented; no model or index is needed."""

from __future__ import annotations

from datetime import date

from factcheck.domain import (
    Agreement,
    Article,
    Attribution,
    Checked,
    Claim,
    ClaimKind,
    Comparison,
    Confidence,
    EarlierCheck,
    Evidence,
    Failure,
    Hit,
    Passage,
    Provenance,
    Reason,
    Report,
    Sample,
    Source,
    Span,
    Stance,
    StanceLabel,
    TextQuoteSelector,
    Tier,
    Verdict,
    VerdictLabel,
)

TEXT = (
    "Comercio en Nortelandia\n"
    "El comercio alcanzó los 27.000 millones de dólares en 2022. Nortelandia es parte del Tratado de Prueba. "
    "Su capital es Villabrisa. ¿Bastará? Es un éxito rotundo. Nevó en Puerto Lejos."
)
QUOTES = (
    "El comercio alcanzó los 27.000 millones de dólares en 2022",
    "Nortelandia es parte del Tratado de Prueba",
    "Su capital es Villabrisa",
    "¿Bastará?",
    "Nevó en Puerto Lejos",
)
POPULATION = (
    Sample(data_set="statements", verdicts=1200, right=1190),
    Sample(data_set="planted", verdicts=34, right=30),
)
PROVENANCE = Provenance(
    code_version="0",
    policy="v1",
    encoder="fake-encoder",
    verifier="fake-verifier",
    index="fake-index",
    index_built_from="0" * 8,
    calibration="none",
    as_of=None,
)


def article(text: str = TEXT, **more: object) -> Article:
    values = {"lang": "es", "title": "Comercio en Nortelandia", "published": date(2023, 11, 9)} | more
    return Article.model_validate({"text": text, **values})


def claim(
    quote: str, text: str = TEXT, *, lang: str = "es", kind: ClaimKind = ClaimKind.FACTUAL, **more: object
) -> Claim:
    start = text.index(quote)
    span = Span(start=start, end=start + len(quote))
    selector = TextQuoteSelector(exact=quote, prefix=text[:start][-20:], suffix=text[span.end :][:20])
    values = {"query": quote, "checkworthiness": 0.5} | more
    fixed = {
        "id": f"c{start}",
        "span": span,
        "quote": quote,
        "lang": lang,
        "kind": kind,
        "utf16": span,
        "selector": selector,
    }
    return Claim.model_validate({**fixed, **values})


def source(**more: object) -> Source:
    values: dict[str, object] = {
        "id": "s1",
        "publisher": "Oficina de Prueba",
        "title": "Anuario del comercio",
        "url": "https://example.org/anuario",
        "published": date(2023, 3, 1),
        "lang": "es",
        "tier": Tier.OFFICIAL_STATISTICS,
    }
    return Source.model_validate(values | more)


def evidence(text: str, label: StanceLabel, **more: object) -> Evidence:
    share = dict.fromkeys(StanceLabel, 0.05) | {label: 0.9}
    values: dict[str, object] = {
        "passage": Passage(id="p1", source_id="s1", text=text, lang="es"),
        "source": source(),
        "stance": Stance(supports=share["supports"], refutes=share["refutes"], neutral=share["neutral"]),
        "label": label,
    }
    return Evidence.model_validate(values | more)


def trade_evidence() -> Evidence:
    compared = Comparison(
        kind="quantity",
        claim_text="27.000 millones de dólares",
        source_text="26.100 millones de dólares",
        claim_value=27e9,
        source_value=26.1e9,
        unit="USD",
        difference=0.0345,
        period="2022",
        agreement=Agreement.WITHIN_WORDING,
    )
    text = "En 2022 el intercambio sumó 26.100 millones de dólares."
    return evidence(text, StanceLabel.SUPPORTS, comparisons=(compared,), method="fact")


def hit() -> Hit:
    checked = EarlierCheck(claim_reviewed="Nortelandia cambió de capital", rating="Falso", verdict=VerdictLabel.REFUTED)
    found = source(id="e1", publisher="Verifica Prueba", tier=Tier.FACT_CHECK, earlier_check=checked)
    return Hit(
        passage=Passage(id="p9", source_id="e1", text="No cambió.", lang="es"),
        source=found,
        rank=1,
        score=0.8,
        dense_rank=1,
    )


def verdict(claim_id: str, label: VerdictLabel, **more: object) -> Verdict:
    values: dict[str, object] = {
        "claim_id": claim_id,
        "label": label,
        "confidence": Confidence(value=0.87),
        "policy": "v1",
    }
    return Verdict.model_validate(values | more)


def report(text: str = TEXT, **more: object) -> Report:
    """A report with one claim of each outcome, a note, gaps, an earlier check and rejected evidence."""
    values = {"article": article(text), "as_of": date(2023, 11, 9), "checked": _checked(text), "provenance": PROVENANCE}
    notes = (Reason(code="claims_left_out", values={"left_out": "2", "found": "7"}),)
    return Report.model_validate({**values, "notes": notes, **more})


def _checked(text: str) -> tuple[Checked, ...]:
    trade, treaty, capital, question, snow = (claim(quote, text) for quote in QUOTES)
    said = Attribution(speaker="La ministra", verb="señaló", span=trade.span)
    trade = trade.model_copy(
        update={"attribution": said, "query": "El comercio de Nortelandia alcanzó 27.000 millones"}
    )
    question = question.model_copy(update={"kind": ClaimKind.QUESTION})
    list_of = {"subject": "Nortelandia", "publisher": "Oficina de Prueba", "date": "2026-10-02"}
    absent = Reason(code="closed_list_absent", values=list_of)
    refuting = evidence("Nortelandia no figura en la lista.", StanceLabel.REFUTES, method="closed_list")
    supported = verdict(
        trade.id,
        VerdictLabel.SUPPORTED,
        confidence=Confidence(value=0.87, population=POPULATION),
        evidence=(trade_evidence(),),
        rejected=(evidence("Otra cosa.", StanceLabel.NEUTRAL, counted=False),),
        earlier_checks=(hit(),),
    )
    refuted = verdict(treaty.id, VerdictLabel.REFUTED, evidence=(refuting,), reasons=(absent,))
    gap = Reason(code="no_source_after", values={"date": "2022-12-31"})
    missing = verdict(
        capital.id, VerdictLabel.NOT_ENOUGH_EVIDENCE, reasons=(Reason(code="nothing_found"),), gaps=(gap,)
    )
    asked = verdict(question.id, VerdictLabel.NOT_CHECKABLE, reasons=(Reason(code="question"),))
    failure = Failure(code="index-unavailable", message="The index is missing.", way_out="Run factcheck index build.")
    return (
        Checked(claim=trade, verdict=supported),
        Checked(claim=treaty, verdict=refuted),
        Checked(claim=capital, verdict=missing),
        Checked(claim=question, verdict=asked),
        Checked(claim=snow, failure=failure),
    )


KEEPS_FROM_DECIDING = (
    "other_period",
    "quantity_near",
    "quantity_incomparable",
    "part_same",
    "part_differs",
    "denial_reported",
    "only_supposed",
    "other_thing",
    "negation_differs",
    "number_missing",
    "number_mismatch_flag",
    "date_mismatch_flag",
)
"""Reasons of passages that kept a verdict undecided, and that it names."""
