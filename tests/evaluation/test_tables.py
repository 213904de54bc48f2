from __future__ import annotations

import io

from rich.console import Console

from factcheck.evaluation.figures import Measured
from factcheck.evaluation.tables import cell, table


def test_one_line_per_file_language_breakdown_and_over_all() -> None:
    figures = {"n": 3, "f1": 0.5, "mrr": float("nan"), "intervals": {"f1": (0.25, 0.75)}, "confusion": {"a": 1}}
    measured = Measured({"x.es": figures}, {"es": figures}, figures, {"by_reason": {"number": figures}})
    out = io.StringIO()
    Console(file=out, width=120).print(table(measured))
    lines = [line for line in out.getvalue().splitlines() if line.strip()]
    assert [line.split()[0] for line in lines] == ["n", "x.es", "es", "number", "overall"]
    assert "0.500 [0.25-0.75]" in lines[1]
    assert "confusion" not in out.getvalue()
    assert lines[1].rstrip().endswith("-")


def test_cells_show_what_is_not_defined() -> None:
    assert cell({"a": None}, "a") == "-"
    assert cell({}, "a") == "-"
    assert cell({"a": 7}, "a") == "7"
