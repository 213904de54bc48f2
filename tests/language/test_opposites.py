"""A number of the dead is no number of the injured."""

from __future__ import annotations

import pytest

from factcheck.domain import Span
from factcheck.language.opposites import counted_thing, of_other_things


def thing(lang: str, text: str, number: str) -> dict[str, int]:
    start = text.index(number)
    return counted_thing(text, lang, Span(start=start, end=start + len(number)))


@pytest.mark.parametrize(
    ("claim", "passage", "differ"),
    [
        (("es", "Murieron 97 personas.", "97"), ("es", "Hubo 97 heridos y 3 muertos.", "97"), True),
        (("es", "Murieron tres personas.", "tres"), ("es", "Hubo 97 heridos y 3 muertos.", "3"), False),
        (("en", "97 people died.", "97"), ("en", "97 people were injured and 3 died.", "97"), True),
        (("en", "Three people died.", "Three"), ("en", "97 people were injured and 3 died.", "3"), False),
        (("es", "Las exportaciones subieron un 7 %.", "7 %"), ("en", "Imports rose 7%.", "7%"), True),
        (("es", "Las exportaciones subieron un 7 %.", "7 %"), ("en", "Exports rose 7%.", "7%"), False),
        (("en", "The bridge cost 9 million.", "9 million"), ("en", "Exports rose 7%.", "7%"), False),
    ],
)
def test_other_things(claim: tuple[str, str, str], passage: tuple[str, str, str], differ: bool) -> None:
    assert of_other_things(thing(*claim), thing(*passage)) is differ


def test_nothing_is_known_in_other_languages() -> None:
    assert thing("de", "97 Tote", "97") == {}
