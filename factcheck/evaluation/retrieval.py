"""Measures a search: claims in, ranked sources out, against the sources known to be relevant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from factcheck.claims.query import self_contained
from factcheck.claims.surroundings import around
from factcheck.domain import Article, Claim, Hit, Span, TextQuoteSelector
from factcheck.evaluation import metrics
from factcheck.evaluation.datasets import DocumentRow, QueryRow
from factcheck.evaluation.figures import Figures, Measured, broken_down
from factcheck.pipeline import Options, Scope

DEPTH = 50
"""Passages asked for: a source may fill several ranks, and ten different sources are wanted."""
BATCH = 64
SEED = 20261124

Progress = Callable[[int, int], None]


class Searches(Protocol):
    """Finds evidence; implemented by `retrieval`."""

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Hits per claim, best first."""


@dataclass(frozen=True)
class Task:
    """What counts as relevant, and where is searched: `pools` maps a query's language to the languages of its sources.

    `excluded` are per language the sources that do not count, since they were not searched. With `alone` a claim is asked
    without what stood before it in its article.
    """

    relevant_field: str = "relevant"
    pools: dict[str, tuple[str, ...]] | None = None
    excluded: dict[str, frozenset[str]] | None = None
    alone: bool = False


@dataclass(frozen=True)
class Ranked:
    """A query with the sources found for it, best first, each once."""

    query: QueryRow
    relevant: frozenset[str]
    sources: tuple[str, ...]


def evaluate(searcher: Searches, name: str, queries: Sequence[QueryRow], task: Task, progress: Progress) -> Measured:
    """Figures over the queries that have something relevant."""
    asked = [(query, relevant) for query in queries if (relevant := _relevant(query, task))]
    ranked: list[Ranked] = []
    for lang in sorted({query.lang for query, _ in asked}):
        own = [pair for pair in asked if pair[0].lang == lang]
        options = _options(task, lang)
        for start in range(0, len(own), BATCH):
            part = own[start : start + BATCH]
            claims = [claim_of(query, alone=task.alone) for query, _ in part]
            ranked += _ranked(part, searcher.search(claims, options))
            progress(len(ranked), len(asked))
    return broken_down({name: ranked}, figures, lambda one: one.query.lang)


def figures(ranked: Sequence[Ranked]) -> Figures:
    """All measures of some queries, with 95% intervals."""
    table = {
        "success@1": [metrics.success_at(one.sources, set(one.relevant), 1) for one in ranked],
        "success@5": [metrics.success_at(one.sources, set(one.relevant), 5) for one in ranked],
        "success@10": [metrics.success_at(one.sources, set(one.relevant), 10) for one in ranked],
        "recall@10": [metrics.recall_at(one.sources, set(one.relevant), 10) for one in ranked],
        "ndcg@10": [metrics.ndcg_at(one.sources, set(one.relevant), 10) for one in ranked],
        "mrr": [metrics.reciprocal_rank(one.sources, set(one.relevant)) for one in ranked],
    }
    values = {name: np.array(column) for name, column in table.items()}
    means: Figures = {name: float(column.mean()) if column.size else float("nan") for name, column in values.items()}
    ids = [one.query.id for one in ranked]
    intervals = {
        name: metrics.bootstrap(lambda rows, c=column: float(c[rows].mean()), ids, SEED)  # type: ignore[misc]
        for name, column in values.items()
    }
    return {"n": len(ranked), **means, "intervals": intervals}


def claim_of(query: QueryRow, *, alone: bool = False) -> Claim:
    """The query as a claim: in the words in which it was said, made self-contained where the set tells what stood before it.

    That is what stage 2 does with a sentence of an article; a claim without a context is not rewritten.
    """
    text = " ".join(query.text.split())
    units = len(text.encode("utf-16-le")) // 2
    selector = TextQuoteSelector(exact=text, prefix="", suffix="")
    span, utf16 = Span(start=0, end=len(text)), Span(start=0, end=units)
    asked = text if alone or not query.context else _in_its_article(text, query.context, query)
    return Claim(id=query.id, span=span, quote=text, query=asked, lang=query.lang, utf16=utf16, selector=selector)


def _in_its_article(text: str, context: str, query: QueryRow) -> str:
    before = context.strip() + " "
    article = Article(text=before + text, lang=query.lang, title=query.title)
    return self_contained(text, None, " ", query.lang, around(article, len(before)))[0]


def task(
    documents: Sequence[DocumentRow], relevant_field: str, *, exclude_own_language: bool, alone: bool = False
) -> Task:
    """What is asked of a corpus; with `exclude_own_language` a claim's own language is neither searched nor relevant."""
    if not exclude_own_language:
        return Task(relevant_field, alone=alone)
    by_language: dict[str, set[str]] = {}
    for document in documents:
        by_language.setdefault(document.lang, set()).add(document.id)
    pools = {own: tuple(sorted(set(by_language) - {own})) for own in by_language}
    return Task(relevant_field, pools, {lang: frozenset(ids) for lang, ids in by_language.items()}, alone)


def _relevant(query: QueryRow, task: Task) -> frozenset[str]:
    barred = (task.excluded or {}).get(query.lang, frozenset())
    return frozenset(query.found_in(task.relevant_field)) - barred


def _options(task: Task, lang: str) -> Options:
    options = Options(top_k=DEPTH)
    return options if task.pools is None else replace(options, scope=Scope(languages=task.pools.get(lang, ())))


def _ranked(asked: Sequence[tuple[QueryRow, frozenset[str]]], found: Sequence[tuple[Hit, ...]]) -> list[Ranked]:
    return [
        Ranked(query, relevant, tuple(dict.fromkeys(hit.source.id for hit in hits)))
        for (query, relevant), hits in zip(asked, found, strict=True)
    ]
