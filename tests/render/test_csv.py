from __future__ import annotations

import csv
import io

import pytest

from factcheck.render.csv import COLUMNS, cell, report_csv
from tests import samples


def test_one_row_for_each_claim_under_the_named_columns() -> None:
    rows = list(csv.DictReader(io.StringIO(report_csv(samples.report()))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["outcome"] for row in rows] == [
        "supported",
        "refuted",
        "not_enough_evidence",
        "not_checkable",
        "failed",
    ]
    assert rows[0]["source_value"] == "26.100 millones de dólares"
    assert rows[0]["difference"] == "0.0345"
    assert rows[4]["confidence"] == ""
    assert "index is missing" in rows[4]["reason"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "=HYPERLINK(1)"])
def test_formulas_are_disarmed(text: str) -> None:
    assert cell(text) == "'" + text


def test_numbers_stay_numbers_and_lines_stay_one() -> None:
    assert cell(-0.5) == "-0.5"
    assert cell("a\r\nb\x1b") == "a b"
    assert cell(None) == ""
