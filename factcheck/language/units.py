"""Decides whether a symbol behind a number is a unit (`27 km`, not `5G`), and which kind of quantity a unit makes."""

from __future__ import annotations

from factcheck.domain import QuantityKind
from factcheck.language.tokens import Token, Tokens
from factcheck.language.wording.shared import LOWER_CASE_SYMBOLS, MONEY_CODES, PERCENT_UNITS, SHARED_MONEY, TIME_UNITS

_MONEY_STARTS = frozenset({"us", "$", "€", "£", "usd", "u"})
_CAPITALS = frozenset({"c", "f", "w"})
_GLUED_ONLY = frozenset({"in", "″", "º", "°"})


def fits(tokens: Tokens, i: int, end: int, *, digits: bool) -> bool:
    """Whether the wording `[i, end)` can be the unit of a number; symbols need `digits` in front and their own case."""
    token = tokens.at(i)
    marked = any(not t.is_word for t in tokens[i:end])
    if not digits and ((marked and token.key in _MONEY_STARTS) or _is_symbol(token)):
        return False
    return end > i + 1 or (_in_its_case(token) and _in_its_place(tokens, i))


def _is_symbol(token: Token) -> bool:
    return len(token.key) <= 2 and token.is_word


def _in_its_case(token: Token) -> bool:
    if token.key in LOWER_CASE_SYMBOLS:
        return token.text.islower()
    return token.text.isupper() or token.key not in _CAPITALS


def _in_its_place(tokens: Tokens, i: int) -> bool:
    """Some symbols must touch the number, and `1º premio` is an ordinal; `PP` with a space is a party."""
    token = tokens.at(i)
    if token.key in _GLUED_ONLY:
        return token.glued and not (token.key == "º" and tokens.at(i + 1).is_word)
    return token.glued or token.text != "PP"


def kind_of(unit: str | None) -> QuantityKind:
    """The quantity kind that a unit implies."""
    if unit is None or unit in ("person",):
        return "cardinal"
    if unit in MONEY_CODES or unit in SHARED_MONEY or unit == "XEU_PESETA":
        return "money"
    if unit in PERCENT_UNITS:
        return "percent"
    return "duration" if unit in TIME_UNITS else "measure"
