from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Span
from factcheck.render.marks import pieces


def test_overlapping_spans_are_cut_at_every_edge() -> None:
    cut = pieces("abcdef", [Span(start=0, end=4), Span(start=2, end=6)])
    assert [(p.text, p.under, p.begins) for p in cut] == [("ab", (0,), (0,)), ("cd", (0, 1), (1,)), ("ef", (1,), ())]


def test_the_innermost_comes_first() -> None:
    cut = pieces("abcdef", [Span(start=0, end=6), Span(start=2, end=3)])
    assert cut[1].under == (1, 0)


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_pieces_join_to_the_text(text: str, edges: list[tuple[int, int]]) -> None:
    spans = [Span(start=min(pair), end=max(pair)) for pair in edges]
    assert "".join(p.text for p in pieces(text, spans)) == text
