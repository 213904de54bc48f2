"""What a comparison of a claim with one structured fact found. Plain data between `facts` and `judge`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factcheck.domain import Agreement, Comparison, Reason, StanceLabel

Method = Literal["fact", "closed_list", "single_valued"]


@dataclass(frozen=True)
class Finding:
    """A fact's stance to a claim, how it was found, the reason, and the values side by side where there are any."""

    label: StanceLabel
    method: Method
    reason: Reason
    comparison: Comparison | None = None


def stance_of(agreement: Agreement) -> StanceLabel:
    """What an agreement of values means: only a different value at the same time refutes."""
    if agreement is Agreement.DIFFERENT:
        return StanceLabel.REFUTES
    if agreement in (Agreement.SAME, Agreement.WITHIN_WORDING):
        return StanceLabel.SUPPORTS
    return StanceLabel.NEUTRAL
