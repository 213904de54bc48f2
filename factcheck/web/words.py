"""The page's words in the reader's language, from gettext catalogues, and the templates that use them. Knows no reports."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

from babel.messages.pofile import read_po
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from factcheck.render import formats
from factcheck.render.phrases import phrase

LANGUAGES = ("es", "en")


class Catalogue(gettext.NullTranslations):
    """English messages with their translations; a message that lacks one stays English."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__()
        self._known = known

    def gettext(self, message: str) -> str:
        """The translation of a message."""
        return self._known.get(message, message)


@cache
def catalogue(lang: str) -> Catalogue:
    """The messages of one language."""
    if lang == "en":
        return Catalogue({})
    data = resources.files("factcheck.web").joinpath("locale", lang, "page.po").read_bytes()
    return Catalogue({str(m.id): str(m.string) for m in read_po(BytesIO(data), locale=lang) if m.id and m.string})


def language(accepted: str) -> str:
    """`es` or `en`, whichever a browser's Accept-Language names first; Spanish where it names neither."""
    found = re.search(r"\b(es|en)\b", accepted.lower())
    return found[1] if found else "es"


@cache
def templates(lang: str) -> Environment:
    """The templates, speaking one language. Everything put into them is escaped."""
    made = Environment(
        loader=PackageLoader("factcheck.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = catalogue(lang)
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"lang": lang, "phrase": phrase}
    made.filters |= {"line": formats.line, "safe_text": formats.safe, "day": _day(lang), "web": formats.web_address}
    return made


def page(template: str, lang: str, values: Mapping[str, Any]) -> Markup:
    """A template filled in."""
    return Markup(templates(lang).get_template(template).render(**values))  # noqa: S704  the template escapes


def _day(lang: str) -> Any:
    def shown(moment: Any) -> str:
        return formats.day(moment, lang) or ""

    return shown
