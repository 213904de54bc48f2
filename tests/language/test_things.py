"""Line 3 is not line 4, and the dam of a place is not its canal."""

from __future__ import annotations

import pytest

from factcheck.language.things import named_otherwise, numbered_otherwise


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("La línea 4 tiene 30 paradas.", "La línea 3 tiene 31 paradas.", True),
        ("La línea 3 tiene 30 paradas.", "Line 3 has 31 stops.", False),
        ("La línea 4 tiene 30 paradas.", "Line 3 has 31 stops.", True),
        ("Article 15 has two parts.", "Articles 15 and 16 have two parts.", False),
        ("La línea 4 tiene 30 paradas.", "El metro tiene 31 paradas.", False),
        ("La línea 4 tiene 30 paradas.", "Las líneas 3 y la línea 4 tienen 31 paradas.", False),
        ("", "La línea 3", False),
    ],
)
def test_numbered_things(one: str, other: str, differ: bool) -> None:
    assert numbered_otherwise(one, other) is differ


@pytest.mark.parametrize(
    ("lang", "one", "other", "differ"),
    [
        ("es", "El túnel de Alcorán mide 900 metros.", "El puente de Alcorán mide 640 metros.", True),
        ("es", "El puente de Alcorán mide 900 metros.", "El puente de Alcorán mide 640 metros.", False),
        ("es", "La alcaldesa de Brenales dimitió.", "El alcalde de Brenales dimitió.", False),
        ("es", "El túnel de Alcorán mide 900 metros.", "Mide 640 metros.", False),
        ("es", "El acuerdo de Correos prevé un 2 %.", "La huelga acabó con un pacto de Correos de un 4 %.", False),
        ("en", "The Alcorán canal was finished in 1990.", "The Alcorán dam was finished in 1987.", True),
        ("en", "The Alcorán dam was finished in 1990.", "The Alcorán dam was finished in 1987.", False),
        ("en", "The new plant employs 10.", "The plant employs 90.", False),
        ("de", "Der Kanal von Alcorán", "Der Damm von Alcorán", False),
    ],
)
def test_things_of_one_name(lang: str, one: str, other: str, differ: bool) -> None:
    assert named_otherwise(one, other, lang) is differ
