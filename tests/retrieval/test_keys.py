from __future__ import annotations

import pytest

from factcheck.retrieval.keys import amounts, keys


@pytest.mark.parametrize(
    ("spanish", "english", "key"),
    [
        ("27.000 millones", "27,000 million", "=27000"),
        ("un 2,7 %", "2.7%", "=2.7"),
        ("2.521.534 habitantes", "2,521,534 people", "=2521534"),
        ("2 521 534 habitantes", "2521534 people", "=2521534"),
        ("1.234,56 euros", "1,234.56 euros", "=1234.56"),
        ("0,125 gramos", "0.125 grams", "=0.125"),
        ("12.345,678 km", "12,345.678 km", "=12345.678"),
    ],
)
def test_numbers_meet_across_languages(spanish: str, english: str, key: str) -> None:
    assert amounts(spanish) == amounts(english) == [key]


@pytest.mark.parametrize("text", ["en 2022", "840 metros", "sin cifras", "versión 1.2.3", "el 12.10.2023"])
def test_what_needs_no_key_gets_none(text: str) -> None:
    assert amounts(text) == []


def test_names_meet_across_languages() -> None:
    assert (
        keys("Kazajistán y la OTAN, Kazajistán", "es")
        == keys("Kazakhstan and NATO", "en")
        == ["country:KAZ", "org:NATO"]
    )
