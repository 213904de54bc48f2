from __future__ import annotations

from collections.abc import Sequence

import pytest

from factcheck.domain import Claim, Fact, Hit
from factcheck.evaluation.datasets import QueryRow
from factcheck.evaluation.withholding import Withholding, decides
from factcheck.pipeline import Options
from tests import samples
from tests.evaluation.fakes import hit


def fact(subject: str, attribute: str, period: str | None = None) -> Fact:
    return Fact(id="f", source_id="s", subject="x", subject_id=subject, attribute=attribute, value=1.0, period=period)


def row(field: str, text: str = "La inflación en Nortelandia fue del 3 % en 2024.", **more: object) -> QueryRow:
    values = {"id": "q", "text": text, "lang": "es", "field": field, "iso3": "NOR", "year": 2024}
    return QueryRow.model_validate(values | more)


@pytest.mark.parametrize(
    ("one", "field", "expected"),
    [
        (fact("country:NOR", "inflation", "2024"), "inflation", True),
        (fact("country:NOR", "inflation", "2023"), "inflation", False),
        (fact("country:SUR", "inflation", "2024"), "inflation", False),
        (fact("country:NOR", "gdp_growth", "2024"), "inflation", False),
        (fact("country:NOR", "capital"), "capital", True),
        (fact("org:OPEC", "members"), "member_OPEC", True),
        (fact("org:NATO", "members"), "member_OPEC", False),
        (fact("treaty:rome_statute", "parties"), "icc_status_neg", True),
        (fact("country:NOR", "rome_statute_ratified", "2003"), "icc_status", True),
    ],
)
def test_which_facts_answer_a_claim(one: Fact, field: str, expected: bool) -> None:
    assert decides(one, row(field)) is expected


def test_a_figure_without_its_year_in_the_claim_is_answered_by_every_year() -> None:
    assert decides(fact("country:NOR", "population", "2021"), row("population", "Nortelandia tiene 5 millones."))


class _Searcher:
    def __init__(self, hits: tuple[Hit, ...]) -> None:
        self.hits = hits

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        return [self.hits for _ in claims]

    earlier_checks = search


def test_the_deciding_fact_is_never_shown_and_the_rest_stays() -> None:
    text = "La capital de Nortelandia es Villabrisa."
    deciding = hit("a", 1).model_copy(update={"fact": fact("country:NOR", "capital")})
    other = hit("b", 2).model_copy(update={"fact": fact("country:NOR", "area")})
    search = Withholding(_Searcher((deciding, other, hit("c", 3))), [row("capital", text)])
    claims = [samples.claim(text, text), samples.claim("Otra cosa.", "Otra cosa.")]
    assert [[h.source.id for h in found] for found in search.search(claims, Options())] == [["b", "c"], ["a", "b", "c"]]
    assert search.earlier_checks(claims, Options()) == [(), ()]
