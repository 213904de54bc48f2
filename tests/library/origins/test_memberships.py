from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from factcheck.domain import Fact
from factcheck.library.origins import memberships

EVERYTHING = [
    {
        "gec": "ee",
        "field": "Government > Member states",
        "value": "2 countries: Austria, Belgium 13 overseas countries",
        "subject": "x",
        "year": None,
        "source_file": "europe/ee.json",
    }
]


def written(path: Path, records: list[dict[str, object]]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records)
    return path


def lists(**members: list[str]) -> list[dict[str, object]]:
    return [
        {
            "gec": gec,
            "subject": gec,
            "field": "international_organizations",
            "value": value,
            "year": None,
            "source_file": f"{gec}.json",
        }
        for gec, value in members.items()
    ]


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Fact]:
    how = {
        "X": {"label": "XO", "count": 2, "also": ["Chinese Taipei"]},
        "Y": {"label": "YO", "count": 3, "doubtful": ["FRA"], "why": "left"},
    }
    monkeypatch.setattr(memberships, "organizations", lambda: how)
    structured = written(
        tmp_path / "s.gz",
        lists(
            kz=["XO", "YO"],
            fr=["XO (observer)", "YO"],
            tw=["XO (Chinese Taipei)"],
            sp=["YO (candidate country)", "XOX"],
        ),
    )
    return {f.id: f for f in memberships.facts(structured, written(tmp_path / "a.gz", EVERYTHING))}


def test_only_full_members_count_and_a_fitting_count_closes_the_list(facts: dict[str, Fact]) -> None:
    fact = facts["factbook-members-x"]
    assert fact.value == ("country:KAZ", "country:TWN")
    assert fact.complete
    assert fact.qualifiers["doubtful"] == ["country:PSE"]


def test_a_list_whose_count_does_not_fit_stays_open_and_withholds_the_doubtful(facts: dict[str, Fact]) -> None:
    fact = facts["factbook-members-y"]
    assert fact.value == ("country:KAZ",)
    assert not fact.complete
    assert "country:FRA" in fact.qualifiers["doubtful"]
    assert fact.qualifiers["note"] == "left"


def test_the_european_union_has_the_members_of_its_own_page(facts: dict[str, Fact]) -> None:
    fact = facts["factbook-members-eu"]
    assert fact.value == ("country:AUT", "country:BEL")
    assert fact.complete


def test_another_form_of_that_page_is_an_error(tmp_path: Path) -> None:
    page = [EVERYTHING[0] | {"value": "see the annex"}]
    with pytest.raises(ValueError, match="another form"):
        memberships.facts(written(tmp_path / "s.gz", []), written(tmp_path / "a.gz", page))
