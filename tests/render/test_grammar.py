from __future__ import annotations

import pytest

from factcheck.render.grammar import Name, in_period, is_date, joined, name_of, on_day, qualifier_text


@pytest.mark.parametrize(
    ("entity", "of_es", "of_en"),
    [
        ("country:KAZ", "de Kazajistán", "of Kazakhstan"),
        ("country:GBR", "del Reino Unido", "of the United Kingdom"),
        ("country:NLD", "de los Países Bajos", "of the Netherlands"),
        ("country:USA", "de Estados Unidos", "of the United States"),
        ("country:SLV", "de El Salvador", "of El Salvador"),
        ("country:BHS", "de las Bahamas", "of the Bahamas"),
        ("country:DOM", "de la República Dominicana", "of the Dominican Republic"),
        ("org:NATO", "de la OTAN", "of NATO"),
        ("org:UN", "de las Naciones Unidas", "of the United Nations"),
        ("org:MERCOSUR", "del Mercosur", "of Mercosur"),
        ("treaty:rome_statute", "del Estatuto de Roma", "of the Rome Statute"),
    ],
)
def test_articles_and_contractions(entity: str, of_es: str, of_en: str) -> None:
    assert name_of(entity, "es").after("de") == of_es
    assert name_of(entity, "en").after("of") == of_en


def test_unknown_entities_keep_the_records_own_name() -> None:
    assert name_of("person:x", "es", "Ana Ruiz").inside == "Ana Ruiz"
    assert Name("Torre Azul", None, "es").after("de") == "de Torre Azul"


@pytest.mark.parametrize(
    ("items", "es", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["Francia", "Italia"], "Francia e Italia", "Francia and Italia"),
        (["España", "Hiedra"], "España y Hiedra", "España and Hiedra"),
        (["a", "b", "c"], "a, b y c", "a, b and c"),
    ],
)
def test_enumerations(items: list[str], es: str, en: str) -> None:
    assert (joined(items, "es"), joined(items, "en")) == (es, en)


@pytest.mark.parametrize(
    ("period", "es", "en"),
    [
        ("2022", "en 2022", "in 2022"),
        ("2022-03", "en marzo de 2022", "in March 2022"),
        ("2023-11-09", "el 9 de noviembre de 2023", "on 9 November 2023"),
        ("2023-01/2023-08", "entre enero y agosto de 2023", "between January and August 2023"),
        ("2022-11/2023-02", "entre noviembre de 2022 y febrero de 2023", "between November 2022 and February 2023"),
        ("2020/2023", "entre 2020 y 2023", "between 2020 and 2023"),
        ("2022/2022", "en 2022", "in 2022"),
        ("2023-Q1", "(2023-Q1)", "(2023-Q1)"),
    ],
)
def test_periods_in_words(period: str, es: str, en: str) -> None:
    assert (in_period(period, "es"), in_period(period, "en")) == (es, en)


def test_days_and_months() -> None:
    assert on_day("2018-04", "es") == "en abril de 2018"
    assert is_date("2018-04")
    assert not is_date("April 2018")


def test_a_qualifier_may_be_one_text_or_one_per_language() -> None:
    assert qualifier_text({"es": "ella", "en": "she"}, "es") == "ella"
    assert qualifier_text({"en": "she"}, "es") == "she"
    assert qualifier_text(["Moscú"], "es") == "Moscú"
    assert qualifier_text(None, "es") is None
