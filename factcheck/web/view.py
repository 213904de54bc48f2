"""A kept report as its page shows it: marked article, claims in the reader's order, cards of evidence. Writes no HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote as urlquote

from factcheck.desk.records import KeptClaim
from factcheck.desk.reports import Document
from factcheck.domain import Agreement, Checked, Evidence, Fact, Hit, Passage, Report, Span, Verdict
from factcheck.render import explanation, formats, marks, outcomes, reasons
from factcheck.render.facts import statement
from factcheck.render.phrases import phrase
from factcheck.service import is_pasted
from factcheck.web.standing import Standing

SORTS = ("place", "worth", "verdict")
CHART_WIDTH = 300.0
_URGENT = ("refuted", "conflicting", "not_enough_evidence", "failed", "supported", "not_checkable")
"""Verdicts in the order in which an editor wants to see them."""


@dataclass(frozen=True)
class Bit:
    """A run of text and what it is: classes for the eye, words for everybody else stand beside it."""

    text: str
    kind: str = ""
    begins: tuple[ClaimView, ...] = ()
    claim: ClaimView | None = None


@dataclass(frozen=True)
class Card:
    """One piece of evidence."""

    evidence: Evidence
    symbol: str
    stance: str
    method: str
    sure: str
    why: str
    quote: tuple[Bit, ...]
    publisher: str
    dated: str | None
    group: str
    place: str | None
    """Address of the page that shows the quote in its place; None where nothing else of the source is kept."""


@dataclass(frozen=True)
class Compared:
    """Values side by side: names of columns, and rows; columns in which nothing stands are left out."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class ClaimView:
    """One claim with everything that its card says."""

    number: int
    checked: Checked
    key: str
    symbol: str
    name: str
    confidence: str
    reason: str
    read_as: str | None
    evidence: tuple[Card, ...]
    more: tuple[Card, ...]
    """Evidence that says no more than what is shown already: of the same groups, or beside an open question."""
    rejected: tuple[Card, ...]
    numbers: Compared
    aside: Compared
    """Values of other periods, names, and whatever else explains but decides nothing."""
    gaps: tuple[str, ...]
    earlier: tuple[tuple[str, str | None], ...]
    kept: KeptClaim | None
    held: Standing | None
    machine: str = ""


@dataclass(frozen=True)
class Segment:
    """A part of the chart."""

    key: str
    symbol: str
    words: str
    x: float
    width: float


@dataclass(frozen=True)
class ReportView:
    """A report in the reader's language."""

    report: Report
    claims: tuple[ClaimView, ...]
    article: tuple[Bit, ...]
    total: str
    chart: tuple[Segment, ...]
    notes: tuple[str, ...]


def of_document(document: Document, lang: str, standings: Mapping[str, Standing] | None = None) -> ReportView:
    """The view of a kept report; what a person decided instead of the machine holds."""
    report, held = Report.model_validate_json(document.body), standings or {}
    kept = {one.claim_id: one for one in document.kept.claims}
    claims = tuple(_kept_claim(n, c, lang, (kept.get(c.claim.id), held)) for n, c in enumerate(report.checked, 1))
    return ReportView(
        report=report,
        claims=claims,
        article=_marked(report.article.text, claims),
        total=outcomes.total_phrase(len(claims), lang),
        chart=tuple(chart(claims, lang)),
        notes=tuple(reasons.sentence(note, lang) for note in report.notes),
    )


def _kept_claim(
    number: int, checked: Checked, lang: str, under: tuple[KeptClaim | None, Mapping[str, Standing]]
) -> ClaimView:
    kept, standings = under
    held = standings.get(kept.verdict_id) if kept else None
    plain = replace(claim(number, checked, lang), kept=kept, held=held)
    if held is None or held.label is None:
        return plain
    name = phrase(f"verdict_{held.label}", lang)
    return replace(plain, key=held.label, symbol=outcomes.SYMBOLS[held.label], name=name, machine=plain.name)


def ordered(claims: Sequence[ClaimView], by: str) -> list[ClaimView]:
    """Claims by their place in the text, by how much they are worth checking, or by verdict (the alarming first)."""
    if by == "worth":
        return sorted(claims, key=lambda one: -one.checked.claim.checkworthiness)
    if by == "verdict":
        return sorted(claims, key=lambda one: _URGENT.index(one.key))
    return list(claims)


def claim(number: int, checked: Checked, lang: str) -> ClaimView:
    """One claim's card, as the machine judged it."""
    verdict, key = checked.verdict, outcomes.outcome(checked)
    shown, more = _told_apart(verdict) if verdict else ((), ())
    numbers, aside = _side_by_side(verdict, lang) if verdict else (Compared(), Compared())
    told = {r.code for r in verdict.reasons} if verdict else set()
    decided = verdict is not None and verdict.label.decided
    return ClaimView(
        number=number,
        checked=checked,
        key=key,
        symbol=outcomes.SYMBOLS[key],
        name=outcomes.name(checked, lang),
        confidence=outcomes.confidence(verdict, lang) if verdict and decided else "",
        reason=explanation.lead(verdict, lang) if verdict else explanation.explain(checked, lang),
        read_as=explanation.read_as(checked.claim),
        evidence=tuple(_card(e, lang, told) for e in shown),
        more=tuple(_card(e, lang, told) for e in more),
        rejected=tuple(_card(e, lang, set()) for e in verdict.rejected) if verdict else (),
        numbers=numbers,
        aside=aside,
        gaps=tuple(reasons.sentence(gap, lang) for gap in verdict.gaps) if verdict else (),
        earlier=tuple(_earlier(hit, lang) for hit in verdict.earlier_checks) if verdict else (),
        kept=None,
        held=None,
    )


def _card(evidence: Evidence, lang: str, told: set[str]) -> Card:
    label = str(evidence.label)
    why = reasons.sentences((r for r in evidence.reasons if r.code not in told), lang)
    return Card(
        evidence=evidence,
        symbol=outcomes.STANCE_SYMBOLS[label],
        stance=f"stance_{label}",
        method=f"method_{evidence.method}",
        sure="" if label == "neutral" else formats.percent(getattr(evidence.stance, label), lang),
        why=why,
        quote=quote(evidence),
        publisher=explanation.publisher(evidence.source),
        dated=explanation.dated(evidence.source, lang),
        group=formats.line(evidence.independent_group.replace("_", " ")),
        place=place(evidence.passage),
    )


def place(passage: Passage) -> str | None:
    """Address of the page that shows a passage in its place; None for a text that came with the check."""
    if is_pasted(passage.source_id):
        return None
    address = f"/sources/{urlquote(passage.source_id, safe='')}"
    if passage.span is not None:
        return f"{address}?start={passage.span.start}&end={passage.span.end}"
    return f"{address}?fact={urlquote(passage.fact_id, safe='')}" if passage.fact_id else address


def quote(evidence: Evidence) -> tuple[Bit, ...]:
    """The passage with the part that decided, and the values that were compared, marked."""
    values = [c.source_span for c in evidence.comparisons if c.source_span is not None]
    spans = [*([evidence.decisive] if evidence.decisive else []), *values]
    first_value = 1 if evidence.decisive else 0
    return tuple(_quoted(piece, first_value) for piece in marks.pieces(evidence.passage.text, spans))


def _quoted(piece: marks.Piece, first_value: int) -> Bit:
    value = any(index >= first_value for index in piece.under)
    kinds = [*(["decisive"] if first_value and 0 in piece.under else []), *(["value"] if value else [])]
    return Bit(formats.safe(piece.text), " ".join(kinds))


def _marked(text: str, claims: Sequence[ClaimView]) -> tuple[Bit, ...]:
    cut = marks.pieces(text, [one.checked.claim.span for one in claims])
    return tuple(
        Bit(
            formats.safe(piece.text),
            claims[piece.under[0]].key if piece.under else "",
            tuple(claims[i] for i in piece.begins),
            claims[piece.under[0]] if piece.under else None,
        )
        for piece in cut
    )


_AT_ONCE = 2
_ROWS_AT_ONCE = 4
_COLUMNS = ("claim", "source", "publisher", "period", "difference", "agreement")
_ASIDE = (Agreement.OTHER_PERIOD, Agreement.INCOMPARABLE)


def _told_apart(verdict: Verdict) -> tuple[list[Evidence], list[Evidence]]:
    """What to read first, one piece of each group, and the rest. Of an open question one piece is enough to begin with."""
    firsts: dict[str, Evidence] = {}
    for piece in verdict.evidence:
        firsts.setdefault(piece.independent_group or piece.source.id, piece)
    first = list(firsts.values())[: _AT_ONCE if verdict.label.decided else 1]
    return first, [piece for piece in verdict.evidence if not any(piece is one for one in first)]


def _side_by_side(verdict: Verdict, lang: str) -> tuple[Compared, Compared]:
    """The values that tell most, each pair once; and the others."""
    kinds = ("quantity", "date") if verdict.label.decided else ("quantity",)
    first: list[tuple[str, ...]] = []
    rest: list[tuple[str, ...]] = []
    for evidence, comparison in explanation.compared(verdict.evidence):
        cells = explanation.comparison_cells(evidence, comparison, lang)
        tells = comparison.kind in kinds and comparison.agreement not in _ASIDE
        new = all(cells[:2] != row[:2] for row in first)
        (first if tells and new and len(first) < _ROWS_AT_ONCE else rest).append(cells)
    return _compared(first), _compared(rest)


def _compared(rows: Sequence[tuple[str, ...]]) -> Compared:
    kept = [i for i, _ in enumerate(_COLUMNS) if any(row[i] != "–" for row in rows)]
    return Compared(tuple(_COLUMNS[i] for i in kept), tuple(tuple(row[i] for i in kept) for row in rows))


def _earlier(hit: Hit, lang: str) -> tuple[str, str | None]:
    return explanation.earlier_check(hit, lang), formats.web_address(hit.source.url)


def chart(claims: Sequence[ClaimView], lang: str) -> Iterable[Segment]:
    """One bar, cut by how many claims came out which way."""
    found, x = Counter(one.key for one in claims), 0.0
    for key in (one for one in outcomes.OUTCOMES if found[one]):
        width = CHART_WIDTH * found[key] / len(claims)
        words = outcomes.count_phrase(key, found[key], lang)
        yield Segment(key, outcomes.SYMBOLS[key], words, round(x, 2), round(max(1.0, width - 1.5), 2))
        x += width


def around(text: str, span: Span, reach: int = 600) -> tuple[str, str, str]:
    """A passage in its place: what stands before it, the passage, what stands after it."""
    before, after = text[max(0, span.start - reach) : span.start], text[span.end : span.end + reach]
    return formats.safe(before), formats.safe(span.of(text)), formats.safe(after)


_MOST_FACTS = 400
_NEAR = 3


@dataclass(frozen=True)
class Stated:
    """A fact in a sentence; `cited` where it is the one that is asked for."""

    text: str
    cited: bool = False


def stated(facts: Sequence[Fact], lang: str) -> list[Stated]:
    """What a source of facts says, in sentences."""
    return [Stated(statement(fact, lang)) for fact in facts[:_MOST_FACTS]]


def near(facts: Sequence[Fact], fact_id: str, lang: str) -> list[Stated]:
    """A fact among its neighbours: those about the same, before and after it in time. None where it is not there."""
    cited = next((fact for fact in facts if fact.id == fact_id), None)
    if cited is None:
        return []
    same = [fact for fact in facts if (fact.subject_id, fact.attribute) == (cited.subject_id, cited.attribute)]
    series = sorted(same, key=lambda fact: (fact.period or "", fact.id))
    at = next(place for place, fact in enumerate(series) if fact.id == fact_id)
    shown = series[max(0, at - _NEAR) : at + _NEAR + 1]
    return [Stated(statement(fact, lang), fact.id == fact_id) for fact in shown]
