"""The quantity reader against its hand-written tables, its documented spans and fields, and any text at all."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.domain import Bound
from factcheck.language.quantities import quantities

sys.path.insert(0, str(Path(__file__).parent))
from reading_cases import differs, rows

# Shares of the tables that must be read as written; lowering one needs a decision record.
FLOORS = {"es": 1.0, "en": 1.0}


def _failures(lang: str) -> list[str]:
    found = []
    for case in rows(f"quantities.{lang}.tsv"):
        read = quantities(case.text, lang)
        wrong = [differs(wanted, quantity) for wanted, quantity in zip(case.expected, read, strict=False)]
        if len(read) != len(case.expected) or any(wrong):
            found.append(f"{case.text} {wrong} read {[q.text for q in read]}")
    return found


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_table_is_read_as_written(lang: str) -> None:
    cases, failures = rows(f"quantities.{lang}.tsv"), _failures(lang)
    assert len(cases) >= 150
    assert 1 - len(failures) / len(cases) >= FLOORS[lang], "\n".join(failures)


def test_a_span_covers_number_scale_and_unit_but_not_the_hedge() -> None:
    text = "Costó más de 27.000 millones de dólares al país."
    (found,) = quantities(text, "es")
    assert found.text == "27.000 millones de dólares" == found.span.of(text)
    assert found.bound is Bound.MORE_THAN


def test_a_range_spans_both_ends() -> None:
    (found,) = quantities("Entre el 3% y el 5% de los casos", "es")
    assert found.text == "3% y el 5%"
    assert (found.low, found.high) == (3, 5)


def test_spans_count_code_points() -> None:
    text = "🌍🌍 Murieron 43 civiles"
    (found,) = quantities(text, "es")
    assert text[found.span.start : found.span.end] == "43"


@pytest.mark.parametrize(
    ("text", "lang", "resolution"),
    [
        ("27.000 millones", "es", 5e8),
        ("26,98 %", "es", 0.005),
        ("120 países", "es", 0.5),
        ("$2.5bn", "en", 5e7),
        ("1,234 people", "en", 0.5),
        ("un tercio de los votos", "es", 0.015),
    ],
)
def test_resolution_is_half_the_last_significant_digit(text: str, lang: str, resolution: float) -> None:
    assert quantities(text, lang)[0].resolution == pytest.approx(resolution)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Cuesta 27,000 pesos.", 27_000),
        ("Subió 1,5 puntos y cuesta 27,125 pesos.", 27.125),
        ("Suman 1,234,567 votos y 2.125 en blanco.", 1_234_567),
        ("Suman 1.234.567 votos.", 1_234_567),
    ],
)
def test_separators_are_decided_by_the_text_not_by_a_locale(text: str, value: float) -> None:
    assert value in [q.low for q in quantities(text, "es")]


@pytest.mark.parametrize(("lang", "value"), [("es", 1e12), ("en", None)])
def test_a_billon_is_long_scale_in_spanish_only(lang: str, value: float | None) -> None:
    found = [q.low for q in quantities("1 billón de euros", lang)]
    assert (value in found) == (value is not None)
    assert quantities("1 billion euros", "en")[0].low == 1e9


def test_other_languages_get_digits_symbols_and_codes_only() -> None:
    found = quantities("Das kostete 27.000 € und 3,5 % von zwei Millionen.", "de")
    assert [(q.low, q.unit) for q in found] == [(27_000, "EUR"), (3.5, "percent")]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "sin números", "1.2.3", "007", "1" * 400, "٣٤ ३४", "$", "€ €", "-", "%", "½"]
)
@pytest.mark.parametrize("lang", ["es", "en", "xx"])
def test_odd_input_is_no_error(text: str, lang: str) -> None:
    assert all(q.span.of(text) == q.text for q in quantities(text, lang))


WORDS = [
    "más de",
    "3",
    "27.000",
    "1,5",
    "mil",
    "millones",
    "de",
    "euros",
    "%",
    "a",
    "y",
    "-",
    "entre",
    "la mitad",
    "€",
    "$",
    "2022",
    "un",
    "medio",
    "half",
    "a",
    "two",
    "thirds",
    "and",
    "billion",
    "per",
    "people",
    "or",
    "hora",
    "media",
    "doce",
    "veces",
    "por",
    "cada",
    "to",
    "from",
    "12:30",
    "\n",
    ".",
]


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=120),
        st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=25).map("".join),
    ),
    lang=st.sampled_from(["es", "en", "fr"]),
)
def test_spans_quote_the_text_and_never_overlap(text: str, lang: str) -> None:
    end = 0
    for found in quantities(text, lang):
        assert found.span.of(text) == found.text
        assert found.text
        assert found.span.start >= end
        end = found.span.end


@pytest.mark.parametrize(
    "unit",
    [
        "27.000 millones de euros, ",
        "1",
        "1 000 ",
        "3-",
        "y media ",
        "entre 3 y ",
        "a ",
        "más de ",
        "20.",
        "mil ",
        "one and ",
        "$",
        "1/2/",
    ],
)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_time_is_linear_in_the_text(unit: str, lang: str) -> None:
    text = (unit * (20_000 // len(unit) + 1))[:20_000]
    started = time.perf_counter()
    quantities(text, lang)
    assert time.perf_counter() - started < 20  # a second on a free core; quadratic time would be minutes
