"""Words that mean the same in every language: entities and amounts of a text as keys, so that es and en meet in the word index."""

from __future__ import annotations

from factcheck.language.names import mentions
from factcheck.language.quantities import quantities


def keys(text: str, lang: str) -> list[str]:
    """Keys of a text, each once: `country:KAZ`, `=27000000000` for the amount, `~2.7e+10` for its first two digits."""
    return list(dict.fromkeys([*entities(text, lang), *amounts(text, lang)]))


def entities(text: str, lang: str) -> list[str]:
    """Entities that the gazetteer finds in a text, each once, in order."""
    return list(dict.fromkeys(mention.entity for mention in mentions(text, lang)))


def amounts(text: str, lang: str) -> list[str]:
    """Amounts of a text: exactly, and rounded to two digits so that "2.5 million" meets 2,521,534."""
    values = [v for quantity in quantities(text, lang) for v in {quantity.low, quantity.high}]
    return [key for value in values for key in (f"={value:.12g}", f"~{value:.1e}")]
