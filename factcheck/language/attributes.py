"""Which attribute a text speaks about: capital, inflation, membership ... The words stand in `data/attributes.toml`, per language.

Knows nothing of facts or verdicts: a mention says that the words are there, not what is claimed about them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from factcheck.domain import Record, Span


class AttributeMention(Record):
    """Words that name an attribute (`inflation`, `members` ...), and where they stand."""

    span: Span
    attribute: str


def attributes(text: str, lang: str) -> tuple[AttributeMention, ...]:
    """The attributes named in `text`, in order; no word counts for two of them.

    Languages without a table of their own give nothing.
    """
    folded = fold(text)
    taken = bytearray(len(folded))
    found = [
        AttributeMention(span=Span(start=match.start(), end=match.end()), attribute=code)
        for code, pattern in _table(lang)
        for match in _free(pattern, folded, taken)
    ]
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def fold(text: str) -> str:
    """Lower case without accents, one code point for each of `text`, so that spans found in it hold for the original."""
    return "".join(_folded(character) for character in text)


@cache
def _folded(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def _free(pattern: re.Pattern[str], folded: str, taken: bytearray) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(folded):
        if not any(taken[match.start() : match.end()]):
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            yield match


@cache
def _table(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(files("factcheck.language").joinpath("data/attributes.toml").read_text(encoding="utf-8"))
    return tuple((row["code"], _compiled(row[lang])) for row in data["attribute"] if lang in row)


def _compiled(expressions: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?:{expression})(?!\w)" for expression in expressions))
