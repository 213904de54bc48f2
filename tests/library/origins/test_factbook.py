from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.domain import Fact
from factcheck.library.origins import factbook
from factcheck.library.origins.figures import number
from factcheck.library.origins.persons import day, person
from factcheck.render.facts import statement


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$722.912 billion (2024 est.)", 722912e6),
        ("-0.7% (2024 est.)", -0.7),
        ("$-3 million (2020)", -3e6),
        ("(2017 est.) 77.9", 77.9),
        ("27.5% of GDP (2017 est.)", 27.5),
        ("$15,400 (2024 est.)", 15400.0),
        ("NA", None),
    ],
)
def test_figures_are_read_as_the_factbook_writes_them(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("President Kasym-Zhomart TOKAYEV (since 20 March 2019)", ("president", "Kasym-Zhomart Tokayev", "2019-03-20")),
        (
            "King CHARLES III (since 8 September 2022); represented by Governor Jane OWEN (since 21 April 2023)",
            ("king", "Charles III", "2022-09-08"),
        ),
        ("Prime Minister Bart DE WEVER (since 3 February 2025)", ("prime minister", "Bart De Wever", "2025-02-03")),
        ("President XI Jinping (since 14 March 2013)", ("president", "Xi Jinping", "2013-03-14")),
        ("Prime Minister ABIY Ahmed Ali (since April 2018)", ("prime minister", "Abiy Ahmed Ali", "2018-04")),
        (
            "Taoiseach (Prime Minister) Michael MARTIN (since 23 January 2025)",
            ("prime minister", "Michael Martin", "2025-01-23"),
        ),
        ("President (vacant)", None),
        ("President of French Polynesia Moetai BROTHERSON (since 12 May 2023)", None),
        (
            "co-chiefs of state Captains Regent Matteo ROSSI and Lorenzo BUGLI (for the period 1 October 2025 - 31 March 2026)",
            None,
        ),
    ],
)
def test_persons_are_read_surely_or_not_at_all(text: str, read: tuple[str, str, str] | None) -> None:
    assert person(text) == read


@pytest.mark.parametrize(
    ("text", "iso"), [("5 Sep 2025", "2025-09-05"), ("1997", "1997"), ("soon", None), ("31 June 2020", None)]
)
def test_days_in_words(text: str, iso: str | None) -> None:
    assert day(text) == iso


def rows(path: Path, *fields: tuple[str, Any, int | None]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for name, value, year in fields:
            row = {
                "gec": "kz",
                "subject": "Kazakhstan",
                "field": name,
                "value": value,
                "year": year,
                "source_file": "central-asia/kz.json",
            }
            out.write(json.dumps(row) + "\n")
        out.write(
            json.dumps(
                {"gec": "zz", "subject": "Nowhere", "field": "population", "value": 5, "year": 2025, "source_file": "x"}
            )
            + "\n"
        )
    return path


def made(
    tmp_path: Path, *fields: tuple[str, Any, int | None], more: tuple[tuple[str, Any, int | None], ...] = ()
) -> dict[str, Fact]:
    found = factbook.facts(rows(tmp_path / "structured.gz", *fields), rows(tmp_path / "all.gz", *more))
    return {fact.id: fact for fact in found.facts}


def test_a_series_gives_one_fact_a_year_with_its_unit(tmp_path: Path) -> None:
    facts = made(
        tmp_path,
        ("Exports", "$90.1 billion (2023 est.)", 2023),
        ("Exports", "$95 billion (2022 est.)", 2022),
        ("Exports", "NA", 2021),
    )
    assert set(facts) == {"factbook-kaz-exports-2023", "factbook-kaz-exports-2022"}
    latest = facts["factbook-kaz-exports-2023"]
    assert (latest.value, latest.unit, latest.period, latest.single_valued, latest.subject_id) == (
        90.1e9,
        "USD",
        "2023",
        True,
        "country:KAZ",
    )
    assert facts["factbook-kaz-exports-2022"].qualifiers == {"latest": False}


def test_partners_become_codes_with_shares_and_one_unknown_name_drops_the_list(tmp_path: Path) -> None:
    good = made(tmp_path, ("export_partners", [["China", 16.0], ["UK", 15.0]], 2023))[
        "factbook-kaz-export_partners-2023"
    ]
    assert good.value == ("country:CHN", "country:GBR")
    assert good.qualifiers == {"shares": [16.0, 15.0]}
    assert made(tmp_path, ("export_partners", [["China", 16.0], ["Republic of the", 1.0]], 2023)) == {}


def test_several_capitals_are_not_single_valued(tmp_path: Path) -> None:
    text = "La Paz (administrative capital); Sucre (constitutional [legislative and judicial] capital)"
    two = made(tmp_path, more=(("Government > Capital > name", text, None),))["factbook-kaz-capital"]
    one = made(
        tmp_path, more=(("Government > Capital > name", "Kyiv (Kiev is the transliteration from Russian)", None),)
    )
    assert (two.value, two.single_valued) == (("La Paz", "Sucre"), False)
    assert (one["factbook-kaz-capital"].value, one["factbook-kaz-capital"].single_valued) == ("Kyiv", True)
    assert one["factbook-kaz-capital"].qualifiers["names"]["es"] == ["Kiev"]


def test_a_country_without_capital_says_so(tmp_path: Path) -> None:
    text = "no official capital; government offices in the Yaren District"
    fact = made(tmp_path, more=(("Government > Capital > name", text, None),))["factbook-kaz-capital"]
    assert fact.value == "none"
    assert statement(fact, "es") == "Kazajistán no tiene capital oficial."
    assert statement(fact, "en") == "Kazakhstan has no official capital."


@pytest.mark.parametrize(
    ("text", "languages", "closed"),
    [
        ("Kazakh (official, Qazaq) 83.1%, Russian (official) 83.7%", ("language:kk", "language:ru"), True),
        (
            "Castilian Spanish (official) 74%, Catalan (official in Catalonia) 17%",
            ("language:es", "language:ca"),
            False,
        ),
        ("Japanese", None, None),
        ("English (official), 13 minority languages (official)", None, None),
    ],
)
def test_official_languages(tmp_path: Path, text: str, languages: tuple[str, ...] | None, closed: bool | None) -> None:
    found = made(tmp_path, more=(("People and Society > Languages", text, None),)).get(
        "factbook-kaz-official_languages"
    )
    assert (found and found.value, found and found.complete) == (languages, closed)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("16 December 1991 (from the Soviet Union)", ["1991-12-16"]),
        (
            "24 February 1918 (from Soviet Russia); 20 August 1991 (declared from the Soviet Union)",
            ["1918-02-24", "1991-08-20"],
        ),
        ("none (overseas territory of the UK)", []),
        ("1492", []),
    ],
)
def test_independence(tmp_path: Path, text: str, dates: list[str]) -> None:
    facts = made(tmp_path, ("independence", text, None)).values()
    assert [f.value for f in facts] == dates
    assert [f.single_valued for f in facts] == [len(dates) == 1] * len(dates)


@pytest.mark.parametrize(
    ("text", "code"), [("tenge (KZT) per US dollar -", "currency:KZT"), ("Kazakh thalers (KTH) per US dollar", None)]
)
def test_currency_codes_must_be_tender_there(tmp_path: Path, text: str, code: str | None) -> None:
    found = made(tmp_path, ("currency", text, None)).get("factbook-kaz-currency")
    assert (found and found.value) == code


def test_what_is_left_out_is_counted_and_sources_name_their_file(tmp_path: Path) -> None:
    found = factbook.facts(rows(tmp_path / "a.gz", ("government_type", "in transition", None)), rows(tmp_path / "b.gz"))
    assert found.left_out == {"government_type: not a short form of government": 1}
    source = factbook.sources(found.files)[0]
    assert source.id == "factbook-kaz"
    assert "central-asia/kz.json" in (source.verified_by or "")
