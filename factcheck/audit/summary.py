"""Results counted into what the report shows, read line by line: memory grows with groups and contradictions, not with articles."""

from __future__ import annotations

import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from factcheck.audit.checking import Result
from factcheck.audit.seriousness import key_of, likeness, seriousness
from factcheck.domain import Article, Checked, VerdictLabel
from factcheck.render import outcomes, reasons
from factcheck.render.audit_view import AuditView, Contradiction, Failed, Gap

LISTED = 200
"""Contradictions that the page lists; all are in `claims.csv` and `claims.parquet`."""
_MOST_GROUPS, _MOST_GAPS, _MOST_FAILED, _MOST_REPEATS = 24, 15, 200, 20


def read_results(path: Path) -> Iterator[Result]:
    """The lines of a `results.jsonl`."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield Result.model_validate_json(line)


@dataclass
class Summing:
    """Collects results one after the other; `view` is what the page shows. `lang` is the page's language."""

    lang: str
    triage: Mapping[str, str] = field(default_factory=dict)
    articles: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    langs: Counter[str] = field(default_factory=Counter)
    groups: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    gaps: Counter[str] = field(default_factory=Counter)
    repeats: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    found: int = 0
    heap: list[tuple[float, int, Contradiction]] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count one article."""
        article = result.report.article
        self.articles += 1
        self.langs[article.lang] += 1
        for checked in result.report.checked:
            self._count(article, result.section, checked)
            if checked.verdict is not None and checked.verdict.label in (
                VerdictLabel.REFUTED,
                VerdictLabel.CONFLICTING,
            ):
                self._contradiction(result, checked)

    def _count(self, article: Article, section: str | None, checked: Checked) -> None:
        outcome = outcomes.outcome(checked)
        self.outcomes[outcome] += 1
        places = {
            "months": f"{article.published:%Y-%m}" if article.published else "",
            "sections": section or "",
            "sites": article.site or urlsplit(article.url or "").hostname or "",
        }
        for kind, name in places.items():
            self.groups.setdefault(kind, {}).setdefault(name, Counter())[outcome] += 1
        if checked.verdict is not None and checked.verdict.label is VerdictLabel.NOT_ENOUGH_EVIDENCE:
            self.gaps.update({reasons.sentence(gap, self.lang) for gap in checked.verdict.gaps})

    def _contradiction(self, result: Result, checked: Checked) -> None:
        self.found += 1
        same = self.repeats[likeness(checked)]
        if len(same) <= _MOST_REPEATS:
            same.append(result.reference)
        key, article = key_of(result, checked), result.report.article
        serious = seriousness(article, checked)
        one = Contradiction(key, result.reference, result.section, article, checked, serious, self.triage.get(key))
        heapq.heappush(self.heap, (self._weight(one), -self.found, one))
        if len(self.heap) > LISTED:
            heapq.heappop(self.heap)

    def _weight(self, one: Contradiction) -> float:
        # What an editor called a false alarm goes behind everything that is still open.
        return one.seriousness - (1.0 if one.triage == "false_alarm" else 0.0)

    def view(self, name: str, made_by: Mapping[str, str], failed: list[Failed], failed_count: int) -> AuditView:
        """The page's records."""
        best = [entry[2] for entry in sorted(self.heap, key=lambda e: (-e[0], -e[1]))]
        listed = _grouped(best, self.repeats)
        return AuditView(
            name=name,
            articles=self.articles,
            claims=self.outcomes.total(),
            outcomes={key: self.outcomes[key] for key in outcomes.OUTCOMES if self.outcomes[key]},
            months=_by_name(self.groups.get("months", {})),
            sections=_by_size(self.groups.get("sections", {})),
            sites=_by_size(self.groups.get("sites", {})),
            contradictions=listed,
            left_out=self.found - len(best),
            gaps=[Gap(text, n) for text, n in self.gaps.most_common(_MOST_GAPS)],
            failed=failed[:_MOST_FAILED],
            failed_count=failed_count,
            made_by=made_by,
        )


def _grouped(best: list[Contradiction], repeats: Mapping[str, list[str]]) -> list[Contradiction]:
    # Claims that say the same are shown once, where the most serious stands, with the articles that repeat it.
    seen: set[str] = set()
    shown = []
    for one in best:
        like = likeness(one.checked)
        if like not in seen:
            seen.add(like)
            others = dict.fromkeys(other for other in repeats[like] if other != one.reference)
            shown.append(replace(one, repeated=tuple(others)))
    return shown


def _by_name(groups: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    named = {name: groups[name] for name in sorted(groups) if name}
    return dict(list(named.items())[-_MOST_GROUPS:])


def _by_size(groups: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    named = [name for name in groups if name]
    best = sorted(named, key=lambda name: (-groups[name].total(), name))[:_MOST_GROUPS]
    return {name: groups[name] for name in best}


def read_errors(path: Path) -> tuple[list[Failed], int]:
    """The first items of an `errors.jsonl`, and how many there are."""
    failed: list[Failed] = []
    count = 0
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            count += 1
            if len(failed) < _MOST_FAILED:
                error = json.loads(line)
                failed.append(Failed(error["reference"], error["code"], error["message"]))
    return failed, count
