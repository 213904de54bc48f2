"""A claim compared with one structured fact: closed lists, rankings, figures, names, dates.

A finding is only made where subject, attribute and period are those of the claim; everything else gives None, which is no vote.
Knows nothing of passages, models or other facts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from factcheck.language.dates import parse_period
from factcheck.language.differences import is_change_by, is_difference
from factcheck.language.directions import direction, direction_words
from factcheck.language.joints import lists_on
from factcheck.language.modality import supposes
from factcheck.language.offices import may_be_one_office
from factcheck.language.verbs import past_verbs
from factcheck.verification.alignment import linked_period
from factcheck.verification.bearing import rest
from factcheck.verification.findings import Finding, stance_of
from factcheck.verification.quantities import agreement, difference, has_unit, nearest, of_value
from factcheck.verification.reading import COUNTRY, Reading, is_denied, owner

_MEMBERSHIP = ("members", "rome_statute_ratified")
_LISTS = {"members", "parties"}
_STATUTE = "treaty:rome_statute"
_SAME_BODY = {_STATUTE: {_STATUTE, "org:ICC"}}
_LEAVING = {"rome_statute_withdrawn", "membership_in_question"}
_CHANGES = {"inflation", "gdp_growth"}
"""Attributes whose value is itself a change: "prices rose 3 %" states it. Of others ("unemployment rose 3 %") it is no value."""
_LEVELS = {"inflation"}
"""Changes that are spoken of as levels: "inflation fell 2 points" is no fall in prices."""
_PARTNERS = {"export_partners", "import_partners"}
_DAYS = {
    "independence",
    "rome_statute_signed",
    "rome_statute_ratified",
    "rome_statute_in_force",
    "rome_statute_withdrawn",
}
_STANDING = {*slots.ATTRIBUTES, "currency"}
"""Attributes that hold until they change; figures belong to a period instead."""
_NEIGHBOURS = {
    "bilateral_trade_turnover": ("trade_partner",),
    "export_partners": ("exports",),
    "import_partners": ("imports",),
}
_SHARE = "percent"
MOST_LEFT = 4
"""Words a claim may add to what was compared and still be refuted by it: "Kenya, an East African country, has ..."."""


def compare_fact(reading: Reading, fact: Fact, as_of: date | None) -> Finding | None:
    """What `fact` says about the claim that was read, or None where it does not bear on it."""
    found = (
        _membership(reading, fact, as_of)
        if fact.complete and fact.attribute in _LISTS
        else _valued(reading, fact, as_of)
    )
    if found is None or found.label is StanceLabel.NEUTRAL or _settles(reading, fact, found, as_of):
        return found
    # "President Macron visited Astana": the fact bears on a part of the claim, so it cannot decide the whole.
    part = Reason(
        code="part_same" if found.label is StanceLabel.SUPPORTS else "part_differs", values=found.reason.values
    )
    return replace(found, label=StanceLabel.NEUTRAL, reason=part)


def _valued(reading: Reading, fact: Fact, as_of: date | None) -> Finding | None:
    attribute = reading.attribute(fact.attribute)
    if attribute is None or not _about(reading, fact, attribute) or not _one_office(reading, fact, attribute):
        return None
    return _compare_value(reading, fact, attribute) if _in_force(reading, fact, as_of) else None


def _one_office(reading: Reading, fact: Fact, attribute: AttributeMention) -> bool:
    """False where the claim names another office than the fact: a queen beside a king, a foreign minister called `canciller`."""
    held = fact.qualifiers.get("office")
    return held is None or may_be_one_office(attribute.span.of(reading.text), reading.lang, str(held), "en")


def _in_force(reading: Reading, fact: Fact, as_of: date | None) -> bool:
    """False where the claim speaks of a time before the fact began to hold: who is president now says nothing about 2015."""
    since = fact.qualifiers.get("since")
    if fact.attribute not in _STANDING or not since:
        return True
    start = parse_period(str(since)).first
    return all(moment >= start for moment in _moments(reading) or ([as_of] if as_of else []))


def _began_earlier(reading: Reading, fact: Fact) -> bool:
    """True where the claim's time begins before the fact began to hold: who was in office from 2015 to 2025 may have left in between."""
    since = fact.qualifiers.get("since")
    if fact.attribute not in _STANDING or not since:
        return False
    return any(period.first < parse_period(str(since)).first for period in reading.periods)


def _moments(reading: Reading) -> list[date]:
    return [period.last for period in reading.periods]


def _settles(reading: Reading, fact: Fact, found: Finding, as_of: date | None) -> bool:
    """True where the claim states, for now, hardly more than what was compared."""
    compared = _compared_words(reading, fact, found)
    if supposes(reading.text, reading.lang) or _is_past(reading, fact, compared, as_of):
        return False
    left = rest(reading, compared)
    if left.binding or (found.label is StanceLabel.REFUTES and _began_earlier(reading, fact)):
        return False
    if found.label is StanceLabel.REFUTES:
        return len(left.added) <= MOST_LEFT
    beside = [q for q in reading.quantities if not any(q.span.overlaps(span) for span in compared)]
    others = [m for m in reading.attributes if m.attribute not in _codes(fact) | _LEAVING]
    return not left.added and not beside and not others


def _compared_words(reading: Reading, fact: Fact, found: Finding) -> list[Span]:
    entities = {fact.subject_id, fact.qualifiers.get("partner"), *_SAME_BODY.get(fact.subject_id or "", ())}
    entities |= {found.reason.values.get("entity"), found.reason.values.get("claim_entity")}
    entities |= _SAME_BODY[_STATUTE] if fact.attribute.startswith("rome_statute") else set()
    spans = [m.span for m in reading.attributes if m.attribute in _codes(fact)]
    spans += [m.span for m in reading.mentions if m.entity in entities]
    if found.comparison and found.comparison.claim_span:
        spans.append(found.comparison.claim_span)
        spans += _risen(reading, fact, found.comparison.claim_span)
    return spans + ([m.span for m in _coordinated(reading)] if fact.attribute in _LISTS else [])


def _risen(reading: Reading, fact: Fact, number: Span) -> list[Span]:
    """The verb of "prices rose 3 %", which says no more than that the change was 3 %."""
    if fact.attribute not in _CHANGES or direction(reading.text, reading.lang, number) != "up":
        return []
    return [
        word
        for word in direction_words(reading.text, reading.lang)
        if is_change_by(reading.text, reading.lang, word, number)
    ]


def _codes(fact: Fact) -> set[str]:
    if fact.attribute in _LISTS:
        return {fact.attribute, *_MEMBERSHIP}
    return {fact.attribute, *_NEIGHBOURS.get(fact.attribute, ())}


def _is_past(reading: Reading, fact: Fact, compared: Sequence[Span], as_of: date | None) -> bool:
    """True where the claim says that a name held once, which a fact about now does not settle: "was the capital in 1250"."""
    if fact.attribute not in _STANDING:
        return False
    if reading.times:
        since = fact.qualifiers.get("since")
        return not since and (as_of is None or any(moment < as_of for moment in _moments(reading)))
    start, end = min(s.start for s in compared), max(s.end for s in compared)
    past = [
        verb for verb in past_verbs(reading.text, reading.lang) if reading.text[verb.start].islower()
    ]  # not `Addis Ababa`
    return any(start <= verb.start < end for verb in past)


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
    return _membership_finding(reading, fact, subjects, present=bool(answers[0]), affirmed=reading.affirms(named.span))


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
        if found and not lists_on(reading.text[found[-1].span.end : mention.span.start], reading.lang):
            break
        found.append(mention)
    return tuple(found)


def _membership_finding(
    reading: Reading, fact: Fact, subjects: tuple[Mention, ...], *, present: bool, affirmed: bool
) -> Finding:
    label = StanceLabel.SUPPORTS if present == affirmed else StanceLabel.REFUTES
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
    stated = _claimed(reading, fact, attribute)
    if stated is None or is_difference(reading.text, reading.lang, stated.span, is_rate=fact.attribute in _CHANGES):
        return None
    claimed = _signed(reading, fact, stated)
    if claimed is None:
        return None
    timely = _timely(claimed, reading, fact)
    value = float(fact.value)
    found = (
        Agreement.OTHER_PERIOD
        if timely is False
        else agreement(claimed, of_value(value, fact.unit, Bound(fact.qualifiers.get("bound", Bound.EXACT))))
    )
    undated = timely is None and fact.period is not None
    if undated and (reading.times or (found is Agreement.DIFFERENT and not fact.qualifiers.get("latest", True))):
        found = Agreement.OTHER_PERIOD
    denied = is_denied(reading, stated)
    if denied is None:
        return None
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
        _denied(found, claimed) if denied else stance_of(found),
        "single_valued" if fact.single_valued else "fact",
        _figure_reason(comparison, fact),
        comparison,
    )


def _signed(reading: Reading, fact: Fact, claimed: Quantity) -> Quantity | None:
    """The claimed change with its sign: of growth, "fell 2 %" is minus two. None where it is a change of the change."""
    if fact.attribute not in _CHANGES or direction(reading.text, reading.lang, claimed.span) != "down":
        return claimed
    if fact.attribute in _LEVELS or claimed.bound not in (Bound.EXACT, Bound.ABOUT):
        return None if is_difference(reading.text, reading.lang, claimed.span) else claimed
    return claimed.model_copy(update={"low": -claimed.high, "high": -claimed.low})


def _denied(agreement: Agreement, claimed: Quantity) -> StanceLabel:
    """What a value means for a claim that denies its own ("no fue del 9 %"): a value that the claim's rounds is neither it nor another."""
    if agreement is Agreement.WITHIN_WORDING and claimed.bound in (Bound.EXACT, Bound.ABOUT, Bound.ALMOST):
        return StanceLabel.NEUTRAL
    opposite = {StanceLabel.SUPPORTS: StanceLabel.REFUTES, StanceLabel.REFUTES: StanceLabel.SUPPORTS}
    return opposite.get(stance_of(agreement), StanceLabel.NEUTRAL)


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
    label = StanceLabel.SUPPORTS if same == reading.affirms(others[0].span) else StanceLabel.REFUTES
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
    label = StanceLabel.SUPPORTS if same == reading.affirms(span) else StanceLabel.REFUTES
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
    label = StanceLabel.SUPPORTS if same == reading.affirms(attribute.span) else StanceLabel.REFUTES
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
