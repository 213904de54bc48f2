"""What a claim says beside the words that were compared with a fact: does the comparison settle the claim, or only a part of it?

A word among or right beside the compared words may change what they say ("the *youth* unemployment of Spain", "the *wife* of the
president"); words behind a comma or a conjunction only add to it. Knows no facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.domain import Span
from factcheck.language.clauses import joins
from factcheck.language.content import telling_words
from factcheck.language.directions import direction_words
from factcheck.language.negation import negations
from factcheck.language.reporting import source_phrases
from factcheck.verification.reading import Reading

_PAUSE = re.compile(r"[,;:(—–]")
_INSET = re.compile(r"\s*[,(—–]([^,()—–]*)[,)—–]")


@dataclass(frozen=True)
class Rest:
    """Content words of a claim that were not compared: `binding` ones may change its meaning, `added` ones only say more."""

    binding: tuple[Span, ...]
    added: tuple[Span, ...]


def rest(reading: Reading, compared: Sequence[Span]) -> Rest:
    """The words left beside `compared`; dates, negations and named sources ("according to the bank") are not counted."""
    known = [
        *compared,
        *(time.span for time in reading.times),
        *negations(reading.text, reading.lang),
        *_sources(reading),
    ]
    left = [
        word for word in telling_words(reading.text, reading.lang) if not any(word.overlaps(span) for span in known)
    ]
    hull = Span(start=min(s.start for s in compared), end=max(s.end for s in compared))
    free = (*_insets(reading, compared, hull), *direction_words(reading.text, reading.lang))
    added = tuple(word for word in left if _is_added(word, reading, hull) or any(word.overlaps(span) for span in free))
    return Rest(binding=tuple(word for word in left if word not in added), added=added)


def _is_added(word: Span, reading: Reading, hull: Span) -> bool:
    """True for a word behind the compared ones and apart from them."""
    between = reading.text[hull.end : word.start]
    return word.start >= hull.end and (_PAUSE.search(between) is not None or joins(f"{between} ", reading.lang))


def _insets(reading: Reading, compared: Sequence[Span], hull: Span) -> list[Span]:
    """What stands between commas or brackets right behind a compared name: "Kenya, an East African country, has ..."."""
    names = [m.span for m in reading.mentions if any(m.span.overlaps(span) for span in compared)]
    found = [match for name in names if (match := _INSET.match(reading.text, name.end))]
    insets = [Span(start=m.start(1), end=m.end(1)) for m in found if m.start(1) < m.end(1) < hull.end]
    return [inset for inset in insets if not any(inset.overlaps(span) for span in compared)]


def _sources(reading: Reading) -> list[Span]:
    """Phrases that name a source, up to the next comma or the end: "según el Banco Mundial,"."""
    found = []
    for cue in source_phrases(reading.text, reading.lang):
        end = _PAUSE.search(reading.text, cue.span.end)
        found.append(Span(start=cue.span.start, end=end.start() if end else len(reading.text)))
    return found
