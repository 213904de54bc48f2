from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from factcheck.domain import Agreement, Comparison, Reason
from factcheck.render import values


@pytest.mark.parametrize(
    ("value", "unit", "lang", "expected"),
    [
        (26.1e9, "USD", "es", "26.100 millones de dólares"),
        (26.1e9, "USD", "en", "26.1 billion dollars"),
        (2.6e12, "USD", "es", "2,6 billones de dólares"),
        (1e6, "person", "es", "1 millón de personas"),
        (20_330_104, "person", "es", "20.330.104 personas"),
        (20_330_104, "person", "en", "20,330,104 people"),
        (3.4, "percent", "es", "3,4\u00a0%"),
        (3.4, "percent", "en", "3.4%"),
        (74.2, "year", "es", "74,2 años"),
        (-2.5e6, None, "en", "-2.5 million"),
        (5, "CAD", "es", "5 dólares canadienses"),
        (0, None, "en", "0"),
    ],
)
def test_amounts_are_written_as_people_write_them(value: float, unit: str | None, lang: str, expected: str) -> None:
    assert values.amount(value, unit, lang) == expected


def test_a_texts_own_words_are_not_read_as_a_number() -> None:
    compared = Comparison(
        kind="quantity",
        claim_text="27.000",
        source_text="26.100",
        source_value=26100,
        unit="USD",
        agreement=Agreement.NEAR,
    )
    assert values.source_side(compared, "es") == "26.100"
    bare = compared.model_copy(update={"source_text": "26100"})
    assert values.source_side(bare, "es") == "26.100 dólares"


def test_days_are_written_out_and_other_texts_stay() -> None:
    assert values.of_text("2026-10-02", "en") == "2 October 2026"
    assert values.of_text("2026-99-99", "en") == "2026-99-99"
    assert values.of_text("2022", "es") == "2022"


def test_shares_and_differences_are_percentages() -> None:
    shown = values.of_reason(Reason(code="x", values={"confidence": "0.43", "difference": "-0.0345"}), "es")
    assert shown == {"confidence": "43\u00a0%", "difference": "3,4\u00a0%"}
    odd = values.of_reason(Reason(code="x", values={"confidence": "high", "difference": "n/a"}), "es")
    assert odd == {"confidence": "high", "difference": "n/a"}


def test_a_difference_that_rounds_to_none_is_not_mentioned() -> None:
    assert values.difference("0.0001", "es") == ""


def test_an_attribute_without_a_name_is_left_out() -> None:
    assert values.attribute("no_such_attribute", "es") == ""
    assert values.attribute("capital", "es") == "Capital"


def test_currencies_have_names_and_unknown_units_keep_their_code() -> None:
    assert values.unit_name("KZT", "es") == "tengues kazajos"
    assert values.unit_name("KZT", "en") == "Kazakhstani tenges"
    assert values.unit_name("QQQ", "en") == "QQQ"
    assert values.unit_name("furlong", "es") == "furlong"


def test_every_attribute_that_claims_are_read_by_has_a_name(repository: Path) -> None:
    table = tomllib.loads((repository / "factcheck/language/data/attributes.toml").read_text(encoding="utf-8"))
    assert all(values.attribute(entry["code"], lang) for entry in table["attribute"] for lang in ("es", "en"))


def test_periods_are_written_out() -> None:
    assert values.period("2022", "es") == "2022"
    assert values.period("2023-10", "es") == "octubre de 2023"
    assert values.period("2023-01/2023-10", "en") == "January 2023 – October 2023"


def test_from_double_on_a_difference_is_a_factor() -> None:
    assert values.difference("1.296", "es") == "×2,3"
    assert values.difference("-0.5", "es") == "50\u00a0%"
