from __future__ import annotations

import pytest

from factcheck.language.clauses import cuts, has_superlative, is_superlative, opens_subordinate


@pytest.mark.parametrize(
    ("text", "lang", "kind", "right"),
    [
        ("Uno subió; otro bajó", "es", "semicolon", "otro bajó"),
        ("Uno subió y otro bajó", "es", "coordination", "otro bajó"),
        ("Uno subió, mientras que otro bajó", "es", "coordination", "otro bajó"),
        ("El río, que mide 40 km", "es", "relative", "que mide 40 km"),
        ("Subió al 4 %, frente al 3 % de antes", "es", "apposition", "frente al 3 % de antes"),
        ("One rose while another fell", "en", "coordination", "another fell"),
        ("The river, which is 40 km long", "en", "relative", "which is 40 km long"),
        ("It fell to 4%, down from 6%", "en", "apposition", "down from 6%"),
        ("It won, beating Norland 2-1", "en", "apposition", "beating Norland 2-1"),
    ],
)
def test_cuts(text: str, lang: str, kind: str, right: str) -> None:
    assert (kind, right) in [(cut.kind, text[cut.right :]) for cut in cuts(text, lang)]


def test_decimal_commas_are_no_cuts() -> None:
    assert cuts("Subió un 3,8 %", "es") == ()


def test_superlatives() -> None:
    assert is_superlative("el más alto de la serie", "es")
    assert is_superlative("the largest in the region", "en")
    assert not is_superlative("el río más", "de")
    assert has_superlative("Es la mayor mina", "es")


def test_conditions_are_known() -> None:
    assert opens_subordinate("Si llueve y nieva, cierran", "es")
    assert opens_subordinate("If it rains", "en")
    assert not opens_subordinate("Llueve", "es")
    assert not opens_subordinate("Wenn es regnet", "de")
