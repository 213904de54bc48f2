"""What the encoder reads of each passage, and which passages share a vector. Knows no encoder.

The figures of one series (a country's inflation, year by year) differ in a number and a year only, which a vector hardly shows:
the newest sentence stands for all, words and the structured channel tell the years apart. It saves a third of the embedding.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable

from factcheck.domain import Fact, Passage
from factcheck.retrieval.contents import Contents


def embedded_text(passage: Passage) -> str:
    """A passage with its context before it."""
    return f"{passage.context}. {passage.text}" if passage.context else passage.text


def embedded_texts(contents: Contents) -> list[str]:
    """The text behind each passage's vector, in the order of the passages."""
    series = _series(contents)
    newest: dict[Hashable, tuple[str, str]] = {}
    for passage in contents.passages:
        own = series.get(passage.fact_id or "")
        if own is not None:
            group, period = (own[0], passage.lang), own[1]
            newest[group] = max(newest.get(group, ("", "")), (period, embedded_text(passage)))
    return [
        newest[series[p.fact_id or ""][0], p.lang][1] if (p.fact_id or "") in series else embedded_text(p)
        for p in contents.passages
    ]


def key(text: str) -> bytes:
    """Names an embedded text: passages with the same key have the same vector."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def keys(contents: Contents) -> list[bytes]:
    """The key of each passage, in their order."""
    return [key(text) for text in embedded_texts(contents)]


def _series(contents: Contents) -> dict[str, tuple[Hashable, str]]:
    """Group and period of each fact that is one figure of a series."""
    return {fact.id: (_group(fact), fact.period) for fact in _figures(contents.facts) if fact.period}


def _figures(facts: Iterable[Fact]) -> Iterable[Fact]:
    return (f for f in facts if f.period and isinstance(f.value, float | int) and not f.statements and f.subject_id)


def _group(fact: Fact) -> Hashable:
    return (
        fact.source_id,
        fact.subject_id,
        fact.attribute,
        fact.unit,
        tuple(sorted(map(str, fact.qualifiers.items()))),
    )
