"""Why a claim got its verdict, in sentences of the claim's language: reasons, what was compared, quote and source."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import (
    Agreement,
    Checked,
    Claim,
    Comparison,
    Evidence,
    Failure,
    Hit,
    Source,
    StanceLabel,
    Verdict,
    VerdictLabel,
)
from factcheck.render import formats, reasons, values
from factcheck.render.phrases import phrase

_ABOUT_THE_CLAIM = ("worth_", "query_")
"""Reasons for how a claim was found and read: shown with the claim, not as a reason for its verdict."""

COMPARED = ("claim", "source", "publisher", "period", "difference", "agreement")
"""Columns of a table of compared values, as `comparison_cells` gives them."""

MOST_ROWS = 8
"""Rows of such a table; the JSON document has all comparisons."""

_LONGEST_QUOTE = 300
_CONTESTS = "quantity_contested"
"""Reason of a passage that gives another value without being sure enough to refute; it stands for the other side of a conflict."""
_SIDES = {
    VerdictLabel.SUPPORTED: (StanceLabel.SUPPORTS,),
    VerdictLabel.REFUTED: (StanceLabel.REFUTES,),
    VerdictLabel.CONFLICTING: (StanceLabel.SUPPORTS, StanceLabel.REFUTES),
}


def explain(checked: Checked, lang: str | None = None) -> str:
    """The explanation as running text, in the claim's language unless another is asked for."""
    lang = lang or checked.claim.lang
    if checked.verdict is None:
        assert checked.failure is not None  # noqa: S101  a record says so
        return failure_sentence(checked.failure, lang)
    parts = (lead(checked.verdict, lang), *(citation(e, lang) for e in decisive(checked.verdict)))
    return " ".join(part for part in parts if part)


def lead(verdict: Verdict, lang: str) -> str:
    """The reasons, with the decisive comparison added where no reason names the source's value."""
    said = reasons.sentences((r for r in verdict.reasons if not r.code.startswith(_ABOUT_THE_CLAIM)), lang)
    if any(name in reason.values for reason in verdict.reasons for name in reasons.SAYS):
        return said
    compared = (comparison_sentence(e, c, lang) for e in decisive(verdict) for c in telling(e))
    return " ".join(part for part in (said, next(compared, "")) if part)


def decisive(verdict: Verdict) -> tuple[Evidence, ...]:
    """The first counted evidence on each side that the verdict rests on; empty for undecided verdicts."""
    sides = _SIDES.get(verdict.label, ())
    found = [next((e for e in verdict.evidence if e.counted and e.label is side), None) for side in sides]
    if verdict.label is VerdictLabel.CONFLICTING and found[-1] is None:
        contesting = [e for e in verdict.evidence if e.counted and any(r.code == _CONTESTS for r in e.reasons)]
        found[-1] = max(contesting, key=lambda e: e.stance.refutes, default=None)
    return tuple(e for e in found if e is not None)


def citation(evidence: Evidence, lang: str) -> str:
    """`Publisher, «Title» (date): «quote»`."""
    quote = formats.line(evidence.passage.text, _LONGEST_QUOTE)
    source = evidence.source
    return phrase(
        "cited",
        lang,
        publisher=publisher(source),
        title=formats.line(source.title),
        date=dated(source, lang),
        text=quote,
    )


def comparison_sentence(evidence: Evidence, comparison: Comparison, lang: str) -> str:
    """`El artículo dice 27.000 millones; Kremlin (2023) da 26.100 millones para 2022: diferencia 3,4 %.`"""
    when = evidence.source.published or evidence.source.as_of
    return phrase(
        f"compared_{comparison.kind}",
        lang,
        claim_value=formats.line(comparison.claim_text) or "?",
        source_value=values.source_side(comparison, lang) or "?",
        publisher=publisher(evidence.source),
        year=when.year if when else None,
        period=values.period(comparison.period, lang) if comparison.period else None,
        difference=difference(comparison, lang),
    )


def compared(evidence: Sequence[Evidence]) -> list[tuple[Evidence, Comparison]]:
    """All comparisons worth a row, those of the claim's own period first, at most MOST_ROWS."""
    rows = [(one, row) for one in evidence for row in telling(one) if row.kind != "membership"]
    return sorted(rows, key=lambda row: row[1].agreement is Agreement.OTHER_PERIOD)[:MOST_ROWS]


def comparison_cells(evidence: Evidence, comparison: Comparison, lang: str) -> tuple[str, ...]:
    """Claim's value, source's value, publisher and year, period, difference, result."""
    when = evidence.source.published or evidence.source.as_of
    where = publisher(evidence.source) + (f" ({when.year})" if when else "")
    period = values.period(comparison.period, lang) if comparison.period else "–"
    agreement = phrase(f"agreement_{comparison.agreement}", lang)
    sides = (formats.line(comparison.claim_text), values.source_side(comparison, lang))
    return (*sides, where, period, difference(comparison, lang) or "–", agreement)


def difference(comparison: Comparison, lang: str) -> str | None:
    """The relative difference as a percentage, None where there is none to speak of."""
    return None if comparison.difference is None else values.difference(str(comparison.difference), lang) or None


def publisher(source: Source) -> str:
    """Who published a source; its title or id where nobody is named."""
    return formats.line(source.publisher) or formats.line(source.title) or formats.line(source.id)


def dated(source: Source, lang: str) -> str | None:
    """The source's date in words, or `as of` its state."""
    if source.published:
        return formats.day(source.published, lang)
    return phrase("list_as_of", lang, date=formats.day(source.as_of, lang)) if source.as_of else None


def earlier_check(hit: Hit, lang: str) -> str:
    """One earlier fact-check in a line."""
    check = hit.source.earlier_check
    claim, rating = (check.claim_reviewed, check.rating) if check else (hit.passage.text, "?")
    values = {"publisher": publisher(hit.source), "date": dated(hit.source, lang)}
    return phrase("earlier_check", lang, claim=formats.line(claim), rating=formats.line(rating) or "?", **values)


def failure_sentence(failure: Failure, lang: str) -> str:
    """What stood in the way, and what to do."""
    return phrase(
        "failed", lang, message=formats.line(failure.message) or failure.code, way_out=formats.line(failure.way_out)
    )


def read_as(claim: Claim) -> str | None:
    """The form that was searched and compared; None where it is the quote but for a closing mark, or nothing was compared."""
    query, quote = formats.line(claim.query), formats.line(claim.quote)
    return query if claim.checkable and query.rstrip(".").casefold() != quote.rstrip(".").casefold() else None


def telling(evidence: Evidence) -> tuple[Comparison, ...]:
    """The comparisons of a piece of evidence that say something."""
    return tuple(c for c in evidence.comparisons if c.agreement is not Agreement.INCOMPARABLE)
