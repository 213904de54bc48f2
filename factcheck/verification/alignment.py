"""Which numbers and dates of a passage stand where the claim's stand, and the passage with the claim's put in their place.

The substitution is the test: if a passage supports the claim once its number is replaced by the claim's, then everything but the
number agrees, and the number decides. A number that is merely different somewhere in the passage decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from factcheck.domain import Agreement, Bound, Comparison, Granularity, Period, Quantity, Span, TimeExpression
from factcheck.language.agreement import in_unit_of
from factcheck.language.differences import is_baseline, is_difference, was_revised
from factcheck.language.directions import direction, direction_words
from factcheck.language.hedges import bounded
from factcheck.language.opposites import counted_thing, of_other_things
from factcheck.language.sides import is_open, is_told_apart, worded
from factcheck.language.states import is_state, tells_apart
from factcheck.verification.quantities import agreement, difference
from factcheck.verification.reading import Reading

MOST_CANDIDATES = 2
"""Numbers of one passage tried in place of one claimed number; the nearest in value and wording come first."""


LONGEST_MOMENT = 366
"""Days up to which a period is a time when something was; longer ones are stretches over which something lasted."""

_OPEN = (Bound.MORE_THAN, Bound.LESS_THAN, Bound.AT_LEAST, Bound.AT_MOST)

MOST_TIMES = 5.0
"""How many times greater a differing value may be and still be taken for the value of the same thing."""


@dataclass(frozen=True)
class Swap:
    """A piece of the passage and the claim's wording that stands for it."""

    span: Span
    wording: str


@dataclass(frozen=True)
class Alignment:
    """`same`: values that agree. `differing`: for each claimed item without an equal, the passage's items of its kind."""

    same: tuple[tuple[Swap, Comparison], ...]
    differing: tuple[tuple[Swap, Comparison], ...]

    opposed: tuple[Comparison, ...] = ()
    """Values that agree but go the other way: fell by 3.8 %, rose by 3.8 %."""
    revised: tuple[Quantity, ...] = ()
    """The claim's quantities that the passage itself says were replaced by others: "from 2.7 % to 2.2 %"."""
    unmatched: bool = False
    """True where the claim states quantities and the passage has none of them, not even of another noun."""

    def without(self, settled: Collection[Span]) -> Alignment:
        """The alignment less differing values for those items of the claim (by their spans) that are settled elsewhere."""
        left = tuple(pair for pair in self.differing if pair[1].claim_span not in settled)
        return replace(self, differing=left)


def align(claim: Reading, passage: Reading) -> Alignment:
    """Compare every number and date of the claim with those of the passage."""
    echoed = [_echoes(quantity, passage) for quantity in claim.quantities]
    numbers = [
        _quantity(quantity, claim, passage, echoed=echo)
        for quantity, echo in zip(claim.quantities, echoed, strict=True)
    ]
    dates = [_time(time, wanted, claim, passage) for time, wanted in claim.dated]
    matched = [pair for found, _ in numbers for pair in found]
    return Alignment(
        same=tuple(pair for found, _ in (*numbers, *dates) for pair in found),
        differing=tuple(pair for _, others in (*numbers, *dates) for pair in others),
        opposed=tuple(comparison for _, comparison in matched if _opposed(comparison, claim, passage)),
        revised=tuple(quantity for quantity in claim.quantities if _is_revised(quantity, claim, passage)),
        unmatched=bool(numbers) and not matched and not any(echoed),
    )


def _is_revised(claimed: Quantity, claim: Reading, passage: Reading) -> bool:
    former = (q for q in passage.quantities if was_revised(passage.text, passage.lang, q.span))
    return any(_alike(claimed, q, claim, passage) and agreement(claimed, q) is Agreement.SAME for q in former)


def _opposed(comparison: Comparison, claim: Reading, passage: Reading) -> bool:
    if comparison.claim_span is None or comparison.source_span is None:
        return False
    ours = direction(claim.text, claim.lang, comparison.claim_span)
    theirs = direction(passage.text, passage.lang, comparison.source_span)
    return ours is not None and theirs is not None and ours != theirs


def substituted(passage: str, swaps: tuple[Swap, ...]) -> str:
    """The passage with each swap's wording in place of its span; of overlapping swaps the first wins."""
    chosen: list[Swap] = []
    for swap in swaps:
        if not any(swap.span.overlaps(other.span) for other in chosen):
            chosen.append(swap)
    text = passage
    for swap in sorted(chosen, key=lambda s: s.span.start, reverse=True):
        text = text[: swap.span.start] + swap.wording + text[swap.span.end :]
    return text


def readings(passage: str, alignment: Alignment) -> list[str]:
    """The texts that the verifier reads of a passage: equal values in the claim's wording, then each differing one replaced as well."""
    same = tuple(swap for swap, _ in alignment.same)
    tried: list[tuple[Swap, ...]] = [(), *((swap,) for swap, _ in alignment.differing)]
    return [substituted(passage, (*swaps, *same)) for swaps in tried]


# ----------------------------------------------------------------------------- quantities


Pairs = list[tuple[Swap, Comparison]]


def _echoes(claimed: Quantity, passage: Reading) -> bool:
    """True where the passage has the very number with another noun: `15 ministries` for `15 portfolios`. It may be the claim's."""
    counted = [q for q in passage.quantities if claimed.counts and q.counts and claimed.unit is None and q.unit is None]
    return any(other.low == claimed.low and other.high == claimed.high for other in counted)


def _quantity(claimed: Quantity, claim: Reading, passage: Reading, *, echoed: bool) -> tuple[Pairs, Pairs]:
    stated = [other for other in passage.quantities if not was_revised(passage.text, passage.lang, other.span)]
    judged = [(other, agreement(claimed, other)) for other in stated if _alike(claimed, other, claim, passage)]
    timely = [(other, found) for other, found in judged if not _of_another_time(other, claim, passage)]
    ranked = sorted(timely, key=lambda pair: _likeness(claimed, pair[0]))
    equal = [pair for pair in ranked if pair[1] in (Agreement.SAME, Agreement.WITHIN_WORDING)]
    differing = [pair for pair in ranked if pair[1] in (Agreement.DIFFERENT, Agreement.NEAR)]
    if equal and claimed.bound in _OPEN and equal[0] is not ranked[0]:
        return [], []  # "more than 40" is true of many numbers: not of the nearest one, so nobody knows which is meant
    if equal:
        return [_compared(claimed, *equal[0], claim.lang)], []
    elsewhere = any(
        found is Agreement.SAME for _, found in judged
    )  # the very value, of another time: no other one is meant
    return [], [] if echoed or elsewhere else [
        _compared(claimed, *pair, claim.lang) for pair in differing[:MOST_CANDIDATES]
    ]


def _alike(claimed: Quantity, other: Quantity, claim: Reading, passage: Reading) -> bool:
    """True where two numbers may be of the same thing: same kind, noun and order of size, both levels or both differences."""
    if claimed.unit is None and other.unit is None and claimed.kind != other.kind:
        return False
    if claim.lang == passage.lang and _count_other_things(claimed, other):
        return False
    if _distance(claimed, claim) != _distance(other, passage) or of_other_things(
        _thing(claimed, claim), _thing(other, passage)
    ):
        return False
    converted = in_unit_of(other.model_copy(update={"counts": None}), claimed.model_copy(update={"counts": None}))
    return _comparable_size(claimed.low, (converted or other).low)


def _count_other_things(one: Quantity, other: Quantity) -> bool:
    # `person` as a unit is any general word for people: 9.4 million inhabitants are 9.4 million people.
    people = one.unit == other.unit == "person"
    return bool(one.counts and other.counts) and one.counts != other.counts and not people


def _thing(quantity: Quantity, reading: Reading) -> dict[str, int]:
    return counted_thing(reading.text, reading.lang, quantity.span)


def _distance(quantity: Quantity, reading: Reading) -> bool:
    return is_difference(reading.text, reading.lang, quantity.span, is_rate=quantity.unit == "percent")


def _comparable_size(one: float, other: float) -> bool:
    # A scale word too many keeps the digits (2.3 billion, 2.3 trillion); other mistakes keep the order of size.
    if one == 0 or other == 0 or one * other < 0:
        return one == other
    same_digits = _digits(one) == _digits(other) and len(_digits(one)) > 1  # 3,000 and 3 have hardly any in common
    return 1 / MOST_TIMES <= one / other <= MOST_TIMES or same_digits


def _digits(value: float) -> str:
    return f"{abs(value):.6e}".split("e")[0].rstrip("0").rstrip(".")


def _likeness(claimed: Quantity, other: Quantity) -> tuple[bool, float]:
    gap = difference(claimed, other.low)
    return (claimed.counts != other.counts, abs(gap) if gap is not None else 1e9)


def _of_another_time(other: Quantity, claim: Reading, passage: Reading) -> bool:
    """True where the passage ties this number to a time that the claim does not speak of."""
    period = linked_period(other, passage)
    return period is not None and bool(claim.dated) and not any(_compatible(period, p) for _, p in claim.dated)


def linked_period(quantity: Quantity, reading: Reading) -> Period | None:
    """The date a number belongs to: the nearest in its sentence that no other number stands between."""
    near = [
        (abs(time.span.start - quantity.span.end), time.span.start < quantity.span.start, period)
        for time, period in reading.dated
        if not time.span.overlaps(quantity.span) and _adjacent(quantity, time, reading)
    ]
    return min(near, key=lambda one: one[:2])[2] if near else None


def _adjacent(quantity: Quantity, time: TimeExpression, reading: Reading) -> bool:
    behind = time.span.start >= quantity.span.end
    between = (
        Span(start=quantity.span.end, end=time.span.start)
        if behind
        else Span(start=time.span.end, end=quantity.span.start)
    )
    if any(mark in between.of(reading.text) for mark in (". ", "; ", "\n")):
        return False
    if behind and is_told_apart(between.of(reading.text), reading.lang):
        return False
    if not behind and is_baseline(reading.text, reading.lang, time.span):
        return False
    return not any(other.span.overlaps(between) for other in reading.quantities if other.span != quantity.span)


def _compared(claimed: Quantity, other: Quantity, found: Agreement, lang: str) -> tuple[Swap, Comparison]:
    comparison = Comparison(
        kind="quantity",
        claim_text=claimed.text,
        source_text=other.text,
        claim_value=claimed.low,
        source_value=other.low,
        unit=other.unit or claimed.unit,
        difference=difference(claimed, other.low),
        agreement=found,
        claim_span=claimed.span,
        source_span=other.span,
    )
    return Swap(other.span, bounded(claimed.text, claimed.bound, lang)), comparison


# ----------------------------------------------------------------------------- dates


def _time(claimed: TimeExpression, wanted: Period, claim: Reading, passage: Reading) -> tuple[Pairs, Pairs]:
    wording = worded(claim.text, claim.lang, claimed)
    fitting = [(time, wanted.contains(period)) for time, period in passage.dated if _compatible(period, wanted)]
    if fitting:
        time, exact = max(fitting, key=lambda pair: pair[1])  # a vaguer date does not say the claim's
        return [_dated(claimed, time, wording if exact else time.text, Agreement.SAME)], []
    alike = [time for time, _ in passage.dated if _granularity(time) is _granularity(claimed)]
    found = Agreement.DIFFERENT if _dates_one_event(claimed, claim) else Agreement.OTHER_PERIOD
    return [], [_dated(claimed, time, wording, found) for time in alike[:MOST_CANDIDATES]]


def _granularity(time: TimeExpression) -> Granularity | None:
    return time.period.granularity if time.period else None


def _dates_one_event(claimed: TimeExpression, claim: Reading) -> bool:
    # With a number, of a state ("era la capital en 1995"), of one of many ("la regata de 2021"), or of what comes again
    # ("cayó en 2020"), another date is another time.
    several = is_state(claim.text, claim.lang) or tells_apart(claim.text, claim.lang, claimed.span)
    return not (claim.quantities or several or direction_words(claim.text, claim.lang))


def _compatible(one: Period, other: Period) -> bool:
    """True where one is the other said more exactly. An open stretch (`desde 2019`) is only the same as one that begins when it begins."""
    if is_open(one) or is_open(other):
        return one.overlaps(other)
    if max(_days(one), _days(other)) > LONGEST_MOMENT:
        return one.first == other.first or (
            one.first.year == other.first.year and _days(one) > LONGEST_MOMENT < _days(other)
        )
    return one.contains(other) or other.contains(one)


def _days(period: Period) -> int:
    return (period.last - period.first).days


def _dated(claimed: TimeExpression, other: TimeExpression, wording: str, found: Agreement) -> tuple[Swap, Comparison]:
    comparison = Comparison(
        kind="date",
        claim_text=claimed.text,
        source_text=other.text,
        agreement=found,
        claim_span=claimed.span,
        source_span=other.span,
    )
    return Swap(other.span, wording), comparison
