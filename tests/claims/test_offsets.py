from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.claims.offsets import Utf16, selector, trimmed
from factcheck.domain import Span


@given(st.text(), st.data())
def test_utf16_offsets_find_the_same_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = Utf16(text).span(Span(start=start, end=end))
    units = text.encode("utf-16-le", "surrogatepass")
    assert units[2 * found.start : 2 * found.end].decode("utf-16-le", "surrogatepass") == text[start:end]


def test_selector_takes_32_on_either_side() -> None:
    text = "a" * 50 + "QUOTE" + "b" * 50
    found = selector(text, Span(start=50, end=55))
    assert (found.exact, found.prefix, found.suffix) == ("QUOTE", "a" * 32, "b" * 32)
    short = selector("QUOTE", Span(start=0, end=5))
    assert (short.prefix, short.suffix) == ("", "")


def test_trimmed() -> None:
    assert trimmed("  ab ", Span(start=0, end=5)) == Span(start=2, end=4)
    assert trimmed("   ", Span(start=0, end=3)).of("   ") == ""
