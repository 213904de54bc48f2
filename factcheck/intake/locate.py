"""Where a span of an article's text stands in the HTML it came from, for highlighting in the author's own document.

Knows text and element trees, not articles or claims. Matching ignores white space and invisible characters, since
extraction folds them; offsets count in the raw `textContent` of a block, in UTF-16 units as browsers count.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from factcheck.domain import Span, TextQuoteSelector
from factcheck.intake import normalize

_UNSEEN = frozenset(
    ["script", "style", "template", "head", "title", "textarea", "select", "iframe", "object", "svg", "math"]
)
_INLINE_TAGS = """a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark
q s samp small span strong sub sup time tt u var"""
_INLINE = frozenset(_INLINE_TAGS.split())
_BREAKS_FIRST = ("pre", "listing", "textarea")
"""Elements whose content may begin in the next line: parsers of HTML leave that first break out."""
_DROPPED = frozenset("\u00ad\ufeff\u200b\u200c\u200d\u2060\ufffd")
_CONTEXT = 200
_ANCHOR = 12
_STRETCH = 1.5
"""A sentence in the page may be this many times as long as in the article (words dropped by the extraction) and 80 more."""


_AROUND = 32
"""Code points of prefix and suffix in a selector, as the Hypothesis client writes them."""


@dataclass(frozen=True)
class Place:
    """A range in a page: the XPath of the innermost block around it, and UTF-16 offsets in that block's `textContent`.

    `selector` quotes the page itself (the `textContent` of its body), white space and all; a claim quotes the article.
    """

    xpath: str
    start_utf16: int
    end_utf16: int
    selector: TextQuoteSelector


def locate(html: bytes | str, article_text: str, span: Span) -> Place | None:
    """The place of `article_text[span]` in the page, None where it is not there. For many spans use `Locator`."""
    return Locator(html).locate(article_text, span)


class Locator:
    """One parsed page, asked for many spans."""

    def __init__(self, html: bytes | str) -> None:
        self._root = _parse(normalize.page_text(html))
        self._texts = list(_texts(self._root)) if self._root is not None else []
        self._stream, self._origin = _fold_all([text for text, seen, _ in self._texts if seen])
        self._seen = [i for i, (_, seen, _) in enumerate(self._texts) if seen]
        self._begins = [0, *accumulate(len(text) for text, _, _ in self._texts)]
        self._whole = "".join(text for text, _, _ in self._texts)
        self._body = self._begins[self._first_in_body()]

    def locate(self, article_text: str, span: Span) -> Place | None:
        """The place of `article_text[span]`, the one whose surroundings are most alike where the words stand twice."""
        quote = _fold(span.of(article_text))
        if not quote:
            return None
        before = _fold(article_text[max(0, span.start - _CONTEXT) : span.start])
        after = _fold(article_text[span.end : span.end + _CONTEXT])
        found = self._exact(quote, before, after) or self._exact(_without_bullet(quote), before, after)
        found = found or self._by_ends(_without_bullet(quote))
        return self._place(*found) if found else None

    def _exact(self, quote: str, before: str, after: str) -> tuple[int, int] | None:
        best, best_score = None, -1
        start = self._stream.find(quote)
        while start >= 0:
            end = start + len(quote)
            score = _common_end(self._stream[max(0, start - _CONTEXT) : start], before)
            score += _common_start(self._stream[end : end + _CONTEXT], after)
            if score > best_score:
                best, best_score = (start, end), score
            start = self._stream.find(quote, start + 1)
        return best

    def _by_ends(self, quote: str) -> tuple[int, int] | None:
        """A quote that the extraction shortened: between its two ends all its characters stand, in order, and some more."""
        if len(quote) < 2 * _ANCHOR:
            return None
        room = int(len(quote) * _STRETCH) + 80
        start = self._stream.find(quote[:_ANCHOR])
        while start >= 0:
            last = self._stream.find(quote[-_ANCHOR:], start + len(quote) - _ANCHOR, start + room)
            if last >= 0 and _in_order(quote, self._stream[start : last + _ANCHOR]):
                return start, last + _ANCHOR
            start = self._stream.find(quote[:_ANCHOR], start + 1)
        return None

    def _place(self, start: int, end: int) -> Place | None:
        first_text, first_offset = self._raw(start)
        last_text, last_offset = self._raw(end - 1)
        block = _block(self._texts[first_text][2], self._texts[last_text][2])
        if block is None:
            return None
        # a last character written as several code points (a letter and its accent) ends after all of them
        last_raw = self._texts[last_text][0]
        stop = last_offset + 1
        while stop < len(last_raw) and unicodedata.combining(last_raw[stop]):
            stop += 1
        base = self._first_text_in(block, first_text)
        start_utf16, end_utf16 = self._utf16(base, first_text, first_offset), self._utf16(base, last_text, stop)
        quoted = self._selector(self._begins[first_text] + first_offset, self._begins[last_text] + stop)
        return Place(_xpath(block), start_utf16, end_utf16, quoted)

    def _selector(self, start: int, end: int) -> TextQuoteSelector:
        prefix = self._whole[max(self._body, start - _AROUND) : start]
        return TextQuoteSelector(exact=self._whole[start:end], prefix=prefix, suffix=self._whole[end : end + _AROUND])

    def _first_in_body(self) -> int:
        inside = (i for i, (_, _, element) in enumerate(self._texts) if _in_body(element))
        return next(inside, len(self._texts))

    def _raw(self, position: int) -> tuple[int, int]:
        starts, offsets = self._origin
        which = bisect_right(starts, position) - 1
        return self._seen[which], offsets[position]

    def _first_text_in(self, block: Any, text: int) -> int:
        while text > 0 and _within(self._texts[text - 1][2], block):
            text -= 1
        return text

    def _utf16(self, base: int, text: int, offset: int) -> int:
        whole = sum(_units(self._texts[i][0]) for i in range(base, text))
        return whole + _units(self._texts[text][0][:offset])


# ----------------------------------------------------------------------------- the page


def _parse(html: str) -> Any:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8", remove_comments=False))
    except (etree.ParserError, ValueError):  # an empty page, or one without a single element
        return None


def _texts(root: Any) -> Iterator[tuple[str, bool, Any]]:
    """Every text node of `textContent` in document order, as (text, is it shown, the element that holds it)."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element.tag == "template":
            walk.skip_subtree()  # to a browser it is no part of the document
        elif event == "start":
            text = _without_first_break(element)
            if text:
                yield text, not _hidden(element), element
        if event == "start":
            continue
        if element.tail and element is not root and element.getparent() is not None:
            yield element.tail, not _hidden(element.getparent()), element.getparent()


def _without_first_break(element: Any) -> str:
    text: str = element.text or ""
    return text.removeprefix("\n") if element.tag in _BREAKS_FIRST else text


def _hidden(element: Any) -> bool:
    return any(e.tag in _UNSEEN for e in (element, *element.iterancestors()))


def _block(first: Any, last: Any) -> Any:
    """The innermost element around both that is not inline."""
    around = [first, *first.iterancestors()]
    inner = {id(e) for e in (last, *last.iterancestors())}
    shared = (e for e in around if id(e) in inner)
    return next((e for e in shared if not _is_inline(e)), None)


def _is_inline(element: Any) -> bool:
    return element.tag in _INLINE or ":" in element.tag  # Word's `o:p`: no path with a prefix can be evaluated


def _in_body(element: Any) -> bool:
    return any(e.tag == "body" for e in (element, *element.iterancestors()))


def _xpath(block: Any) -> str:
    """The path of an element, right in trees with and without the `tbody` that browsers put into every table."""
    chain = [block, *block.iterancestors()][::-1]
    path, tables = "", 0
    for element in chain:
        step = _step(element)
        if element.tag == "tr" and element.getparent().tag == "table":
            path += f"//tr[not(parent::thead or parent::tfoot)][count(ancestor::table)={tables}]{step[2:]}"
        else:
            path += "/" + step
        tables += element.tag == "table"
    return path


def _step(element: Any) -> str:
    """The last step of an element's path: `p`, or `p[2]` among several."""
    step: str = element.getroottree().getpath(element).rpartition("/")[2]
    return step


def _within(element: Any, block: Any) -> bool:
    return element is block or any(e is block for e in element.iterancestors())


# ----------------------------------------------------------------------------- text without white space


def _keep(character: str) -> bool:
    return not character.isspace() and character not in _DROPPED and unicodedata.category(character) != "Cc"


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text) if _keep(c))


def _fold_all(texts: list[str]) -> tuple[str, tuple[array[int], array[int]]]:
    """All texts as one string without white space; where each begins in it; the raw offset of each of its characters."""
    stream: list[str] = []
    starts, offsets = array("l"), array("l")
    for text in texts:
        starts.append(len(offsets))
        for folded, offset in _composed(text):
            stream.append(folded)
            offsets.append(offset)
    return "".join(stream), (starts, offsets)


def _composed(text: str) -> Iterator[tuple[str, int]]:
    """The kept characters of a text in NFC, each with the raw offset it comes from."""
    if unicodedata.is_normalized("NFC", text):
        yield from ((c, i) for i, c in enumerate(text) if _keep(c))
        return
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield from ((c, start) for c in unicodedata.normalize("NFC", text[start:end]) if _keep(c))
        start = end


def _without_bullet(quote: str) -> str:
    return quote.lstrip("-*•–|")


def _in_order(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)


def _common_start(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _common_end(left: str, right: str) -> int:
    return _common_start(left[::-1], right[::-1])


def _units(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)
