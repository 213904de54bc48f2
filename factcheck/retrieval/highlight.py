"""Where a claim's words stand in a passage, by stem, so that people see why it was found."""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.domain import Passage, Span
from factcheck.language.names import mentions
from factcheck.retrieval.lexical import stems

_WORD = re.compile(r"\w+")


def matched(query: str, lang: str, passage: Passage) -> tuple[Span, ...]:
    """Spans in the passage's text of words whose stem the query has, and of entities that it names; merged, in order."""
    wanted = set(stems(query, lang)) | set(stems(query, passage.lang))
    entities = {mention.entity for mention in mentions(query, lang)}
    words = [
        Span(start=m.start(), end=m.end())
        for m in _WORD.finditer(passage.text)
        if _stem(m.group(), passage.lang) in wanted
    ]
    names = [m.span for m in mentions(passage.text, passage.lang) if m.entity in entities]
    return _merged(sorted([*words, *names], key=lambda span: (span.start, span.end)))


@lru_cache(maxsize=65_536)
def _stem(word: str, lang: str) -> str:
    return next(iter(stems(word, lang)), "")


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(start=merged[-1].start, end=max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
