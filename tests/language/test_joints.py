"""Words that only tie two phrases together."""

from __future__ import annotations

import pytest

from factcheck.language.joints import belongs, is_possessive, lists_on


@pytest.mark.parametrize(
    ("between", "lang", "listed"),
    [
        (" y ", "es", True),
        (", ", "es", True),
        (" ni ", "es", True),
        (", vecina de ", "es", False),
        ("", "es", False),
        (" and ", "en", True),
        (" nor ", "en", True),
        (" with ", "en", False),
        (" und ", "de", False),
    ],
)
def test_lists(between: str, lang: str, listed: bool) -> None:
    assert lists_on(between, lang) is listed


@pytest.mark.parametrize(
    ("between", "lang", "belonging"),
    [
        (" de ", "es", True),
        (" de las exportaciones de ", "es", True),
        (" con ", "es", False),
        (" of the ", "en", True),
        (" against ", "en", False),
    ],
)
def test_belonging(between: str, lang: str, belonging: bool) -> None:
    assert belongs(between, lang) is belonging


def test_possessive() -> None:
    assert all(map(is_possessive, ("'s ", "’ ", " ")))
    assert not is_possessive(" has a ")
