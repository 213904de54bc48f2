"""Which of several things counted side by side a number is of: exports or imports, the dead or the injured.

The groups stand in `data/opposites.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from factcheck.domain import Span
from factcheck.language.attributes import fold

REACH = 60
"""Code points before and behind a number in which a word may still say what it is of."""
_PAUSE = re.compile(r"[,;:.]\s|\s(?:y|and|e|mientras|while|pero|but)\s")


def counted_thing(text: str, lang: str, number: Span) -> dict[str, int]:
    """For each group that words near the number are of, the member that stands nearest. Languages without a table give nothing."""
    folded = fold(text)
    start, end = max(0, number.start - REACH), min(len(folded), number.end + REACH)
    found: dict[str, tuple[int, int]] = {}
    for group, member, pattern in _members(lang):
        for match in pattern.finditer(folded, start, end):
            distance = _distance(folded, number, match)
            if distance < found.get(group, (REACH * 2, 0))[0]:
                found[group] = (distance, member)
    return {group: member for group, (_, member) in found.items()}


def _distance(text: str, number: Span, match: re.Match[str]) -> int:
    """Code points between the two; another clause is as far as can be."""
    first, last = sorted(((number.start, number.end), match.span()))
    gap = text[first[1] : last[0]]
    return len(gap) + (REACH if _PAUSE.search(gap) else 0)


def of_other_things(one: dict[str, int], other: dict[str, int]) -> bool:
    """True where the two name different members of one group."""
    return any(one[group] != other[group] for group in one.keys() & other.keys())


@cache
def _members(lang: str) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    tables = tomllib.loads(files("factcheck.language").joinpath("data/opposites.toml").read_text(encoding="utf-8"))
    return tuple(
        (group["name"], place, re.compile(rf"(?<!\w)(?:{member[lang]})(?!\w)"))
        for group in tables["group"]
        for place, member in enumerate(group["members"])
        if lang in member
    )
