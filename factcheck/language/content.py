"""The words of a sentence that carry its message, without function words and verbs of measuring. The lists stand in `data/content.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from factcheck.domain import Span
from factcheck.language.attributes import fold

STEM = 5
"""Letters by which two words count as forms of one word."""
SHORTEST_ELSEWHERE = 4
"""In languages without a list, shorter words count as function words."""


def content_words(text: str, lang: str) -> tuple[Span, ...]:
    """Spans of the words that say something, in order; numbers are left out."""
    return _words(text, _empty(lang))


def stems(text: str, lang: str, but: Sequence[Span] = ()) -> set[str]:
    """The first letters of the words that say something, folded; those that overlap `but` are left out."""
    folded = fold(text)
    return {
        word.of(folded)[:STEM] for word in content_words(text, lang) if not any(word.overlaps(span) for span in but)
    }


def telling_words(text: str, lang: str) -> tuple[Span, ...]:
    """Spans of the words that say more than that something has a value: also `youth` and `record` (of record
    inflation, not of a record of 27 %), but not `reached` or `lives`."""
    table = _tables().get(lang)
    stated = [m.span() for m in re.finditer(rf"(?<!\w)(?:{table['before_value']})", fold(text))] if table else []
    words = _words(text, _stating(lang))
    return tuple(word for word in words if not any(start <= word.start < end for start, end in stated))


def _words(text: str, empty: frozenset[str] | None) -> tuple[Span, ...]:
    return tuple(
        Span(start=match.start(), end=match.end())
        for match in re.finditer(r"[^\W\d_]+", fold(text))
        if _says_something(match.group(), empty)
    )


def _says_something(word: str, empty: frozenset[str] | None) -> bool:
    return len(word) >= SHORTEST_ELSEWHERE if empty is None else word not in empty and len(word) > 1


@cache
def _empty(lang: str) -> frozenset[str] | None:
    table = _tables().get(lang)
    return frozenset(f"{table['function']} {table['measuring']}".split()) if table else None


@cache
def _stating(lang: str) -> frozenset[str] | None:
    table, empty = _tables().get(lang), _empty(lang)
    if table is None or empty is None:
        return None
    return (empty | set(table["stating"].split())) - set(table["narrowing"].split())


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("factcheck.language").joinpath("data/content.toml").read_text(encoding="utf-8"))
