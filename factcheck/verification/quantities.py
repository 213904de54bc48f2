"""A claimed quantity beside a source's value: does the wording admit it, is it near, or is it another value?

Knows nothing of passages or facts; `alignment` finds which numbers of two texts belong together.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import Agreement, Bound, Quantity, Span
from factcheck.language.agreement import agreement as worded
from factcheck.language.agreement import convert, in_unit_of

NEAR_RESOLUTIONS = 3.0
"""A value within three times the claim's own resolution is near: `27.000 millones` (± 500) beside 28.2 or 26.1 thousand million.

It neither supports nor refutes: differing counts of one thing differ by that much, and a reader sees both."""

ESTIMATE_SLACK = 0.03
"""Relative difference up to which two estimates of one total (people, output, trade) do not contradict each other."""

ROUGH_SLACK = 0.15
"""Relative difference up to which a figure that the source itself calls approximate does not contradict."""

ESTIMATES = frozenset({"person", "USD", "EUR", "km2"})

LEAST_ESTIMATE = 1000
"""People below this number are counted, not estimated: 47 are not 46."""

TELLING_DIGITS = 3
MOST_COUNTED = 12
"""Largest number that people count off a list without saying it."""

_EXACT = (Bound.EXACT, Bound.ABOUT)


def nearest(quantities: Sequence[Quantity], to: Span) -> Quantity | None:
    """The quantity that stands closest to the span, None without one."""
    return min(quantities, key=lambda q: _gap(q.span, to), default=None)


def has_unit(quantity: Quantity, unit: str | None) -> bool:
    """True where the quantity is in `unit` or converts into it; people are also counted without a unit."""
    if quantity.kind in ("ordinal", "multiple"):
        return False
    if quantity.unit == unit:
        return True
    if unit == "person":
        return quantity.unit is None and quantity.kind == "cardinal"
    return quantity.unit is not None and unit is not None and convert(1.0, quantity.unit, unit) is not None


def may_be_derived(quantity: Quantity) -> bool:
    """True for an amount that a text can tell without a number of its kind: a small count (a list of names), a length of time
    (two dates), an order, a multiple."""
    counted = quantity.kind == "cardinal" and quantity.unit is None and quantity.low <= MOST_COUNTED
    return counted or quantity.kind in ("ordinal", "multiple", "duration")


def of_value(value: float, unit: str | None, bound: Bound = Bound.EXACT) -> Quantity:
    """A fact's value as a quantity without a place in a text; `bound` where the source itself only says `about`."""
    return Quantity(span=Span(start=0, end=0), text=f"{value:.10g}", low=value, high=value, unit=unit, bound=bound)


def agreement(claimed: Quantity, source: Quantity) -> Agreement:
    """How a claimed quantity stands to the source's: as `language.agreement` says, and NEAR for a difference that decides nothing.

    What is counted is compared by the caller: nouns differ between languages.
    """
    if _unit_left_out(claimed, source):
        return Agreement.SAME
    claimed, source = (quantity.model_copy(update={"counts": None}) for quantity in _people(claimed, source))
    found = worded(claimed, source)
    return Agreement.NEAR if found is Agreement.DIFFERENT and _near(claimed, source) else found


def _unit_left_out(claimed: Quantity, source: Quantity) -> bool:
    """True where the claim has the source's very figure and leaves out what it is of: `275 millones`, `275 millones de coronas`."""
    bare = claimed.kind == "cardinal" and claimed.unit is None and claimed.counts is None
    same = claimed.low == source.low == claimed.high == source.high
    return bare and same and source.kind in ("money", "measure") and is_telling(claimed)


def is_telling(quantity: Quantity) -> bool:
    """True for a figure of three significant digits or more: that two texts share it is hardly chance."""
    return len(f"{abs(quantity.low):.10g}".replace(".", "").strip("0")) >= TELLING_DIGITS


def _people(claimed: Quantity, source: Quantity) -> tuple[Quantity, Quantity]:
    # People are counted with and without their noun: `2.5 million inhabitants`, `2.5 million`.
    if {claimed.unit, source.unit} == {None, "person"}:
        return claimed.model_copy(update={"unit": "person"}), source.model_copy(update={"unit": "person"})
    return claimed, source


def difference(claimed: Quantity, value: float) -> float | None:
    """Relative difference (claim - source) / |source|; None for a source value of zero."""
    return (claimed.low - value) / abs(value) if value else None


def _near(claimed: Quantity, source: Quantity) -> bool:
    measured = in_unit_of(source, claimed)
    if measured is None or claimed.bound not in _EXACT:
        return False
    gap = max(claimed.low - measured.high, measured.low - claimed.high)
    if source.bound is not Bound.EXACT and gap <= ROUGH_SLACK * abs(measured.low):
        return True
    if gap <= NEAR_RESOLUTIONS * claimed.resolution and not _counted_singly(claimed):
        return True
    estimated = claimed.unit in ESTIMATES and not (_counted_singly(claimed) and claimed.high < LEAST_ESTIMATE)
    return estimated and source.span.end == 0 and gap <= ESTIMATE_SLACK * abs(measured.low)


def _counted_singly(claimed: Quantity) -> bool:
    """Small whole numbers are counts, not roundings: eleven dead are not twelve."""
    return claimed.resolution <= 0.5 and claimed.kind == "cardinal"


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
