"""A `Reason` as a sentence in the reader's language. Knows which values are shares, not how they came about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from factcheck.domain import Reason
from factcheck.render import formats
from factcheck.render.phrases import fill, messages

_SHARES = ("confidence", "threshold")


def sentence(reason: Reason, lang: str) -> str:
    """One sentence for a reason. An unknown code, or one whose values do not fit, gives a neutral sentence."""
    table = messages(lang)["reasons"]
    values = {name: _shown(name, text, lang) for name, text in reason.values.items()}
    made = fill(table[reason.code], values) if reason.code in table else None
    return made if made is not None else _neutral(reason.code, values, table)


def sentences(reasons: tuple[Reason, ...], lang: str) -> str:
    """All reasons in a row, each sentence once."""
    return " ".join(dict.fromkeys(sentence(reason, lang) for reason in reasons))


def _neutral(code: str, values: Mapping[str, str], table: Mapping[str, str]) -> str:
    listed = ", ".join(f"{name.replace('_', ' ')}: {text}" for name, text in values.items())
    return fill(table["unknown"], {"code": code.replace("_", " "), "values": listed}) or code


def _shown(name: str, text: str, lang: str) -> str:
    show: Callable[[str, str], str] = formats.value
    if name == "difference":
        show = formats.difference
    elif name in _SHARES:
        show = _share
    return show(text, lang)


def _share(text: str, lang: str) -> str:
    try:
        return formats.percent(float(text), lang)
    except ValueError:
        return formats.line(text)
