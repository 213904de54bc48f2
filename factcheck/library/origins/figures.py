"""Reads the Factbook's figures: amounts, percentages, areas. Knows how they are written, not what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable

from factcheck.library.origins.pages import Made, Row

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NUMBER = re.compile(r"^\$?\s*(-?)\$?\s*([\d,]+(?:\.\d+)?)\s*(thousand|million|billion|trillion)?")


def number(text: str) -> float | None:
    """`$722.912 billion (2024 est.)` -> 722912000000.0; None where no figure opens the text."""
    plain = re.sub(r"^\(\d{4}[^)]*\)\s*", "", text.strip())
    match = _NUMBER.match(plain)
    if not match:
        return None
    value = float(match[2].replace(",", "")) * _SCALES.get(match[3], 1.0)
    return round(-value if match[1] else value, 6)


def figure(attribute: str, unit: str | None) -> Callable[[Made, Row], None]:
    """A reader for a figure that is given for a year."""

    def read(made: Made, row: Row) -> None:
        value = float(row.value) if isinstance(row.value, int | float) else number(str(row.value))
        if value is None or row.year is None:
            made.skip(row, "no figure or no year")
        else:
            made.add(row, attribute, value, unit=unit, period=str(row.year), single_valued=True)

    return read


def area(made: Made, row: Row) -> None:
    """Total area in square kilometres."""
    match = re.match(r"^([\d,.]+) sq km$", str(row.value).strip())
    size = float(match[1].replace(",", "")) if match else 0.0
    if size:
        made.add(row, "area", size, unit="km2", single_valued=True)
    else:
        made.skip(row, "not a plain figure")
