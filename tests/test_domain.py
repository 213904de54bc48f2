from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from factcheck.domain import Confidence, Fact, Sample, listed


def members(**more: Any) -> Fact:
    given = {
        "id": "f",
        "source_id": "s",
        "subject": "X",
        "attribute": "members",
        "value": ("country:ARM", "country:ESP"),
    }
    return Fact.model_validate(given | {"complete": True, "as_of": date(2026, 10, 2)} | more)


HISTORY = {
    "since": {"country:ARM": "2024-02-01", "country:PHL": "2011-11-01"},
    "until": {"country:PHL": "2019-03-17", "country:BDI": "2017-10-27"},
}


@pytest.mark.parametrize(
    ("entity", "on", "stands"),
    [
        ("country:ARM", None, True),
        ("country:KAZ", None, False),
        ("country:KAZ", date(2030, 1, 1), False),
        ("country:ARM", date(2024, 2, 1), True),
        ("country:ARM", date(2024, 1, 31), False),
        ("country:ESP", date(2020, 1, 1), None),
        ("country:PHL", date(2011, 10, 31), False),
        ("country:PHL", date(2019, 3, 16), True),
        ("country:PHL", date(2019, 3, 17), False),
        ("country:BDI", date(2017, 1, 1), None),
        ("country:BDI", date(2018, 1, 1), False),
        ("country:KAZ", date(2020, 1, 1), None),
    ],
)
def test_a_closed_list_answers_for_a_day_as_far_as_its_history_reaches(
    entity: str, on: date | None, stands: bool | None
) -> None:
    assert listed(members(qualifiers=HISTORY), entity, on) is stands


def test_a_complete_history_denies_earlier_days_too() -> None:
    fact = members(qualifiers=HISTORY | {"history_complete": True})
    assert listed(fact, "country:KAZ", date(2020, 1, 1)) is False


def test_a_list_that_has_not_changed_since_answers_back_to_then() -> None:
    fact = members(qualifiers={"unchanged_since": "2015-08-06"})
    assert listed(fact, "country:ESP", date(2016, 1, 1)) is True
    assert listed(fact, "country:KAZ", date(2016, 1, 1)) is False
    assert listed(fact, "country:KAZ", date(2015, 1, 1)) is None


def test_an_open_list_affirms_and_never_denies() -> None:
    fact = members(complete=False)
    assert listed(fact, "country:ESP") is True
    assert listed(fact, "country:KAZ") is None


def test_a_list_decides_neither_the_doubtful_nor_other_kinds() -> None:
    fact = members(qualifiers={"doubtful": ["country:ESP"], "among": "country"})
    assert listed(fact, "country:ESP") is None
    assert listed(fact, "org:AU") is None
    assert listed(members(), "org:AU") is False


def test_a_fact_that_is_no_list_says_nothing() -> None:
    assert listed(members(value="Astana", complete=False), "country:ESP") is None


@pytest.mark.parametrize("wrong", [{"as_of": None}, {"value": "Astana"}])
def test_a_closed_list_is_a_list_with_a_day(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="complete"):
        members(**wrong)


def test_more_right_verdicts_than_verdicts_are_refused() -> None:
    with pytest.raises(ValidationError, match="3 right verdicts among 2"):
        Sample(data_set="planted", verdicts=2, right=3)


def test_a_population_in_words_of_an_older_report_is_read_as_not_measured() -> None:
    older = Confidence.model_validate({"value": 0.9, "population": "planted dev"})
    assert older == Confidence(value=0.9)
    with pytest.raises(ValidationError):
        Confidence.model_validate({"value": 0.9, "population": [{"data_set": "planted"}]})
