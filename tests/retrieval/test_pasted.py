from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from factcheck.domain import Claim, Hit
from factcheck.pipeline import Options, Scope
from factcheck.retrieval.pasted import Before, ByLine, Pasted
from tests import samples


class Named:
    """Answers with hits that carry its name, and remembers what it was told."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[tuple[int, object]] = []

    def search(self, claims: Sequence[Claim], options: object) -> list[tuple[Hit, ...]]:
        self.asked.append((len(claims), options))
        return [(self._hit(claim), self._hit(claim)) for claim in claims]

    def earlier_checks(self, claims: Sequence[Claim], options: object) -> list[tuple[Hit, ...]]:
        return [(self._hit(claim),) for claim in claims]

    def _hit(self, claim: Claim) -> Hit:
        passage = samples.hit().passage.model_copy(update={"text": f"{self.name}: {claim.quote}"})
        return samples.hit().model_copy(update={"passage": passage})


TEXT = "Uno.\nDos.\nTres."
CLAIMS = [samples.claim(quote, TEXT) for quote in ("Uno.", "Dos.", "Tres.")]


def _texts(found: list[tuple[Hit, ...]]) -> list[list[str]]:
    return [[hit.passage.text for hit in hits] for hits in found]


def test_pasted_texts_are_kept_out_by_no_scope_and_no_date() -> None:
    inner = Named("pasted")
    options = Options(as_of=date(2020, 1, 1), top_k=3, scope=Scope(languages=("es",)))
    Pasted(inner).search(CLAIMS, options)
    told = inner.asked[0][1]
    assert (told.as_of, told.top_k, told.scope.languages) == (None, 3, ())
    assert Pasted(inner).earlier_checks(CLAIMS, options) == [(), (), ()]


def test_pasted_texts_come_before_the_index_and_ranks_go_on() -> None:
    found = Before(Named("a"), Named("b")).search(CLAIMS[:1], Options())
    assert _texts(found) == [["a: Uno.", "a: Uno.", "b: Uno.", "b: Uno."]]
    assert [hit.rank for hit in found[0]] == [1, 2, 3, 4]
    assert _texts(Before(Named("a"), Named("b")).earlier_checks(CLAIMS[:1], Options())) == [["b: Uno."]]


def test_each_line_is_searched_where_it_belongs_in_one_batch_each() -> None:
    first, second = Named("a"), Named("b")
    by_line = ByLine([0, 5, 10], [first, second, first])
    assert [texts[0] for texts in _texts(by_line.search(CLAIMS, Options()))] == ["a: Uno.", "b: Dos.", "a: Tres."]
    assert [count for count, _ in first.asked] == [2]
    assert [t[0] for t in _texts(by_line.earlier_checks(CLAIMS[1:], Options()))] == ["b: Dos.", "a: Tres."]
    assert by_line.search([], Options()) == []
