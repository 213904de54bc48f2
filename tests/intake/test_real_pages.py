"""Every sentence of real pages is found again in them. The pages are other people's, so a folder of them is named from outside."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.intake import article
from factcheck.intake.locate import Locator
from factcheck.language.sentences import sentences

NAMED = "TEST_PAGES"


def _pages() -> Iterator[tuple[str, bytes]]:
    folder = os.environ.get(NAMED)
    if not folder:
        pytest.skip(f"{NAMED} names no folder of HTML pages")
    for path in sorted(Path(folder).glob("*.html*")):
        data = path.read_bytes()
        yield path.name, gzip.decompress(data) if path.suffix == ".gz" else data


def test_every_sentence_of_real_pages_has_a_place_in_them() -> None:
    lost, found = [], 0
    for name, data in _pages():
        page = article.from_html(data)
        locator = Locator(data)
        for span in sentences(page.text, page.lang):
            found += 1
            if locator.locate(page.text, span) is None:
                lost.append((name, span.of(page.text)))
    assert found > 0
    assert lost == []
