from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.models import catalog


def test_every_entry_says_what_it_is(repository: Path) -> None:
    for key, entry in catalog.entries().items():
        assert entry.key == key
        assert entry.dimension > 0
        assert entry.licence
        assert not entry.sha256 or len(entry.sha256) == 64
        assert not entry.licence_text or (repository / entry.licence_text).is_file()


def test_the_embedded_encoder_is_pinned() -> None:
    entry = catalog.entry(catalog.EMBEDDED_ENCODER)
    assert entry.sha256
    assert (entry.dimension, entry.query_prefix, entry.passage_prefix) == (384, "query: ", "passage: ")


def test_unknown_names() -> None:
    assert catalog.find("org/unheard-of") is None
    with pytest.raises(KeyError):
        catalog.entry("org/unheard-of")
