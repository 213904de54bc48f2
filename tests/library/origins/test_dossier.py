from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from factcheck.library.origins import dossier

SEED = {
    "subject": "Trade", "attribute": "turnover", "value": 27, "unit": "billion USD (more than)", "period_or_date": "2022 vs 2021",
    "as_of": "2023-12", "valid_from": "2023-01-01", "valid_until": None, "publisher": "Associated Press (carried by newyorkinquisitor.com)",
    "title": "[Putin visits]", "url": "https://example.org/a", "verified_by": "one source", "complete_list": None,
}  # fmt: skip


@pytest.fixture
def seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    wording = [
        {"n": 1, "a": "turnover", "id": "country:KAZ", "q": {"bound": "more_than"}, "es": "Uno.", "en": "One."},
        {"n": 2, "a": "note", "origin": "kazakhstan_government", "es": "Dos.", "en": "Two."},
    ]
    monkeypatch.setattr(dossier, "_wording", lambda: wording)
    path = tmp_path / "seed.jsonl"
    other = SEED | {"value": "yes", "unit": "", "period_or_date": "in force since 2002-07-01", "as_of": "2024"}
    path.write_text("\n".join(json.dumps(row) for row in (SEED, other)), encoding="utf-8")
    return path


def test_values_periods_and_sources_come_from_the_seed_and_wording_from_us(seed: Path) -> None:
    sources, facts = dossier.read(seed)
    assert (facts[0].value, facts[0].unit, facts[0].period, facts[0].as_of) == (27e9, "USD", "2022", date(2023, 12, 31))
    assert facts[0].qualifiers == {"valid_from": "2023-01-01", "bound": "more_than"}
    assert facts[0].statements == {"es": "Uno.", "en": "One."}
    assert (facts[1].value, facts[1].period) == ("yes", None)
    assert sources[0].title == "Putin visits"
    assert sources[0].published == date(2024, 12, 31), "the page tells of 2024 too"
    assert "no page opened live" in (sources[0].verified_by or "")


def test_facts_of_another_origin_on_the_same_page_count_in_that_group(seed: Path) -> None:
    sources, facts = dossier.read(seed)
    assert [s.independent_group for s in sources] == ["associated_press", "kazakhstan_government"]
    assert facts[0].source_id != facts[1].source_id


def test_the_day_in_an_address_counts_where_it_is_later(seed: Path) -> None:
    row = SEED | {"as_of": "2014-04-17", "url": "https://example.org/news/20230405/warrants"}
    rows = [
        row,
        row | {"n": 2, "as_of": "2023-03-17"},
        SEED | {"title": "Old", "url": "https://example.org/2011/02/03/a/"},
    ]
    assert list(dossier._days(rows).values()) == [date(2023, 4, 5), date(2023, 12, 31)]


@pytest.mark.parametrize(
    ("text", "day"), [("2023-11-09", date(2023, 11, 9)), ("2024-02", date(2024, 2, 29)), ("1998", date(1998, 12, 31))]
)
def test_a_month_or_year_is_known_at_its_end(text: str, day: date) -> None:
    assert dossier.last_day(text) == day
