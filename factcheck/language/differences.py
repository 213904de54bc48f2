"""Whether a number is the distance between two values ("44 millones más que en 2023") rather than a value."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from factcheck.domain import Span
from factcheck.language.attributes import fold

REACH = 40
"""Code points before and behind a number that are looked at."""


def is_difference(text: str, lang: str, number: Span, *, is_rate: bool = False) -> bool:
    """True where the words around the number say that it is a difference or a change. False in other languages.

    A rate is a change already: "rose 4 %" and "inflation was 4 %" state one value, so for it only "4 % more than ..." counts.
    """
    patterns = _patterns(lang)
    if patterns is None:
        return False
    folded = fold(text)
    behind, before = patterns
    if behind.match(folded[number.end : number.end + REACH]):
        return True
    return not is_rate and before.search(folded[max(0, number.start - REACH) : number.start]) is not None


def is_change_by(text: str, lang: str, verb: Span, number: Span) -> bool:
    """True where the verb says that something moved by the number ("subió un 3 %"), not to it ("subió al 3 %")."""
    patterns = _patterns(lang)
    found = patterns[1].search(fold(text)[max(0, number.start - REACH) : number.start]) if patterns else None
    return found is not None and max(0, number.start - REACH) + found.start() <= verb.start < number.start


def is_baseline(text: str, lang: str, time: Span) -> bool:
    """True where a date is only what something is measured against ("18 % menos que en 2023"), so no later number belongs to it."""
    pattern = _baselines(lang)
    return pattern is not None and pattern.search(fold(text)[max(0, time.start - REACH) : time.start]) is not None


def was_revised(text: str, lang: str, number: Span) -> bool:
    """True where the text says that this value was replaced ("revisa el crecimiento del 2,7 % al 2,2 %"): it is told, no longer stated."""
    table = _tables().get(lang)
    if table is None or "revision" not in table:
        return False
    folded = fold(text)
    behind = re.match(
        rf"\W*(?:[a-z]+\W+){{0,2}}?{table['newer']} (?:(?:el|la|los|las|the) )?\W*\d", folded[number.end :]
    )
    before = re.search(rf"(?<!\w){table['former']}\s+(?:el |los )?\W*$", folded[: number.start])
    return (
        bool(behind and before)
        and re.search(rf"(?<!\w)(?:{'|'.join(table['revision'])})", folded[: number.start]) is not None
    )


@cache
def _baselines(lang: str) -> re.Pattern[str] | None:
    table = _tables().get(lang)
    return re.compile(rf"(?<!\w)(?:{'|'.join(table['baseline'])})(?: \w+)?\s*$") if table else None


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("factcheck.language").joinpath("data/differences.toml").read_text(encoding="utf-8"))


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    table = _tables().get(lang)
    if table is None:
        return None
    behind, before = "|".join(table["behind"]), "|".join(table["before"])
    return re.compile(rf"(?: de \w+| \w+)? ?(?:{behind})(?!\w)"), re.compile(rf"(?<!\w)(?:{before})$")
