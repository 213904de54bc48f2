"""What a long audit would take, from a sample of its archive: time, claims, and how much of it the sources cover. Reads no clock."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from factcheck.audit.checking import SHARD, ChecksMany
from factcheck.audit.extraction import extract
from factcheck.audit.plan import Plan
from factcheck.domain import Article, Report
from factcheck.intake.archives import Entry, Found, PassedOver

SAMPLE = 50
LONG = 150
"""Entries from which an estimate is worth its time."""
_SEED = 20261124


@dataclass(frozen=True)
class Estimate:
    """What the sample says about the whole; `covered` is the share of checkable claims that got a decided verdict."""

    entries: int
    sampled: int
    seconds: float
    claims: int
    covered: float

    def document(self) -> dict[str, float]:
        """As the manifest has it."""
        return vars(self) | {}


def sample(entries: Iterable[Found], size: int) -> tuple[int, list[Found]]:
    """How many there are, and a fair choice of `size` of them in their order (the same at every reading)."""
    chance = random.Random(_SEED)  # noqa: S311  no secret
    chosen: list[tuple[int, Found]] = []
    count = 0
    for one in entries:
        if isinstance(one, PassedOver):
            continue
        count += 1
        if len(chosen) < size:
            chosen.append((count, one))
        elif (place := chance.randrange(count)) < size:
            chosen[place] = (count, one)
    return count, [one for _, one in sorted(chosen, key=lambda pair: pair[0])]


def estimate(
    checks: ChecksMany, plan: Plan, sampled: tuple[int, Sequence[Found]], clock: Callable[[], float]
) -> Estimate:
    """Check the sample and carry it over to the whole."""
    count, chosen = sampled
    began = clock()
    articles = [a for a in map(extract, (e for e in chosen if isinstance(e, Entry))) if isinstance(a, Article)]
    wanted = [article for article in articles if plan.wants(article)]
    reports: list[Report] = []
    for start in range(0, len(wanted), SHARD):
        some = wanted[start : start + SHARD]
        reports += checks.check_many(some, [plan.options(article) for article in some])
    share = count / max(1, len(chosen))
    claims = [c for report in reports for c in report.checked if c.claim.checkable]
    decided = sum(c.verdict is not None and c.verdict.label.decided for c in claims)
    seconds = (clock() - began) * share
    return Estimate(count, len(chosen), round(seconds, 1), round(len(claims) * share), decided / max(1, len(claims)))
