from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from factcheck.domain import EarlierCheck, Fact, Hit, Source, Tier
from factcheck.retrieval.build import in_memory
from factcheck.retrieval.chunk import passages
from factcheck.retrieval.search import Ranking, Searcher
from tests.retrieval.fakes import FakeEncoder, Options, Scope, claim, fact, source, statement

SOURCES = [
    source("puente", "El puente de Villabrisa mide 900 metros. Fue abierto en 2019.", published=date(2020, 5, 1)),
    source("trigo", "La cosecha de trigo cayó en Nortelandia.", published=date(2024, 2, 1), country="NOR"),
    source("wheat", "The wheat harvest fell in Nortelandia.", lang="en", title="Report", tier=Tier.OFFICIAL_STATISTICS),
    source(
        "rumor", None, earlier_check=EarlierCheck(claim_reviewed="El puente de Villabrisa se hundió.", rating="Falso")
    ),
    source("registro", None, publisher="Registro", title="Registro de tratados"),
]
PARTIES = ("country:ESP", "country:FRA")
FACTS = [
    fact("kaz-capital", "registro", value="Astana", single_valued=True),
    *(
        fact(
            f"kaz-inflation-{y}",
            "registro",
            attribute="inflation",
            value=float(y - 2000),
            unit="percent",
            period=str(y),
        )
        for y in range(2019, 2025)
    ),
    fact(
        "esp-inflation-2022",
        "registro",
        subject_id="country:ESP",
        attribute="inflation",
        value=8.4,
        unit="percent",
        period="2022",
    ),
    Fact(
        id="nato",
        source_id="registro",
        subject="NATO",
        subject_id="org:NATO",
        attribute="members",
        value=PARTIES,
        complete=True,
        as_of=date(2024, 3, 7),
    ),
    Fact(
        id="rome",
        source_id="registro",
        subject="Rome Statute",
        subject_id="treaty:rome_statute",
        attribute="parties",
        value=PARTIES,
        complete=True,
        as_of=date(2026, 10, 2),
    ),
]


def searcher(
    sources: list[Source] | None = None, ranking: Ranking | None = None, facts: list[Fact] = FACTS
) -> Searcher:
    chosen = SOURCES if sources is None else sources
    encoder = FakeEncoder()
    index = in_memory((p for s in chosen for p in passages(s)), chosen, facts if sources is None else (), encoder)
    return Searcher(index, encoder, statement, ranking)


def search(query: str, lang: str = "es", **options: object) -> tuple[Hit, ...]:
    return searcher().search([claim(query, lang)], Options(**options))[0]  # type: ignore[arg-type]


def ids(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.fact.id if hit.fact else hit.source.id for hit in hits]


# ----------------------------------------------------------------------------- texts


def test_the_passage_that_says_it_comes_first_and_says_how_it_was_found() -> None:
    best = search("El puente de Villabrisa mide 900 metros.")[0]
    assert (best.source.id, best.rank, best.dense_rank, best.lexical_rank) == ("puente", 1, 1, 1)
    assert best.passage.span is not None
    assert best.passage.span.of(SOURCES[0].text or "") == best.passage.text
    assert [span.of(best.passage.text) for span in best.matched] == ["puente", "Villabrisa", "mide", "900", "metros"]


def test_ranks_count_from_one_without_gaps_and_top_k_is_kept() -> None:
    hits = search("La cosecha de trigo cayó en Nortelandia", top_k=2)
    assert [hit.rank for hit in hits] == [1, 2]
    assert ids(hits)[0] == "trigo"


def test_a_claim_has_the_same_hits_alone_and_in_a_batch() -> None:
    found = searcher()
    queries = [
        claim(q) for q in ("El puente mide 900 metros.", "La inflación de Kazajistán en 2022", "trigo", "nada de esto")
    ]
    together = found.search(queries, Options())
    assert together == [found.search([one], Options())[0] for one in queries]
    assert found.search([], Options()) == []


def test_one_long_source_does_not_crowd_out_the_others() -> None:
    long = source("largo", "\n".join(f"El trigo número {n} crece. " + "Relleno " * 80 for n in range(20)))
    other = source("otro", "El trigo es un cereal.")
    hits = searcher([long, other], Ranking(per_source=2)).search([claim("El trigo número 3 crece")], Options())[0]
    assert [hit.source.id for hit in hits].count("largo") == 2
    assert "otro" in ids(hits)


def test_reprints_do_not_crowd_out_the_others() -> None:
    original = source("agencia", "El trigo crece en Nortelandia.")
    reprints = [source(f"diario{n}", "El trigo crece en Nortelandia.", syndicated_from="agencia") for n in range(6)]
    other = source("otro", "El trigo es un cereal de Nortelandia.")
    hits = searcher([original, *reprints, other]).search([claim("El trigo crece en Nortelandia")], Options(top_k=5))[0]
    assert len(hits) == 4
    assert "otro" in ids(hits)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(languages=("en",)), {"wheat"}),
        (Scope(countries=("NOR",)), {"trigo"}),
        (Scope(tiers=("official_statistics",)), {"wheat"}),
        (Scope(include=("puente", "trigo")), {"puente", "trigo"}),
        (Scope(exclude=("Oficina",)), set()),
        (Scope(exclude=("wheat", "trigo")), {"puente"}),
    ],
)
def test_filters_act_before_ranking(scope: Scope, expected: set[str]) -> None:
    assert set(ids(search("cosecha de trigo en el puente", top_k=10, scope=scope))) == expected


def test_what_was_published_after_the_cut_off_never_appears() -> None:
    query = "La cosecha de trigo cayó en Nortelandia"
    assert "trigo" in ids(search(query, as_of=date(2024, 2, 1)))
    assert "trigo" not in ids(search(query, as_of=date(2024, 1, 31)))
    assert "wheat" in ids(search(query, as_of=date(1990, 1, 1)))


def test_an_empty_index_gives_no_hits() -> None:
    assert searcher([]).search([claim("algo")], Options()) == [()]


# ----------------------------------------------------------------------------- facts


def test_a_fact_asked_by_name_comes_first_in_the_claims_language() -> None:
    for query, lang in (("La capital de Kazajistán es Almatý.", "es"), ("The capital of Kazakhstan is Almaty.", "en")):
        best = search(query, lang)[0]
        assert best.fact is not None
        assert (best.fact.id, best.passage.lang, best.passage.fact_id) == ("kaz-capital", lang, "kaz-capital")
        assert best.passage.text == f"[{lang}] Kazakhstan capital is Astana."


def test_the_claims_period_decides_which_year_comes_first() -> None:
    assert ids(search("La inflación de Kazajistán fue del 20 % en 2020."))[0] == "kaz-inflation-2020"
    assert ids(search("La inflación de Kazajistán es alta."))[0] == "kaz-inflation-2024"
    assert len([i for i in ids(search("La inflación de Kazajistán")) if i.startswith("kaz")]) == 3


def test_two_countries_both_have_their_say() -> None:
    hits = ids(search("En 2022 la inflación de Kazajistán superó a la de España."))
    assert set(hits[:2]) == {"kaz-inflation-2022", "esp-inflation-2022"}


@pytest.mark.parametrize(
    ("query", "lang", "expected"),
    [
        ("Kazajistán no es miembro de la OTAN.", "es", "nato"),
        ("Kazakhstan is a member of NATO.", "en", "nato"),
        ("Kazajistán es un Estado Parte del Estatuto de Roma.", "es", "rome"),
        ("Kazakhstan is not a member of the International Criminal Court.", "en", "rome"),
    ],
)
def test_a_closed_list_answers_about_the_country_named(query: str, lang: str, expected: str) -> None:
    best = search(query, lang)[0]
    assert best.fact is not None
    assert best.fact.id == expected
    assert "country:KAZ: False" in best.passage.text
    assert best.passage.lang == lang


def test_a_country_and_a_body_without_a_word_for_membership_still_get_the_list() -> None:
    hits = search("Kazajistán y la OTAN, unidos desde ayer.")
    assert "nato" in ids(hits)
    assert next(hit.score for hit in hits if hit.fact and hit.fact.id == "nato") == 0.5
    assert "nato" not in ids(search("La OTAN celebró una cumbre."))


def test_scores_fall_with_the_rank() -> None:
    for query in ("En 2022 la inflación de Kazajistán superó a la de España.", "Kazajistán no es miembro de la OTAN."):
        scores = [hit.score for hit in search(query)]
        assert scores == sorted(scores, reverse=True)


def test_facts_about_later_periods_stay_out() -> None:
    found = ids(search("La inflación de Kazajistán", as_of=date(2021, 12, 31)))
    assert found[0] == "kaz-inflation-2021"
    assert not {"kaz-inflation-2022", "kaz-inflation-2023"} & set(found)


def test_filters_hold_for_facts_too() -> None:
    assert "kaz-capital" not in ids(search("La capital de Kazajistán es Astaná", scope=Scope(exclude=("Registro",))))


def test_a_fact_in_both_languages_is_one_hit() -> None:
    from factcheck.domain import Passage

    made = [
        Passage(id=f"f@{lang}", source_id="registro", text=text, lang=lang, fact_id="kaz-capital")
        for lang, text in (("en", "Astana is the seat of power."), ("es", "Astaná es la sede del poder."))
    ]
    encoder = FakeEncoder()
    index = in_memory(made, SOURCES, FACTS, encoder)
    hits = Searcher(index, encoder, statement).search([claim("Astana, seat: sede del poder Astaná")], Options())[0]
    assert [hit.passage.id for hit in hits] == ["f@es"]
    assert hits[0].fact == FACTS[0]


# ----------------------------------------------------------------------------- earlier checks


LENIENT = Ranking(nearest_check=0.65, nearer_in_spanish=0.0)


def test_earlier_checks_are_shown_apart() -> None:
    found, asked = searcher(ranking=LENIENT), [claim("El puente de Villabrisa se hundió ayer.")]
    assert "rumor" not in ids(found.search(asked, Options())[0])
    checks = found.earlier_checks(asked, Options())[0]
    assert ids(checks) == ["rumor"]
    assert checks[0].source.earlier_check is not None


def test_a_check_of_something_else_is_not_shown() -> None:
    asked = [claim("La cosecha de trigo cayó."), claim("El puente de Villabrisa se hundió.")]
    assert [ids(hits) for hits in searcher(ranking=LENIENT).earlier_checks(asked, Options())] == [[], ["rumor"]]
    strict = Ranking(nearest_check=0.65, nearer_in_spanish=0.3)
    assert searcher(ranking=strict).earlier_checks(asked, Options()) == [(), ()]


def test_evidence_and_checks_encode_the_claims_once() -> None:
    class Counting(FakeEncoder):
        def encode_queries(self, texts: Any) -> Any:
            self.embedded += texts
            return super().encode_queries(texts)

    encoder = Counting()
    index = in_memory([p for s in SOURCES for p in passages(s)], SOURCES, FACTS, FakeEncoder())
    found, asked = Searcher(index, encoder, statement), [claim("El puente se hundió.")]
    found.search(asked, Options())
    found.earlier_checks(asked, Options())
    assert encoder.embedded == ["El puente se hundió."]


def test_without_earlier_checks_there_are_none() -> None:
    assert searcher(SOURCES[:2]).earlier_checks([claim("a"), claim("b")], Options()) == [(), ()]
