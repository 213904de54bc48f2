from __future__ import annotations

import io

from rich.console import Console

from factcheck.domain import Report
from factcheck.render.terminal import print_claims, print_hits, print_report
from tests import samples


def _console(*, colour: bool = False) -> Console:
    return Console(
        file=io.StringIO(),
        width=200,
        force_terminal=colour,
        markup=False,
        emoji=False,
        highlight=False,
        no_color=not colour,
    )


def _printed(report: Report, *, colour: bool = False) -> str:
    out = _console(colour=colour)
    print_report(report, out)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def test_the_summary_comes_first_and_counts_every_outcome() -> None:
    first = _printed(samples.report()).splitlines()[0]
    assert first.split("  ") == [
        "5 afirmaciones",
        "✓ 1 confirmada",
        "✗ 1 refutada",
        "? 1 sin evidencia suficiente",
        "– 1 no comprobable",
        "! 1 no se pudo comprobar",
    ]


def test_claims_are_marked_in_place_with_number_and_symbol() -> None:
    assert "[1✓]El comercio alcanzó los 27.000 millones de dólares en 2022. [2✗]Nortelandia es parte" in _printed(
        samples.report()
    )


def test_a_claim_shows_verdict_confidence_reason_numbers_evidence_and_gaps() -> None:
    shown = _printed(samples.report())
    for expected in (
        "1 ✓ confirmada · confianza 87\u00a0% (medida con 1.234 veredictos como este: afirmaciones sobre países y artículos de prueba ",
        "Comprobado como: El comercio de Nortelandia alcanzó 27.000 millones",
        "Lo dice La ministra (señaló)",
        "diferencia 3,4\u00a0%",
        "Cifras lado a lado",
        "«En 2022 el intercambio sumó 26.100 millones de dólares.»",
        "Oficina de Prueba · Anuario del comercio · 1 de marzo de 2023 · estadística oficial",
        "https://example.org/anuario",
        "Verifica Prueba (1 de marzo de 2023) valoró «Nortelandia cambió de capital»: Falso",
        "… y un pasaje más que no decide",
        "No hay ninguna fuente posterior al 31 de diciembre de 2022.",
        "Quedaron 2 de 7 afirmaciones sin comprobar.",
        "política v1",
    ):
        assert expected in shown


def test_colour_is_used_where_there_is_some() -> None:
    assert "\x1b[31m" in _printed(samples.report(), colour=True)


def test_text_from_outside_is_neither_obeyed_nor_read_as_markup() -> None:
    report = samples.report()
    hostile = "[bold red]x[/bold red] \x1b]0;title\x07 \x1b[2J :smile: \u202e"
    evidence = samples.trade_evidence()
    source = evidence.source.model_copy(update={"publisher": hostile, "title": hostile, "url": "https://e.org/\x1b[2J"})
    passage = evidence.passage.model_copy(update={"text": hostile})
    comparison = evidence.comparisons[0].model_copy(update={"claim_text": hostile, "source_text": hostile})
    evil = evidence.model_copy(update={"source": source, "passage": passage, "comparisons": (comparison,)})
    verdict = report.checked[0].verdict
    assert verdict is not None
    claim = report.checked[0].claim.model_copy(update={"query": hostile})
    changed = report.checked[0].model_copy(
        update={"claim": claim, "verdict": verdict.model_copy(update={"evidence": (evil,)})}
    )
    shown = _printed(report.model_copy(update={"checked": (changed,)}))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert "[bold red]x[/bold red]" in shown
    assert ":smile:" in shown


def test_claims_without_verdicts_show_kind_worth_and_reasons() -> None:
    out = _console()
    report = samples.report()
    print_claims(report.article, [c.claim for c in report.checked], out)
    assert isinstance(out.file, io.StringIO)
    shown = out.file.getvalue()
    assert "[1]El comercio" in shown
    assert "4 pregunta · interés de comprobación 50\u00a0%" in shown


def test_hits_show_how_they_were_found_and_none_is_said() -> None:
    out = _console()
    print_hits([samples.hit()], "es", out)
    print_hits([], "en", out)
    assert isinstance(out.file, io.StringIO)
    shown = out.file.getvalue()
    assert "puesto 1, puntuación 0.800, semántica nº 1\n" in shown
    assert "No passage was found." in shown
