"""A claimed quantity beside a source's value: does the wording admit it, is it near, or is it another value?

Knows nothing of passages or facts; `alignment` finds which numbers of two texts belong together.
"""

from __future__ import annotations

from factcheck.domain import Agreement, Bound, Quantity, Span
from factcheck.language.quantities import admits, convert
from factcheck.verification.reading import Reading

NEAR_RESOLUTIONS = 3.0
"""A value within three times the claim's own resolution is near: `27.000 millones` (± 500) beside 28.2 or 26.1 thousand million.

It neither supports nor refutes: differing counts of one thing differ by that much, and a reader sees both."""

ESTIMATE_SLACK = 0.03
"""Relative difference up to which two estimates of one total (people, output, trade) do not contradict each other."""

ESTIMATES = frozenset({"person", "USD", "EUR", "km2"})

_EXACT = (Bound.EXACT, Bound.ABOUT)


def nearest(reading: Reading, to: Span, unit: str | None) -> Quantity | None:
    """The quantity of the reading that has `unit` and stands closest to the span, None without one."""
    fitting = [quantity for quantity in reading.quantities if has_unit(quantity, unit)]
    return min(fitting, key=lambda q: _gap(q.span, to), default=None)


def has_unit(quantity: Quantity, unit: str | None) -> bool:
    """True where the quantity is in `unit` or converts into it; people are also counted without a unit."""
    if quantity.kind in ("ordinal", "multiple"):
        return False
    if quantity.unit == unit:
        return True
    if unit == "person":
        return quantity.unit is None and quantity.kind == "cardinal"
    return quantity.unit is not None and unit is not None and convert(1.0, quantity.unit, unit) is not None


def agreement(claimed: Quantity, value: float, unit: str | None) -> Agreement:
    """How `claimed` stands to `value` (in `unit`)."""
    measured = _in_unit_of(claimed, value, unit)
    if measured is None:
        return Agreement.INCOMPARABLE
    if claimed.bound is Bound.EXACT and claimed.low == claimed.high == measured:
        return Agreement.SAME
    if admits(claimed, measured):
        return Agreement.WITHIN_WORDING
    return Agreement.NEAR if _near(claimed, measured, unit) else Agreement.DIFFERENT


def difference(claimed: Quantity, value: float) -> float | None:
    """Relative difference (claim - source) / |source|; None for a source value of zero."""
    return (claimed.low - value) / abs(value) if value else None


def _in_unit_of(claimed: Quantity, value: float, unit: str | None) -> float | None:
    if claimed.unit == unit or claimed.unit is None or unit is None:
        return value
    return convert(value, unit, claimed.unit)


def _near(claimed: Quantity, value: float, unit: str | None) -> bool:
    if claimed.bound not in _EXACT:
        return False
    gap = max(claimed.low - value, value - claimed.high)
    if gap <= NEAR_RESOLUTIONS * claimed.resolution and not _counted_singly(claimed):
        return True
    return unit in ESTIMATES and gap <= ESTIMATE_SLACK * abs(value)


def _counted_singly(claimed: Quantity) -> bool:
    """Small whole numbers are counts, not roundings: eleven dead are not twelve."""
    return claimed.resolution <= 0.5 and claimed.kind == "cardinal"


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
