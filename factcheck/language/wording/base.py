"""The shape of the tables that say how a language words numbers, units, hedges and dates. The tables themselves are in `es` and `en`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factcheck.domain import Bound
from factcheck.language.separators import Habit
from factcheck.language.tokens import Phrases, Token


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a text writes it: canonical code, the factor to it, and whether it names people, money or a time span."""

    code: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How numbers are said.

    `articles`: words that mean one but mostly are articles; `ones`: those that may end a number (`ciento un`);
    `bare_scales`: scale words that stand alone (`mil`); `joined_tens`: tens and units need `y` between them.
    """

    habit: Habit
    cardinals: Mapping[str, float] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    articles: frozenset[str] = frozenset()
    ones: frozenset[str] = frozenset()
    bare_scales: frozenset[str] = frozenset()
    hundred: str = ""
    joins: frozenset[str] = frozenset()
    joined_tens: bool = False
    closed_above_twenty: bool = True
    and_a_half: Phrases[float] = field(default_factory=lambda: Phrases({}))
    no_half_before: frozenset[str] = frozenset()
    digits_fill_scales: bool = False
    decimal_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wordings:
    """Everything that the quantity reader must know about one language."""

    lang: str
    numbers: NumberWords
    units: Phrases[Unit]
    prefixes: Phrases[Unit]
    scale_suffixes: Mapping[str, float]
    before: Phrases[Bound]
    after: Phrases[Bound]
    negators: frozenset[str]
    negatable: Phrases[Bound]
    between: frozenset[str]
    fractions: Phrases[float]
    fraction_needs: frozenset[str]
    fraction_nouns: Mapping[str, float]
    multiples: Phrases[float]
    multiple_follows: frozenset[str]
    multiple_after: frozenset[str]
    times_nouns: frozenset[str]
    times_follows: frozenset[str]
    collectives: Phrases[tuple[float, Bound]]
    ordinals: Mapping[str, float]
    ordinal_suffixes: frozenset[str]
    not_ordinal_before: frozenset[str]
    per: Phrases[str]
    per_of: frozenset[str]
    per_nouns: Mapping[str, str]
    of: frozenset[str]
    ratio: frozenset[str]
    determiners: frozenset[str]
    range_open: Mapping[str, frozenset[str]]
    range_links: frozenset[str]
    pair_links: frozenset[str]
    changes: tuple[str, ...]
    range_cues: tuple[str, ...]
    and_words: frozenset[str]
    minus: frozenset[str]
    adjectives: frozenset[str]
    not_nouns: frozenset[str]
    irregular: Mapping[str, str]
    labels: frozenset[str]
    phone_cues: frozenset[str]
    clock_before: frozenset[str]
    clock_after: Phrases[bool]
    point_cues: frozenset[str]
    dollar_rivals: Mapping[str, str]
    _starters: list[frozenset[str]] = field(default_factory=list, compare=False, repr=False)

    def may_start(self, token: Token) -> bool:
        """False for words that no quantity starts with: most words of a text, passed over at once."""
        return not token.is_word or token.key in self.starters or token.text.isupper()

    @property
    def starters(self) -> frozenset[str]:
        """The words that a quantity can start with."""
        if not self._starters:
            numbers = self.numbers
            self._starters.append(
                frozenset(numbers.cardinals)
                | frozenset(numbers.scales)
                | numbers.articles
                | self.prefixes.first_words
                | self.fractions.first_words
                | self.multiples.first_words
                | frozenset(self.ordinals)
                | self.determiners
                | self.minus
                | {"medio", "media", "half"}
            )
        return self._starters[0]
