from __future__ import annotations

from datetime import date

import pytest

from factcheck.domain import Fact
from factcheck.retrieval.contents import Contents
from factcheck.retrieval.facts import PER_ATTRIBUTE, asked, lookup
from factcheck.retrieval.records import Records
from tests.retrieval.fakes import claim, fact, source

RUS, CHN, KAZ = "country:RUS", "country:CHN", "country:KAZ"


def _trade(fact_id: str, partner: str, period: str) -> Fact:
    return fact(
        fact_id,
        "s",
        attribute="bilateral_trade_turnover",
        value=1e9,
        unit="USD",
        period=period,
        qualifiers={"partner": partner},
    )


FACTS = (
    _trade("chn-2022", CHN, "2022"),
    _trade("rus-2021", RUS, "2021"),
    _trade("rus-2022", RUS, "2022"),
    _trade("rus-2022-q1", RUS, "2022-01/2022-03"),
    fact("capital", "s"),
    fact("exports", "s", attribute="export_partners", value=(RUS, CHN), period="2022"),
    fact("imports", "s", attribute="import_partners", value=(CHN, RUS), period="2022"),
    fact("signed", "s", subject_id="country:RUS", attribute="rome_statute_signed", value="2000-09-13"),
)


@pytest.fixture
def records() -> Records:
    return Records.in_memory(Contents((), (source("s"),), FACTS))


def found(records: Records, query: str, lang: str = "es", anchor: date | None = None) -> list[str]:
    return [f.id for _, f in lookup(records, asked(claim(query, lang, anchor)), lambda _: True)]


def test_facts_between_the_two_countries_named_come_before_others(records: Records) -> None:
    ids = found(records, "El comercio entre Rusia y Kazajistán fue un récord en 2022.")
    assert set(ids[:2]) == {"rus-2022", "rus-2022-q1"}
    assert len(ids) == PER_ATTRIBUTE


def test_relative_dates_are_read_from_the_claims_anchor(records: Records) -> None:
    query = "El comercio de Kazajistán con Rusia cayó el año pasado."
    assert found(records, query, anchor=date(2022, 5, 1))[0] == "rus-2021"
    assert found(records, query, anchor=date(2023, 5, 1))[0] in ("rus-2022", "rus-2022-q1")


def test_words_for_one_attribute_may_ask_for_others(records: Records) -> None:
    assert set(found(records, "Russia is Kazakhstan's biggest trade partner.", "en")[:2]) == {"exports", "imports"}
    assert "signed" in found(records, "Rusia firmó el Estatuto de Roma.")


@pytest.mark.parametrize("query", ["Kazajistán es un país grande.", "La capital es una ciudad.", "", "Nada."])
def test_without_a_name_and_an_attribute_nothing_is_looked_up(records: Records, query: str) -> None:
    assert found(records, query or ".") == []


def test_what_cannot_be_used_makes_room_for_what_can(records: Records) -> None:
    wanted = asked(claim("El comercio entre Rusia y Kazajistán en 2022"))
    ids = [f.id for _, f in lookup(records, wanted, lambda f: f.period == "2021")]
    assert ids == ["rus-2021"]
