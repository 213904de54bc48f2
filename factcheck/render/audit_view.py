"""What a page about an audit shows, as records: totals, groups, contradictions. Counts nothing itself and knows no HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.domain import Article, Checked

TRIAGES = ("confirmed", "false_alarm", "later")
"""What an editor may say of a contradiction."""


@dataclass(frozen=True)
class Contradiction:
    """A refuted claim, or one on which sources conflict. `key` stays the same from run to run; `seriousness` is 0 to 1."""

    key: str
    reference: str
    section: str | None
    article: Article
    checked: Checked
    seriousness: float
    triage: str | None = None
    repeated: tuple[str, ...] = ()
    """References of other articles with much the same claim."""


@dataclass(frozen=True)
class Gap:
    """Something that the sources lack, in a sentence, and how many claims lack it."""

    text: str
    claims: int


@dataclass(frozen=True)
class Failed:
    """An item without a result."""

    reference: str
    code: str
    message: str


Groups = Mapping[str, Mapping[str, int]]
"""Outcomes counted by group, groups in the order in which they are shown."""


@dataclass(frozen=True)
class AuditView:
    """Everything on the page."""

    name: str
    articles: int
    claims: int
    outcomes: Mapping[str, int]
    months: Groups
    sections: Groups
    sites: Groups
    contradictions: Sequence[Contradiction]
    left_out: int = 0
    """Contradictions beyond those that are listed."""
    gaps: Sequence[Gap] = ()
    failed: Sequence[Failed] = ()
    failed_count: int = 0
    made_by: Mapping[str, str] = field(default_factory=dict)
