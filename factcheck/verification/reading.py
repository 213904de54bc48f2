"""A text read for comparison: the names, attributes, quantities and dates in it, and whether it affirms. Compares nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from factcheck.domain import Mention, Period, Quantity, Span, TimeExpression
from factcheck.language.attributes import AttributeMention, attributes
from factcheck.language.dates import times
from factcheck.language.names import mentions
from factcheck.language.negation import polarity
from factcheck.language.quantities import quantities

COUNTRY = "country:"


@dataclass(frozen=True)
class Reading:
    """What can be compared in one text. All spans count in `text`."""

    text: str
    lang: str
    mentions: tuple[Mention, ...]
    attributes: tuple[AttributeMention, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[TimeExpression, ...]
    affirmative: bool

    @property
    def entities(self) -> frozenset[str]:
        """Identifiers of all names."""
        return frozenset(mention.entity for mention in self.mentions)

    @property
    def countries(self) -> tuple[Mention, ...]:
        """The names of countries, in order."""
        return tuple(mention for mention in self.mentions if mention.entity.startswith(COUNTRY))

    @property
    def periods(self) -> tuple[Period, ...]:
        """All dates that are known."""
        return tuple(time.period for time in self.times if time.period is not None)

    def attribute(self, *codes: str) -> AttributeMention | None:
        """The first mention of one of these attributes."""
        return next((mention for mention in self.attributes if mention.attribute in codes), None)


@lru_cache(maxsize=8192)
def read(text: str, lang: str, anchor: date | None) -> Reading:
    """Read `text`; relative dates count from `anchor` (None leaves them open)."""
    return Reading(
        text=text,
        lang=lang,
        mentions=mentions(text, lang),
        attributes=attributes(text, lang),
        quantities=quantities(text, lang),
        times=times(text, lang, anchor),
        affirmative=polarity(text, lang),
    )


def owner(reading: Reading, attribute: AttributeMention) -> Mention | None:
    """The country an attribute belongs to: "Norway" in "the main destination of Norwegian exports was Germany".

    Looked for inside the attribute's words, then right behind them, then right before them; else the first country of the text.
    """
    countries = reading.countries
    if len(countries) < 2:
        return countries[0] if countries else None
    inside = (c for c in countries if c.span.overlaps(attribute.span))
    behind = (
        c
        for c in countries
        if c.span.start >= attribute.span.end and _joined(reading, attribute.span.end, c.span.start)
    )
    before = (
        c for c in countries if c.span.end <= attribute.span.start and _possessive(reading, c.span, attribute.span)
    )
    return next(inside, None) or next(behind, None) or next(before, None) or countries[0]


_JOINING = {
    "es": {
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "en",
        "para",
        "sus",
        "su",
        "exportaciones",
        "importaciones",
        "ventas",
        "compras",
        "capital",
    },
    "en": {"of", "the", "in", "for", "to", "its", "exports", "imports", "goods"},
}


def _joined(reading: Reading, start: int, end: int) -> bool:
    words = reading.text[start:end].lower().split()
    return all(word in _JOINING.get(reading.lang, ()) for word in words)


def _possessive(reading: Reading, name: Span, attribute: Span) -> bool:
    gap = reading.text[name.end : attribute.start].strip().lower()
    return gap in ("'s", "’s", "'", "’", "")
