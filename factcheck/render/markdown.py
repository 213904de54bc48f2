"""A report as Markdown, for notes and wikis. Everything from outside is escaped: it can neither format nor link."""

from __future__ import annotations

import re

from factcheck.domain import Checked, Evidence, Report
from factcheck.render import explanation, formats, outcomes, reasons
from factcheck.render.phrases import phrase

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:@])")


def report_markdown(report: Report) -> str:
    """Summary, notes, then a section for each claim, in the article's and the claims' languages."""
    lang = report.article.lang
    title = formats.line(report.article.title or "") or phrase("report", lang)
    lines = [f"# {escaped(title)}", "", _summary(report), ""]
    lines += [f"> {escaped(reasons.sentence(note, lang))}\n" for note in report.notes]
    for number, checked in enumerate(report.checked, start=1):
        lines += [*_claim(number, checked), ""]
    made = {name: formats.line(str(value)) or "–" for name, value in report.provenance.model_dump().items()}
    return "\n".join([*lines, "---", "", escaped(phrase("made_by", lang, **made))]) + "\n"


def escaped(text: str) -> str:
    """Text on one line in which Markdown and HTML mean nothing."""
    return _SPECIAL.sub(r"\\\1", formats.line(text))


def _summary(report: Report) -> str:
    lang = report.article.lang
    counted = [
        f"{outcomes.SYMBOLS[key]} {outcomes.count_phrase(key, n, lang)}" for key, n in outcomes.counts(report).items()
    ]
    return " · ".join([f"**{outcomes.total_phrase(len(report.checked), lang)}**", *counted])


def _claim(number: int, checked: Checked) -> list[str]:
    lang, key = checked.claim.lang, outcomes.outcome(checked)
    lines = [f"## {number}\\. {outcomes.SYMBOLS[key]} {escaped(outcomes.name(checked, lang))}", ""]
    lines += [f"> {escaped(checked.claim.quote)}", ""]
    verdict = checked.verdict
    if verdict is None:
        return [*lines, escaped(explanation.explain(checked))]
    if verdict.label.decided:
        lines += [f"*{escaped(outcomes.confidence(verdict, lang))}*", ""]
    lines += [escaped(explanation.lead(verdict, lang)), "", *_numbers(verdict.evidence, lang)]
    lines += [_evidence(e, lang) for e in verdict.evidence]
    lines += [f"- {escaped(reasons.sentence(gap, lang))}" for gap in verdict.gaps]
    return [*lines, *(f"- {escaped(explanation.earlier_check(hit, lang))}" for hit in verdict.earlier_checks)]


def _numbers(evidence: tuple[Evidence, ...], lang: str) -> list[str]:
    rows = [explanation.comparison_cells(e, c, lang) for e, c in explanation.compared(evidence)]
    if not rows:
        return []
    heads = [phrase(f"column_{name}", lang) for name in explanation.COMPARED]
    table = [heads, ["---"] * len(heads), *([escaped(cell) for cell in row] for row in rows)]
    return [*("| " + " | ".join(row) + " |" for row in table), ""]


def _evidence(evidence: Evidence, lang: str) -> str:
    label = str(evidence.label)
    address = formats.web_address(evidence.source.url)
    link = f" <{address.replace('>', '%3E').replace('<', '%3C')}>" if address else ""
    stance = f"{outcomes.STANCE_SYMBOLS[label]} {phrase(f'stance_{label}', lang)}"
    return f"- **{stance}**: {escaped(explanation.citation(evidence, lang))}{link}"
