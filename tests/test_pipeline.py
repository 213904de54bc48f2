"""What the pipeline adds to a report: notes on an index, and on sources, that end before the day that is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from factcheck.domain import Claim, Evidence, Hit, Reason, StanceLabel, Verdict, VerdictLabel
from factcheck.pipeline import Options, Pipeline, Stages
from factcheck.render import reasons
from tests import samples
from tests.contract.test_checker import Finder, Searcher

REACHED = date(2024, 6, 30)


@dataclass
class Judge:
    """Decides every claim by one source, valid until a day."""

    valid_until: date | None = None

    def compare(
        self, claims: Sequence[Claim], hits: Sequence[tuple[Hit, ...]], options: Options
    ) -> list[tuple[Evidence, ...]]:
        found = samples.evidence("Uno.", StanceLabel.SUPPORTS, source=samples.source(valid_until=self.valid_until))
        return [(found,) for _ in claims]

    def decide(self, claim: Claim, evidence: tuple[Evidence, ...], options: Options) -> Verdict:
        return samples.verdict(claim.id, VerdictLabel.SUPPORTED, evidence=evidence)


def notes(on: date | None, reached: date | None = REACHED, valid_until: date | None = None) -> list[Reason]:
    provenance = samples.PROVENANCE.model_copy(update={"index_reaches_to": reached})
    pipeline = Pipeline(Stages(Finder(), Searcher(), Judge(valid_until)), provenance)
    reports = [
        pipeline.check(samples.article(), Options(as_of=on)),
        *pipeline.check_many([samples.article()], [Options(as_of=on)]),
    ]
    found = [[note for note in report.notes if note.code == "index_outdated"] for report in reports]
    assert found[0] == found[1]
    return found[0]


def test_an_index_that_ends_before_the_day_that_is_judged_says_so() -> None:
    (note,) = notes(date(2024, 7, 1))
    assert note.values == {"date": "2024-06-30", "on": "2024-07-01"}
    assert reasons.sentence(note, "es") == (
        "Las fuentes del índice llegan hasta el 30 de junio de 2024 y se juzga a fecha de 1 de julio de 2024: "
        "de lo posterior no saben nada."
    )
    assert "reach to 30 June 2024" in reasons.sentence(note, "en")


@pytest.mark.parametrize(("on", "reached"), [(REACHED, REACHED), (None, REACHED), (date(2030, 1, 1), None)])
def test_an_index_that_reaches_the_day_or_is_undated_says_nothing(on: date | None, reached: date | None) -> None:
    assert notes(on, reached) == []


def test_evidence_from_a_source_that_was_valid_until_an_earlier_day_is_named_once() -> None:
    (note,) = notes(date(2024, 6, 1), valid_until=date(2024, 5, 31))
    assert note.values == {"valid_until": "2024-05-31", "on": "2024-06-01"}
    assert reasons.sentence(note, "en").startswith("A source in the evidence was valid until 31 May 2024 only")
    assert notes(date(2024, 5, 31), valid_until=date(2024, 5, 31)) == []
