"""Texts for people, by code and language, out of `messages/*.toml`. Knows the templates' grammar; decides nothing.

A template holds `{value}`, `[optional part]` (left out where a value inside is missing; may nest) and `||` between
alternatives (the first whose values are all there). Values are inserted as they are: brackets in them mean nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

LANGUAGES = ("es", "en")
FALLBACK = "en"

_TOKEN = re.compile(r"\[|\]|\{(\w+)\}")


def phrase(code: str, lang: str, **values: object) -> str:
    """The text for `code` in `lang` (English where we lack it). KeyError for an unknown code or a missing value."""
    made = fill(
        messages(lang)["phrases"][code], {name: str(value) for name, value in values.items() if value is not None}
    )
    if made is None:
        raise KeyError(f"phrase {code!r} needs more than {sorted(values)}")
    return made


@cache
def messages(lang: str) -> Mapping[str, Mapping[str, str]]:
    """The tables of one language: `phrases`, `reasons`, names of units, attributes and data sets."""
    name = lang if lang in LANGUAGES else FALLBACK
    text = resources.files("factcheck.render").joinpath("messages", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def fill(template: str, values: Mapping[str, str]) -> str | None:
    """The first alternative that `values` can fill; None where there is none."""
    for alternative in template.split(" || "):
        made = _fill_one(alternative, values)
        if made is not None:
            return made
    return None


def _fill_one(template: str, values: Mapping[str, str]) -> str | None:
    # A stack of open brackets: each level is its text so far, or None once a value in it was missing.
    levels: list[str | None] = [""]
    position = 0
    for token in _TOKEN.finditer(template):
        _append(levels, template[position : token.start()])
        position = token.end()
        if token[0] == "[":
            levels.append("")
        elif token[0] == "]":
            _append(levels, levels.pop() or "")
        elif values.get(token[1]):
            _append(levels, values[token[1]])
        else:
            levels[-1] = None
    _append(levels, template[position:])
    return levels[0]


def _append(levels: list[str | None], text: str) -> None:
    if levels[-1] is not None:
        levels[-1] += text
