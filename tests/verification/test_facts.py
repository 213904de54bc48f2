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


FAULTS = [
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


@pytest.mark.parametrize(("lang", "text", "name"), FAULTS)
def test_a_true_sentence_in_an_unusual_form_is_never_refuted(lang: str, text: str, name: str) -> None:
    assert label(text, lang, name) != "refutes"
