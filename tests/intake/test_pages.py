"""Every sentence of a page is found again in it: by XPath and UTF-16 offsets, by the quote of the page, by the quote of the article."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from factcheck.claims.offsets import selector, trimmed
from factcheck.domain import Span, TextQuoteSelector
from factcheck.intake import article, normalize
from factcheck.intake.locate import Locator, Place
from factcheck.language.sentences import sentences
from tests.intake import pages

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffd"))


class Reader:
    """A page as a plugin has it: a tree, and the text of its body."""

    def __init__(self, html: str | bytes) -> None:
        data = normalize.page_text(html).encode()
        self._root = document_fromstring(data, parser=HTMLParser(encoding="utf-8"))
        self._body = _content(self._root.find("body"))

    def at(self, place: Place) -> str:
        """What stands at the XPath and the offsets."""
        (block,) = self._root.xpath(place.xpath)
        raw = _content(block).encode("utf-16-le")
        return raw[2 * place.start_utf16 : 2 * place.end_utf16].decode("utf-16-le")

    def quoted(self, quote: TextQuoteSelector) -> list[int]:
        """Where the quote stands in the body between its prefix and its suffix."""
        whole = quote.prefix + quote.exact + quote.suffix
        return [at + len(quote.prefix) for at in _all(self._body, whole)]

    def position(self, place: Place) -> int:
        """Where in the body the place begins."""
        (block,) = self._root.xpath(place.xpath)
        inside = _content(block).encode("utf-16-le")[: 2 * place.start_utf16].decode("utf-16-le")
        return len(_content(self._root.find("body"), until=block)) + len(inside)

    def looks_like(self, quote: TextQuoteSelector) -> list[int]:
        """Where the quote stands if white space and invisible characters do not count, best surroundings first."""
        folded, places = _folded(self._body)
        exact, before, after = (_folded(part)[0] for part in (quote.exact, quote.prefix, quote.suffix))

        def likeness(at: int) -> int:
            end = at + len(exact)
            left, right = folded[:at][::-1], folded[end:]
            return _common(left, before[::-1]) + _common(right, after)

        return [places[at] for at in sorted(_all(folded, exact), key=likeness, reverse=True)]


def _content(element: etree._Element, until: etree._Element | None = None) -> str:
    """An element's `textContent` as browsers have it (up to what stands in `until`)."""
    found = []
    for text in element.xpath(".//text()[not(ancestor::template)]"):
        parent = text.getparent() if text.is_text else text.getparent().getparent()
        if until is not None and (parent is until or until in parent.iterancestors()):
            break
        found.append(text.removeprefix("\n") if text.is_text and parent.tag in ("pre", "textarea") else str(text))
    return "".join(found)


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    kept = [(c, i) for i, c in enumerate(text) if not c.isspace() and ord(c) not in INVISIBLE]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def _common(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _same(shown: str, quote: str, *, words_between: bool) -> bool:
    """Whether a piece of a page is a quote; with `words_between` (of a script, say) it may hold more than the quote inside."""
    page, said = _folded(unicodedata.normalize("NFC", shown))[0], _folded(quote)[0]
    if not words_between:
        return page == said
    rest = iter(page)
    return page[:6] == said[:6] and page[-6:] == said[-6:] and all(character in rest for character in said)


def test_there_are_at_least_ten_structures_and_claims_in_each() -> None:
    assert len(pages.HOSTILE) >= 10
    for name, html in pages.HOSTILE.items():
        assert len(_spans(html)[1]) >= 4, name


def _spans(html: str | bytes) -> tuple[str, list[Span]]:
    page = article.from_html(html)
    # The bullet of a list is the extraction's own.
    return page.text, [trimmed(page.text, span, "- \n") for span in sentences(page.text, page.lang)]


@pytest.mark.parametrize("html", pages.HOSTILE.values(), ids=pages.HOSTILE.keys())
def test_every_sentence_of_a_hostile_page_is_found_three_ways(html: str) -> None:
    text, spans = _spans(html)
    locator, reader = Locator(html), Reader(html)
    words_between = "<script>" in html or "<textarea>" in html
    for span in spans:
        quote = span.of(text)
        place = locator.locate(text, span)
        assert place is not None, quote
        assert _same(reader.at(place), quote, words_between=words_between), (quote, reader.at(place))
        assert place.selector.exact == reader.at(place)
        assert reader.quoted(place.selector) == [reader.position(place)]
        if not words_between and unicodedata.is_normalized(
            "NFC", html
        ):  # a simple reader of quotes folds white space only
            assert reader.looks_like(selector(text, span))[0] == reader.position(place)


def test_every_sentence_of_real_pages_has_a_place_in_them(repository: Path) -> None:
    lost, found = [], 0
    for name, data in pages.real(repository):
        text, spans = _spans(data)
        locator, reader = Locator(data), Reader(data)
        for span in spans:
            found += 1
            place = locator.locate(text, span)
            if place is None or place.selector.exact != reader.at(place) or not reader.quoted(place.selector):
                lost.append((name, span.of(text)))
    if not found:
        pytest.skip(f"{pages.NAMED} names no folder of pages, and {pages.BESIDE} is not beside the repository")
    assert lost == []
