"""Claims beside structured facts, as news sentences in Spanish and English: what decides, what is only shown, what says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.domain import Fact
from factcheck.verification.facts import compare_fact
from factcheck.verification.findings import Finding
from factcheck.verification.reading import read

AS_OF = date(2025, 6, 1)


def fact(attribute: str, value: object, subject: str = "country:NOR", **more: object) -> Fact:
    return Fact.model_validate(
        {
            "id": "f",
            "source_id": "s",
            "subject": subject,
            "subject_id": subject,
            "attribute": attribute,
            "value": value,
            **more,
        }
    )


EU = fact(
    "members",
    ("country:ESP", "country:FRA", "country:DEU"),
    "org:EU",
    complete=True,
    as_of="2025-01-01",
    qualifiers={
        "among": "country",
        "since": {"country:ESP": "1986-01-01", "country:FRA": "1958-01-01", "country:DEU": "1958-01-01"},
        "until": {"country:GBR": "2020-02-01"},
    },
)
ROME = fact(
    "parties",
    ("country:ESP", "country:MEX"),
    "treaty:rome_statute",
    complete=True,
    as_of="2025-01-01",
    qualifiers={"among": "country"},
)
FACTS = {
    "eu": EU,
    "rome": ROME,
    "population": fact("population", 5_500_000, unit="person", period="2023", single_valued=True),
    "inflation": fact("inflation", 3.1, unit="percent", period="2024", single_valued=True),
    "gdp": fact("gdp_nominal", 485e9, unit="USD", period="2023", single_valued=True),
    "rough gdp": fact(
        "gdp_nominal", 485e9, unit="USD", period="2023", single_valued=True, qualifiers={"bound": "about"}
    ),
    "area": fact("area", 323_802, unit="km2", single_valued=True),
    "capital": fact("capital", "Oslo", single_valued=True),
    "premier": fact("head_of_government", "Jonas Gahr STØRE", single_valued=True, qualifiers={"since": "2021-10-14"}),
    "exports": fact("export_partners", ("country:DEU", "country:GBR", "country:SWE"), period="2023"),
    "independence": fact("independence", "1905-06-07", unit="date", single_valued=True),
    "currency": fact("currency", "NOK", single_valued=True),
}


def found(text: str, lang: str, name: str, as_of: date | None = AS_OF) -> Finding | None:
    return compare_fact(read(text, lang, as_of), FACTS[name], as_of)


def label(text: str, lang: str, name: str) -> str:
    finding = found(text, lang, name)
    return finding.label.value if finding else "nothing"


LISTS = [
    ("es", "España es miembro de la Unión Europea.", "eu", "supports"),
    ("es", "España no es miembro de la Unión Europea.", "eu", "refutes"),
    ("es", "El Reino Unido es miembro de la Unión Europea.", "eu", "refutes"),
    ("es", "El Reino Unido no pertenece a la UE.", "eu", "supports"),
    ("es", "Noruega nunca ha sido miembro de la Unión Europea.", "eu", "supports"),
    ("en", "Spain is a member of the European Union.", "eu", "supports"),
    ("en", "Norway isn't an EU member.", "eu", "supports"),
    ("en", "Norway is a member of the EU.", "eu", "refutes"),
    ("en", "Britain is no longer a member of the EU.", "eu", "supports"),
    # several subjects: all alike, or nothing
    ("es", "Francia y Alemania son miembros de la Unión Europea.", "eu", "supports"),
    ("es", "Francia, Alemania y Noruega son miembros de la Unión Europea.", "eu", "nothing"),
    ("es", "Ni Noruega ni Turquía son miembros de la Unión Europea.", "eu", "supports"),
    ("es", "Noruega, vecina de España, es miembro de la Unión Europea.", "eu", "refutes"),
    ("en", "France and Germany belong to the European Union.", "eu", "supports"),
    ("en", "Neither Norway nor Turkey is a member of the EU.", "eu", "supports"),
    # leaving is another matter than belonging, and so is a dated statement
    ("es", "El Reino Unido salió de la Unión Europea.", "eu", "nothing"),
    ("es", "El Reino Unido abandonó la Unión Europea y ya no es miembro.", "eu", "nothing"),
    ("en", "Britain left the European Union.", "eu", "nothing"),
    ("es", "España era miembro de la Unión Europea en 1980.", "eu", "nothing"),
    # the Court's members are the parties of its statute
    ("es", "Kazajistán es parte de la Corte Penal Internacional.", "rome", "refutes"),
    ("es", "México es Estado Parte del Estatuto de Roma.", "rome", "supports"),
    ("es", "México ratificó el Estatuto de Roma.", "rome", "supports"),
    ("es", "Rusia se retiró del Estatuto de Roma.", "rome", "nothing"),
    ("en", "Kazakhstan is not a member of the ICC.", "rome", "supports"),
    ("en", "Mexico has never ratified the Rome Statute.", "rome", "refutes"),
    # another body, or none
    ("es", "España es miembro de la OTAN.", "eu", "nothing"),
    ("en", "Spain is a member of the club.", "eu", "nothing"),
]


@pytest.mark.parametrize(("lang", "text", "name", "stance"), LISTS)
def test_closed_lists(lang: str, text: str, name: str, stance: str) -> None:
    assert label(text, lang, name) == stance


def test_a_list_is_asked_for_the_day_of_the_claim() -> None:
    claim = "El Reino Unido es miembro de la Unión Europea."
    since = {**EU.qualifiers["since"], "country:GBR": "1973-01-01"}
    dated = EU.model_copy(update={"qualifiers": {**EU.qualifiers, "since": since}})
    then = compare_fact(read(claim, "es", None), dated, date(2015, 6, 1))
    before = compare_fact(read(claim, "es", None), dated, date(1970, 6, 1))
    now = compare_fact(read(claim, "es", None), dated, AS_OF)
    assert [f and f.label.value for f in (before, then, now)] == ["refutes", "supports", "refutes"]
    assert now is not None
    assert (now.method, now.reason.code, now.reason.values["as_of"]) == (
        "closed_list",
        "closed_list_absent",
        "2025-01-01",
    )


FIGURES = [
    ("es", "Noruega tenía 5,5 millones de habitantes en 2023.", "population", "supports"),
    ("es", "Noruega tiene más de cinco millones de habitantes.", "population", "supports"),
    ("es", "Noruega tiene más de 7 millones de habitantes.", "population", "refutes"),
    ("es", "La población de Noruega era de 9 millones en 2023.", "population", "refutes"),
    ("es", "La población de Noruega no llega a los seis millones.", "population", "supports"),
    ("en", "About 5.5 million people live in Norway.", "population", "supports"),
    ("en", "Norway has 8.1 million inhabitants.", "population", "refutes"),
    ("en", "Norway's population is under six million.", "population", "supports"),
    ("es", "La inflación en Noruega fue del 3,1 % en 2024.", "inflation", "supports"),
    ("es", "La inflación de Noruega alcanzó el 7 % en 2024.", "inflation", "refutes"),
    ("en", "Inflation in Norway was 3.1 percent last year.", "inflation", "supports"),
    ("es", "El PIB de Noruega superó los 480.000 millones de dólares en 2023.", "gdp", "supports"),
    ("es", "El PIB de Noruega superó los 600.000 millones de dólares en 2023.", "gdp", "refutes"),
    ("en", "Norway's GDP was 485 billion dollars in 2023.", "gdp", "supports"),
    ("en", "Norway covers an area of about 324,000 square kilometres.", "area", "supports"),
    ("es", "Noruega tiene una superficie de 32.380 kilómetros cuadrados.", "area", "refutes"),
    # a share, a multiple or another unit is no figure of it
    ("en", "Almost 80% of the population of Norway lives in cities.", "population", "nothing"),
    ("es", "Suecia tiene el doble de población que Noruega.", "population", "nothing"),
    ("en", "Norway's GDP grew by 2% in 2023.", "gdp", "nothing"),
    # another country's
    ("es", "La inflación en Suecia fue del 3,1 % en 2024.", "inflation", "nothing"),
]


@pytest.mark.parametrize(("lang", "text", "name", "stance"), FIGURES)
def test_figures(lang: str, text: str, name: str, stance: str) -> None:
    assert label(text, lang, name) == stance


@pytest.mark.parametrize(
    ("lang", "text", "name", "code"),
    [
        ("es", "La población de Noruega era de 4,2 millones en 1990.", "population", "other_period"),
        ("es", "La inflación de Noruega fue del 3,1 % en 2022.", "inflation", "other_period"),
        ("en", "Inflation in Norway was 7% in 2022.", "inflation", "other_period"),
        ("es", "La población de Noruega era de 5,6 millones en 2023.", "population", "quantity_near"),
        ("en", "Norway's GDP was 530 billion dollars in 2023.", "rough gdp", "quantity_near"),
    ],
)
def test_another_period_and_a_near_figure_are_shown_without_a_vote(lang: str, text: str, name: str, code: str) -> None:
    finding = found(text, lang, name)
    assert finding is not None
    assert (finding.label.value, finding.reason.code) == ("neutral", code)
    assert finding.comparison is not None, "a reader sees both values"


def test_an_approximate_source_contradicts_later_than_an_exact_one() -> None:
    claim = "Norway's GDP was 530 billion dollars in 2023."
    assert label(claim, "en", "gdp") == "refutes"
    assert label(claim, "en", "rough gdp") == "neutral"
    assert label("Norway's GDP was 900 billion dollars in 2023.", "en", "rough gdp") == "refutes"


def test_the_values_stand_side_by_side() -> None:
    finding = found("La inflación de Noruega alcanzó el 7 % en 2024.", "es", "inflation")
    assert finding is not None
    assert finding.comparison is not None
    assert (finding.comparison.claim_value, finding.comparison.source_value, finding.comparison.unit) == (
        7,
        3.1,
        "percent",
    )
    assert finding.comparison.claim_span is not None
    assert finding.comparison.claim_span.of("La inflación de Noruega alcanzó el 7 % en 2024.") == "7 %"


NAMES = [
    ("es", "La capital de Noruega es Oslo.", "capital", "supports"),
    ("es", "La capital de Noruega es Bergen.", "capital", "refutes"),
    ("en", "Bergen is the capital of Norway.", "capital", "refutes"),
    ("es", "La capital de Noruega acogió la cumbre.", "capital", "nothing"),
    ("en", "Bergen was once the capital of Norway.", "capital", "nothing"),
    ("es", "El primer ministro de Noruega es Jonas Gahr Støre.", "premier", "supports"),
    ("es", "La primera ministra de Noruega es Erna Solberg.", "premier", "refutes"),
    ("en", "Erna Solberg is prime minister of Norway.", "premier", "refutes"),
    # before the office-holder took office the fact says nothing
    ("es", "La primera ministra de Noruega era Erna Solberg en 2018.", "premier", "nothing"),
    ("en", "In 2019 the prime minister of Norway was Erna Solberg.", "premier", "nothing"),
    ("es", "La moneda de Noruega es el euro.", "currency", "refutes"),
    ("es", "La moneda de Noruega es la corona noruega.", "currency", "supports"),
    ("en", "Norway's currency fell in value.", "currency", "nothing"),
]


@pytest.mark.parametrize(("lang", "text", "name", "stance"), NAMES)
def test_names(lang: str, text: str, name: str, stance: str) -> None:
    assert label(text, lang, name) == stance


def test_who_holds_the_office_now_says_nothing_about_an_article_of_that_time() -> None:
    text = "La primera ministra de Noruega es Erna Solberg."
    assert found(text, "es", "premier", date(2018, 5, 1)) is None


RANKS_AND_DAYS = [
    ("es", "El principal destino de las exportaciones de Noruega es Alemania.", "exports", "supports"),
    ("es", "El principal destino de las exportaciones de Noruega es China.", "exports", "refutes"),
    ("en", "Germany is Norway's largest export market.", "exports", "supports"),
    ("es", "China es el principal proveedor de Noruega.", "exports", "nothing"),
    ("en", "Norway is Germany's largest export market.", "exports", "nothing"),
    ("en", "Sweden is Norway's second largest export market.", "exports", "nothing"),
    ("en", "China was Norway's largest export market in 2010.", "exports", "nothing"),
    ("es", "Noruega logró la independencia en 1905.", "independence", "supports"),
    ("es", "Noruega se independizó en 1814.", "independence", "refutes"),
    ("en", "Norway became independent on 7 June 1905.", "independence", "supports"),
    ("en", "Norway became independent on 8 June 1905.", "independence", "refutes"),
    ("en", "Norway became independent.", "independence", "nothing"),
]


@pytest.mark.parametrize(("lang", "text", "name", "stance"), RANKS_AND_DAYS)
def test_rankings_and_days(lang: str, text: str, name: str, stance: str) -> None:
    assert label(text, lang, name) == stance


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("es", "La capital noruega, Oslo, recibió a 3.000 delegados en 2023.", "capital"),
        ("es", "La inflación de Noruega cayó 1,2 puntos hasta el 3,1 % en 2024.", "inflation"),
        (
            "en",
            "Norway, whose population was 5.5 million in 2023, opened a museum of whaling ships near a remote northern village.",
            "population",
        ),
    ],
)
def test_a_claim_that_says_more_than_the_fact_is_not_decided_by_it(lang: str, text: str, name: str) -> None:
    finding = found(text, lang, name)
    assert finding is not None
    assert (finding.label.value, finding.reason.code) == ("neutral", "part_same")


TRUE_OR_OF_SOMETHING_ELSE = [
    # another subject, a part of it, or another thing of its name
    ("es", "El parque, en Noruega, tiene una superficie de 3.422 kilómetros cuadrados.", "area"),
    ("es", "Noruega tiene un parque con una superficie de 3.422 kilómetros cuadrados.", "area"),
    ("es", "La ciudad noruega de Bergen tiene 290.000 habitantes.", "population"),
    ("es", "Una ciudad de Noruega tiene 290.000 habitantes.", "population"),
    ("es", "Oslo, capital de Noruega, tiene 700.000 habitantes.", "population"),
    ("es", "La población reclusa de Noruega es de 3.000 personas.", "population"),
    ("es", "Noruega vacunó a 4 millones de habitantes.", "population"),
    ("es", "Noruega tiene 40.000 habitantes que hablan sami.", "population"),
    ("es", "La inflación récord de Noruega fue del 13,6 %.", "inflation"),
    ("en", "The park, in Norway, covers an area of 3,422 square kilometres.", "area"),
    ("en", "The Norwegian city of Bergen has 290,000 inhabitants.", "population"),
    ("en", "More than 7,000 people in Norway live in Longyearbyen.", "population"),
    ("en", "Norway's prison population is 3,000.", "population"),
    ("en", "Norway has 1 million foreign-born residents.", "population"),
    ("en", "Services inflation in Norway was 4.4% in 2024.", "inflation"),
    ("en", "Norway's debt was 200 billion dollars, 43% of GDP, in 2023.", "gdp"),
    ("en", "The tourism sector adds 20 billion dollars to Norway's GDP.", "gdp"),
    # what may be, or should be
    ("es", "El Gobierno de Noruega prevé una inflación del 9 %.", "inflation"),
    ("es", "Un 9 % de inflación sería un desastre para Noruega.", "inflation"),
    ("es", "La capital de Noruega será Bergen.", "capital"),
    ("en", "Inflation of 9% would be a disaster for Norway.", "inflation"),
    ("en", "If Norway had 9 million inhabitants, its cities would be crowded.", "population"),
    ("en", "Bergen could become the capital of Norway.", "capital"),
    # who was, or is something else
    ("es", "Erna Solberg fue primera ministra de Noruega.", "premier"),
    ("es", "La primera mujer primera ministra de Noruega fue Gro Harlem Brundtland.", "premier"),
    ("es", "El asesor del primer ministro de Noruega es Ola Nordmann.", "premier"),
    ("en", "Erna Solberg was prime minister of Norway.", "premier"),
    ("en", "The wife of the prime minister of Norway is Marit Slagsvold.", "premier"),
    ("es", "Erna Solberg fue primera ministra de Noruega entre 2013 y 2021.", "premier"),
    ("en", "Erna Solberg, prime minister of Norway from 2013 to 2021, wrote a book.", "premier"),
    # a month of no year
    ("es", "La inflación de octubre en Noruega fue del 9 %.", "inflation"),
    ("en", "Inflation in Norway in October was 9%.", "inflation"),
    # members of it, beside it, within it
    ("es", "Los ministros de los países miembros de la Unión Europea se reunieron en Noruega.", "eu"),
    ("es", "Noruega firmó un acuerdo con los miembros de la Unión Europea.", "eu"),
    ("es", "Noruega es un país que no pertenece a la Unión Europea.", "eu"),
    ("es", "El ministro negó que Noruega sea miembro de la Unión Europea.", "eu"),
    ("en", "Norway signed a deal with the members of the European Union.", "eu"),
    ("en", "Norway is a country that is not a member of the European Union.", "eu"),
    ("en", "The minister denied that Norway is a member of the European Union.", "eu"),
    ("en", "Norway has not ruled out becoming a member of the European Union.", "eu"),
    # sentence forms
    ("es", "Noruega quiere ser miembro de la Unión Europea.", "eu"),
    ("es", "España dejará de ser miembro de la Unión Europea.", "eu"),
    ("en", "Norway has applied to become a member of the EU.", "eu"),
    ("en", "Britain was a member of the European Union.", "eu"),
    ("es", "Noruega, que no es miembro de la Unión Europea, votó a favor.", "eu"),
    ("es", "La población de Noruega creció en 60.000 personas en 2023.", "population"),
    ("en", "Food inflation in Norway was 6.2% in 2024.", "inflation"),
    ("es", "La inflación subyacente de Noruega fue del 4,9 % en 2024.", "inflation"),
    ("es", "La inflación de Noruega subió al 5,4 % en marzo de 2024.", "inflation"),
    ("es", "El déficit equivale al 3 % del PIB de Noruega, unos 15.000 millones de dólares en 2023.", "gdp"),
    ("en", "Bergen was the capital of Norway in 1250.", "capital"),
    ("es", "Bergen es la capital cultural de Noruega.", "capital"),
    ("es", "La ex primera ministra noruega, Erna Solberg, dimitió.", "premier"),
    ("en", "Former Norwegian prime minister Erna Solberg spoke.", "premier"),
    ("es", "El segundo mayor destino de las exportaciones noruegas es el Reino Unido.", "exports"),
    ("en", "Sweden is one of Norway's largest export markets.", "exports"),
    ("en", "Norway celebrated the anniversary of its independence in 2005.", "independence"),
]


@pytest.mark.parametrize(("lang", "text", "name"), TRUE_OR_OF_SOMETHING_ELSE)
def test_a_true_sentence_in_an_unusual_form_is_never_refuted(lang: str, text: str, name: str) -> None:
    assert label(text, lang, name) != "refutes"


SAYS_MORE = [
    ("es", "La capital de Noruega, Oslo, es la ciudad más rica de Europa.", "capital"),
    ("es", "El hijo del primer ministro de Noruega es Jonas Støre.", "premier"),
    ("es", "La empresa española Repsol es miembro de la Unión Europea.", "eu"),
    ("es", "España es miembro de la Unión Europea y de la OTAN.", "eu"),
    ("es", "España es miembro fundador de la Unión Europea.", "eu"),
    ("es", "España es miembro de la Unión Europea de Radiodifusión.", "eu"),
    ("es", "La inflación de Noruega subió al 3,1 % en 2024.", "inflation"),
    ("en", "Norway's capital Oslo is the richest city in Europe.", "capital"),
    ("en", "The wife of the prime minister of Norway is Marit Støre.", "premier"),
    ("en", "The Spanish company Repsol is a member of the European Union.", "eu"),
    ("en", "Norway is the only Nordic country that is not a member of the EU.", "eu"),
    ("en", "More than 1 million people live in Oslo, Norway.", "population"),
]


@pytest.mark.parametrize(("lang", "text", "name"), SAYS_MORE)
def test_a_claim_that_says_more_is_not_supported_by_its_part(lang: str, text: str, name: str) -> None:
    assert label(text, lang, name) != "supports"


DENIED = [
    ("es", "La capital de Noruega no es Bergen.", "capital", "supports"),
    ("es", "Bergen no es la capital de Noruega.", "capital", "supports"),
    ("es", "La capital de Noruega no es Oslo.", "capital", "refutes"),
    ("es", "Noruega no tiene 9 millones de habitantes.", "population", "supports"),
    ("es", "Noruega no tiene más de 5 millones de habitantes.", "population", "refutes"),
    ("es", "Noruega no tiene menos de 5 millones de habitantes.", "population", "supports"),
    ("es", "La inflación de Noruega no fue del 3,1 % en 2024.", "inflation", "refutes"),
    ("es", "La inflación de Noruega no subió un 9 % en 2024.", "inflation", "supports"),
    ("es", "La inflación de Noruega no llegó al 3 % en 2024.", "inflation", "refutes"),
    ("es", "La inflación de Noruega no subió un 3 % en 2024.", "inflation", "neutral"),
    ("es", "No es cierto que la capital de Noruega sea Bergen.", "capital", "nothing"),
    ("en", "The capital of Norway is not Bergen.", "capital", "supports"),
    ("en", "Bergen isn't the capital of Norway.", "capital", "supports"),
    ("en", "Oslo is not the capital of Norway.", "capital", "refutes"),
    ("en", "Norway does not have 9 million inhabitants.", "population", "supports"),
    ("en", "Norway doesn't have more than 5 million inhabitants.", "population", "refutes"),
    ("en", "Inflation in Norway was not 3.1% in 2024.", "inflation", "refutes"),
    ("en", "Inflation in Norway did not reach 3% in 2024.", "inflation", "refutes"),
    ("en", "Inflation in Norway did not reach 4% in 2024.", "inflation", "supports"),
    ("en", "It is not true that Norway is a member of the EU.", "eu", "supports"),
]


@pytest.mark.parametrize(("lang", "text", "name", "stance"), DENIED)
def test_denied_values(lang: str, text: str, name: str, stance: str) -> None:
    assert label(text, lang, name) == stance


def test_a_fall_is_a_negative_change() -> None:
    shrank = fact("gdp_growth", -0.2, unit="percent", period="2024", single_valued=True)
    for lang, text, stance in (
        ("es", "El PIB de Noruega cayó un 0,2 % en 2024.", "supports"),
        ("es", "El PIB de Noruega creció un 0,9 % en 2024.", "refutes"),
        ("en", "Norway's GDP shrank by 0.2% in 2024.", "supports"),
    ):
        finding = compare_fact(read(text, lang, AS_OF), shrank, AS_OF)
        assert finding is not None
        assert finding.label.value == stance


@pytest.mark.parametrize(
    ("lang", "text", "office", "stance"),
    [
        ("es", "El presidente de España es Pedro Sánchez.", "king", "nothing"),
        ("es", "La reina de España es Letizia.", "king", "nothing"),
        ("es", "El rey de España es Felipe V.", "king", "refutes"),
        ("es", "El rey de España es Felipe VI.", "king", "supports"),
        ("en", "The president of Spain is Pedro Sánchez.", "king", "nothing"),
        ("en", "The king of Spain is Juan Carlos.", "king", "refutes"),
    ],
)
def test_offices_are_told_apart(lang: str, text: str, office: str, stance: str) -> None:
    crowned = fact(
        "head_of_state",
        "Felipe VI",
        "country:ESP",
        single_valued=True,
        qualifiers={"office": office, "since": "2014-06-19"},
    )
    finding = compare_fact(read(text, lang, AS_OF), crowned, AS_OF)
    assert (finding.label.value if finding else "nothing") == stance
