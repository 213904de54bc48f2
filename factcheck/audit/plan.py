"""What an audit was asked for, kept with its run so that a resumed one goes on with the same. Reads no clock."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal

from factcheck.domain import Article, Provenance, Record
from factcheck.pipeline import Options, Scope, with_cut_off


class Plan(Record):
    """The choices of one audit; None and empty mean no restriction."""

    as_of: date | Literal["published"] = "published"
    today: date
    lang: str | None = None
    since: date | None = None
    until: date | None = None
    tiers: tuple[str, ...] = ()
    sources: str | None = None
    max_claims: int = 200
    min_checkworthiness: float = 0.0
    abstain_below: float = 0.5
    top_k: int = 10

    def options(self, article: Article) -> Options:
        """The options for one article: evidence up to its own day, or up to the day that was asked for."""
        general = Options(
            as_of=None if self.as_of == "published" else self.as_of,
            top_k=self.top_k,
            max_claims=self.max_claims,
            min_checkworthiness=self.min_checkworthiness,
            abstain_below=self.abstain_below,
            scope=Scope(tiers=self.tiers),
        )
        return with_cut_off(general, article, self.today)

    def wants(self, article: Article) -> bool:
        """Whether an article lies inside the language and the dates asked for; one without a date is never outside."""
        if self.lang is not None and article.lang != self.lang:
            return False
        day = article.published
        return day is None or ((self.since is None or day >= self.since) and (self.until is None or day <= self.until))

    def same_question(self, other: Plan) -> bool:
        """True where both ask the same of every article (the day on which they were asked aside)."""
        return self.model_copy(update={"today": other.today}) == other


def fingerprint(provenance: Provenance, plan: Plan) -> str:
    """What made a result, in 32 characters: models, index, policy and the plan."""
    made = provenance.model_copy(update={"as_of": None}).model_dump_json() + plan.model_dump_json(exclude={"today"})
    return hashlib.sha256(made.encode()).hexdigest()[:32]
