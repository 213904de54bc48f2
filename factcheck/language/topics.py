"""Words that mark what newsrooms check: comparisons, laws and courts, official statistics.

Knows words per language (es, en); finds nothing in others.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from factcheck.domain import Span

TopicCode = Literal["comparison", "law", "statistic"]


@dataclass(frozen=True)
class Topic:
    """A marking word and its kind."""

    code: TopicCode
    span: Span


def topics(text: str, lang: str) -> tuple[Topic, ...]:
    """All marking words of `text`, by place."""
    found = [
        Topic(code, Span(start=match.start(), end=match.end()))
        for code, pattern in _patterns(lang)
        for match in pattern.finditer(text)
    ]
    return tuple(sorted(found, key=lambda topic: topic.span.start))


@cache
def _patterns(lang: str) -> tuple[tuple[TopicCode, re.Pattern[str]], ...]:
    tables = json.loads(files("factcheck.language").joinpath("data/topics.json").read_text("utf-8"))
    table: dict[TopicCode, list[str]] = tables.get(lang, {})
    return tuple((code, _alternatives(phrases)) for code, phrases in table.items())


def _alternatives(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in longest_first) + r")(?!\w)", re.IGNORECASE)
