"""When a date says when one thing happened, and when it does not."""

from __future__ import annotations

import pytest

from factcheck.domain import Span
from factcheck.language.states import is_state, tells_apart


@pytest.mark.parametrize(
    ("lang", "text", "state"),
    [
        ("es", "Almaty era la capital en 1995.", True),
        ("es", "El club tenía 300 socios en 2020.", True),
        ("es", "El puente se inauguró en 2024.", False),
        ("es", "El último incendio fue en 2021.", False),
        ("en", "Almaty was the capital in 1995.", True),
        ("en", "The town had a cinema in 1950.", True),
        ("en", "The bridge was opened in 2024.", False),
        ("en", "The last fire was in 2021.", False),
        ("de", "Almaty war 1995 die Hauptstadt.", False),
    ],
)
def test_states_and_events(lang: str, text: str, state: bool) -> None:
    assert is_state(text, lang) is state


@pytest.mark.parametrize(
    ("lang", "text", "time", "apart"),
    [
        ("es", "El club ganó la regata de 2021.", "2021", True),
        ("es", "El club ganó la regata en 2021.", "2021", False),
        ("es", "Abrió a finales de 2021.", "2021", False),
        ("en", "The club won the 2021 regatta.", "2021", True),
        ("en", "It won the regatta of 2021.", "2021", True),
        ("en", "It opened at the end of 2021.", "2021", False),
        ("en", "It opened in 2021.", "2021", False),
        ("de", "die Regatta von 2021", "2021", False),
    ],
)
def test_a_date_that_tells_one_of_several(lang: str, text: str, time: str, apart: bool) -> None:
    start = text.index(time)
    assert tells_apart(text, lang, Span(start=start, end=start + len(time))) is apart
