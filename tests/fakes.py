"""Stand-ins at the seams: a checker that answers from `samples`, fast and without models."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from factcheck.domain import Article, Claim, Hit, Provenance, Report
from factcheck.errors import FactcheckError
from factcheck.pipeline import Hears, Options, Progress, silent
from factcheck.service import Documents, Readiness
from tests import samples

TODAY = date(2026, 11, 24)


@dataclass
class FakeChecker:
    """Answers every article with the sample report on the sample text, and remembers what it was asked."""

    error: Exception | None = None
    ready: Readiness = field(default_factory=lambda: Readiness(ready=True))
    asked: list[tuple[str, Article, Options]] = field(default_factory=list)
    entered: threading.Event = field(default_factory=threading.Event)
    may_finish: threading.Event | None = None
    running: int = 0
    most_at_once: int = 0
    documents: tuple[Documents | None, ...] = ()
    ears: tuple[Progress, Hears] = (silent, lambda verdicts: None)

    def readiness(self) -> Readiness:
        return self.ready

    def defaults(self) -> Options:
        return Options(top_k=10, max_claims=200, abstain_below=0.5)

    def check(self, article: Article, options: Options) -> Report:
        return self._report("check", article, options)

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        return [self._report("check_many", article, wished) for article, wished in zip(articles, options, strict=True)]

    def check_given(self, article: Article, options: Options) -> Report:
        return self._report("check_given", article, options)

    def search(self, article: Article, options: Options) -> tuple[Hit, ...]:
        self._note("search", article, options)
        return (samples.hit(),)

    def check_against(
        self, article: Article, options: Options, documents: tuple[Documents | None, ...], *, given: bool
    ) -> Report:
        self.documents = documents
        return self._report("check_given against" if given else "check against", article, options)

    def find(self, article: Article) -> tuple[Claim, ...]:
        self._note("find", article, self.defaults())
        return tuple(samples.claim(quote, article.text) for quote in samples.QUOTES if quote in article.text)

    def earlier_checks(self, article: Article, options: Options) -> list[tuple[Claim, tuple[Hit, ...]]]:
        self._note("earlier_checks", article, options)
        return [(samples.claim(line, article.text), (samples.hit(),)) for line in article.text.splitlines()]

    def heard_by(self, progress: Progress, hears: Hears) -> FakeChecker:
        view = copy(self)
        view.ears = (progress, hears)
        return view

    def provenance(self) -> Provenance:
        if isinstance(self.error, FactcheckError):
            raise self.error
        return samples.PROVENANCE

    def _report(self, kind: str, article: Article, options: Options) -> Report:
        self._note(kind, article, options)
        made_by = samples.PROVENANCE.model_copy(update={"as_of": options.as_of})
        progress, hears = self.ears
        for stage in ("claims", "search", "compare"):
            progress(stage, 0, 1)
        checked = samples.report().checked if article.text == samples.TEXT else ()
        hears([one.verdict for one in checked if one.verdict])
        progress("decide", len(checked), len(checked))
        return Report(article=article, as_of=options.as_of, checked=checked, provenance=made_by)

    def _note(self, kind: str, article: Article, options: Options) -> None:
        self.asked.append((kind, article, options))
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        self.entered.set()
        if self.may_finish is not None:
            self.may_finish.wait(timeout=10)
        self.running -= 1
        if self.error is not None:
            raise self.error
