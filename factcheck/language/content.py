"""The words of a sentence that carry its message, without function words and verbs of measuring. The lists stand in `data/content.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from factcheck.domain import Span
from factcheck.language.attributes import fold

SHORTEST_ELSEWHERE = 4
"""In languages without a list, shorter words count as function words."""


def content_words(text: str, lang: str) -> tuple[Span, ...]:
    """Spans of the words that say something, in order; numbers are left out."""
    empty = _empty(lang)
    return tuple(
        Span(start=match.start(), end=match.end())
        for match in re.finditer(r"[^\W\d_]+", fold(text))
        if _says_something(match.group(), empty)
    )


def _says_something(word: str, empty: frozenset[str] | None) -> bool:
    return len(word) >= SHORTEST_ELSEWHERE if empty is None else word not in empty and len(word) > 1


@cache
def _empty(lang: str) -> frozenset[str] | None:
    tables = tomllib.loads(files("factcheck.language").joinpath("data/content.toml").read_text(encoding="utf-8"))
    if lang not in tables:
        return None
    return frozenset((tables[lang]["function"] + tables[lang]["measuring"]).split())
