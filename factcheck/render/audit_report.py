"""The audit as one page: self-contained, without network, in Spanish or English, fit for print. Decides no order: the view does."""

from __future__ import annotations

from importlib import resources

from markupsafe import Markup

from factcheck.domain import Span, Verdict
from factcheck.render import audit_charts, explanation, formats, marks, outcomes
from factcheck.render.audit_view import TRIAGES, AuditView, Contradiction
from factcheck.render.audit_words import word
from factcheck.render.html import evidence_card, joined, listed
from factcheck.render.phrases import phrase

_AROUND = 280
_WHOLE_ARTICLES = 60
"""Contradictions whose article is on the page in full; the others show what stands around the claim."""
_NUMBERS = 40
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def audit_html(view: AuditView, lang: str) -> str:
    """The whole document."""
    body = joined(
        (
            audit_charts.patterns(),
            _head(view, lang),
            _contradictions(view, lang),
            _charts(view, lang),
            _numbers(view, lang),
            _gaps(view, lang),
            _failed(view, lang),
            _made_by(view, lang),
        )
    )
    frame = Markup(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        "<title>{}</title><style>{}</style></head><body>{}<script>{}</script></body></html>\n"
    )
    return str(
        frame.format(lang, _POLICY, _title(view, lang), _asset("audit_report.css"), body, _asset("audit_report.js"))
    )


def _asset(name: str) -> Markup:
    # Our own files: nothing from outside is in them.
    return Markup(resources.files("factcheck.render").joinpath(name).read_text(encoding="utf-8"))  # noqa: S704


def _title(view: AuditView, lang: str) -> str:
    return f"{word('title', lang)} · {formats.line(view.name)}"


def _head(view: AuditView, lang: str) -> Markup:
    found = sum(view.outcomes.get(key, 0) for key in ("refuted", "conflicting"))
    counts = {"articles": view.articles, "claims": view.claims, "contradictions": found, "failed": view.failed_count}
    totals = word("totals", lang, **{name: formats.number(n, lang) for name, n in counts.items()})
    item = Markup('<li class="{}"><span aria-hidden="true">{}</span> {}</li>')
    items = (
        item.format(key, outcomes.SYMBOLS[key], outcomes.count_phrase(key, n, lang)) for key, n in view.outcomes.items()
    )
    return Markup('<header><h1>{}</h1><p class="totals">{}</p><ul class="outcomes">{}</ul></header>').format(
        _title(view, lang), totals, joined(items)
    )


# ----------------------------------------------------------------------------- contradictions


def _contradictions(view: AuditView, lang: str) -> Markup:
    cards = joined(_card(number, one, lang) for number, one in enumerate(view.contradictions, start=1))
    more = _paragraph(word("contradictions_left_out", lang, n=view.left_out)) if view.left_out else Markup()
    save = Markup('<p class="save"><button type="button" id="save-triage">{}</button> <span>{}</span></p>').format(
        word("save", lang), word("saved_how", lang)
    )
    body = cards + more + save if view.contradictions else _paragraph(word("none", lang))
    frame = Markup('<section id="contradictions"><h2>{}</h2>{}{}</section>')
    return frame.format(word("contradictions", lang), _measured_on(view, lang), body)


def _measured_on(view: AuditView, lang: str) -> Markup:
    """What the percentages were measured on: said once, not on each card."""
    verdicts = (one.checked.verdict for one in view.contradictions)
    said = outcomes.data_sets((sample for v in verdicts if v for sample in outcomes.population(v)), lang)
    return _paragraph(word("measured_on", lang, population=said), "source") if said else Markup()


def _sure(verdict: Verdict, lang: str) -> str:
    if outcomes.population(verdict):
        return word("sure", lang, percent=formats.percent(verdict.confidence.value, lang))
    return outcomes.confidence(verdict, lang)


def _card(number: int, one: Contradiction, lang: str) -> Markup:
    checked, verdict = one.checked, one.checked.verdict
    key = outcomes.outcome(checked)
    assert verdict is not None  # noqa: S101  contradictions are verdicts
    head = Markup(
        '<h3><span class="{}">{}. <span aria-hidden="true">{}</span> {}</span> <small>{} · {}</small></h3>'
    ).format(
        key,
        number,
        outcomes.SYMBOLS[key],
        outcomes.name(checked, lang),
        _sure(verdict, lang),
        word("seriousness", lang, n=round(100 * one.seriousness)),
    )
    claim = Markup('<blockquote class="claim" lang="{}">{}</blockquote>').format(
        checked.claim.lang, formats.safe(checked.claim.quote)
    )
    found = joined(evidence_card(e, lang, verdict.reasons) for e in explanation.decisive(verdict))
    parts = (head, claim, _where(one, lang), _paragraph(explanation.lead(verdict, lang), "reason"), found)
    foot = Markup('<div class="foot">{}{}</div>').format(_context(number, one, lang), _triage(one, lang))
    frame = Markup('<article class="card triage-{}" id="c-{}" data-key="{}">{}</article>')
    return frame.format(one.triage or "open", one.key, one.key, joined((*parts, _repeated(one, lang), foot)))


def _where(one: Contradiction, lang: str) -> Markup:
    article = one.article
    title = Markup.escape(formats.line(article.title or one.reference, 160))
    if address := formats.web_address(article.url):
        title = Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(address, title)
    day = formats.day(article.published, lang) or word("undated", lang)
    parts = [title, Markup.escape(day)] + [Markup.escape(formats.line(p)) for p in (one.section, article.site) if p]
    return Markup('<p class="source">{} <code>{}</code></p>').format(
        Markup(" · ").join(parts), formats.line(one.reference, 120)
    )


def _repeated(one: Contradiction, lang: str) -> Markup:
    if not one.repeated:
        return Markup()
    names = joined(Markup("<li><code>{}</code></li>").format(formats.line(r, 120)) for r in one.repeated)
    head = word("repeated", lang, n=len(one.repeated))
    return Markup('<div class="repeated"><p>{}</p><ul>{}</ul></div>').format(head, names)


def _context(number: int, one: Contradiction, lang: str) -> Markup:
    text, span = one.article.text, one.checked.claim.span
    first, last = (0, len(text)) if number <= _WHOLE_ARTICLES else (max(0, span.start - _AROUND), span.end + _AROUND)
    inside = Span(start=span.start - first, end=min(span.end, len(text)) - first)
    mark = Markup('<mark class="{}">{}</mark>')
    key = outcomes.outcome(one.checked)
    pieces = joined(
        mark.format(key, formats.safe(piece.text)) if piece.under else Markup.escape(formats.safe(piece.text))
        for piece in marks.pieces(text[first:last], [inside])
    )
    cut = ("…" if first else "", "…" if last < len(text) else "")
    frame = Markup('<details><summary>{}</summary><div class="article" lang="{}">{}{}{}</div></details>')
    return frame.format(word("context", lang), one.article.lang, cut[0], pieces, cut[1])


def _triage(one: Contradiction, lang: str) -> Markup:
    choice = Markup('<label><input type="radio" name="t-{}" value="{}"{}> {}</label>')
    choices = joined(
        choice.format(one.key, state, Markup(" checked") if state == one.triage else "", word(state, lang))
        for state in TRIAGES
    )
    return Markup('<fieldset class="triage"><legend>{}</legend>{}</fieldset>').format(word("triage", lang), choices)


# ----------------------------------------------------------------------------- the rest


def _charts(view: AuditView, lang: str) -> Markup:
    groups = [("months", view.months), ("sections", view.sections), ("sites", view.sites)]
    drawn = joined(
        Markup("<h3>{}</h3>{}").format(word(name, lang), audit_charts.chart(group, lang))
        for name, group in groups
        if group
    )
    if not drawn:
        drawn = audit_charts.chart({word("count", lang): view.outcomes}, lang)
    return Markup('<section id="charts"><h2>{}</h2>{}{}</section>').format(
        word("verdicts", lang), audit_charts.legend(lang), drawn
    )


def _numbers(view: AuditView, lang: str) -> Markup:
    rows = [
        (one, explanation.comparison_cells(evidence, compared, lang))
        for one in view.contradictions
        for evidence, compared in explanation.compared(
            explanation.decisive(one.checked.verdict) if one.checked.verdict else ()
        )
        if compared.agreement == "different"
    ][:_NUMBERS]
    if not rows:
        return Markup()
    heads = joined(Markup("<th scope=col>{}</th>").format(phrase(f"column_{c}", lang)) for c in explanation.COMPARED)
    row = Markup('<tr>{}<td><a href="#c-{}">→</a></td></tr>')
    body = joined(row.format(joined(Markup("<td>{}</td>").format(c) for c in cells), one.key) for one, cells in rows)
    frame = Markup("<section><h2>{}</h2><table><thead><tr>{}<th></th></tr></thead><tbody>{}</tbody></table></section>")
    return frame.format(word("numbers", lang), heads, body)


def _gaps(view: AuditView, lang: str) -> Markup:
    lines = [f"{formats.line(gap.text)} ({gap.claims} {word('gaps_claims', lang)})" for gap in view.gaps]
    return Markup("<section>{}</section>").format(listed(word("gaps", lang), lines)) if lines else Markup()


def _failed(view: AuditView, lang: str) -> Markup:
    if not view.failed_count:
        return Markup()
    row = Markup("<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>")
    rows = joined(row.format(formats.line(f.reference), f.code, formats.line(f.message)) for f in view.failed)
    left = view.failed_count - len(view.failed)
    more = _paragraph(word("failed_more", lang, n=left)) if left else Markup()
    return Markup("<section><h2>{}</h2><table><tbody>{}</tbody></table>{}</section>").format(
        word("failed", lang), rows, more
    )


def _made_by(view: AuditView, lang: str) -> Markup:
    said = " · ".join(f"{name}: {formats.line(value)}" for name, value in view.made_by.items())
    return Markup("<footer><p>{}: {}</p></footer>").format(word("made_by", lang), said)


def _paragraph(text: str, kind: str = "") -> Markup:
    return Markup('<p class="{}">{}</p>').format(kind, text) if text else Markup()
