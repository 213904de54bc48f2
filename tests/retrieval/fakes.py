"""An encoder without a model, and records made short."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Claim, Fact, Source, Span, TextQuoteSelector
from factcheck.pipeline import Options, Scope
from factcheck.retrieval.lexical import folded

__all__ = ["FakeEncoder", "Options", "Scope", "claim", "fact", "source", "statement"]


@dataclass
class FakeEncoder:
    """Bags of hashed words: texts that share words are near. Counts what it was asked to embed."""

    name: str = "fake@1"
    dimension: int = 64
    embedded: list[str] = field(default_factory=list)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.dimension), np.float32)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return self.encode_queries(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimension, 0.01)
        for word in folded(text):
            vector[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big") % self.dimension] += 1
        return (vector / np.linalg.norm(vector)).astype(np.float32)


def source(source_id: str, text: str | None = None, **values: object) -> Source:
    given = {"publisher": "Oficina", "title": f"Informe {source_id}", "lang": "es", **values}
    return Source(id=source_id, text=text, **given)  # type: ignore[arg-type]


def fact(fact_id: str, source_id: str, **values: object) -> Fact:
    given = {"subject": "Kazakhstan", "subject_id": "country:KAZ", "attribute": "capital", "value": "Astana", **values}
    return Fact(id=fact_id, source_id=source_id, **given)  # type: ignore[arg-type]


def claim(query: str, lang: str = "es", anchor: date | None = None) -> Claim:
    span = Span(start=0, end=len(query))
    selector = TextQuoteSelector(exact=query, prefix="", suffix="")
    return Claim(id="c1", span=span, quote=query, query=query, lang=lang, utf16=span, selector=selector, anchor=anchor)


def statement(fact: Fact, lang: str, about: str | None = None) -> str:
    """Stands for `render.facts.statement`."""
    listed = (
        f" lists {about}: {about in fact.value}" if about and isinstance(fact.value, tuple) else f" is {fact.value}"
    )
    return f"[{lang}] {fact.subject} {fact.attribute}{listed}."
