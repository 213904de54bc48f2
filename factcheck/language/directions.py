"""Whether the words around a number say that something went up or down ("cayó un 3,8 %", "3.8% more than a year before")."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from factcheck.domain import Span
from factcheck.language.attributes import fold

Direction = Literal["up", "down"]
REACH = 45
"""Code points before and behind a number in which a word of direction still belongs to it."""
_CLAUSE_END = re.compile(r"[.;:!?]\s|,\s(?!un |una |a |an )|\s(?:y|and|mientras|while|pero|but)\s")


def direction(text: str, lang: str, number: Span) -> Direction | None:
    """The direction that stands nearest to the number in its clause; None without one, or in other languages."""
    pattern = _pattern(lang)
    if pattern is None:
        return None
    folded = fold(text)
    before = _hedges(lang).sub("", _CLAUSE_END.split(folded[max(0, number.start - REACH) : number.start])[-1])
    behind = _CLAUSE_END.split(folded[number.end : number.end + REACH])[0]
    found = [(match.start(), match) for match in pattern.finditer(behind)]
    found += [(len(before) - match.end(), match) for match in pattern.finditer(before)]
    nearest = min(found, key=lambda pair: pair[0], default=None)
    if nearest is None:
        return None
    return "up" if nearest[1].lastgroup == "up" else "down"


def direction_words(text: str, lang: str) -> tuple[Span, ...]:
    """All words that say that something went up or down, or is more or less."""
    pattern = _pattern(lang)
    return tuple(Span(start=m.start(), end=m.end()) for m in pattern.finditer(fold(text))) if pattern else ()


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("factcheck.language").joinpath("data/directions.toml").read_text(encoding="utf-8"))


@cache
def _hedges(lang: str) -> re.Pattern[str]:
    """A hedge right before the number ("fell by more than 4 %") bounds it; it says nothing of where it went."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_tables()[lang]['hedges'])})(?: an?| un[ao]?)?\s*$")


@cache
def _pattern(lang: str) -> re.Pattern[str] | None:
    table = _tables().get(lang)
    if table is None:
        return None
    up, down = "|".join(table["up"]), "|".join(table["down"])
    return re.compile(rf"(?<!\w)(?:(?P<up>{up})|(?P<down>{down}))(?!\w)")
