"""The date reader against its hand-written tables, ISO periods, and any text at all."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.domain import Granularity
from factcheck.errors import InvalidRecord
from factcheck.language.dates import parse_period, times

sys.path.insert(0, str(Path(__file__).parent))
from reading_cases import ANCHOR, period, rows

FLOORS = {"es": 1.0, "en": 1.0}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_table_is_read_as_written(lang: str) -> None:
    cases = rows(f"dates.{lang}.tsv")
    failures = []
    for case in cases:
        read = [found.period for found in times(case.text, lang, case.anchor)]
        if read != [period(wanted) for wanted in case.expected]:
            failures.append(f"{case.text} read {read}")
    assert len(cases) >= 75
    assert 1 - len(failures) / len(cases) >= FLOORS[lang], "\n".join(failures)


def test_relative_expressions_have_no_period_without_an_anchor() -> None:
    text = "Ayer subió, y en 2022 cayó."
    yesterday, year = times(text, "es", None)
    assert (yesterday.relative, yesterday.period) == (True, None)
    assert year.period is not None
    assert not year.relative


def test_the_same_wording_moves_with_the_anchor() -> None:
    for anchor in (date(2020, 1, 1), date(2024, 3, 1)):
        (found,) = times("the day before yesterday", "en", anchor)
        assert found.period is not None
        assert (anchor - found.period.first).days == 2


def test_numeric_dates_follow_the_unambiguous_ones_of_their_text() -> None:
    (first, second) = times("Between 25/11/2023 he said and 3/4/2023 nothing", "en", ANCHOR)
    assert first.period is not None
    assert second.period == parse_period("2023-04-03")


@pytest.mark.parametrize(
    ("text", "first", "last", "granularity"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), Granularity.YEAR),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Granularity.MONTH),
        ("2022-03-14", date(2022, 3, 14), date(2022, 3, 14), Granularity.DAY),
        ("2022-Q4", date(2022, 10, 1), date(2022, 12, 31), Granularity.QUARTER),
        ("2022-H1", date(2022, 1, 1), date(2022, 6, 30), Granularity.HALF),
        ("2019-01-01/2022-09-17", date(2019, 1, 1), date(2022, 9, 17), Granularity.RANGE),
        ("2019/2020-03", date(2019, 1, 1), date(2020, 3, 31), Granularity.RANGE),
    ],
)
def test_iso_periods(text: str, first: date, last: date, granularity: Granularity) -> None:
    found = parse_period(text)
    assert (found.first, found.last, found.granularity) == (first, last, granularity)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "22",
        "2022-13",
        "2022-02-30",
        "2022-Q5",
        "2022/2019",
        "/",
        "2022/",
        "0000",
        "2022-3",
        "2022-03-14T10:00",
    ],
)
def test_anything_else_is_an_invalid_record_with_a_way_out(text: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        parse_period(text)
    assert "2022-Q1" in caught.value.way_out


WORDS = [
    "el",
    "jueves",
    "3",
    "de",
    "junio",
    "2022",
    "a",
    "y",
    "entre",
    "desde",
    "hace",
    "años",
    "últimos",
    "próximo",
    "pasado",
    "año",
    "siglo",
    "XX",
    "primer",
    "trimestre",
    "since",
    "last",
    "May",
    "5th",
    ",",
    "the",
    "1990s",
    "early",
    "half",
    "of",
    "ago",
    "-",
    "/",
    "31",
    "12",
    "9998",
    "principios",
    "mes",
    "ayer",
    "9999",
    "décadas",
    "centuries",
    "100000",
    "lo que va de año",
    "from",
    "to",
    "Monday",
    "día",
    "mil",
]


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=120),
        st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=25).map("".join),
    ),
    lang=st.sampled_from(["es", "en", "fr"]),
    anchor=st.one_of(st.none(), st.dates()),
)
def test_spans_quote_the_text_and_never_overlap(text: str, lang: str, anchor: date | None) -> None:
    end = 0
    for found in times(text, lang, anchor):
        assert found.span.of(text) == found.text
        assert found.text
        assert found.span.start >= end
        assert found.period is not None or found.relative
        end = found.span.end


@pytest.mark.parametrize(
    "unit",
    [
        "del 3 al 5 de junio de 2022, ",
        "entre ",
        "desde ",
        "2022-",
        "1/",
        "hace ",
        "el ",
        "de ",
        "los últimos ",
        "June 3 to ",
        "principios de ",
    ],
)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_time_is_linear_in_the_text(unit: str, lang: str) -> None:
    text = (unit * (20_000 // len(unit) + 1))[:20_000]
    started = time.perf_counter()
    times(text, lang, ANCHOR)
    assert time.perf_counter() - started < 20  # a second on a free core; quadratic time would be minutes
