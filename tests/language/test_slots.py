"""Where a sentence states a value, and which names are the same name."""

from __future__ import annotations

import pytest

from factcheck.domain import Span
from factcheck.language.attributes import attributes
from factcheck.language.slots import claimed_value, same_name

STATED = [
    ("es", "La capital de Sri Lanka es Kinshasa.", "Sri Lanka", "capital", "Kinshasa"),
    (
        "es",
        "La capital de los Países Bajos sigue siendo Ámsterdam desde hace siglos.",
        "Países Bajos",
        "capital",
        "Ámsterdam",
    ),
    ("es", "Las reuniones en Astaná, capital de Kazajistán, siguieron.", "Kazajistán", "capital", "Astaná"),
    ("es", "Londres es la capital del Reino Unido.", "Reino Unido", "capital", "Londres"),
    (
        "es",
        "El presidente de Kazajistán, Kassym-Jomart Tokayev, habló.",
        "Kazajistán",
        "head_of_state",
        "Kassym-Jomart Tokayev",
    ),
    ("en", "The capital of Norway is Bergen, a brochure says.", "Norway", "capital", "Bergen"),
    ("en", "Kenya's capital Nairobi hosted it.", "Kenya", "capital", "Nairobi"),
    ("en", "William Ruto has been president of Kenya since 2022.", "Kenya", "head_of_state", "William Ruto"),
    ("en", "French President Emmanuel Macron visited.", "French", "head_of_state", "Emmanuel Macron"),
    ("en", "Bergen, Norway's second city, lies west of the capital.", "Norway", "capital", None),
    ("es", "Oslo recibió a la delegación noruega en la capital.", "noruega", "capital", None),
]


@pytest.mark.parametrize(("lang", "text", "subject", "code", "value"), STATED)
def test_the_stated_value(lang: str, text: str, subject: str, code: str, value: str | None) -> None:
    start = text.index(subject)
    attribute = next(m for m in attributes(text, lang) if m.attribute == code)
    found = claimed_value(text, lang, Span(start=start, end=start + len(subject)), attribute.span)
    assert (found.of(text) if found else None) == value


@pytest.mark.parametrize(
    ("claimed", "accepted", "lang", "same"),
    [
        ("Londres", "London", "es", True),
        ("Astaná", "Astana", "es", True),
        ("Damasco", "Damascus", "es", True),
        ("Pekín", "Beijing", "es", True),
        ("Tokayev", "Kassym-Jomart TOKAYEV", "es", True),
        ("Vladímir Putin", "Vladimir Vladimirovich PUTIN", "es", True),
        ("Kinshasa", "Colombo", "es", False),
        ("Bergen", "Oslo", "en", False),
        ("Praia", "Pretoria", "en", None),
    ],
)
def test_same_name(claimed: str, accepted: str, lang: str, same: bool | None) -> None:
    assert same_name(claimed, (accepted,), lang) is same


def test_no_accepted_name_says_nothing() -> None:
    assert same_name("Oslo", (), "es") is None
