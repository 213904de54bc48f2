"""From an article to a report: find the claims, search the sources, compare, decide. Knows the order, not the stages' insides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from factcheck.domain import (
    MEASURED_LANGUAGES,
    Article,
    Checked,
    Claim,
    Evidence,
    Failure,
    Hit,
    Provenance,
    Reason,
    Report,
    Verdict,
)
from factcheck.errors import FactcheckError

Progress = Callable[[str, int, int], None]
"""Called as (stage, done, total) with stage one of `claims`, `search`, `compare`, `decide`."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Progress for callers who do not watch."""


Hears = Callable[[Sequence[Verdict]], None]
"""Called with the verdicts of some claims as they fall, before the report is whole."""

_TOGETHER = 24
"""Claims compared in one batch where somebody listens: few enough that the first verdicts of a long article fall early."""


@dataclass(frozen=True)
class Scope:
    """Which sources may speak: empty means no restriction."""

    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class Options:
    """What a caller may choose for one check. `as_of` is the cut-off for evidence (None: no cut-off)."""

    as_of: date | None = None
    top_k: int = 10
    max_claims: int = 200
    min_checkworthiness: float = 0.0
    abstain_below: float = 0.5
    scope: Scope = field(default_factory=Scope)


class Finds(Protocol):
    """Stage 2: an article's claims, and claims that were given as such."""

    def find(self, article: Article) -> tuple[Claim, ...]:
        """Claims of an article, in the order of the text."""

    def given(self, article: Article) -> tuple[Claim, ...]:
        """Each line of the article's text as one claim."""


class Searches(Protocol):
    """Stage 3: evidence and earlier fact-checks for a batch of claims."""

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Hits per claim, best first."""

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Earlier fact-checks per claim."""


class Judges(Protocol):
    """Stage 4: one batch of comparisons, then a pure decision per claim."""

    def compare(
        self, claims: Sequence[Claim], hits: Sequence[tuple[Hit, ...]], options: Options
    ) -> list[tuple[Evidence, ...]]:
        """Evidence per claim."""

    def decide(self, claim: Claim, evidence: tuple[Evidence, ...], options: Options) -> Verdict:
        """The verdict that the evidence allows."""


@dataclass(frozen=True)
class Stages:
    """The three stages that need models or an index; `assembly` fits them in."""

    finder: Finds
    searcher: Searches
    judge: Judges


class Pipeline:
    """Articles and claims in, reports out. A report is a function of (article, index, models, policy, options)."""

    def __init__(self, stages: Stages, provenance: Provenance) -> None:
        self._stages = stages
        self._provenance = provenance

    @property
    def provenance(self) -> Provenance:
        """Models, index and policy that reports of this pipeline are made by."""
        return self._provenance

    def check(
        self, article: Article, options: Options, progress: Progress = silent, hears: Hears | None = None
    ) -> Report:
        """All claims of an article with their verdicts."""
        return self._report(article, self.find_claims(article, progress), options, _Listening(progress, hears))

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        """The reports that `check` would give, one article after the other; claims of articles with equal options share batches."""
        found = [self._stages.finder.find(article) for article in articles]
        chosen = [choose(claims, wished) for claims, wished in zip(found, options, strict=True)]
        checked: dict[int, tuple[Checked, ...]] = {}
        for same in _alike(options):
            done = iter(self._checked(tuple(c for i in same for c in chosen[i]), options[same[0]], _Listening()))
            checked |= {i: tuple(next(done) for _ in chosen[i]) for i in same}
        return [
            self._made(article, options[i], checked[i], _notes(article, found[i], chosen[i]))
            for i, article in enumerate(articles)
        ]

    def check_given(
        self, article: Article, options: Options, progress: Progress = silent, hears: Hears | None = None
    ) -> Report:
        """Each line of the text taken as one claim, whatever it looks like."""
        return self._report(article, self._stages.finder.given(article), options, _Listening(progress, hears))

    def find_claims(self, article: Article, progress: Progress = silent) -> tuple[Claim, ...]:
        """Stage 2 alone."""
        progress("claims", 0, 1)
        claims = self._stages.finder.find(article)
        progress("claims", 1, 1)
        return claims

    def search(self, article: Article, options: Options) -> tuple[Hit, ...]:
        """Stage 3 alone: what would be found for the first line of the text taken as one claim, best first."""
        claims = self._stages.finder.given(article)[:1]
        return self._stages.searcher.search(claims, options)[0] if claims else ()

    def earlier_checks(self, article: Article, options: Options) -> list[tuple[Claim, tuple[Hit, ...]]]:
        """Each line of the text taken as one claim, with the earlier fact-checks of it, best first."""
        claims = self._stages.finder.given(article)
        return list(zip(claims, self._stages.searcher.earlier_checks(claims, options), strict=True))

    def _report(self, article: Article, found: tuple[Claim, ...], options: Options, listening: _Listening) -> Report:
        chosen = choose(found, options)
        return self._made(article, options, self._checked(chosen, options, listening), _notes(article, found, chosen))

    def _made(
        self, article: Article, options: Options, checked: tuple[Checked, ...], notes: tuple[Reason, ...]
    ) -> Report:
        provenance = self._provenance.model_copy(update={"as_of": options.as_of})
        notes += outdated(provenance, checked)
        return Report(article=article, as_of=options.as_of, checked=checked, notes=notes, provenance=provenance)

    def _checked(self, claims: tuple[Claim, ...], options: Options, listening: _Listening) -> tuple[Checked, ...]:
        try:
            verdicts = self._verdicts(claims, options, listening)
        except FactcheckError as error:  # we could not look: said as such, never as a verdict
            failure = Failure(code=error.code, message=error.message, way_out=error.way_out)
            return tuple(Checked(claim=claim, failure=failure) for claim in claims)
        return tuple(Checked(claim=claim, verdict=verdict) for claim, verdict in zip(claims, verdicts, strict=True))

    def _verdicts(self, claims: tuple[Claim, ...], options: Options, listening: _Listening) -> list[Verdict]:
        checkable = [claim for claim in claims if claim.checkable]
        listening.progress("search", 0, len(checkable))
        hits = self._stages.searcher.search(checkable, options)
        earlier = self._stages.searcher.earlier_checks(checkable, options)
        # By object, not by id: claims of several articles may come together here.
        found = {id(c): (h, e) for c, h, e in zip(checkable, hits, earlier, strict=True)}
        verdicts: list[Verdict] = []
        compared, total = 0, sum(len(h) for h in hits)
        listening.progress("compare", compared, total)
        for group in listening.groups(claims):
            verdicts += listening.heard(self._group(group, found, options))
            compared += sum(len(found[id(c)][0]) for c in group if c.checkable)
            listening.progress("compare", compared, total)
        listening.progress("decide", len(claims), len(claims))
        return verdicts

    def _group(
        self, claims: Sequence[Claim], found: Mapping[int, tuple[tuple[Hit, ...], ...]], options: Options
    ) -> list[Verdict]:
        checkable = [claim for claim in claims if claim.checkable]
        compared = self._stages.judge.compare(checkable, [found[id(c)][0] for c in checkable], options)
        evidence = {id(c): e for c, e in zip(checkable, compared, strict=True)}
        return [self._decided(c, evidence.get(id(c), ()), found.get(id(c), ((), ()))[1], options) for c in claims]

    def _decided(
        self, claim: Claim, evidence: tuple[Evidence, ...], earlier: tuple[Hit, ...], options: Options
    ) -> Verdict:
        verdict = self._stages.judge.decide(claim, evidence, options)
        return verdict.model_copy(update={"earlier_checks": earlier})


@dataclass(frozen=True)
class _Listening:
    """Who hears what of one check. Claims are compared all at once unless somebody wants verdicts as they fall."""

    progress: Progress = silent
    hears: Hears | None = None

    def groups(self, claims: Sequence[Claim]) -> Iterator[Sequence[Claim]]:
        size = _TOGETHER if self.hears else max(1, len(claims))
        return (claims[start : start + size] for start in range(0, len(claims), size))

    def heard(self, verdicts: list[Verdict]) -> list[Verdict]:
        if self.hears:
            self.hears(verdicts)
        return verdicts


def _alike(options: Sequence[Options]) -> list[list[int]]:
    """Positions of equal options, in the order in which they first come."""
    groups: list[tuple[Options, list[int]]] = []
    for i, wished in enumerate(options):
        for known, positions in groups:
            if known == wished:
                positions.append(i)
                break
        else:
            groups.append((wished, [i]))
    return [positions for _, positions in groups]


def choose(claims: tuple[Claim, ...], options: Options) -> tuple[Claim, ...]:
    """The claims to check: those worth it, the most check-worthy `max_claims` of them, in the order of the text."""
    worth = [c for c in claims if not c.checkable or c.checkworthiness >= options.min_checkworthiness]
    best = sorted(worth, key=lambda c: (not c.checkable, -c.checkworthiness, c.span.start))[: options.max_claims]
    return tuple(sorted(best, key=lambda c: (c.span.start, c.span.end)))


def cut_off(article: Article, as_of: date | None, today: date) -> date:
    """The cut-off for evidence: as asked, else the article's own date, else today."""
    return as_of or article.published or today


def with_cut_off(options: Options, article: Article, today: date) -> Options:
    """The options with `cut_off` applied."""
    return replace(options, as_of=cut_off(article, options.as_of, today))


def _notes(article: Article, found: tuple[Claim, ...], chosen: tuple[Claim, ...]) -> tuple[Reason, ...]:
    notes = []
    if article.published is None:
        notes.append(Reason(code="undated_article"))
    if article.lang not in MEASURED_LANGUAGES:
        notes.append(Reason(code="language_not_measured", values={"lang": article.lang}))
    if len(chosen) < len(found):
        notes.append(
            Reason(code="claims_left_out", values={"left_out": str(len(found) - len(chosen)), "found": str(len(found))})
        )
    if not found:
        notes.append(Reason(code="no_claims"))
    return tuple(notes)


def outdated(made_by: Provenance, checked: Sequence[Checked] = ()) -> tuple[Reason, ...]:
    """Said where the index, or a source that it gave as evidence, ends before the day that is judged."""
    on, last = made_by.as_of, made_by.index_reaches_to
    if on is None:
        return ()
    ends = {e.source.valid_until for one in checked if one.verdict for e in one.verdict.evidence}
    told = [("date", last)] if last and last < on else []
    told += [("valid_until", day) for day in sorted(day for day in ends if day and day < on)]
    return tuple(
        Reason(code="index_outdated", values={name: day.isoformat(), "on": on.isoformat()}) for name, day in told
    )
