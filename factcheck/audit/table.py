"""Claims as flat rows, for a spreadsheet or DuckDB: one row a claim, the decisive evidence beside it. Written row group by row group."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from factcheck.audit.checking import Result
from factcheck.audit.seriousness import key_of
from factcheck.domain import Checked, Evidence
from factcheck.render import explanation, outcomes
from factcheck.render.csv import cell

TEXTS = (
    *("reference", "key", "article_sha256", "title", "site", "url", "section", "published", "lang", "claim_id"),
    *("quote", "query", "kind", "outcome", "population", "reasons", "explanation", "source_id", "publisher", "tier"),
    *("source_title", "source_date", "source_url", "evidence", "method", "claim_text", "source_text", "unit"),
)
NUMBERS = ("checkworthiness", "confidence", "claim_value", "source_value", "difference")
COUNTS = ("start", "end")
COLUMNS = (*TEXTS, *COUNTS, *NUMBERS)
_GROUP = 2_000


def rows(result: Result) -> Iterator[dict[str, Any]]:
    """One row for each claim of an article."""
    article = result.report.article
    shared = {
        "reference": result.reference,
        "article_sha256": article.sha256,
        "title": article.title,
        "site": article.site,
        "url": article.url,
        "section": result.section,
        "published": _text(article.published),
    }
    for checked in result.report.checked:
        yield dict.fromkeys(COLUMNS) | shared | _said(checked) | _decided(checked) | {"key": key_of(result, checked)}


def _said(checked: Checked) -> dict[str, Any]:
    claim = checked.claim
    return {
        "claim_id": claim.id,
        "start": claim.span.start,
        "end": claim.span.end,
        "quote": claim.quote,
        "query": claim.query,
        "lang": claim.lang,
        "kind": str(claim.kind),
        "checkworthiness": claim.checkworthiness,
        "outcome": outcomes.outcome(checked),
        "explanation": explanation.explain(checked),
    }


def _decided(checked: Checked) -> dict[str, Any]:
    verdict = checked.verdict
    if verdict is None:
        return {"reasons": checked.failure.code if checked.failure else None}
    found = explanation.decisive(verdict)
    sure = {
        "confidence": verdict.confidence.value,
        "population": outcomes.measured_on(verdict, checked.claim.lang),
        "reasons": " ".join(reason.code for reason in verdict.reasons),
    }
    return sure | (_evidence(found[0]) if found else {})


def _evidence(best: Evidence) -> dict[str, Any]:
    source = best.source
    found = {
        "source_id": source.id,
        "publisher": source.publisher,
        "tier": str(source.tier),
        "source_title": source.title,
        "source_date": _text(source.published or source.as_of),
        "source_url": source.url,
        "evidence": best.passage.text,
        "method": best.method,
    }
    compared = explanation.telling(best)
    names = ("claim_text", "source_text", "claim_value", "source_value", "difference", "unit")
    return found | ({name: getattr(compared[0], name) for name in names} if compared else {})


def _text(value: object) -> str | None:
    return None if value is None else str(value)


class ClaimTables:
    """`claims.csv` and `claims.parquet`, filled result by result; memory holds one row group."""

    def __init__(self, csv_path: Path, parquet_path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds = {name: pa.string() for name in TEXTS} | {name: pa.int64() for name in COUNTS}
        kinds |= {name: pa.float64() for name in NUMBERS}
        self._schema = pa.schema([(name, kinds[name]) for name in COLUMNS])
        self._open = ExitStack()
        stream = self._open.enter_context(csv_path.open("w", encoding="utf-8", newline=""))
        self._csv = csv.writer(stream)
        self._csv.writerow(COLUMNS)
        self._parquet = self._open.enter_context(pq.ParquetWriter(parquet_path, self._schema, compression="zstd"))
        self._group: list[dict[str, Any]] = []

    def add(self, result: Result) -> None:
        """The claims of one article."""
        for row in rows(result):
            self._csv.writerow([cell(row[name]) for name in COLUMNS])
            self._group.append(row)
        if len(self._group) >= _GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left and close both."""
        self._flush()
        self._open.close()

    def _flush(self) -> None:
        import pyarrow as pa

        self._parquet.write_table(pa.Table.from_pylist(self._group, schema=self._schema))
        self._group.clear()
