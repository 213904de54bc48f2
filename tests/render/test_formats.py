from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.render import formats


def test_terminal_escapes_and_reordering_marks_are_taken_out() -> None:
    assert formats.safe("a\x1b[31mb\x07\x9bc\u202ed\r") == "a[31mbcd"
    assert formats.safe("a\nb\tc") == "a\nb\tc"


def test_emoji_and_accents_stay() -> None:
    assert formats.safe("👩‍👩‍👧 canción") == "👩‍👩‍👧 canción"


@given(st.text())
def test_nothing_that_a_terminal_obeys_comes_through(text: str) -> None:
    shown = formats.safe(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in shown)
    assert not any(0x7F <= ord(c) <= 0x9F for c in shown)


def test_long_texts_are_cut_at_a_word() -> None:
    assert formats.line("uno dos\n tres cuatro", 9) == "uno dos…"
    assert formats.line("uno dos", 9) == "uno dos"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("https://example.org/a b", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, expected: str | None) -> None:
    assert formats.web_address(url) == expected


def test_days_in_words() -> None:
    assert formats.day(date(2026, 10, 2), "es") == "2 de octubre de 2026"
    assert formats.day(date(2026, 10, 2), "en") == "2 October 2026"
    assert formats.day(None, "es") is None
