"""An audit of articles with planted claims against what was planted: `python -m factcheck.evaluation.audited AUDIT PLANTED`.

AUDIT is an audit's folder, PLANTED holds `articles.jsonl` (the audit's only input) and `gold.jsonl`. Reads files; checks nothing itself.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.domain import Span
from factcheck.evaluation.articles import matched
from factcheck.evaluation.datasets import ArticleRow, GoldRow, read

REFUTED, CONFLICTING = "refuted", "conflicting"


@dataclass(frozen=True)
class Said:
    """One claim of the audit, with the planted line that it stands on, where there is one."""

    article: str
    quote: str
    outcome: str
    confidence: float
    gold: GoldRow | None

    @property
    def right(self) -> bool:
        """What was called refuted was planted so."""
        return self.gold is not None and self.gold.verdict == REFUTED


def said(table: Path, articles: Sequence[ArticleRow], gold: Sequence[GoldRow]) -> list[Said]:
    """The claims of `claims.csv`, each beside its planted line."""
    lines, planted = defaultdict(list), defaultdict(list)
    with table.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            number = int(row["reference"].rpartition("#")[2])
            lines[articles[number - 1].id].append(row)
    for one in gold:
        planted[one.article_id].append(one)
    return [one for article in lines for one in _of_article(article, lines[article], planted[article])]


def _of_article(article: str, rows: Sequence[Mapping[str, str]], gold: Sequence[GoldRow]) -> list[Said]:
    spans = [Span(start=int(row["start"]), end=int(row["end"])) for row in rows]
    of_row = {found: gold[number] for number, found in matched([one.span for one in gold], spans).items()}
    return [
        Said(article, row["quote"], row["outcome"], float(row["confidence"] or 0), of_row.get(number))
        for number, row in enumerate(rows)
    ]


def figures(claims: Sequence[Said], gold: Sequence[GoldRow]) -> dict[str, Any]:
    """Recall of planted contradictions, precision of those reported beside the confidence shown, and each false alarm."""
    planted = [one for one in gold if one.verdict == REFUTED]
    reported = [one for one in claims if one.outcome == REFUTED]
    found = [one for one in reported if one.right]
    became = Counter(one.outcome for one in claims if one.right)
    reasons = Counter(one.gold.reason or "other" for one in found if one.gold)
    return {
        "planted": len(planted),
        "became": dict(became) | {"not_found": len(planted) - became.total()},
        "recall": _share(len(found), len(planted)),
        "by_reason": {r: f"{reasons[r]}/{n}" for r, n in Counter(one.reason or "other" for one in planted).items()},
        "reported": len(reported),
        "precision": _share(len(found), len(reported)),
        "mean_confidence_shown": _share(sum(one.confidence for one in reported), len(reported)),
        "false_alarms": [[one.article, one.quote, _verdict(one)] for one in reported if not one.right],
        "conflicting_reported": dict(Counter(_verdict(one) for one in claims if one.outcome == CONFLICTING)),
    }


def _verdict(one: Said) -> str:
    return (one.gold.verdict or one.gold.kind) if one.gold else "nothing planted"


def _share(part: float, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def main(audit: Path, planted: Path) -> None:
    """Print the figures as JSON."""
    gold = read(planted / "gold.jsonl", GoldRow)
    claims = said(audit / "claims.csv", read(planted / "articles.jsonl", ArticleRow), gold)
    sys.stdout.write(json.dumps(figures(claims, gold), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
