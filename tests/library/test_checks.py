from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from factcheck.domain import Fact, Source, Tier
from factcheck.library.checks import Problem, problems
from factcheck.library.records import Collection

SOURCE = Source(id="s1", publisher="Oficina", title="Cifras", lang="es", tier=Tier.PRIMARY, verified_by="one source")


def fact(**values: Any) -> Fact:
    given = {
        "id": "f1",
        "source_id": "s1",
        "subject": "Kazakhstan",
        "subject_id": "country:KAZ",
        "attribute": "capital",
    }
    return Fact.model_validate(given | {"value": "Astana", "verified_by": "one source"} | values)


def messages(*facts: Fact, source: Source = SOURCE) -> list[str]:
    return [problem.message for problem in problems(Collection((source,), facts))]


def test_a_sound_collection_has_no_problems() -> None:
    assert messages(fact(), fact(id="f2", attribute="inflation", value=3.0, period="2023")) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"source_id": "s2"}, "the source s2 is not in sources.jsonl"),
        ({"period": "last year"}, "is not ISO 8601"),
        ({"period": "2023-13"}, "is not ISO 8601"),
        ({"period": "2023/2022"}, "ends before it starts"),
        ({"period": "2022/2023/2024"}, "is not ISO 8601"),
        ({"verified_by": None}, "nobody verified it"),
        ({"subject_id": "country:XYZ"}, "nothing is known as country:XYZ"),
        ({"value": ("country:KAZ", "country:QQQ")}, "nothing is known as country:QQQ"),
        ({"value": ("country:KAZ", "country:KAZ")}, "names something twice"),
        ({"attribute": "favourite_colour"}, "no template speaks about favourite_colour"),
        ({"statements": {"es": "Astaná es la capital."}}, "its own wording is missing in: en"),
        ({"value": ("country:KAZ",), "qualifiers": {"since": {"country:KAZ": "2015"}}}, "not a day"),
        ({"value": ("country:KAZ",), "qualifiers": {"until": {"country:KAZ": "2015-01-01"}}}, "has left it"),
    ],
)
def test_one_wrong_fact_gives_its_problem(values: dict[str, Any], said: str) -> None:
    found = messages(fact(), fact(id="f2", **values)) if "source_id" in values else messages(fact(**values))
    assert any(said in message for message in found), found


DATED = SOURCE.model_copy(update={"published": date(2014, 4, 17), "as_of": date(2014, 4, 17)})


@pytest.mark.parametrize(
    "values", [{"period": "2023-02-22"}, {"period": "2015/2016"}, {"value": "2014-05"}, {"as_of": date(2014, 4, 18)}]
)
def test_a_source_cannot_tell_what_came_after_it(values: dict[str, Any]) -> None:
    assert any("but its source s1 is of 2014-04-17" in message for message in messages(fact(**values), source=DATED))


@pytest.mark.parametrize(
    "values",
    [
        {"period": "2014"},
        {"period": "2013/2016"},
        {"value": "2014-04-17"},
        {"period": "2020", "qualifiers": {"foreseen": True}},
        {"value": 2023.0, "attribute": "inflation", "period": "2014-01"},
    ],
)
def test_what_a_source_may_tell(values: dict[str, Any]) -> None:
    assert messages(fact(**values), source=DATED) == []


def test_a_doubled_id_is_named_once() -> None:
    assert [m for m in messages(fact(), fact(value="Almaty")) if "used 2 times" in m] == [
        "the fact id f1 is used 2 times; give each record its own"
    ]


def test_two_values_of_a_single_valued_attribute_in_one_source_contradict() -> None:
    found = messages(fact(single_valued=True), fact(id="f2", value="Almaty", single_valued=True))
    assert found == ["capital has one value at a time, but f1 of the same source has another"]


def test_two_sources_may_differ() -> None:
    other = SOURCE.model_copy(update={"id": "s2"})
    facts = (fact(single_valued=True), fact(id="f2", source_id="s2", value="Almaty", single_valued=True))
    assert problems(Collection((SOURCE, other), facts)) == []


def test_the_same_said_twice_by_one_source_is_a_double() -> None:
    assert messages(fact(), fact(id="f2")) == ["it says the same as f1 from the same source"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"url": "www.example.org"}, "no http or https address"),
        ({"valid_from": date(2024, 1, 1), "valid_until": date(2023, 1, 1)}, "before valid_from"),
        ({"verified_by": None}, "set the tier to `other`"),
    ],
)
def test_a_wrong_source_gives_its_problem(changes: dict[str, Any], said: str) -> None:
    assert any(said in message for message in messages(fact(), source=SOURCE.model_copy(update=changes)))


def test_an_unverified_source_of_tier_other_may_stand() -> None:
    source = SOURCE.model_copy(update={"verified_by": None, "tier": Tier.OTHER})
    assert messages(fact(), source=source) == []


def test_a_source_with_nothing_in_it_is_named() -> None:
    assert "has no text, no facts and no earlier check" in messages()[0]


def test_a_problem_names_its_line() -> None:
    collection = Collection((SOURCE,), (fact(verified_by=None),), places={"f1": "facts/some.jsonl:7"})
    assert str(problems(collection)[0]) == "facts/some.jsonl:7: nobody verified it (verified_by is empty)"
    assert problems(collection)[0] == Problem("facts/some.jsonl:7", "nobody verified it (verified_by is empty)")
