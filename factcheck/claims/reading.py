"""The readings of `factcheck.language` that several steps need of the same text, each made once.

A sentence, the statement in it and its query are often the same words; dates and quantities are the dearest to read.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from factcheck.domain import Mention, Quantity, TimeExpression
from factcheck.language import dates, names, quantities

KEPT = 128
"""Texts remembered per reading: a few sentences' worth."""


@lru_cache(maxsize=KEPT)
def times_in(text: str, lang: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    """Time expressions, as `language.dates.times`."""
    return dates.times(text, lang, anchor)


@lru_cache(maxsize=KEPT)
def quantities_in(text: str, lang: str) -> tuple[Quantity, ...]:
    """Quantities, as `language.quantities.quantities`."""
    return quantities.quantities(text, lang)


@lru_cache(maxsize=KEPT)
def mentions_in(text: str, lang: str) -> tuple[Mention, ...]:
    """Known names, as `language.names.mentions`."""
    return names.mentions(text, lang)
