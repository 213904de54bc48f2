"""Measures verdicts on claims: given a claim, does the pipeline decide, rightly, on the right evidence, and how sure is it.

Failures ("we could not look") are counted apart and enter no other figure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Article, Checked, Report, Verdict, VerdictLabel
from factcheck.errors import InvalidRecord
from factcheck.evaluation import metrics
from factcheck.evaluation.datasets import QueryRow
from factcheck.evaluation.figures import Figures, Measured, broken_down, grouped
from factcheck.evaluation.labels import counted, verdict_of
from factcheck.pipeline import Options
from factcheck.verification.policy import kind_and_score

BATCH = 24
"""Claims per call: one search and one comparison for all of them."""
SEED = 20261124
SURE = 0.8
"""From this confidence on a wrong decision counts as confidently wrong."""

Progress = Callable[[int, int], None]


class Checks(Protocol):
    """Checks given claims; implemented by `pipeline.Pipeline`."""

    def check_given(self, article: Article, options: Options) -> Report:
        """Each line of the text taken as one claim."""


@dataclass(frozen=True)
class Judged:
    """A claim with its gold verdict and ours (None: failed). `evidence` are the sources shown, best first."""

    id: str
    lang: str
    gold: VerdictLabel
    verdict: Verdict | None
    relevant: frozenset[str] = frozenset()
    field: str | None = None

    @property
    def label(self) -> VerdictLabel:
        """Our verdict as it is counted."""
        return counted(self.verdict.label) if self.verdict else VerdictLabel.NOT_ENOUGH_EVIDENCE

    @property
    def decided(self) -> bool:
        """Supported, refuted or conflicting."""
        return self.label.decided

    @property
    def right(self) -> bool:
        """Ours is the gold verdict."""
        return self.label is self.gold

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources of all the evidence looked at, by rank, each once."""
        if self.verdict is None:
            return ()
        shown = sorted((*self.verdict.evidence, *self.verdict.rejected), key=lambda e: e.rank)
        return tuple(dict.fromkeys(e.source.id for e in shown))


def evaluate(
    checks: Checks, files: Mapping[str, Sequence[QueryRow]], options: Options, progress: Progress
) -> tuple[Measured, dict[str, list[Judged]]]:
    """Figures per file, language, kind of fact and over all, and the judged claims they come from."""
    total = sum(map(len, files.values()))
    judged: dict[str, list[Judged]] = {}
    for name, rows in files.items():
        before = sum(map(len, judged.values()))
        judged[name] = list(_judged(checks, rows, options, lambda done, b=before: progress(b + done, total)))  # type: ignore[misc]
    measured = broken_down(judged, figures, lambda one: one.lang)
    pooled = [one for found in judged.values() for one in found]
    fields = grouped(pooled, figures, lambda one: one.field)
    return Measured(
        measured.files, measured.by_language, measured.overall, {"by_field": fields} if fields else {}
    ), judged


def figures(judged: Sequence[Judged]) -> Figures:
    """All measures of some claims; shares are of the claims that did not fail."""
    looked = [one for one in judged if one.verdict is not None]
    decided = [one for one in looked if one.decided]
    with_evidence = [one for one in looked if one.relevant]
    return {
        "n": len(looked),
        "failed": len(judged) - len(looked),
        "macro_f1": metrics.macro_f1([one.gold for one in looked], [one.label for one in looked]),
        "coverage": _share(one.decided for one in looked),
        "accuracy_decided": _share(one.right for one in decided),
        "confident_wrong": _share(confidently_wrong(one) for one in looked),
        "evidence_success@5": _share(bool(one.relevant & set(one.sources[:5])) for one in with_evidence),
        "wrongly_decided": _share(one.decided and not one.right for one in looked),
        "accuracy": _share(one.right for one in looked),
        "intervals": _intervals(looked),
    }


def predictions(judged: Mapping[str, Sequence[Judged]]) -> Iterator[str]:
    """One JSON line per claim: gold, our verdict, its confidence, the kinds of evidence that counted, the sources seen."""
    for name, found in judged.items():
        for one in found:
            said = {} if one.verdict is None else spoken(one.verdict)
            data = {
                "file": name,
                "id": one.id,
                "lang": one.lang,
                "field": one.field,
                "gold": one.gold.value,
                **said,
                "sources": one.sources,
            }
            yield json.dumps(data, ensure_ascii=False) + "\n"


def spoken(verdict: Verdict) -> dict[str, Any]:
    """What a verdict says, in short."""
    return {
        "verdict": verdict.label.value,
        "confidence": verdict.confidence.value,
        "methods": sorted({e.method for e in verdict.evidence if e.counted}),
        "reasons": [reason.code for reason in verdict.reasons],
        **_scored(verdict),
    }


def _scored(verdict: Verdict) -> dict[str, Any]:
    """What the confidence of a decided verdict was looked up by."""
    if not verdict.label.decided:
        return {}
    kind, score = kind_and_score(verdict.label, verdict.evidence)
    return {"kind": kind, "score": round(score, 4)}


def confidently_wrong(one: Judged) -> bool:
    """Decided, not as the gold says, and with a confidence of `SURE` or more."""
    return one.verdict is not None and one.decided and not one.right and one.verdict.confidence.value >= SURE


def in_batches(rows: Sequence[QueryRow], default_as_of: date | None) -> Iterator[tuple[date | None, list[QueryRow]]]:
    """Rows of one language and cut-off date together, at most `BATCH`, in a fixed order."""
    groups: dict[tuple[str, date | None], list[QueryRow]] = {}
    for row in rows:
        groups.setdefault((row.lang, row.as_of or default_as_of), []).append(row)
    for (_, as_of), group in sorted(groups.items(), key=lambda item: (item[0][0], str(item[0][1]))):
        for start in range(0, len(group), BATCH):
            yield as_of, group[start : start + BATCH]


def check_lines(checks: Checks, texts: Sequence[str], article: Article, options: Options) -> list[Checked | None]:
    """One result per text, in order; None for a text that was not taken as a claim. `article` gives language and date."""
    lines = [" ".join(text.split()) for text in texts]
    report = checks.check_given(article.model_copy(update={"text": "\n".join(lines)}), options)
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
    found: list[Checked | None] = [None] * len(lines)
    for one in report.checked:
        found[int(np.searchsorted(starts, one.claim.span.start, side="right")) - 1] = one
    return found


def _judged(
    checks: Checks, rows: Sequence[QueryRow], options: Options, progress: Callable[[int], None]
) -> Iterator[Judged]:
    gold = {row.id: _gold(row) for row in rows}
    done = 0
    for as_of, batch in in_batches(rows, options.as_of):
        blank = Article(text="-", lang=batch[0].lang, published=as_of)
        results = check_lines(checks, [row.text for row in batch], blank, replace(options, as_of=as_of))
        for row, result in zip(batch, results, strict=True):
            verdict = result.verdict if result else None
            yield Judged(row.id, row.lang, gold[row.id], verdict, frozenset(row.relevant), row.field)
        progress(done := done + len(batch))


def _gold(row: QueryRow) -> VerdictLabel:
    if row.label is None:
        raise InvalidRecord(f"claim {row.id} has no label.", way_out="End-to-end figures need a label on every claim.")
    return verdict_of(row.label)


def _share(values: Iterable[bool]) -> float:
    found = list(values)
    return float(np.mean(found)) if found else float("nan")


def _intervals(looked: Sequence[Judged]) -> dict[str, tuple[float, float]]:
    decided = np.array([one.decided for one in looked], dtype=bool)
    right = np.array([one.right for one in looked], dtype=bool)
    ids = [one.id for one in looked]

    def accuracy_decided(rows: NDArray[np.int64]) -> float:
        chosen = rows[decided[rows]]
        return float(right[chosen].mean()) if chosen.size else float("nan")

    return {
        "accuracy_decided": metrics.bootstrap(accuracy_decided, ids, SEED),
        "coverage": metrics.bootstrap(lambda rows: float(decided[rows].mean()), ids, SEED),
    }
