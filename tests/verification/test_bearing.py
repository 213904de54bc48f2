"""Words beside the compared ones: those that may change what is said, and those that only add to it."""

from __future__ import annotations

import pytest

from factcheck.domain import Span
from factcheck.verification.bearing import rest
from factcheck.verification.reading import read


def left(lang: str, text: str, *compared: str) -> tuple[list[str], list[str]]:
    spans = [Span(start=text.index(part), end=text.index(part) + len(part)) for part in compared]
    found = rest(read(text, lang, None), spans)
    return [word.of(text) for word in found.binding], [word.of(text) for word in found.added]


@pytest.mark.parametrize(
    ("lang", "text", "compared", "binding"),
    [
        ("es", "El paro juvenil en España fue del 27 % en 2024.", ("paro", "España", "27 %"), ["juvenil"]),
        (
            "es",
            "La esposa del presidente de Francia es Brigitte Macron.",
            ("presidente", "Francia", "Brigitte Macron"),
            ["esposa"],
        ),
        ("es", "Oslo, en Noruega, tiene 700.000 habitantes.", ("Noruega", "700.000", "habitantes"), ["Oslo"]),
        ("es", "Noruega vacunó a 4 millones de habitantes.", ("Noruega", "4 millones", "habitantes"), ["vacunó"]),
        (
            "es",
            "Noruega tiene 40.000 habitantes que hablan sami.",
            ("Noruega", "40.000", "habitantes"),
            ["hablan", "sami"],
        ),
        ("en", "Youth unemployment in Spain was 27%.", ("unemployment", "Spain", "27%"), ["Youth"]),
        (
            "en",
            "The wife of the president of France is Brigitte Macron.",
            ("president", "France", "Brigitte Macron"),
            ["wife"],
        ),
        (
            "en",
            "A national park in Norway covers an area of 3,422 km².",
            ("Norway", "area", "3,422 km²"),
            ["national", "park"],
        ),
    ],
)
def test_words_among_or_beside_the_compared_ones_bind(
    lang: str, text: str, compared: tuple[str, ...], binding: list[str]
) -> None:
    assert left(lang, text, *compared) == (binding, [])


@pytest.mark.parametrize(
    ("lang", "text", "compared", "added"),
    [
        (
            "es",
            "Noruega, país escandinavo, tiene 9 millones de habitantes.",
            ("Noruega", "9 millones", "habitantes"),
            ["escandinavo"],
        ),
        (
            "es",
            "La capital de Noruega es Oslo, famosa por sus museos.",
            ("capital", "Noruega", "Oslo"),
            ["famosa", "museos"],
        ),
        ("es", "La inflación de Noruega subió al 9 %.", ("inflación", "Noruega", "9 %"), ["subió"]),
        (
            "en",
            "Kenya, an East African country, has 9 million inhabitants.",
            ("Kenya", "9 million", "inhabitants"),
            ["East", "African"],
        ),
        ("en", "Norway has 9 million inhabitants and fjords.", ("Norway", "9 million", "inhabitants"), ["fjords"]),
    ],
)
def test_words_apart_only_add(lang: str, text: str, compared: tuple[str, ...], added: list[str]) -> None:
    assert left(lang, text, *compared) == ([], added)


@pytest.mark.parametrize(
    ("lang", "text", "compared"),
    [
        (
            "es",
            "Según el Banco Mundial, la inflación de Kenia alcanzó el 4,5 % en 2024.",
            ("inflación", "Kenia", "4,5 %"),
        ),
        ("es", "La capital de Noruega no es Bergen.", ("capital", "Noruega", "Bergen")),
        ("en", "Inflation in Kenya was 4.5% in 2024, according to the World Bank.", ("Inflation", "Kenya", "4.5%")),
        ("en", "About five million people live in Norway.", ("five million people", "Norway")),
    ],
)
def test_named_sources_dates_negations_and_stating_verbs_are_not_counted(
    lang: str, text: str, compared: tuple[str, ...]
) -> None:
    assert left(lang, text, *compared) == ([], [])
