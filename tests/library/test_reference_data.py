"""The shipped reference data: sound as a whole, and right about what the project promises."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from factcheck.domain import Fact, listed
from factcheck.library.checks import problems
from factcheck.library.records import Collection, read_collection
from factcheck.pipeline import Options
from factcheck.render.facts import statement, statements
from factcheck.retrieval.build import in_memory
from factcheck.retrieval.search import Searcher
from tests.retrieval.fakes import FakeEncoder, claim

ARTICLE_DAY = date(2023, 11, 9)


@pytest.fixture(scope="module")
def shipped(repository: Path) -> Collection:
    return read_collection(repository / "reference_data")


@pytest.fixture(scope="module")
def facts(shipped: Collection) -> dict[str, Fact]:
    return {fact.id: fact for fact in shipped.facts}


def test_it_passes_its_own_checks(shipped: Collection) -> None:
    assert [str(problem) for problem in problems(shipped)] == []


def test_it_is_large_and_every_country_has_its_basic_facts(shipped: Collection) -> None:
    countries = [
        f for f in shipped.facts if str(f.subject_id).startswith("country:") and f.source_id.startswith("factbook-")
    ]
    assert len(countries) >= 5000
    for attribute in ("capital", "population", "gdp_ppp", "head_of_state"):
        assert len({f.subject_id for f in countries if f.attribute == attribute}) > 190


def test_every_source_says_who_verified_it_and_what_it_counts_with(shipped: Collection) -> None:
    assert [s.id for s in shipped.sources if not s.verified_by or not s.independent_group] == []


def test_files_stay_small_enough_to_read(repository: Path) -> None:
    sizes = [path.stat().st_size for path in (repository / "reference_data").rglob("*.jsonl")]
    assert sum(sizes) < 5_000_000
    assert max(sizes) < 1_500_000


@pytest.mark.parametrize(
    ("day", "country", "party"),
    [
        (None, "KAZ", False),
        (None, "ARM", True),
        (None, "HUN", True),
        (ARTICLE_DAY, "KAZ", False),
        (ARTICLE_DAY, "ARM", False),
        (ARTICLE_DAY, "UKR", False),
        (ARTICLE_DAY, "MNG", True),
        (ARTICLE_DAY, "PHL", False),
        (date(2024, 2, 1), "ARM", True),
        (date(2018, 1, 1), "PHL", True),
        (date(2017, 10, 26), "BDI", True),
        (date(2017, 10, 27), "BDI", False),
        (date(2002, 6, 30), "ESP", False),
    ],
)
def test_the_parties_of_the_rome_statute_are_known_for_any_day(
    facts: dict[str, Fact], day: date | None, country: str, *, party: bool
) -> None:
    assert listed(facts["rome-statute-parties"], f"country:{country}", day) is party


def test_there_are_125_parties_29_signatories_and_2_that_left(facts: dict[str, Fact]) -> None:
    sizes = {
        name: len(fact.value)
        for name in ("parties", "signatories-only", "withdrawn")
        if isinstance((fact := facts[f"rome-statute-{name}"]).value, tuple) and fact.complete
    }
    assert sizes == {"parties": 125, "signatories-only": 29, "withdrawn": 2}


def test_the_stale_court_field_of_the_factbook_is_not_carried(shipped: Collection) -> None:
    assert [f.id for f in shipped.facts if f.subject_id == "org:ICC" or f.attribute.startswith("icc_status_")] == [
        "dossier-090"
    ]


@pytest.mark.parametrize("country", ["Armenia", "Ukraine", "Kiribati"])
def test_where_the_factbook_is_stale_the_fresher_list_speaks_and_is_named(shipped: Collection, country: str) -> None:
    about = [f for f in shipped.facts if f.attribute in {"members", "parties", "capital"}]
    sources = [s for s in shipped.sources if s.id in {f.source_id for f in about}]
    searcher = Searcher(in_memory((), sources, about, FakeEncoder()), FakeEncoder(), statement)
    (found,) = searcher.search([claim(f"{country} is a State Party to the Rome Statute.", "en")], Options())
    assert (found[0].source.publisher, found[0].source.as_of) == ("United Nations Treaty Collection", date(2026, 10, 2))
    assert found[0].passage.text.startswith(f"{country} has been among the States Parties")
    assert "list as of 2 October 2026" in found[0].passage.text
    assert not [
        h for h in found if h.source.publisher == "CIA World Factbook" and h.fact and "ICC" in str(h.fact.subject_id)
    ]


@pytest.mark.parametrize(
    ("organization", "country", "member"),
    [
        ("nato", "FIN", True),
        ("nato", "KAZ", False),
        ("eu", "ESP", True),
        ("eu", "GBR", False),
        ("eaeu", "KAZ", True),
        ("csto", "KAZ", True),
        ("un", "KAZ", True),
        ("opec", "KAZ", False),
        ("opec", "QAT", None),
        ("oecd", "IND", None),
        ("g20", "ESP", False),
        ("asean", "TLS", True),
    ],
)
def test_memberships_affirm_deny_or_withhold(
    facts: dict[str, Fact], organization: str, country: str, member: bool | None
) -> None:
    assert listed(facts[f"factbook-members-{organization}"], f"country:{country}") is member


def test_a_list_without_history_says_nothing_about_earlier_days(facts: dict[str, Fact]) -> None:
    assert listed(facts["factbook-members-nato"], "country:SWE", ARTICLE_DAY) is None
    assert listed(facts["dossier-members-sco"], "country:BLR", ARTICLE_DAY) is False
    assert listed(facts["dossier-members-sco"], "country:KAZ", ARTICLE_DAY) is True


def test_the_trade_of_2022_stands_in_its_four_differing_values(shipped: Collection) -> None:
    values = sorted(
        f.value
        for f in shipped.facts
        if f.attribute == "bilateral_trade_turnover"
        and f.period == "2022"
        and f.qualifiers["partner"] == "country:RUS"
        and f.unit == "USD"
        if isinstance(f.value, float)
    )
    assert values == [24.3e9, 26.1e9, 27e9, 28.2e9]


def test_the_agencys_copy_of_an_official_figure_counts_with_its_origin(
    shipped: Collection, facts: dict[str, Fact]
) -> None:
    groups = {
        fact_id: source.independent_group
        for fact_id in ("dossier-001", "dossier-002", "dossier-004", "dossier-037")
        if (source := shipped.source(facts[fact_id].source_id))
    }
    assert groups == {
        "dossier-001": "kazakhstan_government",
        "dossier-002": "russia_government",
        "dossier-004": "kazakhstan_government",
        "dossier-037": "kazakhstan_government",
    }


def test_a_page_is_as_old_as_the_latest_that_it_tells(shipped: Collection, facts: dict[str, Fact]) -> None:
    warrants = shipped.source(facts["dossier-151"].source_id)
    assert warrants is not None
    assert warrants.published == date(2023, 4, 5), "the day in its address; it also tells of 2014"


def test_earlier_years_of_a_series_say_that_they_are_not_the_latest(facts: dict[str, Fact]) -> None:
    assert facts["factbook-kaz-inflation-2022"].qualifiers["latest"] is False
    assert "latest" not in facts["factbook-kaz-inflation-2024"].qualifiers


def test_every_fact_speaks_both_languages(shipped: Collection) -> None:
    for fact in shipped.facts[::7]:
        spoken = statements(fact)
        assert {lang for lang, _ in spoken} == {"es", "en"}
        assert all(text and "{" not in text and "_" not in text for _, text in spoken), spoken


def test_the_readme_counts_every_file_rightly(repository: Path) -> None:
    readme = (repository / "reference_data" / "README.md").read_text(encoding="utf-8")
    told = {
        name: int(count.replace(",", "")) for name, count in re.findall(r"`facts/(\w+)\.jsonl` \| ([\d,]+) \|", readme)
    }
    files = (repository / "reference_data" / "facts").glob("*.jsonl")
    assert told == {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
