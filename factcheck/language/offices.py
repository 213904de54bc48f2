"""Which office a text names: a president is no king, and a chancellor here a foreign minister there. Kinds stand in `data/offices.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from factcheck.language.attributes import fold


def offices(text: str, lang: str) -> frozenset[str]:
    """The kinds of office named in `text`; none for words that any holder of power goes by, or in languages without a table."""
    pattern = _pattern(lang)
    if pattern is None:
        return frozenset()
    return frozenset(match.lastgroup for match in pattern.finditer(fold(text)) if match.lastgroup)


def may_be_one_office(text: str, lang: str, other: str, other_lang: str) -> bool:
    """False where both name offices and no kind of office is in both."""
    ours, theirs = offices(text, lang), offices(other, other_lang)
    return not ours or not theirs or bool(ours & theirs)


@cache
def _pattern(lang: str) -> re.Pattern[str] | None:
    tables = tomllib.loads(files("factcheck.language").joinpath("data/offices.toml").read_text(encoding="utf-8"))
    kinds = tables.get(lang)
    if kinds is None:
        return None
    return re.compile("|".join(rf"(?<!\w)(?P<{kind}>{expression})(?!\w)" for kind, expression in kinds.items()))
