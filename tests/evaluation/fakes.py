"""Stand-ins for models and pipelines, whose answers the tests can work out by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from factcheck.domain import (
    Article,
    Checked,
    Claim,
    ClaimKind,
    Confidence,
    Failure,
    Hit,
    Passage,
    Report,
    Source,
    Span,
    Stance,
    StanceLabel,
    Verdict,
    VerdictLabel,
)
from factcheck.pipeline import Options
from factcheck.verification.pairs import PairStance, TextPair
from tests import samples


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass
class FakeStances:
    """Stances by claim text; `(supports, neutral, refutes)`."""

    answers: dict[str, tuple[float, float, float]]
    calls: int = 0

    def read(self, pairs: Sequence[TextPair]) -> list[PairStance]:
        self.calls += 1
        found = [self.answers[pair.claim] for pair in pairs]
        return [PairStance(Stance(supports=s, neutral=n, refutes=r), "untold") for s, n, r in found]


@dataclass
class FakeSearcher:
    """Sources by claim text, in order; remembers the options it was given."""

    answers: dict[str, list[str]]
    asked: list[Options] = field(default_factory=list)

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        self.asked.append(options)
        return [tuple(map(hit, self.answers[claim.query], range(1, 100))) for claim in claims]


def hit(source: str, rank: int) -> Hit:
    passage = Passage(id=f"{source}-{rank}", source_id=source, text="…", lang="es")
    return Hit(passage=passage, source=_source(source), rank=rank, score=1 / rank)


def _source(name: str) -> Source:
    return Source(id=name, publisher=name, title=name, lang="es")


Answer = tuple[VerdictLabel, float, list[str]]
"""Verdict, confidence, sources shown."""


@dataclass
class FakePipeline:
    """Answers claims by their text; `finds` gives the quotes (and kinds) that it takes for claims in an article."""

    answers: dict[str, Answer]
    finds: Callable[[Article], list[tuple[str, ClaimKind]]] = lambda _article: []
    fails: bool = False
    asked: list[tuple[str, Options]] = field(default_factory=list)

    def check_given(self, article: Article, options: Options) -> Report:
        self.asked.append((article.text, options))
        starts, place = [], 0
        for line in article.text.split("\n"):
            starts.append((place, line))
            place += len(line) + 1
        checked = [self._checked(_claim(line, start, ClaimKind.FACTUAL)) for start, line in starts if line]
        return self._report(article, options, checked)

    def check(self, article: Article, options: Options) -> Report:
        self.asked.append((article.text, options))
        found = [_claim(quote, article.text.index(quote), kind) for quote, kind in self.finds(article)]
        return self._report(article, options, [self._checked(claim) for claim in found])

    def _report(self, article: Article, options: Options, checked: list[Checked]) -> Report:
        return Report(article=article, as_of=options.as_of, checked=tuple(checked), provenance=samples.PROVENANCE)

    def _checked(self, claim: Claim) -> Checked:
        if self.fails:
            return Checked(claim=claim, failure=Failure(code="index-unavailable", message="no index"))
        label, confidence, sources = self.answers[claim.quote]
        stance = StanceLabel.REFUTES if label is VerdictLabel.REFUTED else StanceLabel.SUPPORTS
        shown = tuple(
            samples.evidence("…", stance, source=_source(name), rank=rank) for rank, name in enumerate(sources, start=1)
        )
        made = Verdict(
            claim_id=claim.id, label=label, confidence=Confidence(value=confidence), evidence=shown, policy="p"
        )
        return Checked(claim=claim, verdict=made)


def _claim(quote: str, start: int, kind: ClaimKind) -> Claim:
    moved = samples.claim(quote, quote, kind=kind)
    return moved.model_copy(update={"id": f"c{start}", "span": Span(start=start, end=start + len(quote))})
