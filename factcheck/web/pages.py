"""The plain pages as HTML: form, report, failure. Everything from outside is escaped; no script, no inline style."""

from __future__ import annotations

from markupsafe import Markup

from factcheck.domain import Report
from factcheck.errors import FactcheckError
from factcheck.render import formats, html
from factcheck.render.phrases import phrase

_FRAME = Markup(
    '<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="/static/plain.css"></head><body><main>{body}</main></body></html>\n'
)
_FORM = Markup(
    '<h1>{heading}</h1><p>{intro}</p><form method="post" action="/check" accept-charset="utf-8">'
    '<p><label for="text">{text}</label><textarea id="text" name="text"></textarea>'
    '<label class="inline"><input type="checkbox" name="as_claims" value="1"> {as_claims}</label></p>'
    '<p><label for="url">{url}</label><input type="url" id="url" name="url"></p>'
    '<p><label class="inline">{published} <input type="date" name="published"></label>'
    '<label class="inline">{as_of} <input type="date" name="as_of"></label>'
    '<label class="inline">{lang} <select name="lang"><option value="">{lang_auto}</option>'
    '<option value="es">español</option><option value="en">English</option></select></label></p>'
    '<p><button type="submit">{submit}</button> '
    '<button type="submit" name="format" value="json">{as_json}</button></p></form>'
    '<p><a href="/docs">{api}</a></p>'
)
_WORDS = (
    "heading",
    "intro",
    "text",
    "as_claims",
    "url",
    "published",
    "as_of",
    "lang",
    "lang_auto",
    "submit",
    "as_json",
    "api",
)


def start(lang: str) -> str:
    """The empty form."""
    form = _FORM.format(**{word: phrase(f"form_{word}", lang) for word in _WORDS})
    return _page(phrase("form_heading", lang), form, lang)


def report(found: Report, lang: str) -> str:
    """A report with the way back to the form."""
    title = formats.line(found.article.title or "", 120) or phrase("report", lang)
    heading = Markup('<h1 lang="{}">{}</h1>').format(found.article.lang, title)
    return _page(title, heading + html.report_html(found) + _back(lang), lang)


def failed(error: FactcheckError, lang: str) -> str:
    """What went wrong and what to do about it."""
    body = Markup('<h1>{}</h1><p class="problem" role="alert" lang="en">{}</p><p lang="en">{}</p>')
    title = phrase("form_failed", lang)
    return _page(
        title, body.format(title, formats.line(error.message), formats.line(error.way_out)) + _back(lang), lang
    )


def _back(lang: str) -> Markup:
    return Markup('<p><a href="/">{}</a></p>').format(phrase("form_back", lang))


def _page(title: str, body: Markup, lang: str) -> str:
    return str(_FRAME.format(lang=lang, title=title, body=body))
