"""Bars of outcomes as inline SVG that also reads in black and white print: patterns, symbols and numbers beside colours."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from factcheck.render import outcomes
from factcheck.render.audit_view import Groups
from factcheck.render.audit_words import word
from factcheck.render.formats import line
from factcheck.render.phrases import phrase

_ORDER = ("refuted", "conflicting", "supported", "not_enough_evidence", "not_checkable", "failed")
_WIDTH, _LABEL, _ROW = 720, 190, 24

_PATTERNS = Markup(
    '<svg class="defs" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="hatch-conflicting" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="bar-conflicting-back"/><rect width="3" height="6" class="bar-conflicting-line"/></pattern>'
    '<pattern id="hatch-open" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="bar-open-back"/><circle cx="3" cy="3" r="1.2" class="bar-open-dot"/></pattern>'
    "</defs></svg>"
)


def patterns() -> Markup:
    """Fill patterns, once a page."""
    return _PATTERNS


def chart(groups: Groups, lang: str) -> Markup:
    """One bar a group, split by outcome; the longest group fills the width. With a table of the numbers for screen readers."""
    longest = max((sum(counts.values()) for counts in groups.values()), default=0)
    if not longest:
        return Markup()
    bars = Markup().join(_bar(number, name, groups[name], longest) for number, name in enumerate(groups))
    height = _ROW * len(groups)
    frame = Markup('<svg viewBox="0 0 {} {}" aria-hidden="true" class="chart">{}</svg>')
    return frame.format(_WIDTH, height, bars) + _table(groups, lang)


def _bar(number: int, name: str, counts: Mapping[str, int], longest: int) -> Markup:
    scale = (_WIDTH - _LABEL - 50) / longest
    top, left = number * _ROW, float(_LABEL)
    pieces = [Markup('<text x="{}" y="{}" class="name">{}</text>').format(_LABEL - 8, top + 16, line(name, 28))]
    for key in _ORDER:
        if count := counts.get(key, 0):
            width = count * scale
            pieces.append(_piece(key, (left, top + 3, width), count))
            left += width
    total = Markup('<text x="{:.1f}" y="{}" class="total">{}</text>')
    pieces.append(total.format(left + 6, top + 16, sum(counts.values())))
    return Markup().join(pieces)


def _piece(key: str, place: tuple[float, float, float], count: int) -> Markup:
    left, top, width = place
    made = Markup(
        '<rect class="bar {}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"><title>{} {}</title></rect>'
    ).format(key, left, top, width, _ROW - 6, outcomes.SYMBOLS[key], count)
    if width < 26:
        return made
    inside = Markup('<text x="{:.1f}" y="{}" class="inside {}">{}{}</text>')
    return made + inside.format(left + 4, top + 13, key, outcomes.SYMBOLS[key], count)


def legend(lang: str) -> Markup:
    """What the fills mean."""
    item = Markup(
        '<li><svg width="16" height="12" aria-hidden="true"><rect class="bar {}" width="16" height="12"/></svg> {} {}</li>'
    )
    items = (item.format(key, outcomes.SYMBOLS[key], phrase(f"verdict_{key}", lang)) for key in _ORDER)
    return Markup('<ul class="legend">{}</ul>').format(Markup().join(items))


def _table(groups: Groups, lang: str) -> Markup:
    heads = Markup().join(Markup("<th scope=col>{}</th>").format(phrase(f"verdict_{key}", lang)) for key in _ORDER)
    row = Markup("<tr><th scope=row>{}</th>{}</tr>")
    cell = Markup("<td>{}</td>")
    body = Markup().join(
        row.format(line(name), Markup().join(cell.format(counts.get(key, 0)) for key in _ORDER))
        for name, counts in groups.items()
    )
    frame = Markup('<table class="unseen"><thead><tr><th scope=col>{}</th>{}</tr></thead><tbody>{}</tbody></table>')
    return frame.format(word("group", lang), heads, body)
