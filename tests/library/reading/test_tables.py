# ruff: noqa: E501  a table's lines stay lines
from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from factcheck.domain import Tier
from factcheck.errors import InvalidRecord
from factcheck.library.reading.brought import UNVERIFIED, Said
from factcheck.library.reading.tables import from_csv, from_json_lines, value_and_unit

CSV = (
    "subject;attribute;value;unit;period;publisher;title;url;published;tier;statement_es;statement_en\n"
    "Kazajistán;GDP nominal;291.000 millones de dólares;;2024;Banco;Informe;https://banco.example/1;2025-03-01;primary;;\n"
    "Torre Azul;altura;320;m;2024;Banco;Informe;https://banco.example/1;2025-03-01;primary;La Torre Azul mide 320 m.;The Torre Azul is 320 m high.\n"
    "España;members;country:FRA|country:DEU;;;Otro;Lista;;;;;\n"
)


def test_a_spreadsheets_rows_become_facts_under_the_sources_they_name() -> None:
    brought = from_csv(CSV.encode("utf-8-sig"), "/cifras.csv", Said(verified_by="la redacción"))
    assert [(s.publisher, s.title, s.tier, s.published) for s in brought.sources] == [
        ("Banco", "Informe", Tier.PRIMARY, date(2025, 3, 1)),
        ("Otro", "Lista", Tier.OTHER, None),
    ]
    first, second, third = brought.facts
    assert (first.subject_id, first.attribute, first.value, first.unit, first.period) == (
        "country:KAZ",
        "gdp_nominal",
        291e9,
        "USD",
        "2024",
    )
    assert (second.value, second.unit, second.subject_id) == (320.0, "m", None)
    assert second.statements == {"es": "La Torre Azul mide 320 m.", "en": "The Torre Azul is 320 m high."}
    assert third.value == ("country:FRA", "country:DEU")
    assert {f.verified_by for f in brought.facts} == {"la redacción"}
    assert brought.troubles == ()


def test_a_table_without_sources_of_its_own_is_one_source() -> None:
    brought = from_csv(
        b"Subject,Attribute,Value\nKazakhstan,capital,Astana\nRussia,capital,Moscow\n", "/a/capitals.csv", Said()
    )
    (source,) = brought.sources
    assert (source.title, source.verified_by) == ("capitals.csv", UNVERIFIED)
    assert len({fact.id for fact in brought.facts}) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Kazajistán,,Astaná,,", "attribute is empty"),
        ("Kazajistán,capital,Astaná,ayer,", "as_of"),
        ("Kazajistán,capital,Astaná,,muy buena", "no tier"),
    ],
)
def test_a_broken_row_is_named_with_its_line(row: str, said: str) -> None:
    data = f"subject,attribute,value,as_of,tier\nRusia,capital,Moscú,,\n{row}\n".encode()
    brought = from_csv(data, "/x.csv", Said())
    assert len(brought.facts) == 1
    assert brought.troubles[0].place == "/x.csv:3"
    assert said in brought.troubles[0].error.message


@pytest.mark.parametrize("data", [b"nombre,cantidad\nx,1\n", b"", b"subject,attribute\nx,y\n"])
def test_a_table_without_the_needed_columns_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidRecord, match="no column"):
        from_csv(data, "/x.csv", Said())


def test_a_closed_list_without_a_day_is_named() -> None:
    with pytest.raises(InvalidRecord, match="as_of"):
        from_csv(b"subject,attribute,value,complete\nUE,members,country:ESP|country:FRA,yes\n", "/x.csv", Said())


@pytest.mark.parametrize(
    ("text", "unit", "lang", "read"),
    [
        ("27000000000", "USD", "es", (27e9, "USD")),
        ("27.000 millones de dólares", None, "es", (27e9, "USD")),
        ("2,8 %", None, "es", (2.8, "percent")),
        ("2.8%", None, "en", (2.8, "percent")),
        ("184.300", "person", "es", (184_300.0, "person")),
        ("184.300", "person", "en", (184.3, "person")),
        ("184,300", "person", "en", (184_300.0, "person")),
        ("2022", None, "es", (2022.0, None)),
        ("Astaná", None, "es", ("Astaná", None)),
        ("entre 3 y 5 millones", None, "es", ("entre 3 y 5 millones", None)),
        ("a | b", None, "es", (("a", "b"), None)),
    ],
)
def test_cells_are_read_in_the_sources_language(text: str, unit: str | None, lang: str, read: Any) -> None:
    assert value_and_unit(text, unit, lang) == read


@pytest.mark.parametrize(
    ("name", "lang", "code"),
    [
        ("población", "es", "population"),
        ("Tasa de paro", "es", "unemployment"),
        ("inflation", "es", "inflation"),
        ("gdp_ppp", "en", "gdp_ppp"),
        ("Presupuesto de la población", "es", "presupuesto_de_la_poblacion"),
        ("Año de fundación", "es", "ano_de_fundacion"),
    ],
)
def test_an_attribute_may_be_called_by_its_name_or_in_any_words(name: str, lang: str, code: str) -> None:
    table = f"subject,attribute,value,lang\nBrenales,{name},3,{lang}\n".encode()
    assert [fact.attribute for fact in from_csv(table, "/x.csv", Said()).facts] == [code]


def lines(*records: object) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


SOURCE = {"id": "s1", "publisher": "Oficina", "title": "Serie", "lang": "es"}
FACT = {"id": "f1", "source_id": "s1", "subject": "X", "attribute": "altura", "value": 3.0}


def test_records_come_as_in_the_reference_data() -> None:
    brought = from_json_lines(lines(SOURCE, FACT), "/x.jsonl", Said(tier=Tier.PRIMARY))
    assert [(s.id, s.tier) for s in brought.sources] == [("s1", Tier.PRIMARY)]
    assert [f.id for f in brought.facts] == ["f1"]


def test_facts_without_a_source_get_the_file() -> None:
    brought = from_json_lines(
        lines({k: v for k, v in FACT.items() if k != "source_id"}), "/datos/x.jsonl", Said(publisher="Redacción")
    )
    (source,) = brought.sources
    assert brought.facts[0].source_id == source.id
    assert (source.publisher, source.title) == ("Redacción", "x.jsonl")


def test_a_fact_of_a_source_that_is_not_in_the_file_is_left_out_and_named() -> None:
    brought = from_json_lines(lines(SOURCE, FACT | {"id": "f2", "source_id": "s9"}), "/x.jsonl", Said())
    assert brought.facts == ()
    assert "s9" in brought.troubles[0].error.message


@pytest.mark.parametrize(
    "line", [b"{broken\n", b"[1, 2]\n", b'{"id": "f", "attribute": "Bad Name", "subject": "x", "value": 1}\n']
)
def test_broken_lines_are_refused_with_their_number(line: bytes) -> None:
    with pytest.raises(InvalidRecord, match=r"x\.jsonl:1"):
        from_json_lines(line, "/x.jsonl", Said())
