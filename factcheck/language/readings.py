"""What one quantity looks like while it is read: token positions and values, before hedges, rates and nouns are added."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.domain import Bound, QuantityKind
from factcheck.language.amounts import Amount, AmountReader
from factcheck.language.tokens import Tokens
from factcheck.language.units import kind_of
from factcheck.language.wording.base import Wordings

_WORDED = 0.015


@dataclass(frozen=True, slots=True)
class Page:
    """One text with all that is needed to read its quantities. `taken`: tokens that belong to dates or look-alikes."""

    text: str
    tokens: Tokens
    words: Wordings
    amounts: AmountReader
    taken: frozenset[int]

    def free(self, first: int, end: int) -> bool:
        """No token of `[first, end)` is taken."""
        return not any(i in self.taken for i in range(first, end))


@dataclass(frozen=True, slots=True)
class Reading:
    """A value in the tokens `[first, end)`; `hedged_at` is where a hedge would end if the wording starts earlier than the value."""

    first: int
    end: int
    low: float
    high: float
    step: float
    unit: str | None
    kind: QuantityKind
    number_end: int
    bound: Bound = Bound.EXACT
    counts: str | None = None
    counts_end: int | None = None
    per: str | None = None
    singular: bool = False
    must_hedge: bool = False
    plain: bool = False
    read_to: int = 0


def of_amount(amount: Amount) -> Reading:
    """An exact reading of one amount."""
    return Reading(
        first=amount.first,
        end=amount.end,
        low=amount.value,
        high=amount.value,
        step=amount.step,
        unit=amount.unit,
        kind=kind_of(amount.unit),
        number_end=amount.number_end,
        singular=amount.value == 1,
        plain=not amount.scaled and amount.unit is None,
    )


def share(first: int, end: int, value: float) -> Reading:
    """A fraction said in words; it is meant to about one and a half points of a hundred."""
    return Reading(first, end, value, value, 2 * _WORDED, None, "fraction", end)


def multiple(first: int, end: int, value: float) -> Reading:
    """How many times something is something else; meant to a twentieth."""
    return Reading(first, end, value, value, value / 10, None, "multiple", end)
