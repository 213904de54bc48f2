"""Figures as a table for people: one line per file, language and over all. Knows the figures' form; nothing of what they mean."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from factcheck.evaluation.figures import Figures, Measured

if TYPE_CHECKING:
    from rich.table import Table


def table(measured: Measured) -> Table:
    """A table of the single figures; intervals stand under their figure, longer breakdowns are left to `--json`."""
    from rich.table import Table

    columns = [name for name, value in measured.overall.items() if not isinstance(value, (dict, list))]
    drawn = Table("", *columns, box=None, pad_edge=False)
    for title, rows in sections(measured):
        for number, (name, found) in enumerate(rows.items()):
            drawn.add_row(
                name or title, *(cell(found, column) for column in columns), end_section=number == len(rows) - 1
            )
    return drawn


def sections(measured: Measured) -> list[tuple[str, dict[str, Figures]]]:
    """Files, languages, further breakdowns, and all together, in this order."""
    more = list(measured.more.items())
    return [
        ("file", measured.files),
        ("language", measured.by_language),
        *more,
        ("overall", {"overall": measured.overall}),
    ]


def cell(found: Figures, column: str) -> str:
    """A figure with its 95% interval, `-` where it is not defined."""
    value = found.get(column)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "-"
    if isinstance(value, int):
        return str(value)
    interval = found.get("intervals", {}).get(column)
    return f"{value:.3f}" + (f" [{interval[0]:.2f}-{interval[1]:.2f}]" if interval else "")
