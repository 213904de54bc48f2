"""Counted nouns come out in the singular, so that two texts can be compared."""

from __future__ import annotations

import pytest

from factcheck.language.nouns import lemma


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("dorines", "dorín"),
        ("países", "país"),
        ("jóvenes", "joven"),
        ("camiones", "camión"),
        ("ingleses", "inglés"),
        ("meses", "mes"),
        ("clases", "clase"),
        ("ciudades", "ciudad"),
        ("trabajadores", "trabajador"),
        ("hombres", "hombre"),
        ("veces", "vez"),
        ("virus", "virus"),
        ("leyes", "ley"),
        ("bases", "base"),
        ("autobuses", "autobús"),
        ("crisis", "crisis"),
        ("país", "país"),
        ("niños", "niño"),
        ("bebés", "bebé"),
    ],
)
def test_spanish(plural: str, singular: str) -> None:
    assert lemma(plural, "es") == singular


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("countries", "country"),
        ("people", "person"),
        ("boxes", "box"),
        ("women", "woman"),
        ("lives", "life"),
        ("houses", "house"),
        ("virus", "virus"),
        ("classes", "class"),
    ],
)
def test_english(plural: str, singular: str) -> None:
    assert lemma(plural, "en") == singular
