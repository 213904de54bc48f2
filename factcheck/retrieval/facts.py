"""The structured channel: a claim that names a country or organisation and an attribute gets those facts directly.

Knows which facts a claim asks for and in what order; does not compare values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from factcheck.domain import Claim, Fact, Period
from factcheck.language.attributes import attributes
from factcheck.language.dates import parse_period, times
from factcheck.language.names import mentions
from factcheck.retrieval.records import Records

COUNTRY = "country:"
LISTS = ("members", "parties")
PER_ATTRIBUTE = 3
"""Facts of one subject and attribute that are shown: the claim's period first, then its neighbours."""
WIDER = {
    "trade_partner": ("trade_partner_rank", "export_partners", "import_partners"),
    "members": ("members", "parties", "rome_statute_ratified", "rome_statute_withdrawn"),
    "rome_statute_signed": ("rome_statute_signed", "parties", "signatories_only"),
    "rome_statute_ratified": ("rome_statute_ratified", "rome_statute_in_force", "parties"),
    "rome_statute_withdrawn": ("rome_statute_withdrawn", "withdrawn", "parties"),
    "gdp_nominal": ("gdp_nominal", "gdp_ppp"),
}
"""Attributes whose words also ask for others."""
SAME_BODY = {"org:ICC": ("treaty:rome_statute",)}
"""Whose members are the parties of another subject."""


@dataclass(frozen=True)
class Asked:
    """What a claim asks for: entities in order, attributes, and the periods it speaks of.

    `guessed`: no attribute is named, but a country and a body are ("Sweden entered NATO"), so membership may be what it is about.
    """

    entities: tuple[str, ...]
    attributes: tuple[str, ...]
    periods: tuple[Period, ...]
    guessed: bool = False

    @property
    def country(self) -> str | None:
        """The first country named: whom a list is asked about."""
        return next((e for e in self.entities if e.startswith(COUNTRY)), None)


def asked(claim: Claim) -> Asked:
    """Read a claim's query."""
    text, lang = claim.query, claim.lang
    entities = list(dict.fromkeys(mention.entity for mention in mentions(text, lang)))
    named = dict.fromkeys(mention.attribute for mention in attributes(text, lang))
    wide = dict.fromkeys(code for name in named for code in WIDER.get(name, (name,)))
    periods = tuple(t.period for t in times(text, lang, claim.anchor) if t.period is not None)
    bodies = [body for entity in entities for body in SAME_BODY.get(entity, ())]
    found = Asked(tuple(dict.fromkeys([*entities, *bodies])), tuple(wide), periods)
    others = [entity for entity in found.entities if not entity.startswith(COUNTRY)]
    return replace(found, attributes=LISTS, guessed=True) if not wide and others and found.country else found


def lookup(records: Records, wanted: Asked, usable: Callable[[Fact], bool]) -> list[tuple[int, Fact]]:
    """Usable facts for what is asked, each with its place among those of its subject and attribute, 0 for the nearest period."""
    if not wanted.entities or not wanted.attributes:
        return []
    groups = [_nearest(filter(usable, group), wanted) for group in _groups(records, wanted)]
    found = {fact.id: (place, fact) for group in groups for place, fact in enumerate(group)}
    return sorted(found.values(), key=lambda pair: pair[0])


def asks_list(fact: Fact) -> bool:
    """True for a closed list: a claim asks it about somebody."""
    return fact.complete


def _groups(records: Records, wanted: Asked) -> Iterator[list[Fact]]:
    for entity in sorted(wanted.entities, key=lambda e: e.startswith(COUNTRY)):
        by_attribute: dict[str, list[Fact]] = {}
        for fact in records.facts_about(entity, wanted.attributes):
            if wanted.country is not None or not asks_list(fact):
                by_attribute.setdefault(fact.attribute, []).append(fact)
        yield from (by_attribute[a] for a in wanted.attributes if a in by_attribute)


def _nearest(facts: Iterable[Fact], wanted: Asked) -> list[Fact]:
    best = sorted(facts, key=lambda f: (_other_partner(f, wanted), _distance(f, wanted.periods), -_last_day(f), f.id))
    return best[:PER_ATTRIBUTE]


def _other_partner(fact: Fact, wanted: Asked) -> bool:
    """True for a fact between two countries of which the claim names only one."""
    partner = fact.qualifiers.get("partner")
    return partner is not None and partner not in wanted.entities


def _distance(fact: Fact, periods: tuple[Period, ...]) -> int:
    """Days between the fact's period and the nearest of the claim's; 0 where they meet or the claim names none."""
    if fact.period is None or not periods:
        return 0
    own = parse_period(fact.period)
    return min(max(0, (p.first - own.last).days, (own.first - p.last).days) for p in periods)


def _last_day(fact: Fact) -> int:
    day: date | None = parse_period(fact.period).last if fact.period else fact.as_of
    return day.toordinal() if day else 0
