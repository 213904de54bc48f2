"""The pieces of a report at a terminal, as rich renderables. Text from outside arrives as `Text`, never as markup."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from factcheck.domain import Checked, Claim, Evidence, Hit, Reason, Source, Span, StanceLabel
from factcheck.render import explanation, formats, marks, outcomes, reasons
from factcheck.render.phrases import phrase

STYLES = {
    "supported": "green",
    "refuted": "red",
    "conflicting": "magenta",
    "not_enough_evidence": "yellow",
    "not_checkable": "dim",
    "failed": "bold red",
}
_STANCE_STYLES = {"supports": "green", "refutes": "red", "neutral": "dim"}
_LONGEST_QUOTE = 600
_MOST_VOICES, _MOST_SILENT = 4, 2


def marked_text(text: str, spans: Sequence[Span], styles: Sequence[str], signs: Sequence[str]) -> Text:
    """The text with each span in its style, opened by its sign (`[3✗]`), overlaps included."""
    shown = Text()
    for piece in marks.pieces(text, spans):
        for index in piece.begins:
            shown.append(f"[{signs[index]}]", style=f"bold {styles[index]}")
        shown.append(formats.safe(piece.text), style=styles[piece.under[0]] if piece.under else "")
    return shown


def claim_heading(number: int, checked: Checked) -> Text:
    """`3 ✗ refutada · confianza …` with the claim quoted under it."""
    claim, key = checked.claim, outcomes.outcome(checked)
    heading = Text(
        f"{number} {outcomes.SYMBOLS[key]} {outcomes.name(checked, claim.lang)}", style=f"bold {STYLES[key]}"
    )
    if checked.verdict and checked.verdict.label.decided:
        heading.append(" · " + outcomes.confidence(checked.verdict, claim.lang), style="not bold")
    elif checked.verdict and not checked.verdict.measured:
        heading.append(" · " + phrase("not_measured", claim.lang), style="not bold yellow")
    heading.append("\n" + quoted(claim.quote, claim.lang), style="not bold default")
    return heading


def quoted(text: str, lang: str, longest: int | None = None) -> str:
    """Foreign text in the quotation marks of `lang`."""
    return phrase("quote", lang, text=formats.line(text, longest) or "…")


def claim_notes(claim: Claim) -> list[Text]:
    """The form that was searched, where it differs from the quote, and who is reported to say it."""
    notes = []
    query = explanation.read_as(claim)
    if query:
        notes.append(Text(phrase("checked_as", claim.lang, query=query), style="dim"))
    if claim.attribution and claim.attribution.speaker:
        said = claim.attribution
        speaker, verb = formats.line(said.speaker or "") or "?", formats.line(said.verb) or "?"
        notes.append(Text(phrase("said_by", claim.lang, speaker=speaker, verb=verb), style="dim"))
    return notes


def foremost(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence shown in full: the first voices; where nothing took a side, the first passages at all."""
    voices = [one for one in evidence if one.label is not StanceLabel.NEUTRAL]
    return voices[:_MOST_VOICES] or list(evidence[:_MOST_SILENT])


def evidence_card(evidence: Evidence, lang: str, told: Sequence[Reason] = ()) -> list[Text]:
    """Stance and how sure, the quote, where it stands, and what was made of it."""
    label = str(evidence.label)
    head = Text(f"{outcomes.STANCE_SYMBOLS[label]} {phrase(f'stance_{label}', lang)}", style=_STANCE_STYLES[label])
    if label != "neutral":
        head.append(f" {formats.percent(getattr(evidence.stance, label), lang)}", style="dim")
    head.append(f" · {phrase(f'method_{evidence.method}', lang)}", style="dim")
    if not evidence.counted:
        head.append(f" · {phrase('not_counted', lang)}", style="dim")
    card = [head, Text("  " + quoted(evidence.passage.text, lang, _LONGEST_QUOTE)), source_line(evidence.source, lang)]
    untold = reasons.untold(evidence.reasons, told)
    if untold:
        card.append(Text("  " + reasons.sentences(untold, lang), style="dim"))
    return card


def source_line(source: Source, lang: str) -> Text:
    """Publisher, title, date, tier and address in one line."""
    date = explanation.dated(source, lang) or phrase("undated", lang)
    parts = (explanation.publisher(source), formats.line(source.title), date, phrase(f"tier_{source.tier}", lang))
    shown = Text("  " + " · ".join(part for part in parts if part), style="cyan")
    address = formats.web_address(source.url)
    if address:
        shown.append("\n  " + address, style="dim cyan")
    return shown


def numbers(evidence: Sequence[Evidence], lang: str) -> Table | None:
    """Every compared value beside the claim's, with publisher, period and difference."""
    rows = explanation.compared(evidence)
    if not rows:
        return None
    table = Table(title=phrase("numbers", lang), title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in explanation.COMPARED:
        table.add_column(phrase(f"column_{name}", lang), overflow="fold")
    for found, comparison in rows:
        table.add_row(*(Text(cell) for cell in explanation.comparison_cells(found, comparison, lang)))
    return table


def bullet_list(title: str, lines: Sequence[str]) -> list[Text]:
    """A title with indented lines; nothing where there are no lines."""
    return [Text(title, style="bold"), *(Text(f"  • {line}") for line in lines)] if lines else []


def earlier_lines(hits: Sequence[Hit], lang: str) -> list[str]:
    """Earlier fact-checks, each with its address."""
    lines = []
    for hit in hits:
        address = formats.web_address(hit.source.url)
        lines.append(explanation.earlier_check(hit, lang) + (f" · {address}" if address else ""))
    return lines


def reason_lines(found: Sequence[Reason], lang: str) -> list[str]:
    """Reasons as sentences, each once."""
    return list(dict.fromkeys(reasons.sentence(reason, lang) for reason in found))


def indented(part: Text | Table) -> Padding:
    """A part two columns in."""
    return Padding(part, (0, 0, 0, 2))
