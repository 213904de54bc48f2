"""Reads the hand-written case tables of quantities and dates and the short notation they are written in.

A row is `text<TAB>expectation`; `-` expects nothing, ` | ` separates several. A quantity is
`[bound]value[..high] unit [#counted] [/per] [:kind]`: bounds are `>` `>=` `<` `<=` `~` (about) `<~` (almost); unit `.` is none;
`_` in `per` is a space. Every quantity that is read must be expected. A date is what `parse_period` reads (`2022-Q1`,
`2019/2022`), `W2023-10-30` for a week from that Monday, `1990s`, `?` for a relative one without a period; a third column is the
anchor (`none` for none).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from factcheck.domain import Bound, Granularity, Period, Quantity
from factcheck.language.dates import parse_period
from factcheck.language.units import kind_of

ANCHOR = date(2023, 11, 9)  # a Thursday
CASES = Path(__file__).parent / "cases"
BOUNDS = {
    "": Bound.EXACT,
    ">": Bound.MORE_THAN,
    ">=": Bound.AT_LEAST,
    "<": Bound.LESS_THAN,
    "<=": Bound.AT_MOST,
    "~": Bound.ABOUT,
    "<~": Bound.ALMOST,
}
_VALUE = re.compile(r"(<~|>=|<=|>|<|~|)(-?[0-9].*)")


@dataclass(frozen=True)
class Case:
    """A text and what is to be read in it."""

    text: str
    expected: tuple[str, ...]
    anchor: date | None = ANCHOR


def rows(name: str) -> list[Case]:
    """All rows of one table."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [_case(*line.split("\t")) for line in lines if line.strip() and not line.startswith("#")]


def _case(text: str, wanted: str, anchor: str = ANCHOR.isoformat()) -> Case:
    day = None if anchor == "none" else date.fromisoformat(anchor)
    return Case(text, () if wanted == "-" else tuple(wanted.split(" | ")), day)


def number(text: str) -> float:
    """`27e9`, `-0.3`, `2/3`."""
    return float(Fraction(text)) if "/" in text else float(text)


def differs(wanted: str, read: Quantity) -> str | None:
    """What is wrong with a reading, None where it is as wanted."""
    value, unit, *marks = wanted.split()
    match = _VALUE.fullmatch(value)
    assert match, wanted
    low, _, high = match[2].partition("..")
    marked = {mark[0]: mark[1:].replace("_", " ") for mark in marks}
    code = None if unit == "." else unit
    checks = {
        "low": math.isclose(read.low, number(low), rel_tol=1e-9),
        "high": math.isclose(read.high, number(high or low), rel_tol=1e-9),
        "unit": read.unit == code,
        "bound": read.bound is BOUNDS[match[1]],
        "kind": read.kind == marked.get(":", kind_of(code)),
        "counts": "#" not in marked or read.counts == marked["#"],
        "per": "/" not in marked or read.per == marked["/"],
    }
    wrong = [name for name, good in checks.items() if not good]
    return ", ".join(wrong) or None


def period(text: str) -> Period | None:
    """The period that the notation of a date case means."""
    if text == "?":
        return None
    if text.startswith("W"):
        monday = date.fromisoformat(text[1:])
        return Period(first=monday, last=monday + timedelta(days=6), granularity=Granularity.WEEK)
    if text.endswith("s"):
        year = int(text[:-1])
        return Period(first=date(year, 1, 1), last=date(year + 9, 12, 31), granularity=Granularity.DECADE)
    return parse_period(text)
