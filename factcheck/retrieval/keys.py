"""Words that mean the same in every language: entities and written numbers of a text as keys, so that languages meet in the word index."""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.language.names import mentions

_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?")
_DECIMAL = re.compile(r"(?<![\d.,])\d+[.,]\d+(?!\d|[.,]\d)")
_LONG = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_MARKS = re.compile(r"[^\d]")


def keys(text: str, lang: str) -> list[str]:
    """Keys of a text, each once: `country:KAZ` for a name, `=27000` for 27.000 and 27,000, `=2.7` for 2,7 and 2.7."""
    return list(dict.fromkeys([*entities(text, lang), *amounts(text)]))


@lru_cache(maxsize=4096)
def entities(text: str, lang: str) -> tuple[str, ...]:
    """Entities that the gazetteer finds in a text, each once, in order."""
    return tuple(dict.fromkeys(mention.entity for mention in mentions(text, lang)))


def amounts(text: str) -> list[str]:
    """Numbers of a text whose writing differs between languages, in one writing.

    Cheap and language-neutral on purpose, since it runs over every passage: a mark before exactly three digits groups
    thousands, any other starts decimals. The few that this gets wrong are wrong alike in claim and passage. Short whole
    numbers need no key: they are written alike everywhere.
    """
    grouped = [_ungrouped(match.group()) for match in _GROUPED.finditer(text)]
    rest = _GROUPED.sub(" ", text)
    decimals = [match.group().replace(",", ".") for match in _DECIMAL.finditer(rest)]
    return [f"={number}" for number in (*grouped, *decimals, *_LONG.findall(rest))]


def _ungrouped(written: str) -> str:
    """27.000,5 and 27,000.5 become 27000.5."""
    marks = [match.start() for match in _MARKS.finditer(written)]
    last = marks[-1]
    decimal = len(written) - last - 1 != 3 or (len(marks) > 1 and written[last] != written[marks[0]])
    whole, fraction = (written[:last], written[last + 1 :]) if decimal else (written, "")
    digits = _MARKS.sub("", whole)
    return f"{digits}.{fraction}" if fraction else digits
