"""Reports, claims and search results at a terminal. Colour comes with a symbol; nothing from outside is markup."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from factcheck.domain import Article, Checked, Claim, Hit, Report
from factcheck.render import explanation, formats, outcomes, reasons
from factcheck.render import terminal_parts as parts
from factcheck.render.phrases import phrase


def plain_console(console: Console | None = None) -> Console:
    """The console to print on: standard output, with no markup, emoji codes or guessed highlights."""
    return console or Console(markup=False, emoji=False, highlight=False, soft_wrap=False)


def print_report(report: Report, console: Console | None = None) -> None:
    """Summary, the article with its claims marked in place, each claim with its evidence, and what made the report."""
    out, lang = plain_console(console), report.article.lang
    _summary(out, report)
    out.print(_marked_article(report.article, report.checked))
    for number, checked in enumerate(report.checked, start=1):
        _claim(out, number, checked)
    out.print()
    out.print(Text(_made_by(report, lang), style="dim"))


def print_claims(article: Article, claims: Sequence[Claim], console: Console | None = None) -> None:
    """The article with its claims marked, then each claim with its kind and how much it is worth checking."""
    out = plain_console(console)
    out.print(Text(outcomes.total_phrase(len(claims), article.lang), style="bold"))
    styles = ["cyan" if claim.checkable else "dim" for claim in claims]
    signs = [str(number) for number in range(1, len(claims) + 1)]
    out.print(parts.marked_text(article.text, [claim.span for claim in claims], styles, signs))
    for number, claim in enumerate(claims, start=1):
        out.print()
        _found_claim(out, number, claim)


def print_hits(hits: Sequence[Hit], lang: str, console: Console | None = None) -> None:
    """What a search found, best first, and which way it was found."""
    out = plain_console(console)
    if not hits:
        out.print(Text(phrase("no_hits", lang)))
    for hit in hits:
        values = {"score": f"{hit.score:.3f}", "dense": _rank(hit.dense_rank), "lexical": _rank(hit.lexical_rank)}
        out.print(Text(phrase("hit_line", lang, rank=hit.rank, **values), style="bold"))
        out.print(Text("  " + parts.quoted(hit.passage.text, lang)))
        out.print(parts.source_line(hit.source, lang))


def _rank(rank: int | None) -> str | None:
    return None if rank is None else f"nº {rank}"


def _summary(out: Console, report: Report) -> None:
    lang, article = report.article.lang, report.article
    line = Text(outcomes.total_phrase(len(report.checked), lang), style="bold")
    for key, n in outcomes.counts(report).items():
        line.append("  ")
        line.append(f"{outcomes.SYMBOLS[key]} {outcomes.count_phrase(key, n, lang)}", style=parts.STYLES[key])
    out.print(line)
    published = formats.day(article.published, lang) or phrase("undated", lang)
    facts = [f"{phrase('language', lang)}: {article.lang}", f"{phrase('published', lang)}: {published}"]
    if report.as_of:
        facts.append(f"{phrase('as_of', lang)}: {formats.day(report.as_of, lang)}")
    out.print(Text(" · ".join(facts), style="dim"))
    for note in report.notes:
        out.print(Text("! " + reasons.sentence(note, lang), style="yellow"))
    out.print()


def _marked_article(article: Article, checked: Sequence[Checked]) -> Text:
    keys = [outcomes.outcome(c) for c in checked]
    signs = [f"{number}{outcomes.SYMBOLS[key]}" for number, key in enumerate(keys, start=1)]
    return parts.marked_text(article.text, [c.claim.span for c in checked], [parts.STYLES[key] for key in keys], signs)


def _claim(out: Console, number: int, checked: Checked) -> None:
    claim, lang = checked.claim, checked.claim.lang
    out.print()
    out.print(parts.claim_heading(number, checked))
    for note in parts.claim_notes(claim):
        out.print(parts.indented(note))
    out.print(parts.indented(Text(_explained(checked))))
    if checked.verdict is None:
        return
    table = parts.numbers(checked.verdict.evidence, lang)
    if table:
        out.print(parts.indented(table))
    for evidence in parts.foremost(checked.verdict.evidence):
        for row in parts.evidence_card(evidence, lang, checked.verdict.reasons):
            out.print(parts.indented(row))
    _rest(out, checked)


def _explained(checked: Checked) -> str:
    # The quotes follow in the evidence cards; here only what was decided and compared.
    lang = checked.claim.lang
    return explanation.lead(checked.verdict, lang) if checked.verdict else explanation.explain(checked)


def _rest(out: Console, checked: Checked) -> None:
    verdict, lang = checked.verdict, checked.claim.lang
    if verdict is None:
        return
    gaps = parts.bullet_list(phrase("gaps", lang), parts.reason_lines(verdict.gaps, lang))
    earlier = parts.bullet_list(phrase("earlier_checks", lang), parts.earlier_lines(verdict.earlier_checks, lang))
    for row in (*gaps, *earlier):
        out.print(parts.indented(row))
    left = len(verdict.evidence) - len(parts.foremost(verdict.evidence)) + len(verdict.rejected)
    if left:
        out.print(parts.indented(Text(phrase("more_one" if left == 1 else "more", lang, n=left), style="dim")))


def _found_claim(out: Console, number: int, claim: Claim) -> None:
    heading = Text(f"{number} {phrase(f'kind_{claim.kind}', claim.lang)}", style="bold")
    worth = phrase("checkworthiness", claim.lang, percent=formats.percent(claim.checkworthiness, claim.lang))
    heading.append(f" · {worth}", style="not bold dim")
    out.print(heading)
    out.print(Text("  " + parts.quoted(claim.quote, claim.lang)))
    for note in parts.claim_notes(claim):
        out.print(parts.indented(note))
    for line in parts.reason_lines(claim.reasons, claim.lang):
        out.print(Text(f"  • {line}", style="dim"))


def _made_by(report: Report, lang: str) -> str:
    made = {name: formats.line(str(value)) or "–" for name, value in report.provenance.model_dump().items()}
    return phrase("made_by", lang, **made)
