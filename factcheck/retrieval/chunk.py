"""Sources cut into passages: whole sentences, a little overlap, publisher, title and date as context. Knows no encoder and no index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.domain import Passage, Source, Span
from factcheck.language.sentences import sentences


@dataclass(frozen=True)
class Chunking:
    """Sizes in code points. Measured: see docs/retrieval.md."""

    size: int = 600
    overlap: int = 150
    longest_sentence: int = 1200


DEFAULT = Chunking()


def passages(source: Source, chunking: Chunking = DEFAULT) -> tuple[Passage, ...]:
    """The passages of a source's text, in order; an earlier fact-check's claim comes first. Sources without either give none."""
    context = context_of(source)
    made = list(_earlier_claim(source, context))
    text = source.text or ""
    for span in chunks(text, source.lang, chunking):
        passage_id = f"{source.id}#{span.start}"
        made.append(
            Passage(
                id=passage_id, source_id=source.id, text=span.of(text), lang=source.lang, span=span, context=context
            )
        )
    return tuple(made)


def context_of(source: Source) -> str:
    """Publisher, title and date: what a passage of this source needs around it to be understood, and to be found.

    An id in the place of a name says nothing and is left out.
    """
    day = source.published or source.as_of
    names = (part.strip().rstrip(".") for part in (source.publisher, source.title) if part != source.id)
    named = ". ".join(name for name in names if name)
    return f"{named} ({day.isoformat()})".strip() if day else named


def chunks(text: str, lang: str, chunking: Chunking = DEFAULT) -> tuple[Span, ...]:
    """Spans of whole sentences of at most `size` code points that together cover every sentence of the text."""
    pieces = [piece for span in sentences(text, lang) for piece in _pieces(text, span, chunking.longest_sentence)]
    return tuple(Span(start=pieces[first].start, end=pieces[last - 1].end) for first, last in _groups(pieces, chunking))


def _earlier_claim(source: Source, context: str) -> Iterator[Passage]:
    if source.earlier_check is not None and source.earlier_check.claim_reviewed.strip():
        text = source.earlier_check.claim_reviewed
        yield Passage(id=f"{source.id}#claim", source_id=source.id, text=text, lang=source.lang, context=context)


def _groups(pieces: Sequence[Span], chunking: Chunking) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(pieces):
        last = _grow(pieces, first, chunking.size)
        yield first, last
        if last == len(pieces):
            return
        first = _step_back(pieces, first, last, chunking.overlap)


def _grow(pieces: Sequence[Span], first: int, size: int) -> int:
    last = first + 1
    while last < len(pieces) and pieces[last].end - pieces[first].start <= size:
        last += 1
    return last


def _step_back(pieces: Sequence[Span], first: int, last: int, overlap: int) -> int:
    """Where the next chunk starts: sentences at the end of this one are repeated while they fit into the overlap."""
    start = last
    while start - 1 > first and pieces[last - 1].end - pieces[start - 1].start <= overlap:
        start -= 1
    return start


def _pieces(text: str, span: Span, longest: int) -> Iterator[Span]:
    """A sentence, or its parts cut at white space where it is absurdly long (tables, lists without full stops)."""
    start = span.start
    while span.end - start > longest:
        cut = text.rfind(" ", start + longest // 2, start + longest)
        cut = cut if cut > start else start + longest
        yield Span(start=start, end=cut)
        start = cut + 1 if text[cut].isspace() else cut
    if text[start : span.end].strip():
        yield Span(start=start, end=span.end)
