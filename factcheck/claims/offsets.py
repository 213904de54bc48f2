"""Positions of a claim for browsers: UTF-16 offsets and the W3C TextQuoteSelector. Knows text and numbers only."""

from __future__ import annotations

from bisect import bisect_left

from factcheck.domain import Span, TextQuoteSelector

CONTEXT = 32
"""Code points of prefix and suffix in a selector, as the Hypothesis client writes them."""


class Utf16:
    """Turns code-point offsets of one text into UTF-16 code-unit offsets."""

    def __init__(self, text: str) -> None:
        self._wide = [i for i, character in enumerate(text) if ord(character) > 0xFFFF]

    def offset(self, position: int) -> int:
        """UTF-16 units before `position`."""
        return position + bisect_left(self._wide, position)

    def span(self, span: Span) -> Span:
        """The same range in UTF-16 units."""
        return Span(start=self.offset(span.start), end=self.offset(span.end))


def selector(text: str, span: Span) -> TextQuoteSelector:
    """The quote with up to 32 code points on either side."""
    return TextQuoteSelector(
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def trimmed(text: str, span: Span, marks: str = " \t\r\n\u00a0") -> Span:
    """`span` without the characters of `marks` at its ends (empty at its start if nothing is left)."""
    start, end = span.start, span.end
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Span(start=start, end=end)
