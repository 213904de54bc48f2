"""A claim compared with one structured fact: closed lists, rankings, figures, names, dates.

A finding is only made where subject, attribute and period are those of the claim; everything else gives None, which is no vote.
Knows nothing of passages, models or other facts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from factcheck.domain import (
    Agreement,
    Bound,
    Comparison,
    Fact,
    Mention,
    Period,
    Quantity,
    Reason,
    Span,
    StanceLabel,
    TimeExpression,
    listed,
)
from factcheck.language import slots
from factcheck.language.attributes import AttributeMention
from factcheck.language.content import content_words
from factcheck.language.dates import parse_period
from factcheck.language.differences import is_difference
from factcheck.verification.alignment import linked_period
from factcheck.verification.findings import Finding, stance_of
from factcheck.verification.quantities import agreement, difference, has_unit, nearest, of_value
from factcheck.verification.reading import COUNTRY, Reading, owner

_MEMBERSHIP = ("members", "rome_statute_ratified")
_LISTS = {"members", "parties"}
_SAME_BODY = {"treaty:rome_statute": {"treaty:rome_statute", "org:ICC"}}
_LEAVING = {"rome_statute_withdrawn", "membership_in_question"}
_PARTNERS = {"export_partners", "import_partners"}
_DAYS = {
    "independence",
    "rome_statute_signed",
    "rome_statute_ratified",
    "rome_statute_in_force",
    "rome_statute_withdrawn",
}
_OFFICES = {"head_of_state", "head_of_government"}
_NEIGHBOURS = {
    "bilateral_trade_turnover": ("trade_partner",),
    "export_partners": ("exports",),
    "import_partners": ("imports",),
}
_SHARE = "percent"
MOST_LEFT = 4
"""Content words a claim may have beyond what was compared, for the comparison to decide it: "Kenya, an East African country, has ..."."""


def compare_fact(reading: Reading, fact: Fact, as_of: date | None) -> Finding | None:
    """What `fact` says about the claim that was read, or None where it does not bear on it."""
    found = (
        _membership(reading, fact, as_of)
        if fact.complete and fact.attribute in _LISTS
        else _valued(reading, fact, as_of)
    )
    if found is None or found.label is StanceLabel.NEUTRAL or _says_only(reading, fact, found):
        return found
    # "President Macron visited Astana": the fact bears on a part of the claim, so it cannot decide the whole.
    part = Reason(
        code="part_same" if found.label is StanceLabel.SUPPORTS else "part_differs", values=found.reason.values
    )
    return replace(found, label=StanceLabel.NEUTRAL, reason=part)


def _valued(reading: Reading, fact: Fact, as_of: date | None) -> Finding | None:
    attribute = reading.attribute(fact.attribute)
    if attribute is None or not _about(reading, fact, attribute) or not _in_office(reading, fact, as_of):
        return None
    return _compare_value(reading, fact, attribute)


def _in_office(reading: Reading, fact: Fact, as_of: date | None) -> bool:
    """False where the claim speaks of a time before the fact began to hold: who is president now says nothing about 2015."""
    since = fact.qualifiers.get("since")
    if fact.attribute not in _OFFICES or not since:
        return True
    start = parse_period(str(since)).first
    moments = [period.last for period in reading.periods] or ([as_of] if as_of else [])
    return all(moment >= start for moment in moments)


def _says_only(reading: Reading, fact: Fact, found: Finding) -> bool:
    """True where the claim says hardly more than what was compared."""
    codes = (
        {fact.attribute, *_MEMBERSHIP}
        if fact.attribute in _LISTS
        else {fact.attribute, *_NEIGHBOURS.get(fact.attribute, ())}
    )
    entities = {fact.subject_id, fact.qualifiers.get("partner"), *_SAME_BODY.get(fact.subject_id or "", ())}
    entities |= {found.reason.values.get("entity"), found.reason.values.get("claim_entity")}
    spans = [m.span for m in reading.attributes if m.attribute in codes]
    spans += [m.span for m in reading.mentions if m.entity in entities] + [time.span for time in reading.times]
    spans += [found.comparison.claim_span] if found.comparison and found.comparison.claim_span else []
    spans += [m.span for m in _coordinated(reading)] if fact.attribute in _LISTS else []
    others = [m for m in reading.attributes if m.attribute not in codes | _LEAVING]
    left = [
        word for word in content_words(reading.text, reading.lang) if not any(word.overlaps(span) for span in spans)
    ]
    beside = [q for q in reading.quantities if not any(q.span.overlaps(span) for span in spans)]
    confirms_less = found.label is StanceLabel.SUPPORTS and bool(beside or others)
    return len(left) <= MOST_LEFT and not confirms_less


def _about(reading: Reading, fact: Fact, attribute: AttributeMention) -> bool:
    if fact.subject_id is None:
        return False
    partner = fact.qualifiers.get("partner")
    if partner and len({mention.entity for mention in reading.countries}) > 2:
        return False  # with a third country named, whose trade is meant is not known
    if partner or not fact.subject_id.startswith(COUNTRY):
        return {fact.subject_id, partner or fact.subject_id} <= reading.entities
    possessor = owner(reading, attribute)
    return possessor is not None and possessor.entity == fact.subject_id


def _compare_value(reading: Reading, fact: Fact, attribute: AttributeMention) -> Finding | None:
    comparers: list[tuple[bool, Callable[[Reading, Fact, AttributeMention], Finding | None]]] = [
        (fact.attribute in _PARTNERS, _partner),
        (isinstance(fact.value, int | float) and not isinstance(fact.value, bool), _figure),
        (fact.unit == "date" or fact.attribute in _DAYS, _day),
        (fact.attribute in slots.ATTRIBUTES, _name),
        (fact.attribute == "currency", _currency),
    ]
    return next((compare(reading, fact, attribute) for applies, compare in comparers if applies), None)


# ----------------------------------------------------------------------------- closed lists


def _membership(reading: Reading, fact: Fact, as_of: date | None) -> Finding | None:
    bodies = _SAME_BODY.get(fact.subject_id or "", {fact.subject_id})
    named = reading.attribute(*_MEMBERSHIP)
    if named is None or not reading.entities & bodies or reading.attribute(*_LEAVING) is not None:
        return None
    if any(
        other.attribute not in (*_MEMBERSHIP, *_LISTS)
        for other in reading.attributes
        if other.attribute in slots.ATTRIBUTES
    ):
        return None
    subjects = _coordinated(reading)
    if not subjects or reading.quantities:
        return None
    on = _moment(reading, as_of)
    if on is _UNCLEAR:
        return None
    answers = [_on_list(fact, subject.entity, on) for subject in subjects]  # type: ignore[arg-type]
    if None in answers or len(set(answers)) != 1:
        return None
    return _membership_finding(reading, fact, subjects, present=bool(answers[0]))


def _on_list(fact: Fact, entity: str, on: date | None) -> bool | None:
    """Whether the entity is on the list on that day; a list without a history answers with its own day, which the reason names."""
    answer = listed(fact, entity, on)
    left = entity in dict(fact.qualifiers.get("until") or {})
    return listed(fact, entity, None) if answer is None and not left else answer


_UNCLEAR = object()


def _moment(reading: Reading, as_of: date | None) -> object:
    # A dated statement ("joined in 2015") is about that date, not about belonging: the dates' own facts decide it.
    dated = [period for period in reading.periods if as_of is None or period.last < as_of]
    return _UNCLEAR if dated else as_of


def _coordinated(reading: Reading) -> tuple[Mention, ...]:
    """The first country and those joined to it: "Rusia y Kazajistán son miembros" speaks of both, "vecino de China" not of China."""
    found: list[Mention] = []
    for mention in reading.countries:
        if found and reading.text[found[-1].span.end : mention.span.start].strip().lower() not in {
            ",",
            "y",
            "e",
            "and",
            ", and",
            "&",
            "ni",
        }:
            break
        found.append(mention)
    return tuple(found)


def _membership_finding(reading: Reading, fact: Fact, subjects: tuple[Mention, ...], *, present: bool) -> Finding:
    label = StanceLabel.SUPPORTS if present == reading.affirmative else StanceLabel.REFUTES
    code = "closed_list_member" if present else "closed_list_absent"
    values = {
        "subject": ", ".join(s.text for s in subjects),
        "list": fact.subject,
        "as_of": str(fact.as_of),
        "entity": subjects[0].entity,
    }
    if fact.subject_id:
        values["list_entity"] = fact.subject_id
    comparison = Comparison(
        kind="membership",
        claim_text=reading.text,
        source_text=fact.subject,
        agreement=Agreement.SAME if label is StanceLabel.SUPPORTS else Agreement.DIFFERENT,
        claim_span=subjects[0].span,
    )
    return Finding(label, "closed_list", Reason(code=code, values=values), comparison)


# ----------------------------------------------------------------------------- periods


def same_period(reading: Reading, fact: Fact) -> bool | None:
    """True where the claim speaks of the fact's period, False where of another, None where the claim gives no date."""
    if fact.period is None:
        return None if reading.times else True
    period = parse_period(fact.period)
    stated = reading.periods
    if not stated:
        return None
    return any(_covers(time, period) for time in stated)


def _covers(stated: Period, period: Period) -> bool:
    # A month's figure is another one than its year's, so a claim about March is not settled by the annual value.
    if stated.granularity == period.granularity:
        return stated.overlaps(period)
    return stated.contains(period) and (stated.last - stated.first).days <= 366


# ----------------------------------------------------------------------------- figures


def _figure(reading: Reading, fact: Fact, attribute: AttributeMention) -> Finding | None:
    assert isinstance(fact.value, int | float)  # noqa: S101  checked by the caller
    claimed = _claimed(reading, fact, attribute)
    if claimed is None or is_difference(reading.text, reading.lang, claimed.span, is_rate=claimed.unit == "percent"):
        return None
    timely = _timely(claimed, reading, fact)
    value = float(fact.value)
    found = (
        Agreement.OTHER_PERIOD
        if timely is False
        else agreement(claimed, of_value(value, fact.unit, Bound(fact.qualifiers.get("bound", Bound.EXACT))))
    )
    if found is Agreement.DIFFERENT and timely is None and not fact.qualifiers.get("latest", True):
        found = Agreement.OTHER_PERIOD
    comparison = Comparison(
        kind="quantity",
        claim_text=claimed.text,
        source_text=of_value(value, fact.unit).text,
        claim_value=claimed.low,
        source_value=value,
        unit=fact.unit,
        difference=difference(claimed, value),
        period=fact.period,
        agreement=found,
        claim_span=claimed.span,
    )
    return Finding(
        stance_of(found),
        "single_valued" if fact.single_valued else "fact",
        _figure_reason(comparison, fact),
        comparison,
    )


def _claimed(reading: Reading, fact: Fact, attribute: AttributeMention) -> Quantity | None:
    """The claim's figure for the fact: the one that the claim ties to the fact's period, else the nearest to the attribute."""
    fitting = [quantity for quantity in reading.quantities if has_unit(quantity, fact.unit)]
    tied = [quantity for quantity in fitting if _timely(quantity, reading, fact)]
    return nearest(tied or fitting, attribute.span)


def _timely(quantity: Quantity, reading: Reading, fact: Fact) -> bool | None:
    """As `same_period`, by the date that the figure itself is tied to where there is one."""
    linked = linked_period(quantity, reading)
    if linked is None or fact.period is None:
        return same_period(reading, fact)
    return _covers(linked, parse_period(fact.period))


def _figure_reason(comparison: Comparison, fact: Fact) -> Reason:
    codes = {
        Agreement.SAME: "quantity_same",
        Agreement.WITHIN_WORDING: "quantity_within_wording",
        Agreement.DIFFERENT: "quantity_differs",
        Agreement.NEAR: "quantity_near",
        Agreement.OTHER_PERIOD: "other_period",
        Agreement.INCOMPARABLE: "quantity_incomparable",
    }
    values = {
        "claim_value": comparison.claim_text,
        "source_value": comparison.source_text,
        "unit": fact.unit or "",
        "period": fact.period or "",
        "attribute": fact.attribute,
        "subject": fact.subject,
        "entity": fact.subject_id or "",
    }
    if comparison.difference is not None:
        values["difference"] = f"{comparison.difference:.6f}"
    return Reason(code=codes[comparison.agreement], values=values, span=comparison.claim_span)


# ----------------------------------------------------------------------------- rankings


def _partner(reading: Reading, fact: Fact, _attribute: AttributeMention) -> Finding | None:
    if not isinstance(fact.value, tuple) or same_period(reading, fact) is False:
        return None
    others = [mention for mention in reading.countries if mention.entity != fact.subject_id]
    if len(others) != 1 or any(q.unit == _SHARE for q in reading.quantities):
        return None
    first = fact.value[0]
    same = others[0].entity == first
    label = StanceLabel.SUPPORTS if same == reading.affirmative else StanceLabel.REFUTES
    values = {
        "claim_value": others[0].text,
        "source_entity": first,
        "attribute": fact.attribute,
        "subject": fact.subject,
    }
    values |= {"period": fact.period or "", "entity": fact.subject_id or "", "claim_entity": others[0].entity}
    comparison = Comparison(
        kind="name",
        claim_text=others[0].text,
        source_text=first,
        period=fact.period,
        agreement=Agreement.SAME if same else Agreement.DIFFERENT,
        claim_span=others[0].span,
    )
    return Finding(
        label, "single_valued", Reason(code="ranking_same" if same else "ranking_other", values=values), comparison
    )


# ----------------------------------------------------------------------------- names and days


def _name(reading: Reading, fact: Fact, attribute: AttributeMention) -> Finding | None:
    if isinstance(fact.value, int | float) or same_period(reading, fact) is False:
        return None
    subject = owner(reading, attribute)
    span = subject and slots.claimed_value(reading.text, reading.lang, subject.span, attribute.span)
    if not span:
        return None
    names = (fact.value,) if isinstance(fact.value, str) else fact.value
    spelt = fact.qualifiers.get("names", {})
    aliases = tuple(str(name) for spellings in spelt.values() for name in spellings)
    same = slots.same_name(span.of(reading.text), (*map(str, names), *aliases), reading.lang)
    return _value_finding(reading, fact, span, same=same)


def _currency(reading: Reading, fact: Fact, _attribute: AttributeMention) -> Finding | None:
    named = [mention for mention in reading.mentions if mention.entity.startswith("currency:")]
    if len(named) != 1 or not isinstance(fact.value, str):
        return None
    return _value_finding(
        reading,
        fact,
        named[0].span,
        same=named[0].entity.removeprefix("currency:") == fact.value.removeprefix("currency:"),
    )


def _value_finding(reading: Reading, fact: Fact, span: Span, *, same: bool | None) -> Finding | None:
    if same is None or (not same and not fact.single_valued):
        return None
    source = (
        fact.value
        if isinstance(fact.value, str)
        else ", ".join(map(str, fact.value))
        if isinstance(fact.value, tuple)
        else str(fact.value)
    )
    label = StanceLabel.SUPPORTS if same == reading.affirmative else StanceLabel.REFUTES
    values = {
        "claim_value": span.of(reading.text),
        "source_value": source,
        "attribute": fact.attribute,
        "subject": fact.subject,
    }
    values["entity"] = fact.subject_id or ""
    comparison = Comparison(
        kind="name",
        claim_text=span.of(reading.text),
        source_text=source,
        agreement=Agreement.SAME if same else Agreement.DIFFERENT,
        claim_span=span,
    )
    return Finding(
        label,
        "single_valued",
        Reason(code="single_valued_same" if same else "single_valued_other", values=values),
        comparison,
    )


def _day(reading: Reading, fact: Fact, attribute: AttributeMention) -> Finding | None:
    assert isinstance(fact.value, str)  # noqa: S101  a date fact holds an ISO date
    stated = _closest(reading.times, attribute)
    if stated is None or stated.period is None:
        return None
    actual = parse_period(fact.value)
    same = stated.period.overlaps(actual)
    label = StanceLabel.SUPPORTS if same == reading.affirmative else StanceLabel.REFUTES
    values = {
        "claim_value": stated.text,
        "source_value": fact.value,
        "attribute": fact.attribute,
        "subject": fact.subject,
    }
    values["entity"] = fact.subject_id or ""
    comparison = Comparison(
        kind="date",
        claim_text=stated.text,
        source_text=fact.value,
        agreement=Agreement.SAME if same else Agreement.DIFFERENT,
        claim_span=stated.span,
    )
    return Finding(
        label, "single_valued", Reason(code="date_same" if same else "date_differs", values=values), comparison
    )


def _closest(stated: tuple[TimeExpression, ...], attribute: AttributeMention) -> TimeExpression | None:
    return min(stated, key=lambda time: abs(time.span.start - attribute.span.end), default=None)
