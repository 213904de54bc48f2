"""A checker that needs no models: each sentence of an article is a claim, and a table of words decides its verdict."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from factcheck.audit.plan import Plan
from factcheck.domain import Article, Checked, Provenance, Report, StanceLabel, VerdictLabel
from factcheck.jobs.audit_run import Audit, Order
from factcheck.pipeline import Options
from factcheck.storage.database import open_database
from tests import samples

TODAY = date(2026, 11, 24)
FALSE, TRUE, FATAL = "falso", "cierto", "fatal"


@dataclass
class FakeChecks:
    """Sentences with `falso` are refuted, with `cierto` supported; texts with `fatal` fail. Remembers what it was asked."""

    policy: str = "v1"
    asked: list[str] = field(default_factory=list)
    options: list[Options] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)

    @property
    def provenance(self) -> Provenance:
        return samples.PROVENANCE.model_copy(update={"policy": self.policy})

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        self.batches.append(len(articles))
        return [self._check(article, wished) for article, wished in zip(articles, options, strict=True)]

    def _check(self, article: Article, wished: Options) -> Report:
        if FATAL in article.text:
            raise ValueError(article.text)
        self.asked.append(article.text)
        self.options.append(wished)
        quotes = [found.group().strip() for found in re.finditer(r"[^.\n]+\.", article.text)][: wished.max_claims]
        checked = tuple(self._checked(quote, article.text) for quote in quotes)
        return Report(article=article, as_of=wished.as_of, checked=checked, provenance=self.provenance)

    def _checked(self, quote: str, text: str) -> Checked:
        claim = samples.claim(quote, text, id=f"c{text.index(quote)}")
        if FALSE in quote:
            found = (samples.evidence("No lo es.", StanceLabel.REFUTES),)
            return Checked(claim=claim, verdict=samples.verdict(claim.id, VerdictLabel.REFUTED, evidence=found))
        if TRUE in quote:
            found = (samples.evidence("Lo es.", StanceLabel.SUPPORTS),)
            return Checked(claim=claim, verdict=samples.verdict(claim.id, VerdictLabel.SUPPORTED, evidence=found))
        return Checked(claim=claim, verdict=samples.verdict(claim.id, VerdictLabel.NOT_ENOUGH_EVIDENCE))


def lines(path: Path, *articles: str | dict[str, object]) -> str:
    """An archive of JSON lines; returns its name."""
    rows = [{"text": one} if isinstance(one, str) else one for one in articles]
    path.write_text("".join(json.dumps({"lang": "es"} | row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def audited(out: Path, checks: FakeChecks, *inputs: str, **more: object) -> dict[str, object]:
    """An audit to its end, as `factcheck audit run` makes it; returns the manifest."""
    plan = Plan.model_validate({"today": TODAY} | {k: v for k, v in more.items() if k in Plan.model_fields})
    rest = {name: value for name, value in more.items() if name not in Plan.model_fields}
    order = Order(inputs, out, plan, extractors=0, **rest)  # type: ignore[arg-type]
    out.mkdir(parents=True, exist_ok=True)
    database = open_database(f"sqlite:///{out}/audit.sqlite3")
    try:
        return Audit(database, order, checks).run(lambda _counts: None)
    finally:
        database.close()


def results(out: Path) -> list[dict[str, object]]:
    """The lines of `results.jsonl`."""
    return [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
