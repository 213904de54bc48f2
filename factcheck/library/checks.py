"""What is wrong with a collection as a whole: doubled ids, missing sources, unreadable periods, undated lists, contradictions.
Knows the rules of docs/sources.md; corrects nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from factcheck.domain import Fact, Source, Tier
from factcheck.language.names import display
from factcheck.library.records import Collection
from factcheck.render.grammar import LANGUAGES, is_date, wording

_NAMED_KINDS = ("country", "org", "treaty", "currency")
_URL = re.compile(r"https?://[^\s/]+\S*")


@dataclass(frozen=True)
class Problem:
    """Where something is wrong (`file:line` where known), and what."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def problems(collection: Collection) -> list[Problem]:
    """All problems of a collection, in the order of the files. An empty list means that it is sound."""
    found = [
        *_doubled_ids(collection),
        *(p for source in collection.sources for p in _of_source(source)),
        *_unused_sources(collection),
        *_of_facts(collection),
        *_doubles(collection),
        *_contradictions(collection),
    ]
    return [Problem(collection.places.get(place, place), message) for place, message in found]


Found = Iterator[tuple[str, str]]


def _doubled_ids(collection: Collection) -> Found:
    for kind, ids in (("source", [s.id for s in collection.sources]), ("fact", [f.id for f in collection.facts])):
        for record_id, count in Counter(ids).items():
            if count > 1:
                yield record_id, f"the {kind} id {record_id} is used {count} times; give each record its own"


# ----------------------------------------------------------------------------- one record


def _of_source(source: Source) -> Found:
    if source.url and not _URL.fullmatch(source.url):
        yield source.id, f"{source.url!r} is no http or https address"
    if source.valid_from and source.valid_until and source.valid_until < source.valid_from:
        yield source.id, "valid_until lies before valid_from"
    if not source.verified_by and source.tier is not Tier.OTHER:
        yield source.id, "nobody verified it (verified_by is empty): say who did, or set the tier to `other`"


def _unused_sources(collection: Collection) -> Found:
    used = {fact.source_id for fact in collection.facts}
    for source in collection.sources:
        if source.id not in used and not source.text and source.earlier_check is None:
            yield source.id, f"the source {source.id} has no text, no facts and no earlier check"


def _of_facts(collection: Collection) -> Found:
    known = {source.id: source for source in collection.sources}
    for fact in collection.facts:
        if fact.source_id not in known:
            yield fact.id, f"the source {fact.source_id} is not in sources.jsonl"
        else:
            yield from _told_too_early(fact, known[fact.source_id])
        for rule in _RULES:
            for message in rule(fact):
                yield fact.id, message


def _told_too_early(fact: Fact, source: Source) -> Found:
    """A source cannot tell what came after it; what it foresaw says so (`foreseen`)."""
    days = [day for day in (source.published, source.as_of) if day is not None]
    if not days or fact.qualifiers.get("foreseen"):
        return
    begins = _begins(fact)
    if begins is not None and begins > max(days):
        yield fact.id, f"it speaks of {begins}, but its source {source.id} is of {max(days)}: correct one of them"


def _begins(fact: Fact) -> date | None:
    """First day that a fact speaks of, where its period, its day or its value can be read."""
    told = [fact.period or "", *([fact.value] if isinstance(fact.value, str) else [])]
    first = [part.partition("/")[0] for part in told]
    read = [_first_day(day) for day in first if is_date(day) and _exists(day)]
    return max([*read, *([fact.as_of] if fact.as_of else [])], default=None)


def _first_day(day: str) -> date:
    parts = [int(part) for part in day.split("-")]
    return date(parts[0], *(parts[1:] + [1] * (3 - len(parts))))


def _period(fact: Fact) -> Iterator[str]:
    parts = fact.period.split("/") if fact.period else []
    if len(parts) > 2 or not all(is_date(part) and _exists(part) for part in parts):
        yield f"the period {fact.period!r} is not ISO 8601 (2022, 2022-03, 2022-03-14, or first/last)"
    elif len(parts) == 2 and parts[1] < parts[0]:
        yield f"the period {fact.period!r} ends before it starts"


def _exists(day: str) -> bool:
    try:
        _first_day(day)
    except ValueError:
        return False
    return True


def _verified(fact: Fact) -> Iterator[str]:
    if not fact.verified_by:
        yield "nobody verified it (verified_by is empty)"


def _list_history(fact: Fact) -> Iterator[str]:
    if not isinstance(fact.value, tuple):
        return
    if len(set(fact.value)) < len(fact.value):
        yield "its list names something twice"
    for key in ("since", "until"):
        for entity, day in dict(fact.qualifiers.get(key) or {}).items():
            if not (len(str(day)) == 10 and is_date(str(day)) and _exists(str(day))):
                yield f"{key} of {entity} is {day!r}, not a day"
            if key == "until" and entity in fact.value:
                yield f"{entity} is on the list and has left it"


def _names(fact: Fact) -> Iterator[str]:
    entities = [fact.subject_id or "", *(fact.value if isinstance(fact.value, tuple) else ())]
    for entity in entities:
        kind, _, code = entity.partition(":")
        if kind in _NAMED_KINDS and (not code or display(entity, "en") is None):
            yield f"nothing is known as {entity}; see factcheck/language/data for codes"


def _spoken(fact: Fact) -> Iterator[str]:
    if fact.statements:
        missing = [lang for lang in LANGUAGES if not fact.statements.get(lang)]
        if missing:
            yield f"its own wording is missing in: {', '.join(missing)}"
    elif fact.attribute not in wording("en")["statements"]:
        yield f"no template speaks about {fact.attribute}: give `statements` in {' and '.join(LANGUAGES)}"


_RULES: tuple[Callable[[Fact], Iterator[str]], ...] = (_period, _verified, _list_history, _names, _spoken)


# ----------------------------------------------------------------------------- records beside each other


def _doubles(collection: Collection) -> Found:
    seen: dict[tuple[object, ...], str] = {}
    for fact in collection.facts:
        key = (
            fact.source_id,
            fact.subject_id or fact.subject,
            fact.attribute,
            fact.period,
            fact.value,
            fact.unit,
            *_apart(fact),
        )
        if key in seen:
            yield fact.id, f"it says the same as {seen[key]} from the same source"
        seen.setdefault(key, fact.id)


def _apart(fact: Fact) -> tuple[str, ...]:
    kept = ("partner", "organization", "resolution", "place", "entities", "article", "bound")
    return (*(str(fact.qualifiers.get(key)) for key in kept), str(fact.statements))


def _contradictions(collection: Collection) -> Found:
    values: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in collection.facts:
        if fact.single_valued:
            values[fact.source_id, fact.subject_id or fact.subject, fact.attribute, fact.period].append(fact)
    for group in values.values():
        different = {fact.value for fact in group}
        if len(different) > 1:
            yield (
                group[-1].id,
                f"{group[0].attribute} has one value at a time, but {group[0].id} of the same source has another",
            )
