"""Says whether a stated quantity fits a value or another quantity, by what its wording allows, and converts between units.

It compares numbers only: whether two quantities speak about the same thing, place and time is the caller's business.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from factcheck.domain import Agreement, Bound, Quantity
from factcheck.language.tokens import fold
from factcheck.language.wording.shared import SHARED_MONEY

# A bare figure may be rounded to the digits it shows, but never by more than this share once it is in the thousands:
# `2 millones` covers 1.85 to 2.15 million, not 2.4.
ROUNDING_SHARE = 0.075
# `unos`, `about`: five per cent, up to ten where only one digit is significant (`unos 300`).
ABOUT_SHARE, ABOUT_ONE_DIGIT = 0.05, 0.10
# `casi`, `nearly`: at most a tenth below, never above.
ALMOST_SHARE = 0.10
_DUST = 1e-9
_NEVER = frozenset({"percent", "person", "percentage_point"}) | SHARED_MONEY

_PINT = {
    "km2": "km**2",
    "m2": "m**2",
    "mile2": "mile**2",
    "foot2": "foot**2",
    "foot3": "foot**3",
    "m3": "m**3",
    "hm3": "hm**3",
    "tonne": "metric_ton",
    "celsius": "degC",
    "fahrenheit": "degF",
    "km/h": "km/hour",
    "mph": "mile/hour",
    "barrel": "oil_barrel",
    "barrel/day": "oil_barrel/day",
    "kWh": "kW*hour",
    "MWh": "MW*hour",
    "GWh": "GW*hour",
    "TWh": "TW*hour",
    "percentage_point": "",
    "person": "",
    "GB": "gigabyte",
    "MB": "megabyte",
    "TB": "terabyte",
    "kB": "kilobyte",
}
_SCALED = {
    ("fraction", "percent"): 100.0,
    ("per_mille", "percent"): 0.1,
    ("per_mille", "fraction"): 0.001,
    ("ppm", "percent"): 1e-4,
}
_UNIT = re.compile(r"[a-z_/]+[0-9]?", re.IGNORECASE)


def convert(value: float, unit: str, other: str) -> float | None:
    """`value` of `unit` in `other`, None where the two do not convert (money never does: its rate depends on the day)."""
    if unit == other:
        return value
    if (unit, other) in _SCALED:
        return value * _SCALED[unit, other]
    if (other, unit) in _SCALED:
        return value / _SCALED[other, unit]
    if not (_measures(unit) and _measures(other)):
        return None
    import pint

    try:
        registry = _registry()
        return float(
            registry.Quantity(value, registry.parse_units(_PINT.get(unit, unit))).to(_PINT.get(other, other)).magnitude
        )
    except (pint.PintError, ValueError, TypeError, AssertionError):
        return None


def _measures(unit: str) -> bool:
    return not (len(unit) == 3 and unit.isupper()) and unit not in _NEVER and bool(_UNIT.fullmatch(unit))


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)


def admits(quantity: Quantity, value: float) -> bool:
    """Whether the wording of `quantity` is true of `value` (in the same unit).

    A bare figure admits what rounds to it; `unos` five per cent (ten for one significant digit); `casi` a tenth below and
    nothing above; `más de` anything above and `hasta` anything below, a range its ends and what rounds to them.
    """
    low, high = admitted(quantity)
    if quantity.bound is Bound.MORE_THAN:
        return value > low
    if quantity.bound is Bound.LESS_THAN:
        return value < high
    slack = _DUST * max(1.0, abs(value))
    return low - slack <= value <= high + slack


def admitted(quantity: Quantity) -> tuple[float, float]:
    """The interval of values that the wording allows; its open side is infinite."""
    bound, infinite = quantity.bound, float("inf")
    if bound in (Bound.MORE_THAN, Bound.AT_LEAST):
        return quantity.low, infinite
    if bound in (Bound.LESS_THAN, Bound.AT_MOST):
        return -infinite, quantity.high
    if bound is Bound.ALMOST:
        return quantity.low - ALMOST_SHARE * abs(quantity.low), quantity.high
    below, above = _tolerance(quantity, quantity.low), _tolerance(quantity, quantity.high)
    return quantity.low - below, quantity.high + above


def _tolerance(quantity: Quantity, value: float) -> float:
    size = abs(value)
    if quantity.bound is Bound.ABOUT:
        return max(
            quantity.resolution if size < 1000 else 0.0, (ABOUT_ONE_DIGIT if _one_digit(size) else ABOUT_SHARE) * size
        )
    return min(quantity.resolution, ROUNDING_SHARE * size) if size >= 1000 else quantity.resolution


def _one_digit(size: float) -> bool:
    return len(f"{size:.12g}".replace(".", "").replace("+", "").split("e")[0].strip("0")) <= 1


def agreement(claimed: Quantity, source: Quantity) -> Agreement:
    """How a claimed quantity stands to the source's, in the source's unit: SAME, WITHIN_WORDING, DIFFERENT or INCOMPARABLE.

    The claim agrees where its wording admits the source's figure, or where the source is the rounder of the two and admits the
    claim's (`26,98` against `27.000 millones`). Two bounds agree where their intervals meet.
    """
    same_unit = in_unit_of(claimed, source)
    if same_unit is None:
        return Agreement.INCOMPARABLE
    if _exact(same_unit) and _exact(source) and abs(same_unit.low - source.low) <= _DUST * max(1.0, abs(source.low)):
        return Agreement.SAME
    return Agreement.WITHIN_WORDING if _meet(same_unit, source) else Agreement.DIFFERENT


def _exact(quantity: Quantity) -> bool:
    return quantity.bound is Bound.EXACT and quantity.low == quantity.high


def _meet(claimed: Quantity, source: Quantity) -> bool:
    if claimed.low == claimed.high and source.low == source.high and _exact(source):
        return admits(claimed, source.low) or (_exact(claimed) and admits(source, claimed.low))
    if _exact(claimed):
        return admits(source, claimed.low)
    first, second = admitted(claimed), admitted(source)
    return first[0] <= second[1] and second[0] <= first[1]


def in_unit_of(quantity: Quantity, other: Quantity) -> Quantity | None:
    """`quantity` in the unit of `other`; None where they cannot be compared (other unit, other denominator, other counted noun)."""
    if quantity.per != other.per or (quantity.kind == "ordinal") != (other.kind == "ordinal"):
        return None
    unit, target = _code(quantity), _code(other)
    if unit is None and target is None:
        alike = quantity.counts is None or other.counts is None or fold(quantity.counts) == fold(other.counts)
        return quantity if alike else None
    if unit is None or target is None:
        return None
    if unit == target or _one_currency(unit, target):
        return quantity
    factor = _linear(unit, target)
    return None if factor is None else _moved(quantity, *factor, target)


_NAMED_ALIKE = {
    "peso": frozenset({"ARS", "MXN", "CLP", "COP", "UYU", "DOP", "CUP", "PHP"}),
    "crown": frozenset({"SEK", "NOK", "DKK", "CZK", "ISK"}),
    "franc": frozenset({"CHF", "XOF", "XAF"}),
    "dinar": frozenset({"RSD", "KWD", "IQD", "DZD", "TND", "JOD", "BHD", "LYD"}),
}


def _one_currency(unit: str, target: str) -> bool:
    """`pesos` may be any country's."""
    return target in _NAMED_ALIKE.get(unit, ()) or unit in _NAMED_ALIKE.get(target, ())


def _code(quantity: Quantity) -> str | None:
    return "fraction" if quantity.kind == "fraction" and quantity.unit is None else quantity.unit


def _linear(unit: str, target: str) -> tuple[float, float] | None:
    """(factor, offset) of the conversion, None where there is none."""
    zero, one = convert(0.0, unit, target), convert(1.0, unit, target)
    return None if zero is None or one is None else (one - zero, zero)


def _moved(quantity: Quantity, factor: float, offset: float, unit: str) -> Quantity:
    return quantity.model_copy(
        update={
            "low": quantity.low * factor + offset,
            "high": quantity.high * factor + offset,
            "resolution": quantity.resolution * abs(factor),
            "unit": unit,
        }
    )
