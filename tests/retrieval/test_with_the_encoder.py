"""The search with the real encoder: what words alone cannot do. Texts are invented."""

from __future__ import annotations

import pytest

from factcheck.models import Encoder
from factcheck.render.facts import statement
from factcheck.retrieval.build import in_memory
from factcheck.retrieval.chunk import passages
from factcheck.retrieval.search import Searcher
from tests.retrieval.fakes import Options, Scope, claim, source

pytestmark = pytest.mark.models

SOURCES = [
    source("lluvia", "Las precipitaciones de octubre dejaron 47 víctimas mortales en el valle del Serna."),
    source("rain", "No dam broke that night, whatever the rumours said.", lang="en", title="Report"),
    source("paro", "El desempleo bajó cuatro décimas en el último trimestre."),
    source(
        "rates",
        "The central bank left its key interest rate unchanged at its June meeting.",
        lang="en",
        title="Minutes",
    ),
    source("museo", "El museo municipal abrirá una sala dedicada a la cerámica."),
    source("harvest", "Olive growers expect the smallest crop in a decade.", lang="en", title="Farm news"),
]


@pytest.fixture(scope="module")
def found(encoder: Encoder) -> Searcher:
    index = in_memory([p for s in SOURCES for p in passages(s)], SOURCES, (), encoder)
    return Searcher(index, encoder, statement)


@pytest.mark.parametrize(
    ("query", "lang", "best"),
    [
        ("Las inundaciones mataron a casi medio centenar de personas.", "es", "lluvia"),
        ("The floods killed 47 people.", "en", "lluvia"),
        ("No se rompió ninguna presa.", "es", "rain"),
        ("El banco emisor no tocó los tipos de interés en junio.", "es", "rates"),
        ("Joblessness fell by 0.4 points.", "en", "paro"),
        ("La cosecha de aceituna será la peor en diez años.", "es", "harvest"),
    ],
)
def test_meaning_is_found_in_both_languages(found: Searcher, query: str, lang: str, best: str) -> None:
    assert found.search([claim(query, lang)], Options())[0][0].source.id == best


def test_the_same_hits_alone_and_in_a_batch(found: Searcher) -> None:
    queries = [claim("No se rompió ninguna presa."), claim("Olive crop", "en"), claim("El paro bajó. " * 20)]
    together = found.search(queries, Options())
    assert together == [found.search([one], Options())[0] for one in queries]


def test_a_search_in_other_languages_only(found: Searcher) -> None:
    hits = found.search([claim("El banco emisor mantuvo los tipos.")], Options(scope=Scope(languages=("en",))))[0]
    assert {hit.passage.lang for hit in hits} == {"en"}
    assert hits[0].source.id == "rates"
