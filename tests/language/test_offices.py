"""Offices: a president is no king, and `canciller` is a foreign minister in much of America."""

from __future__ import annotations

import pytest

from factcheck.language.offices import may_be_one_office, offices


@pytest.mark.parametrize(
    ("lang", "text", "kinds"),
    [
        ("es", "el presidente del Gobierno", {"prime_minister"}),
        ("es", "la presidenta de la República", {"president"}),
        ("es", "el jefe del Estado", set()),
        ("es", "el sultán y primer ministro", {"sultan", "prime_minister"}),
        ("en", "the prime minister", {"prime_minister"}),
        ("en", "interim president", {"president"}),
        ("en", "a presidential plane", set()),
        ("de", "der Präsident", set()),
    ],
)
def test_kinds(lang: str, text: str, kinds: set[str]) -> None:
    assert offices(text, lang) == kinds


@pytest.mark.parametrize(
    ("claim", "lang", "held", "may"),
    [
        ("presidente", "es", "king", False),
        ("reina", "es", "king", False),
        ("canciller", "es", "president", False),
        ("canciller", "es", "chancellor", True),
        ("presidente del Gobierno", "es", "prime minister", True),
        ("mandatario", "es", "king", True),
        ("premier", "en", "prime minister", True),
        ("queen", "en", "king", False),
        ("president", "en", "supreme leader", True),
    ],
)
def test_one_office(claim: str, lang: str, held: str, may: bool) -> None:
    assert may_be_one_office(claim, lang, held, "en") is may
