# ruff: noqa: E501  sentences are compared as they are, on one line
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.domain import Fact
from factcheck.language.quantities import quantities
from factcheck.render.facts import statement, statements

AS_OF = date(2026, 10, 2)


def fact(attribute: str, value: Any, **more: Any) -> Fact:
    given = {"id": "f", "source_id": "s", "subject": "Kazakhstan", "subject_id": "country:KAZ", "as_of": AS_OF}
    return Fact.model_validate(given | {"attribute": attribute, "value": value} | more)


@pytest.mark.parametrize(
    ("made", "es", "en"),
    [
        (fact("capital", "Moscow", subject_id="country:RUS", qualifiers={"names": {"es": ["Moscú"], "en": ["Moscow"]}}), "La capital de Rusia es Moscú.", "The capital of Russia is Moscow."),
        (fact("population", 20432662.0, unit="person", period="2025"), "La población de Kazajistán era de 20.432.662 personas en 2025.", "The population of Kazakhstan was 20,432,662 people in 2025."),
        (fact("exports", 27e9, unit="USD", period="2022"), "Las exportaciones de Kazajistán sumaron 27.000 millones de dólares en 2022.", "The exports of Kazakhstan amounted to 27 billion dollars in 2022."),
        (fact("inflation", 2.8, unit="percent", period="2024", subject_id="country:NLD"), "La inflación de los precios al consumo en los Países Bajos fue del 2,8\u00a0% en 2024.", "Consumer price inflation in the Netherlands was 2.8% in 2024."),
        (fact("gdp_growth", -0.7, unit="percent", period="2023"), "El PIB real de Kazajistán se contrajo un 0,7\u00a0% en 2023 (tasa de crecimiento: -0,7\u00a0%).", "The real GDP of Kazakhstan shrank by 0.7% in 2023 (growth rate: -0.7%)."),
        (fact("currency", "currency:KZT"), "La moneda de Kazajistán es el tengue kazajo (KZT).", "The currency of Kazakhstan is the Kazakhstani Tenge (KZT)."),
        (fact("official_languages", ("language:kk", "language:ru")), "Los idiomas oficiales de Kazajistán son el kazajo y el ruso.", "The official languages of Kazakhstan are Kazakh and Russian."),
        (fact("government_type", "presidential republic"), "La forma de gobierno de Kazajistán es: república presidencialista.", "The form of government of Kazakhstan is: presidential republic."),
        (fact("head_of_state", "Karol Nawrocki", subject_id="country:POL", qualifiers={"office": "president", "since": "2025-08-06"}), "Karol Nawrocki ocupa desde el 6 de agosto de 2025 la jefatura del Estado de Polonia como presidente.", "Karol Nawrocki has been president and head of state of Poland since 6 August 2025."),
        (fact("independence", "1991-12-16", qualifiers={"from": "Soviet Union"}), "Kazajistán se independizó de la Unión Soviética el 16 de diciembre de 1991.", "Kazakhstan became independent from the Soviet Union on 16 December 1991."),
        (fact("independence", "1581-07-26", subject_id="country:NLD", qualifiers={"from": "Spain", "declared": True}), "Los Países Bajos declararon su independencia de España el 26 de julio de 1581.", "The Netherlands declared independence from Spain on 26 July 1581."),
        (fact("rome_statute_ratified", "2007-07-17", subject_id="country:JPN", qualifiers={"how": "accession"}), "Japón se adhirió al Estatuto de Roma el 17 de julio de 2007.", "Japan acceded to the Rome Statute on 17 July 2007."),
        (fact("rome_statute_in_force", "2024-02-01", subject_id="country:ARM"), "El Estatuto de Roma entró en vigor para Armenia el 1 de febrero de 2024.", "The Rome Statute entered into force for Armenia on 1 February 2024."),
        (fact("member_since", "2019-10", subject_id="country:UZB", qualifiers={"organization": "org:WTO"}), "Uzbekistán es miembro de la Organización Mundial del Comercio desde octubre de 2019.", "Uzbekistan has been a member of the World Trade Organization since October 2019."),
        (fact("bilateral_trade_turnover", 17e9, unit="USD", period="2023-01/2023-08", qualifiers={"partner": "country:RUS", "bound": "more_than", "by": {"es": "el presidente Tokáyev", "en": "President Tokayev"}}), "El comercio entre Kazajistán y Rusia fue de más de 17.000 millones de dólares entre enero y agosto de 2023, según el presidente Tokáyev.", "Trade between Kazakhstan and Russia was more than 17 billion dollars between January and August 2023, according to President Tokayev."),
        (fact("export_partners", ("country:CHN", "country:GBR", "country:ITA"), period="2023", qualifiers={"shares": [16.0, 15.0, 5.0]}), "El principal destino de las exportaciones de Kazajistán en 2023 fue China (16\u00a0%), seguido del Reino Unido (15\u00a0%) e Italia (5\u00a0%).", "The main destination of exports of Kazakhstan in 2023 was China (16%), followed by the United Kingdom (15%) and Italy (5%)."),
    ],
)  # fmt: skip
def test_templates(made: Fact, es: str, en: str) -> None:
    assert statement(made, "es") == es
    assert statement(made, "en") == en


def test_a_facts_own_wording_wins() -> None:
    made = fact(
        "treaty_article", "duty", statements={"es": "Los Estados deben cooperar.", "en": "States must cooperate."}
    )
    assert statement(made, "es") == "Los Estados deben cooperar."
    assert statements(made) == [("es", "Los Estados deben cooperar."), ("en", "States must cooperate.")]


def test_other_languages_get_english() -> None:
    assert statement(fact("capital", "Astana"), "pt") == "The capital of Kazakhstan is Astana."


def test_an_attribute_without_a_template_is_still_said() -> None:
    made = fact("tallest_building", 320.0, unit="m", period="2024", subject="Torre Azul", subject_id=None)
    assert statement(made, "es").startswith("Torre Azul: tallest building: 320")
    assert "in 2024" in statement(made, "en")


# ----------------------------------------------------------------------------- lists

PARTIES = fact(
    "parties",
    ("country:ARM", "country:ESP", "country:NLD"),
    complete=True,
    subject_id="treaty:rome_statute",
    qualifiers={
        "since": {"country:ARM": "2024-02-01", "country:PHL": "2011-11-01"},
        "until": {"country:PHL": "2019-03-17"},
        "doubtful": ["country:VEN"],
    },
)


@pytest.mark.parametrize(
    ("country", "es", "en"),
    [
        ("KAZ", "Kazajistán no figura entre los Estados Partes del Estatuto de Roma, a fecha de 2 de octubre de 2026.", "Kazakhstan is not among the States Parties to the Rome Statute, as of 2 October 2026."),
        ("ARM", "Armenia figura entre los Estados Partes del Estatuto de Roma desde el 1 de febrero de 2024 (lista a fecha de 2 de octubre de 2026).", "Armenia has been among the States Parties to the Rome Statute since 1 February 2024 (list as of 2 October 2026)."),
        ("NLD", "Los Países Bajos figuran entre los Estados Partes del Estatuto de Roma, a fecha de 2 de octubre de 2026.", "The Netherlands is among the States Parties to the Rome Statute, as of 2 October 2026."),
        ("PHL", "Filipinas no figura entre los Estados Partes del Estatuto de Roma, a fecha de 2 de octubre de 2026: dejó de estarlo el 17 de marzo de 2019, tras pertenecer desde el 1 de noviembre de 2011.", "The Philippines is not among the States Parties to the Rome Statute, as of 2 October 2026: it ceased to be on 17 March 2019, having been since 1 November 2011."),
        ("VEN", "La lista de los Estados Partes del Estatuto de Roma, a fecha de 2 de octubre de 2026, no permite decir si Venezuela figura en ella.", "The list of the States Parties to the Rome Statute, as of 2 October 2026, does not decide about Venezuela."),
    ],
)  # fmt: skip
def test_a_list_asked_about_one_country(country: str, es: str, en: str) -> None:
    assert statement(PARTIES, "es", f"country:{country}") == es
    assert statement(PARTIES, "en", f"country:{country}") == en


def test_an_open_list_never_denies() -> None:
    text = statement(PARTIES.model_copy(update={"complete": False}), "en", "country:KAZ")
    assert text.endswith("does not decide about Kazakhstan.")


def test_the_list_itself_names_count_day_and_members_in_order() -> None:
    assert (
        statement(PARTIES, "es")
        == "3 Estados Partes del Estatuto de Roma, a fecha de 2 de octubre de 2026: Armenia, España y Países Bajos."
    )


def test_long_lists_become_several_passages_that_together_name_everybody() -> None:
    codes = ("ARG", "BOL", "BRA", "CHL", "COL", "CRI", "CUB", "ECU", "ESP", "FRA", "DEU", "ITA", "PRT", "GRC", "IRL", "ISL", "NOR", "SWE", "FIN", "DNK",
             "POL", "CZE", "SVK", "HUN", "ROU", "BGR", "HRV", "SVN", "EST", "LVA", "LTU", "CYP", "MLT", "LUX", "BEL", "NLD", "AUT", "CHE", "TUR", "GEO", "ARM", "AZE")  # fmt: skip
    made = fact("members", tuple(f"country:{c}" for c in codes), complete=True, subject_id="org:NATO")
    spoken = [text for lang, text in statements(made) if lang == "es"]
    assert len(spoken) == 2
    assert all(text.startswith("42 miembros de la OTAN") for text in spoken)
    assert "Turquía" in spoken[1]
    assert "Alemania" in spoken[0]


# ----------------------------------------------------------------------------- numbers stay readable


@settings(deadline=None)
@given(
    mantissa=st.integers(min_value=1, max_value=999_999),
    exponent=st.integers(min_value=-2, max_value=9),
    unit=st.sampled_from(["USD", "percent", "person", "km2", "year"]),
    lang=st.sampled_from(["es", "en"]),
)
def test_every_written_amount_is_read_back_exactly(mantissa: int, exponent: int, unit: str, lang: str) -> None:
    value = float(f"{mantissa}e{exponent}")
    if unit in ("percent", "year"):
        value = float(f"{mantissa % 1000}.{mantissa % 7}")
    elif unit != "USD":
        value = float(round(value) or 1)
    attribute = {
        "USD": "exports",
        "percent": "inflation",
        "person": "population",
        "km2": "area",
        "year": "life_expectancy",
    }[unit]
    text = statement(fact(attribute, value, unit=unit), lang)
    read = [(q.low, q.unit) for q in quantities(text, lang)]
    assert any(abs(low - value) <= 1e-9 * max(1.0, value) and found == unit for low, found in read), (text, read)
