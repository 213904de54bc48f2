"""A report as pieces of HTML without script or inline style. Everything from outside is escaped by `Markup.format`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from factcheck.domain import Checked, Evidence, Reason, Report, Source
from factcheck.render import explanation, formats, marks, outcomes, reasons
from factcheck.render.phrases import phrase


def report_html(report: Report) -> Markup:
    """Summary, notes, marked article, claims and provenance as one piece for a page's body."""
    return joined(
        (summary(report), notes(report), marked_article(report), *claims(report), provenance(report)),
    )


def summary(report: Report) -> Markup:
    """How many claims came out which way; each count with its symbol."""
    lang = report.article.lang
    item = Markup('<li class="{}"><span aria-hidden="true">{}</span> {}</li>')
    items = (
        item.format(key, outcomes.SYMBOLS[key], outcomes.count_phrase(key, n, lang))
        for key, n in outcomes.counts(report).items()
    )
    total = outcomes.total_phrase(len(report.checked), lang)
    facts = [f"{phrase('published', lang)}: {formats.day(report.article.published, lang) or phrase('undated', lang)}"]
    if report.as_of:
        facts.append(f"{phrase('as_of', lang)}: {formats.day(report.as_of, lang)}")
    return Markup('<div class="summary"><p><strong>{}</strong></p><ul>{}</ul><p>{}</p></div>').format(
        total, joined(items), " · ".join(facts)
    )


def notes(report: Report) -> Markup:
    """What a reader must know about the whole report."""
    lines = (Markup("<p>{}</p>").format(reasons.sentence(note, report.article.lang)) for note in report.notes)
    body = joined(lines)
    return Markup('<div class="notes" role="note">{}</div>').format(body) if body else Markup()


def marked_article(report: Report) -> Markup:
    """The article's text with each claim marked by class and symbol, linked to what was found about it."""
    cut = marks.pieces(report.article.text, [c.claim.span for c in report.checked])
    heading = phrase("article", report.article.lang)
    body = joined(_piece(piece, report.checked) for piece in cut)
    frame = Markup('<section><h2>{}</h2><div class="article" lang="{}">{}</div></section>')
    return frame.format(heading, report.article.lang, body)


def _piece(piece: marks.Piece, checked: Sequence[Checked]) -> Markup:
    sign = Markup('<a class="sign {key}" href="#claim-{n}">{n}{symbol}</a>')
    keys = {index: outcomes.outcome(checked[index]) for index in (*piece.under, *piece.begins)}
    signs = joined(sign.format(key=keys[i], n=i + 1, symbol=outcomes.SYMBOLS[keys[i]]) for i in piece.begins)
    text = formats.safe(piece.text)
    if not piece.under:
        return signs + Markup.escape(text)
    return signs + Markup('<mark class="{}">{}</mark>').format(keys[piece.under[0]], text)


def claims(report: Report) -> Iterable[Markup]:
    """One section for each claim, in the order of the text."""
    return (claim(number, checked) for number, checked in enumerate(report.checked, start=1))


def claim(number: int, checked: Checked) -> Markup:
    """Verdict, confidence, reason, numbers, evidence, gaps and earlier checks of one claim."""
    lang, key = checked.claim.lang, outcomes.outcome(checked)
    head = Markup(
        '<h2><span class="{}">{} <span aria-hidden="true">{}</span> {}</span></h2><blockquote>{}</blockquote>'
    ).format(key, number, outcomes.SYMBOLS[key], outcomes.name(checked, lang), formats.safe(checked.claim.quote))
    frame = Markup('<section class="claim" id="claim-{}" lang="{}">{}{}</section>')
    return frame.format(number, lang, head, _decided(checked))


def _decided(checked: Checked) -> Markup:
    verdict, lang = checked.verdict, checked.claim.lang
    if verdict is None:
        return _paragraph(explanation.explain(checked))
    sure = _paragraph(outcomes.confidence(verdict, lang), "confidence") if verdict.label.decided else Markup()
    query = explanation.read_as(checked.claim)
    if query:
        sure += _paragraph(phrase("checked_as", lang, query=query), "query")
    found = joined(evidence_card(e, lang, verdict.reasons) for e in verdict.evidence)
    aside = joined(evidence_card(e, lang) for e in verdict.rejected)
    folded = Markup("<details><summary>{}</summary>{}</details>").format(
        phrase("rejected", lang, n=len(verdict.rejected)), aside
    )
    gaps = listed(phrase("gaps", lang), [reasons.sentence(gap, lang) for gap in verdict.gaps])
    earlier = listed(
        phrase("earlier_checks", lang), [explanation.earlier_check(hit, lang) for hit in verdict.earlier_checks]
    )
    reason = _paragraph(explanation.lead(verdict, lang), "reason")
    return sure + reason + numbers(verdict.evidence, lang) + found + gaps + earlier + (folded if aside else Markup())


def evidence_card(evidence: Evidence, lang: str, told: Sequence[Reason] = ()) -> Markup:
    """Stance, exact quote, and the source it stands in."""
    label = str(evidence.label)
    sure = "" if label == "neutral" else f" ({formats.percent(getattr(evidence.stance, label), lang)})"
    head = [f"{outcomes.STANCE_SYMBOLS[label]} {phrase(f'stance_{label}', lang)}{sure}"]
    head += [phrase(f"method_{evidence.method}", lang), *([] if evidence.counted else [phrase("not_counted", lang)])]
    quote = Markup('<blockquote lang="{}">{}</blockquote>').format(
        evidence.passage.lang, formats.safe(evidence.passage.text)
    )
    why = _paragraph(reasons.sentences(reasons.untold(evidence.reasons, told), lang), "reason")
    frame = Markup('<div class="evidence {}"><p>{}</p>{}{}{}</div>')
    return frame.format(label, " · ".join(head), quote, why, source_line(evidence.source, lang))


def source_line(source: Source, lang: str) -> Markup:
    """Publisher, title (a link where it has a web address), date and tier."""
    address = formats.web_address(source.url)
    title = Markup.escape(formats.line(source.title) or formats.line(source.id))
    if address:
        title = Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(address, title)
    date = explanation.dated(source, lang) or phrase("undated", lang)
    tier = phrase(f"tier_{source.tier}", lang)
    return Markup('<p class="source">{} · {} · {} · {}</p>').format(explanation.publisher(source), title, date, tier)


def numbers(evidence: Sequence[Evidence], lang: str) -> Markup:
    """Compared values side by side; nothing where none were compared."""
    compared = [explanation.comparison_cells(e, c, lang) for e, c in explanation.compared(evidence)]
    if not compared:
        return Markup()
    heads = joined(
        Markup('<th scope="col">{}</th>').format(phrase(f"column_{name}", lang)) for name in explanation.COMPARED
    )
    rows = joined(
        Markup("<tr>{}</tr>").format(joined(Markup("<td>{}</td>").format(cell) for cell in row)) for row in compared
    )
    frame = Markup('<table class="numbers"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>')
    return frame.format(phrase("numbers", lang), heads, rows)


def provenance(report: Report) -> Markup:
    """What made the report."""
    made = {name: formats.line(str(value)) or "–" for name, value in report.provenance.model_dump().items()}
    return Markup("<footer>{}</footer>").format(_paragraph(phrase("made_by", report.article.lang, **made)))


def listed(title: str, lines: Sequence[str]) -> Markup:
    """A titled list; nothing where there are no lines."""
    if not lines:
        return Markup()
    return Markup("<h3>{}</h3><ul>{}</ul>").format(title, joined(Markup("<li>{}</li>").format(text) for text in lines))


def joined(pieces: Iterable[Markup]) -> Markup:
    """Pieces one after the other."""
    return Markup().join(pieces)


def _paragraph(text: str, kind: str = "") -> Markup:
    if not text:
        return Markup()
    return Markup('<p class="{}">{}</p>').format(kind, text) if kind else Markup("<p>{}</p>").format(text)
