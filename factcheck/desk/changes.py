"""What is different between two versions of a report, and why. Pure: rows and records in, records out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.desk.records import VerdictChange
from factcheck.domain import Checked

FIRST = "first_check"
_MADE_BY = {
    "encoder": "model:encoder",
    "verifier": "model:verifier",
    "index": "index",
    "index_built_from": "index",
    "policy": "policy",
    "calibration": "calibration",
    "code_version": "code",
}
_SURE = 0.005
"""Confidences nearer than this are shown as the same percentage."""


def because(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Codes of what differs between two versions: `text`, `option:top_k`, `index` ... `nothing` where all is the same.

    Both have `text` (a hash), `options` and `provenance`.
    """
    codes = ["text"] if before["text"] != after["text"] else []
    codes += [f"option:{name}" for name in _different(before["options"], after["options"])]
    codes += [_MADE_BY[n] for n in _different(before["provenance"], after["provenance"]) if n in _MADE_BY]
    return tuple(dict.fromkeys(codes)) or ("nothing",)


def _different(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    return (name for name in after if before.get(name) != after[name])


@dataclass(frozen=True)
class Seen:
    """What one version of a verdict said; `sources` is None where its text was purged."""

    label: str | None
    confidence: float | None
    sources: frozenset[str] | None


def seen(checked: Checked) -> Seen:
    """What a checked claim says; label and confidence are None where we could not look."""
    verdict = checked.verdict
    if verdict is None:
        return Seen(None, None, frozenset())
    sources = frozenset(e.source.id for e in verdict.evidence if e.counted)
    return Seen(str(verdict.label), verdict.confidence.value, sources)


def verdict_change(verdict_id: str, before: Seen, after: Seen) -> VerdictChange | None:
    """How a verdict changed; None where label, confidence and the sources that count are the same."""
    known = before.sources is not None and after.sources is not None
    old, new = before.sources or frozenset(), after.sources or frozenset()
    change = VerdictChange(
        verdict_id=verdict_id,
        before=before.label,
        after=after.label,
        confidence_before=before.confidence,
        confidence_after=after.confidence,
        sources_added=tuple(sorted(new - old)) if known else (),
        sources_removed=tuple(sorted(old - new)) if known else (),
    )
    return change if _differs(change) else None


def _differs(change: VerdictChange) -> bool:
    moved = abs((change.confidence_before or 0.0) - (change.confidence_after or 0.0)) > _SURE
    return change.before != change.after or moved or bool(change.sources_added or change.sources_removed)
