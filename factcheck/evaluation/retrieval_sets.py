"""Two sets that are no corpus with queries: claims of planted articles, each on its article's day, and statements that a fact decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Hit, Source
from factcheck.evaluation import metrics
from factcheck.evaluation.datasets import ArticleRow, GoldRow, QueryRow, SourceRow, read
from factcheck.evaluation.figures import Figures, Measured, broken_down
from factcheck.evaluation.retrieval import SEED, Ranked, Searches, claim_of, figures
from factcheck.evaluation.withholding import decides
from factcheck.pipeline import Options

# ------------------------------------------------------------------------------------------------ planted articles


@dataclass(frozen=True)
class Planted:
    """Planted articles by id, the sources they are judged against, and the annotated statements that have evidence."""

    sources: Mapping[str, Source]
    articles: Mapping[str, ArticleRow]
    gold: Sequence[GoldRow]

    @classmethod
    def read(cls, folder: Path) -> Planted:
        """The files of the set in its folder."""
        return cls(
            {row.id: row.source() for row in read(folder / "sources.jsonl", SourceRow)},
            {row.id: row for row in read(folder / "articles.jsonl", ArticleRow)},
            [row for row in read(folder / "gold.jsonl", GoldRow) if row.evidence and row.claim],
        )

    def crosses(self, row: GoldRow) -> bool:
        """Whether all evidence of a statement is in another language than its article."""
        own = self.articles[row.article_id].lang
        return all(self.sources[source_id].lang != own for source_id in row.evidence)


def in_planted(searcher: Searches, planted: Planted) -> Measured:
    """Each claim against the sources published by its article's day; those whose evidence is in another language apart too."""
    ranked = [_of_planted(searcher, row, planted) for row in planted.gold]
    crossing = [one for one, row in zip(ranked, planted.gold, strict=True) if planted.crosses(row)]
    measured = broken_down({"planted": ranked}, figures, lambda one: one.query.lang)
    return replace(measured, more={"by_evidence": {"in another language": figures(crossing)}})


def _of_planted(searcher: Searches, row: GoldRow, planted: Planted) -> Ranked:
    article = planted.articles[row.article_id]
    query = QueryRow(id=row.id, text=row.claim or "", lang=article.lang)
    hits = searcher.search([claim_of(query)], Options(as_of=article.published))[0]
    return Ranked(query, frozenset(row.evidence), tuple(dict.fromkeys(hit.source.id for hit in hits)))


# ------------------------------------------------------------------------------------------------ statements


def of_statements(searcher: Searches, name: str, rows: Sequence[QueryRow]) -> Measured:
    """Whether the very fact (country, attribute, year) is among the first hits."""
    found = searcher.search([claim_of(row) for row in rows], Options())
    placed = [(row, [_is_fact_of(hit, row) for hit in hits]) for row, hits in zip(rows, found, strict=True)]
    return broken_down({name: placed}, _placed, lambda one: one[0].lang)


def _is_fact_of(hit: Hit, row: QueryRow) -> bool:
    if hit.fact is None or not decides(hit.fact, row):
        return False
    return row.year is None or hit.fact.period is None or hit.fact.period.startswith(str(row.year))


def _placed(placed: Sequence[tuple[QueryRow, Sequence[bool]]]) -> Figures:
    columns = {f"success@{k}": np.array([float(any(right[:k])) for _, right in placed]) for k in (1, 5, 10)}
    rows = list(range(len(placed)))
    return {
        "n": len(placed),
        **{name: float(column.mean()) for name, column in columns.items()},
        "intervals": {name: _interval(column, rows) for name, column in columns.items()},
    }


def _interval(column: NDArray[np.float64], rows: Sequence[int]) -> tuple[float, float]:
    return metrics.bootstrap(lambda drawn: float(column[drawn].mean()), rows, SEED)
