"""The places of claims, evaluated by a real browser in its own tree of the same page, as docs/api.md shows it."""

from __future__ import annotations

import unicodedata

import pytest
from selenium import webdriver

from factcheck.intake import article
from factcheck.intake.locate import Locator
from factcheck.language.sentences import sentences
from tests.browser.serving import Site
from tests.intake.pages import HOSTILE

SHOWN = """
const [html, xpath, start, end] = arguments
const doc = new DOMParser().parseFromString(html, 'text/html')
const block = doc.evaluate(xpath, doc, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue
return block && [block.textContent.slice(start, end), doc.body.textContent]
"""


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_browser_finds_every_sentence(driver: webdriver.Chrome, site: Site, html: str) -> None:
    driver.get(f"{site.address}/healthz")  # a page that allows what the test runs
    page, locator = article.from_html(html), Locator(html)
    spans = sentences(page.text, page.lang)
    assert spans
    for span in spans:
        place = locator.locate(page.text, span)
        assert place is not None
        found = driver.execute_script(SHOWN, html, place.xpath, place.start_utf16, place.end_utf16)
        assert found is not None, place.xpath
        shown, body = found
        assert unicodedata.normalize("NFC", shown) == unicodedata.normalize("NFC", place.selector.exact)
        assert body.count(place.selector.prefix + place.selector.exact + place.selector.suffix) == 1
