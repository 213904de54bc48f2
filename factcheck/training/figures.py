"""Training claims about one number: the same, rounded, bounded, changed, denied, or of another year, country or kind.

Knows how newspapers of both languages write quantities; nothing of files.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.training import wordings as w
from factcheck.training.countries import Country, Made, Statement, denied, upper


@dataclass(frozen=True)
class Figure:
    """One number about a country in a year. `hedge` is a key of `HEDGES` or empty; `denied` puts a denial before the sentence."""

    country: Country
    field: str
    value: float
    year: int
    hedge: str = ""
    digits: int = 3
    denied: bool = False

    def statement(self) -> Statement:
        """The figure as a sentence."""
        return Statement(self.country, self._say)

    def _say(self, lang: str, chooser: random.Random) -> str:
        unit, sentences = w.FIGURES[self.field]
        value = quantity(self.value, unit, lang, self.digits)
        hedge = chooser.choice(w.HEDGES[self.hedge][lang]) if self.hedge else ""
        template = chooser.choice(sentences[lang])
        text = template.format(c=self.country.names[lang], v=hedge + value, y=self.year)
        return denied(text, lang, chooser) if self.denied else upper(text)


def quantity(value: float, unit: str, lang: str, digits: int) -> str:
    """A number as a newspaper of the language writes it: `722.9 billion dollars`, `722.900 millones de dólares`, `3,3 %`."""
    if unit == "percent":
        number = f"{value:.1f}".removesuffix(".0")
        return f"{number}%" if lang == "en" else f"{number.replace('.', ',')} %"
    if unit == "years":
        number = f"{value:.1f}"
        return f"{number} years" if lang == "en" else f"{number.replace('.', ',')} años"
    scaled = _scaled(value, lang, digits)
    if lang == "en":
        return f"{scaled} people" if unit == "people" else f"${scaled}"
    return f"{scaled}{' de' if scaled.endswith('millones') else ''} {'personas' if unit == 'people' else 'dólares'}"


def _scaled(value: float, lang: str, digits: int) -> str:
    rounded = float(f"{value:.{digits}g}")
    if lang == "en":
        for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
            if rounded >= size:
                return f"{rounded / size:.6g} {word}"
        return f"{rounded:,.0f}"
    if rounded >= 1e6:
        number = f"{rounded / 1e6:,.2f}".rstrip("0").rstrip(".") if rounded < 1e9 else f"{rounded / 1e6:,.0f}"
        return f"{_spanish(number)} millones"
    return _spanish(f"{rounded:,.0f}")


def _spanish(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))


def figure(countries: Sequence[Country], chooser: random.Random) -> Made | None:
    """A figure as evidence and a claim about it, or None where the drawn country has none."""
    told = some_figure(chooser.choice(countries), chooser)
    if told is None:
        return None
    change = chooser.choice(CHANGES)
    changed = change(told, countries, chooser)
    return None if changed is None else (told.statement(), changed[0].statement(), changed[1])


Changed = tuple[Figure, str] | None


def _same(told: Figure, _: Sequence[Country], __: random.Random) -> Changed:
    return told, "entailment"


def _rounded(told: Figure, _: Sequence[Country], chooser: random.Random) -> Changed:
    return replace(told, digits=2, hedge=chooser.choice(("about", ""))), "entailment"


def _bounded(told: Figure, _: Sequence[Country], chooser: random.Random) -> Changed:
    over = chooser.random() < 0.7
    value = told.value * chooser.uniform(0.8, 0.97) if over else told.value * chooser.uniform(1.03, 1.2)
    return replace(told, value=value, digits=2, hedge="over" if over else "under"), "entailment"


def _wrong_bound(told: Figure, _: Sequence[Country], chooser: random.Random) -> Changed:
    over = chooser.random() < 0.6
    value = told.value * chooser.uniform(1.2, 2.5) if over else told.value * chooser.uniform(0.3, 0.8)
    return replace(told, value=value, digits=2, hedge="over" if over else "under"), "contradiction"


def _other_value(told: Figure, _: Sequence[Country], chooser: random.Random) -> Changed:
    factor = chooser.choice((chooser.uniform(0.3, 0.85), chooser.uniform(1.18, 3.0), 10.0, 0.1))
    value = told.value * factor
    if w.FIGURES[told.field][0] in ("percent", "years"):
        value = told.value + chooser.choice((-1, 1)) * max(0.6, abs(told.value) * chooser.uniform(0.15, 0.8))
    return (replace(told, value=value, digits=chooser.choice((2, 3))), "contradiction") if value > 0 else None


def _denial(told: Figure, countries: Sequence[Country], chooser: random.Random) -> Changed:
    if chooser.random() < 0.5:
        return replace(told, denied=True), "contradiction"
    changed = _other_value(told, countries, chooser)
    return None if changed is None else (replace(changed[0], denied=True), "entailment")


def _other_year(told: Figure, _: Sequence[Country], chooser: random.Random) -> Changed:
    return replace(
        told, year=told.year + chooser.choice((-4, -3, -2, -1, 1, 2)), value=told.value * chooser.uniform(0.8, 1.2)
    ), "neutral"


def _other_country(told: Figure, countries: Sequence[Country], chooser: random.Random) -> Changed:
    other = chooser.choice(countries)
    return (
        (replace(told, country=other, value=told.value * chooser.choice((1, 1, 0.7, 1.4))), "neutral")
        if other is not told.country
        else None
    )


def _other_field(told: Figure, _: Sequence[Country], chooser: random.Random) -> Changed:
    other = some_figure(told.country, chooser)
    return (other, "neutral") if other is not None and other.field != told.field else None


def some_figure(country: Country, chooser: random.Random) -> Figure | None:
    """Any of a country's figures, or None."""
    fields = [field for field in w.FIGURES if field in country.records]
    if not fields:
        return None
    field = chooser.choice(fields)
    record = chooser.choice(country.records[field])
    value = number_in(str(record["value"]))
    return Figure(country, field, value, record["year"]) if value is not None and value > 0 and record["year"] else None


def number_in(text: str) -> float | None:
    """The first number of a Factbook value, scale word included: `$722.912 billion (2024 est.)` is 7.22912e11."""
    found = re.search(r"(-?[\d,]*\.?\d+)\s*(million|billion|trillion)?", text)
    if found is None:
        return None
    return float(found[1].replace(",", "")) * {"million": 1e6, "billion": 1e9, "trillion": 1e12}.get(
        found[2] or "", 1.0
    )


CHANGES = (
    _same, _same, _rounded, _bounded, _other_value, _other_value, _wrong_bound, _denial, _other_year, _other_country, _other_field,
)  # fmt: skip
