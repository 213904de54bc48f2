"""Measures the whole way on articles with planted claims: are the claims found, and are the verdicts right, on given and on found claims.

Only sources published on or before an article's date may speak.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from factcheck.domain import Article, Checked, Report, Span, Verdict, VerdictLabel
from factcheck.evaluation import metrics
from factcheck.evaluation.datasets import ArticleRow, GoldRow, SourceRow
from factcheck.evaluation.end_to_end import SURE, check_lines, spoken
from factcheck.evaluation.figures import Figures, Measured, grouped
from factcheck.evaluation.labels import counted, verdict_of
from factcheck.pipeline import Options

CLAIM_KINDS = ("claim", "attributed_claim")
"""Gold lines that are claims; the others (opinion, prediction, question, colour) must not be taken for one."""

Progress = Callable[[int, int], None]


class Checks(Protocol):
    """Checks articles and given claims; implemented by `pipeline.Pipeline`."""

    def check(self, article: Article, options: Options) -> Report:
        """All claims of an article."""

    def check_given(self, article: Article, options: Options) -> Report:
        """Each line of the text taken as one claim."""


@dataclass(frozen=True)
class Archive:
    """Articles, their annotated lines and the sources they are judged against."""

    name: str
    articles: Sequence[ArticleRow]
    gold: Sequence[GoldRow]
    sources: Sequence[SourceRow]

    def originals(self) -> dict[str, str]:
        """Reprint to original: a reprint is as good as its original, never a second source."""
        return {s.id: s.syndicated_from for s in self.sources if s.syndicated_from}


@dataclass(frozen=True)
class Line:
    """One gold claim, one found claim, or both where they cover the same text."""

    lang: str
    gold: GoldRow | None
    given: Verdict | None
    found: Checked | None

    @property
    def gold_label(self) -> VerdictLabel | None:
        """The gold verdict; None for a found claim that is none."""
        return verdict_of(self.gold.verdict) if self.gold and self.gold.verdict else None

    @property
    def found_label(self) -> VerdictLabel | None:
        """Our verdict on the found claim; None where it was not found."""
        return _label(self.found.verdict) if self.found else None

    @property
    def reason(self) -> str:
        """What the planted error is about; `none` for claims without one."""
        return (self.gold.reason if self.gold else None) or "none"


def evaluate(checks: Checks, archive: Archive, options: Options, progress: Progress) -> tuple[Measured, list[Line]]:
    """Figures over all, by language and by reason, and the lines they come from."""
    originals = archive.originals()
    lines: list[Line] = []
    for done, row in enumerate(archive.articles, start=1):
        lines += _article(checks, row, [g for g in archive.gold if g.article_id == row.id], options)
        progress(done, len(archive.articles))

    def of(part: Sequence[Line]) -> Figures:
        return figures(part, originals)

    reasons = grouped([line for line in lines if line.gold], of, lambda line: line.reason)
    measured = Measured(
        {archive.name: of(lines)}, grouped(lines, of, lambda line: line.lang), of(lines), {"by_reason": reasons}
    )
    return measured, lines


def figures(lines: Sequence[Line], originals: Mapping[str, str]) -> Figures:
    """All measures of some lines."""
    gold = [line for line in lines if line.gold is not None]
    found = [line for line in lines if line.found is not None]
    both = [line for line in gold if line.found is not None]
    classes = sorted({label for line in gold if (label := line.gold_label)}, key=str)
    precision, recall, f1 = metrics.f1_from_counts(len(both), len(found), len(gold))
    given = [(line.gold_label, _label(line.given)) for line in gold]
    end = [(line.gold_label, line.found_label) for line in lines]
    return {
        "n": len(gold),
        "found": len(found),
        "claim_precision": precision,
        "claim_recall": recall,
        "claim_f1": f1,
        "macro_f1_gold": metrics.macro_f1(*_columns(given), classes),
        "macro_f1_found": metrics.macro_f1(*_columns(end), classes),
        "accuracy_gold": metrics.accuracy(*_columns(given)) if given else float("nan"),
        "evidence_recall": _evidence_recall(gold, originals),
        "confident_wrong": _mean([_confidently_wrong(line) for line in gold]),
        "confusion_gold": _counts(given),
    }


def predictions(lines: Sequence[Line]) -> Iterator[str]:
    """One JSON line per gold or found claim: gold, the verdict on the given claim, the quote found and its verdict."""
    for line in lines:
        found = line.found
        data = {
            "id": line.gold.id if line.gold else None,
            "claim": line.gold.claim if line.gold else None,
            "gold": line.gold.verdict if line.gold else None,
            "reason": line.reason,
            "given": spoken(line.given) if line.given else None,
            "quote": found.claim.quote if found else None,
            "found": spoken(found.verdict) if found and found.verdict else None,
        }
        yield json.dumps(data, ensure_ascii=False) + "\n"


def claims_of(report: Report) -> list[Checked]:
    """The checked statements that the pipeline takes for claims."""
    return [one for one in report.checked if one.claim.checkable]


def matched(gold: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Gold number to found number, one to one, most overlap first; a match covers at least half of the longer of the two."""
    shares = [
        (_shared(one, other), g, f) for g, one in enumerate(gold) for f, other in enumerate(found) if one.overlaps(other)
    ]  # fmt: skip
    pairs: dict[int, int] = {}
    for share, g, f in sorted(shares, key=lambda item: (-item[0], item[1], item[2])):
        if share >= 0.5 and g not in pairs and f not in pairs.values():
            pairs[g] = f
    return pairs


def _shared(one: Span, other: Span) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / max(one.end - one.start, other.end - other.start, 1)


def _article(checks: Checks, row: ArticleRow, gold: Sequence[GoldRow], options: Options) -> list[Line]:
    dated = replace(options, as_of=row.published)
    article = Article(text=row.text, lang=row.lang, title=row.title, published=row.published)
    claims = [line for line in gold if line.kind in CLAIM_KINDS]
    given = check_lines(checks, [line.claim or line.quote for line in claims], article, dated) if claims else []
    found = claims_of(checks.check(article, dated))
    pairs = matched([line.span for line in claims], [one.claim.span for one in found])
    lines = [
        Line(row.lang, line, _verdict(given[number]), found[pairs[number]] if number in pairs else None)
        for number, line in enumerate(claims)
    ]
    return lines + [Line(row.lang, None, None, one) for number, one in enumerate(found) if number not in pairs.values()]


def _verdict(checked: Checked | None) -> Verdict | None:
    return checked.verdict if checked else None


def _label(verdict: Verdict | None) -> VerdictLabel:
    return counted(verdict.label) if verdict else VerdictLabel.NOT_ENOUGH_EVIDENCE


def _columns(pairs: Sequence[tuple[object, object]]) -> tuple[list[str], list[str]]:
    return [str(one) for one, _ in pairs], [str(other) for _, other in pairs]


def _evidence_recall(gold: Sequence[Line], originals: Mapping[str, str]) -> float:
    shares = []
    for line in gold:
        wanted = set(line.gold.evidence) if line.gold else set()
        if wanted and line.given is not None:
            shown = {originals.get(e.source.id, e.source.id) for e in line.given.evidence}
            shares.append(len(wanted & shown) / len(wanted))
    return _mean(shares)


def _confidently_wrong(line: Line) -> bool:
    verdict = line.given
    return (
        verdict is not None
        and verdict.label.decided
        and _label(verdict) is not line.gold_label
        and verdict.confidence.value >= SURE
    )


def _counts(pairs: Sequence[tuple[VerdictLabel | None, VerdictLabel | None]]) -> dict[str, int]:
    table: dict[str, int] = {}
    for gold, said in pairs:
        table[f"{gold}->{said}"] = table.get(f"{gold}->{said}", 0) + 1
    return dict(sorted(table.items()))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")
