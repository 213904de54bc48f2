"""A report as CSV, one row for each claim, for spreadsheets. Knows that spreadsheets run what begins like a formula."""

from __future__ import annotations

import csv
import io

from factcheck.domain import Checked, Comparison, Report
from factcheck.render import explanation, formats, outcomes, values

COLUMNS = (
    *(
        "number",
        "start",
        "end",
        "quote",
        "query",
        "lang",
        "kind",
        "checkworthiness",
        "outcome",
        "confidence",
        "population",
    ),
    *(
        "reason",
        "evidence_quote",
        "publisher",
        "title",
        "date",
        "url",
        "claim_value",
        "source_value",
        "difference",
        "unit",
    ),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_csv(report: Report) -> str:
    """Rows under COLUMNS (RFC 4180, CRLF). `outcome` and `kind` are codes; `population` and `reason` are in the claim's language."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in _row(n, checked)] for n, checked in enumerate(report.checked, start=1))
    return out.getvalue()


def cell(value: object) -> str:
    """One value on one line; an apostrophe goes before text that a spreadsheet would run as a formula."""
    if isinstance(value, int | float):
        return str(value)
    text = formats.line("" if value is None else str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(number: int, checked: Checked) -> tuple[object, ...]:
    claim = checked.claim
    said = (number, claim.span.start, claim.span.end, claim.quote, claim.query, claim.lang, claim.kind)
    return (*said, claim.checkworthiness, outcomes.outcome(checked), *_decided(checked), *_evidence(checked))


def _decided(checked: Checked) -> tuple[object, ...]:
    verdict = checked.verdict
    if verdict is None:
        return (None, None, explanation.explain(checked))
    lang = checked.claim.lang
    return (verdict.confidence.value, outcomes.measured_on(verdict, lang), explanation.lead(verdict, lang))


def _evidence(checked: Checked) -> tuple[object, ...]:
    found = explanation.decisive(checked.verdict) if checked.verdict else ()
    if not found:
        return (None,) * 9
    best = found[0]
    compared = best.comparisons[0] if best.comparisons else None
    sides = _sides(compared, checked.claim.lang) if compared else (None,) * 4
    source = best.source
    when = source.published or source.as_of
    return (best.passage.text, source.publisher, source.title, when, source.url, *sides)


def _sides(compared: Comparison, lang: str) -> tuple[object, ...]:
    return (compared.claim_text, values.source_side(compared, lang), compared.difference, compared.unit)
