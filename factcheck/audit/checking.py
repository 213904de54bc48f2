"""A shard of articles through the pipeline in one batch; if that fails, article by article. Audits and the service's batches share it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from factcheck.audit.plan import Plan
from factcheck.audit.reading import Question, problem
from factcheck.domain import Article, Provenance, Record, Report
from factcheck.errors import FactcheckError
from factcheck.pipeline import Options
from factcheck.storage.audits import Ended, Taken

SHARD = 12
"""Articles of one batch: some two hundred claims. More would hold more memory and lose more work when a worker dies."""
_MOST_ATTEMPTS = 8
"""Claims of one item before it counts as what ends its workers; people who stop a run cost one each."""
_LOST = {
    "code": "worker-lost",
    "message": "Checking it ended the worker each time.",
    "way_out": "Check it by itself and report it.",
}
_FAULT = {"code": "internal-error", "message": "Something failed inside; nothing was decided.", "way_out": ""}


T = TypeVar("T")
R = TypeVar("R")


def together(does: Callable[[Sequence[T]], Sequence[R]], asked: Sequence[T]) -> list[R | Exception]:
    """What became of each, done in one batch; if that fails, one by one, so that one bad text stops no other."""
    try:
        return list(does(asked)) if asked else []
    except Exception as error:  # whatever it was, it is named for the one that causes it
        if len(asked) == 1:
            return [error]
        return [done for one in asked for done in together(does, [one])]


class ChecksMany(Protocol):
    """Checks articles in shared batches; implemented by `pipeline.Pipeline`."""

    @property
    def provenance(self) -> Provenance:
        """Models, index and policy in use."""

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        """One report for each article."""


class Result(Record):
    """One line of `results.jsonl`: where the article lies, its section where known, and its report."""

    reference: str
    section: str | None = None
    report: Report


class Checking:
    """What a worker does with its shards."""

    def __init__(self, checks: ChecksMany, plan: Plan, made_by: str) -> None:
        self._checks = checks
        self._plan = plan
        self._made_by = made_by

    def shard(self, taken: Sequence[Taken]) -> list[Ended]:
        """What became of each item, in their order."""
        usable = [one for one in taken if one.attempts <= _MOST_ATTEMPTS]
        done = dict(zip((one.item for one in usable), together(self._batch, usable), strict=True))
        return [_ended(done[one.item]) if one.item in done else Ended(error=_LOST) for one in taken]

    def _batch(self, taken: Sequence[Taken]) -> list[Ended]:
        questions = [Question.model_validate_json(one.input) for one in taken]
        articles = [question.article for question in questions]
        reports = self._checks.check_many(articles, [self._plan.options(article) for article in articles])
        made = zip(taken, questions, reports, strict=True)
        results = (Result(reference=t.reference, section=q.section, report=report) for t, q, report in made)
        return [Ended(body=result.model_dump_json(), made_by=self._made_by) for result in results]


def _ended(done: Ended | Exception) -> Ended:
    if isinstance(done, FactcheckError):
        return Ended(error=problem(done))
    if isinstance(done, Exception):  # a fault of ours: said without the text that caused it
        return Ended(error=_FAULT | {"way_out": f"Report it: {type(done).__name__}."})
    return done
