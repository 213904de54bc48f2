"""A text read for comparison: the names, attributes, quantities and dates in it, and whether it affirms. Compares nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from factcheck.domain import Mention, Period, Quantity, Span, TimeExpression
from factcheck.language.attributes import AttributeMention, attributes
from factcheck.language.dates import times
from factcheck.language.joints import belongs, is_possessive
from factcheck.language.names import mentions
from factcheck.language.negation import polarity, polarity_at, without_negations
from factcheck.language.quantities import quantities
from factcheck.language.sides import meant

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
    dated: tuple[tuple[TimeExpression, Period], ...]
    """The times that are known, each with the days that it allows: all before it, all after it, or its own."""
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

    def affirms(self, words: Span) -> bool:
        """Whether the clause that these words stand in affirms."""
        return polarity_at(self.text, self.lang, words.start)

    def attribute(self, *codes: str) -> AttributeMention | None:
        """The first mention of one of these attributes."""
        return next((mention for mention in self.attributes if mention.attribute in codes), None)


@lru_cache(maxsize=8192)
def read(text: str, lang: str, anchor: date | None) -> Reading:
    """Read `text`; relative dates count from `anchor` (None leaves them open)."""
    found = times(text, lang, anchor)
    return Reading(
        text=text,
        lang=lang,
        mentions=mentions(text, lang),
        attributes=attributes(text, lang),
        quantities=quantities(text, lang),
        times=found,
        dated=tuple((time, period) for time in found if (period := meant(text, lang, time)) is not None),
        affirmative=polarity(text, lang),
    )


def is_denied(reading: Reading, quantity: Quantity) -> bool | None:
    """True where the sentence denies the quantity ("no fue del 9 %"), False where the negation only bounds it ("no supera el 9 %").

    A negation that the bound was made of changes the bound when it is taken away. None where that cannot be told.
    """
    if reading.affirms(quantity.span):
        return False
    affirmed = quantities(without_negations(reading.text, reading.lang)[0], reading.lang)
    if len(affirmed) != len(reading.quantities):
        return None
    return affirmed[reading.quantities.index(quantity)].bound is quantity.bound


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


def _joined(reading: Reading, start: int, end: int) -> bool:
    return belongs(reading.text[start:end], reading.lang)


def _possessive(reading: Reading, name: Span, attribute: Span) -> bool:
    return is_possessive(reading.text[name.end : attribute.start])
