from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.retrieval import build, index
from factcheck.retrieval.browsing import Browsing
from factcheck.retrieval.chunk import passages
from factcheck.retrieval.contents import Contents
from tests.retrieval.fakes import FakeEncoder, fact, source

SOURCES = (
    source("s1", "El puente mide 900 metros."),
    source("s2", "La cosecha cayó.", publisher="Gaceta"),
    source("s3", "El trigo subió.", publisher="Gaceta"),
)
FACTS = (fact("f2", "s2", period="2023"), fact("f1", "s2", period="2022"), fact("f3", "s3"))


@pytest.fixture
def browsing(tmp_path: Path) -> Browsing:
    made = tuple(p for s in SOURCES for p in passages(s))
    build.write(Contents(made, SOURCES, FACTS), FakeEncoder(), tmp_path)
    return Browsing(index.open_index(tmp_path, FakeEncoder()))


def test_a_source_is_seen_with_the_facts_that_it_states(browsing: Browsing) -> None:
    found = browsing.one("s2")
    assert found is not None
    assert (found[0], [one.id for one in found[1]]) == (SOURCES[1], ["f1", "f2"])
    assert browsing.one("s1") == (SOURCES[0], ())
    assert browsing.one("s9") is None
    assert browsing.one("") is None


def test_publishers_are_counted_by_sources_and_lead_to_them(browsing: Browsing) -> None:
    assert browsing.publishers() == [("Gaceta", 2), ("Oficina", 1)]
    assert [one.id for one in browsing.of("Gaceta")] == ["s2", "s3"]
    assert browsing.of("Nadie") == []


def test_names_that_a_choice_of_sources_understands_are_known(browsing: Browsing) -> None:
    assert [browsing.knows(name) for name in ("s1", "Gaceta", "gaceta", "Informe s1", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]
