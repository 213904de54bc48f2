from __future__ import annotations

import pytest

from factcheck.language.boilerplate import is_boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "PUBLICIDAD",
        "Publicidad",
        "- Lee también: El PIB sube",
        "También te puede interesar:",
        "ADVERTISEMENT",
        "Read more: GDP rises",
        "Don’t miss: this",
        "Lire aussi : autre chose",
        "[Leer más]",
    ],
)
def test_marks_and_pointers(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "La publicidad creció un 3 %.",
        "Related work was cited by the minister.",
        "",
        "Leer más libros mejora la memoria.",
        "Publicidad: " + "x" * 300,
        "El ministro: no habrá cambios",
    ],
)
def test_sentences_stay(line: str) -> None:
    assert not is_boilerplate(line)
