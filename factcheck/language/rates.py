"""Reads what a rate is per: `por habitante`, `a year`, `per 100,000 people`, `barriles diarios`."""

from __future__ import annotations

from factcheck.language.nouns import counted
from factcheck.language.readings import Page
from factcheck.language.wording.shared import words

_NOT_AFTER = words(
    "pasado anterior siguiente proximo proxima pasada que ago earlier later before after from sooner en-curso old long 's"
)
_EACH = (("por", "cada"), ("por",), ("per",), ("for", "every"), ("in", "every"), ("cada",), ("for", "each"))


def rate(page: Page, ends: tuple[int, ...]) -> tuple[int, str] | None:
    """(index behind, code) of the first rate wording that starts at one of `ends`."""
    for end in ends:
        hyphen = page.tokens.key(end) == "-" and page.tokens.at(end).glued
        found = _named(page, end + 1 if hyphen else end) or _per_number(page, end)
        if found is not None and page.free(end, found[0]):
            return found
    return None


def _named(page: Page, i: int) -> tuple[int, str] | None:
    match = page.words.per.starting(page.tokens, i)
    if match is None or page.tokens.key(match[0]) in _NOT_AFTER:
        return None
    return match


def _per_number(page: Page, i: int) -> tuple[int, str] | None:
    """`por cada 100.000 habitantes` -> `100000 person`, `per 1,000 live births` -> `1000 birth`."""
    wording = next((w for w in _EACH if w[0] in page.words.per_of | {"cada"} and page.tokens.is_all(i, *w)), None)
    amount = page.amounts.read_scale(i + len(wording)) or page.amounts.read(i + len(wording)) if wording else None
    if (
        wording is None
        or amount is None
        or amount.article
        or amount.value < 2
        or (amount.value < 10 and len(wording) == 1)
    ):
        return None
    if amount.unit is not None:
        return (amount.end, f"{amount.value:.12g} {amount.unit}") if amount.unit == "person" else None
    noun = counted(page.tokens, amount.end, page.words, singular=False)
    if noun is None:
        return (amount.end, f"{amount.value:.12g}") if amount.value >= 100 else None
    return noun[0] + 1, f"{amount.value:.12g} {noun[1]}"
