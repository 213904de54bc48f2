"""How serious a contradiction is, from 0 to 1, and the key by which people speak of it. Pure.

Seriousness is confidence x nearness of the refuting source to the fact x prominence: the headline and the lead weigh more
than the tail, a claim that people would check more than an aside.
"""

from __future__ import annotations

import hashlib
import re

from factcheck.audit.checking import Result
from factcheck.domain import Article, Checked, Tier, VerdictLabel
from factcheck.render import explanation

_TIERS = {
    Tier.PRIMARY: 1.0,
    Tier.OFFICIAL_STATISTICS: 1.0,
    Tier.FACT_CHECK: 0.95,
    Tier.AGENCY: 0.9,
    Tier.REFERENCE_WORK: 0.9,
    Tier.OTHER: 0.75,
}
_CONFLICT = 0.5
"""Sources that contradict each other accuse the article half as much as sources that contradict it."""


def key_of(result: Result, checked: Checked) -> str:
    """16 hex digits out of the article's text and the claim's place: the same in every run over the same text."""
    span = checked.claim.span
    return hashlib.sha256(f"{result.report.article.sha256} {span.start} {span.end}".encode()).hexdigest()[:16]


def seriousness(article: Article, checked: Checked) -> float:
    """0 for what is no contradiction."""
    verdict = checked.verdict
    if verdict is None or verdict.label not in (VerdictLabel.REFUTED, VerdictLabel.CONFLICTING):
        return 0.0
    near = max((_TIERS[e.source.tier] for e in explanation.decisive(verdict)), default=_TIERS[Tier.OTHER])
    share = 1.0 if verdict.label is VerdictLabel.REFUTED else _CONFLICT
    return verdict.confidence.value * near * share * prominence(article, checked)


def prominence(article: Article, checked: Checked) -> float:
    """0.7 at the end of an article to 1 in its title and first lines, less for claims hardly worth a check."""
    place = checked.claim.span.start / max(1, len(article.text))
    worth = 0.85 + 0.15 * checked.claim.checkworthiness
    return (1.0 - 0.3 * place) * worth


def likeness(checked: Checked) -> str:
    """Claims of the same likeness say much the same: the same words but for case, marks and spaces."""
    return " ".join(re.findall(r"\w+", checked.claim.query.casefold()))
