"""What speaks for checking a statement, readable and the same in every language: figure, date, name, comparison, law, person ...

Knows one statement at a time; the weights are in `claims.checkworthy`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factcheck.claims.reading import mentions_in, quantities_in, times_in
from factcheck.domain import Quantity, Reason, Span
from factcheck.language.clauses import has_superlative
from factcheck.language.context import Name, names
from factcheck.language.modality import ModalCue, cues, is_question
from factcheck.language.negation import negations
from factcheck.language.topics import Topic, topics

NAMES = (
    "quantity",
    "quantities",
    "money_or_percent",
    "date",
    "name",
    "body",
    "comparison",
    "law",
    "statistic",
    "negation",
    "question",
    "opinion",
    "future",
    "first_person",
    "short",
    "long",
)
"""The features in the order of the weights; a change here needs new weights."""


@dataclass(frozen=True)
class Traits:
    """What one statement has in it, with spans in it."""

    quantities: tuple[Quantity, ...]
    dates: tuple[Span, ...]
    names: tuple[Name, ...]
    bodies: tuple[Span, ...]
    topics: tuple[Topic, ...]
    cues: tuple[ModalCue, ...]
    negations: tuple[Span, ...]
    superlative: bool
    question: bool
    length: int

    def has(self, *codes: str) -> bool:
        """True where one of the modal cues or topics named is there."""
        return any(cue.code in codes for cue in self.cues) or any(topic.code in codes for topic in self.topics)

    @property
    def anchored(self) -> bool:
        """True where there is something that a source could confirm or contradict by itself: figure, date or name."""
        return bool(self.quantities or self.dates or self.bodies or [n for n in self.names if not n.initial])


def traits(text: str, lang: str) -> Traits:
    """Reads one statement."""
    return Traits(
        quantities=quantities_in(text, lang),
        dates=tuple(t.span for t in times_in(text, lang, None)),
        names=names(text, lang),
        bodies=tuple(m.span for m in mentions_in(text, lang)),
        topics=topics(text, lang),
        cues=cues(text, lang),
        negations=negations(text, lang),
        superlative=has_superlative(text, lang),
        question=is_question(text),
        length=len(re.findall(r"\w+", text)),
    )


def vector(found: Traits) -> NDArray[np.float32]:
    """The features as numbers between 0 and 1, shape `(len(NAMES),)`, in the order of `NAMES`."""
    kinds = {q.kind for q in found.quantities}
    values = (
        bool(found.quantities),
        min(len(found.quantities), 4) / 4,
        bool(kinds & {"money", "percent"}),
        bool(found.dates),
        any(not n.initial for n in found.names),
        bool(found.bodies),
        found.superlative or found.has("comparison"),
        found.has("law"),
        found.has("statistic"),
        bool(found.negations),
        found.question,
        found.has("opinion", "deontic", "evaluative"),
        found.has("future"),
        found.has("first_person"),
        max(0.0, 1 - found.length / 12),
        min(found.length, 40) / 40,
    )
    return np.asarray(values, dtype=np.float32)


def reasons(found: Traits, text: str) -> tuple[Reason, ...]:
    """Why the statement is worth checking, as data; spans are in `text`."""
    made = [Reason(code="worth_quantity", values={"text": q.text}, span=q.span) for q in found.quantities[:3]]
    made += [Reason(code="worth_date", values={"text": span.of(text)}, span=span) for span in found.dates[:2]]
    made += [Reason(code="worth_named_body", values={"text": span.of(text)}, span=span) for span in found.bodies[:3]]
    made += [Reason(code=f"worth_{t.code}", values={"text": t.span.of(text)}, span=t.span) for t in found.topics[:3]]
    if found.superlative and not found.has("comparison"):
        made.append(Reason(code="worth_comparison", values={"text": ""}))
    if not found.bodies:
        named = [n for n in found.names if not n.initial][:2]
        made += [Reason(code="worth_name", values={"text": n.text}, span=n.span) for n in named]
    return tuple(made)
