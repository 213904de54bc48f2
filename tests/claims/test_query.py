from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factcheck.claims.query import LONGEST, Surroundings, dated, period_text, self_contained
from factcheck.claims.surroundings import around
from factcheck.domain import Article, Granularity, Period
from factcheck.language.sentences import sentences

AROUND = Surroundings(
    anchor=date(2023, 11, 9),
    topic="Norlandia",
    place="Norlandia",
    subject="La alcaldesa",
    thing="El puerto de Vela",
    known=frozenset({"Norlandia"}),
)


def query(
    text: str, lang: str = "es", around: Surroundings = AROUND, head: str | None = None, joined: str = " "
) -> str:
    return self_contained(text, head, joined, lang, around)[0]


def codes(text: str, lang: str = "es", around: Surroundings = AROUND) -> list[str]:
    return [r.code for r in self_contained(text, None, " ", lang, around)[1]]


def test_a_complete_statement_is_left_as_it_is() -> None:
    text = "Norlandia exportó 3 toneladas en 2019"
    assert self_contained(text + ".", None, " ", "es", AROUND) == (text, ())


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Norlandia creció un 3 % el año pasado.", "es", "Norlandia creció un 3 % en 2022"),
        ("Norlandia grew 3% last year.", "en", "Norlandia grew 3% in 2022"),
        ("Norlandia cerró las cuentas del año pasado.", "es", "Norlandia cerró las cuentas del año pasado (2022)"),
    ],
)
def test_relative_years(text: str, lang: str, expected: str) -> None:
    assert query(text, lang) == expected
    assert codes(text, lang) == ["query_date_filled"]


def test_without_an_article_date_relative_dates_stay_open() -> None:
    around = replace(AROUND, anchor=None)
    assert query("Norlandia creció un 3 % el año pasado.", around=around) == "Norlandia creció un 3 % el año pasado"


def test_a_month_gets_its_year() -> None:
    assert query("Norlandia cerró el paso en marzo.") == "Norlandia cerró el paso en marzo de 2023"


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("La deuda del país subió en 2020.", "es", "La deuda de Norlandia subió en 2020"),
        ("El país cerró 3 minas en 2020.", "es", "Norlandia cerró 3 minas en 2020"),
        ("The country closed 3 mines in 2020.", "en", "Norlandia closed 3 mines in 2020"),
    ],
)
def test_the_country_is_named(text: str, lang: str, expected: str) -> None:
    assert query(text, lang) == expected
    assert codes(text, lang) == ["query_place_filled"]


def test_pronouns_and_subjects() -> None:
    assert query("It moved 3 tonnes in 2020.", "en").startswith("El puerto de Vela moved 3 tonnes")
    assert query("obligó a cerrar Vela", head="La riada") == "La riada obligó a cerrar Vela"
    assert query("frente al 6 % de 2019", head="La tasa de Vela cayó al 4 %", joined=", ") == (
        "La tasa de Vela cayó al 4 %, frente al 6 % de 2019"
    )


def test_a_pronoun_that_stands_for_nothing_is_left() -> None:
    assert not query("It is too late.", "en").startswith("El puerto")
    assert query("That is what we want.", "en").startswith("That is what we want")


def test_missing_names_and_year_stand_in_brackets() -> None:
    around = replace(AROUND, year=2022)
    assert query("La tasa cayó al 4 %.", around=around) == "La tasa cayó al 4 % (Norlandia, 2022)"
    assert query("La tasa es del 4 %.", around=around) == "La tasa es del 4 % (Norlandia)"
    assert query("La tasa cayó al 4 % en 2019.", around=around) == "La tasa cayó al 4 % en 2019 (Norlandia)"


def test_connectors_go() -> None:
    assert query("Pero Norlandia cerró en 2020.") == "Norlandia cerró en 2020"


def test_very_long_statements_are_shortened_and_say_so() -> None:
    text, reasons = self_contained("Norlandia " + "palabra " * 400, None, " ", "es", AROUND)
    assert len(text) <= LONGEST + 50
    assert "query_shortened" in [r.code for r in reasons]


def test_given_claims_only_get_their_dates() -> None:
    assert dated("El país creció el año pasado.", "es", date(2023, 11, 9))[0] == "El país creció en 2022."
    assert dated("El país creció el año pasado.", "es", None) == ("El país creció el año pasado.", ())


@pytest.mark.parametrize(
    ("first", "last", "granularity", "expected"),
    [
        ("2022-01-01", "2022-12-31", Granularity.YEAR, "2022"),
        ("2022-03-01", "2022-03-31", Granularity.MONTH, "marzo de 2022"),
        ("2022-03-05", "2022-03-05", Granularity.DAY, "5 de marzo de 2022"),
        ("2022-01-01", "2022-03-31", Granularity.QUARTER, "enero de 2022 - marzo de 2022"),
        ("2010-01-01", "2019-12-31", Granularity.DECADE, "2010-2019"),
    ],
)
def test_periods_in_words(first: str, last: str, granularity: Granularity, expected: str) -> None:
    period = Period(first=date.fromisoformat(first), last=date.fromisoformat(last), granularity=granularity)
    assert period_text(period, "es") == expected


def test_a_noun_brings_the_name_it_stood_beside() -> None:
    told = replace(AROUND, companions={"túnel": "Ambral"})
    assert query("El túnel costó 940 millones", around=told) == "El túnel costó 940 millones (Ambral, Norlandia)"
    assert query("Un túnel costó 940 millones", around=told) == "Un túnel costó 940 millones (Norlandia)"


def test_a_later_sentence_remembers_which_tunnel_it_was() -> None:
    text = "El túnel del Ambral abrió en marzo. La ministra Vela cortó la cinta. El túnel costó 940 millones de euros."
    article = Article(text=text, lang="es", title=None, published=date(2023, 11, 9))
    found = sentences(text, "es")
    assert around(article, found[-1].start).companions["túnel"] == "Ambral"
