"""Cuts an article's text where claims begin and end, so that each piece can be coloured in place. Knows no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.domain import Span


@dataclass(frozen=True)
class Piece:
    """A run of text under the same spans (indices, the innermost first); `begins` are those that start here."""

    text: str
    under: tuple[int, ...]
    begins: tuple[int, ...]


def pieces(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The whole text in order; joined together the pieces are the text. Spans may overlap."""
    edges = sorted({0, len(text), *(min(edge, len(text)) for span in spans for edge in (span.start, span.end))})
    return tuple(_piece(text, spans, start, end) for start, end in pairwise(edges))


def _piece(text: str, spans: Sequence[Span], start: int, end: int) -> Piece:
    under = [i for i, span in enumerate(spans) if span.start <= start and end <= span.end]
    innermost = sorted(under, key=lambda i: (spans[i].end - spans[i].start, i))
    begins = tuple(i for i in under if spans[i].start == start)
    return Piece(text=text[start:end], under=tuple(innermost), begins=begins)
