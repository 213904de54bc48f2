"""What API and page may expect of a checker, asked of the fake that their tests use and of the real loading one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from factcheck.domain import Article, Claim, Evidence, Hit, Verdict, VerdictLabel
from factcheck.pipeline import Options, Pipeline, Stages
from factcheck.server import LoadingChecker
from factcheck.service import Checker, Documents
from tests import samples
from tests.fakes import FakeChecker


class Finder:
    """Finds the sample claims that stand in a text; given claims are its lines."""

    def find(self, article: Article) -> tuple[Claim, ...]:
        return tuple(samples.claim(quote, article.text) for quote in samples.QUOTES if quote in article.text)

    def given(self, article: Article) -> tuple[Claim, ...]:
        return tuple(samples.claim(line, article.text) for line in article.text.splitlines())


class Searcher:
    """One hit for every claim."""

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        return [(samples.hit(),) for _ in claims]

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        return [() for _ in claims]


class Judge:
    """Never decides."""

    def compare(
        self, claims: Sequence[Claim], hits: Sequence[tuple[Hit, ...]], options: Options
    ) -> list[tuple[Evidence, ...]]:
        return [() for _ in claims]

    def decide(self, claim: Claim, evidence: tuple[Evidence, ...], options: Options) -> Verdict:
        return samples.verdict(claim.id, VerdictLabel.NOT_ENOUGH_EVIDENCE)


def _loaded() -> Checker:
    checker = LoadingChecker(lambda: Pipeline(Stages(Finder(), Searcher(), Judge()), samples.PROVENANCE), Options())
    checker.start().join(timeout=10)
    return checker


@pytest.fixture(params=[FakeChecker, _loaded], ids=["fake", "loading"])
def checker(request: pytest.FixtureRequest) -> Checker:
    make: Callable[[], Checker] = request.param
    return make()


def test_a_checker_that_is_ready_says_so(checker: Checker) -> None:
    assert checker.readiness().ready
    assert checker.readiness().failure is None


def test_a_report_is_about_the_article_and_the_options_asked_for(checker: Checker) -> None:
    report = checker.check(samples.article(), Options(as_of=date(2023, 11, 9)))
    assert report.article == samples.article()
    assert report.as_of == report.provenance.as_of == date(2023, 11, 9)
    assert len(report.checked) == 5


def test_many_articles_get_the_reports_that_each_gets_alone(checker: Checker) -> None:
    articles = [samples.article(), samples.article("Nevó en Puerto Lejos.")]
    options = [Options(as_of=date(2023, 11, 9)), Options()]
    alone = [checker.check(article, wished) for article, wished in zip(articles, options, strict=True)]
    assert checker.check_many(articles, options) == alone
    assert checker.check_many([], []) == []


def test_spans_quote_the_article_exactly(checker: Checker) -> None:
    report = checker.check(samples.article(), Options())
    assert all(c.claim.span.of(report.article.text) == c.claim.quote for c in report.checked)


def test_the_same_question_gets_the_same_answer(checker: Checker) -> None:
    first, second = (checker.check_given(samples.article("Uno.\nDos."), Options()) for _ in range(2))
    assert first == second


def test_search_ranks_from_one(checker: Checker) -> None:
    hits = checker.search(samples.article("comercio"), Options(top_k=3))
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert hits


def test_provenance_names_what_reports_are_made_by(checker: Checker) -> None:
    made_by = checker.check(samples.article(), Options()).provenance
    assert checker.provenance() == made_by.model_copy(update={"as_of": None})


def test_claims_are_found_and_matched_without_being_checked(checker: Checker) -> None:
    assert [claim.quote for claim in checker.find(samples.article())] == list(samples.QUOTES)
    article = samples.article("Uno es uno.\nDos es dos.")
    matched = checker.earlier_checks(article, Options())
    assert [claim.quote for claim, _ in matched] == ["Uno es uno.", "Dos es dos."]


def test_pasted_texts_are_taken_for_given_claims_and_for_articles(checker: Checker) -> None:
    documents = (Documents((samples.source(text="Uno es uno."),)),)
    for given in (True, False):
        report = checker.check_against(samples.article(), Options(), documents, given=given)
        assert report.article == samples.article()


def test_who_listens_hears_the_stages_in_order_and_every_verdict_once(checker: Checker) -> None:
    stages: list[str] = []
    fallen: list[Verdict] = []
    heard = checker.heard_by(lambda stage, done, total: stages.append(stage), fallen.extend)
    report = heard.check(samples.article(), Options())
    assert list(dict.fromkeys(stages)) == ["claims", "search", "compare", "decide"]
    assert fallen == [one.verdict for one in report.checked if one.verdict]
    assert checker.check(samples.article(), Options()) == report
    assert len(fallen) == len([one for one in report.checked if one.verdict])


def test_a_long_text_is_compared_in_parts_for_who_listens_with_the_same_report() -> None:
    pipeline = Pipeline(Stages(Finder(), Searcher(), Judge()), samples.PROVENANCE)
    article = samples.article("\n".join(f"Hecho {n}." for n in range(60)))
    compared: list[int] = []
    parts: list[int] = []
    heard = pipeline.check_given(
        article,
        Options(),
        lambda stage, done, total: compared.append(done) if stage == "compare" else None,
        lambda verdicts: parts.append(len(verdicts)),
    )
    assert heard == pipeline.check_given(article, Options())
    assert parts == [24, 24, 12]
    assert compared == [0, 24, 48, 60]
