"""Verdict policy `v2`: from judged evidence to a verdict, as a pure function. `docs/verdicts.md` says the same in words.

Order of precedence:
 1. what cannot be checked is `not_checkable`;
 2. only counted evidence votes: relevant, not superseded, one voice per independent group;
 3. closed lists and structured facts outrank the verifier's reading of free text;
 4. support and refutation from different groups, both strong, are `conflicting`; so are a value that one supports and another contests;
 5. a verdict less sure than `abstain_below` is `not_enough_evidence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from factcheck.domain import (
    MEASURED_LANGUAGES,
    Agreement,
    Claim,
    Confidence,
    Evidence,
    Reason,
    StanceLabel,
    Verdict,
    VerdictLabel,
)
from factcheck.verification.calibration import Calibration

NAME = "v2"
STRONG = 0.8
"""Probability from which one voice is strong: two strong voices against each other are a conflict, not noise."""
STRUCTURED = frozenset({"closed_list", "single_valued", "fact"})
CONTESTS = "quantity_contested"
"""Reason of a passage that gives another number, most likely of the same thing: too little sure to refute, enough to contest."""
REVISED = "value_revised"
"""Reason of a passage that says itself that the claim's value was replaced: older words of its group no longer hold."""
MOST_FINDINGS = 2
"""Findings named beside "too little to decide"; the others stand with their passages."""
STALE_DAYS = 365
"""Evidence older than this at the cut-off is named as a gap."""


class Options(Protocol):
    """What the caller chose."""

    @property
    def as_of(self) -> date | None:
        """Cut-off for evidence."""

    @property
    def abstain_below(self) -> float:
        """Decided verdicts less sure than this are not given."""


@dataclass(frozen=True)
class Votes:
    """The voices on each side, strongest first, one per independent group."""

    supports: tuple[Evidence, ...]
    refutes: tuple[Evidence, ...]


def decide(claim: Claim, evidence: Sequence[Evidence], options: Options, calibration: Calibration) -> Verdict:
    """The verdict that the evidence allows."""
    if not claim.checkable:
        return _verdict(claim, VerdictLabel.NOT_CHECKABLE, Confidence(value=1.0), claim.reasons, ())
    judged = _superseded(evidence)
    votes = _outranked(_votes(judged))
    label, reasons = _weigh(votes, judged)
    if label is None:
        return _undecided(claim, judged, reasons or _why_undecided(judged), options)
    confidence = calibration.confidence(*kind_and_score(label, judged), claim.lang)
    if confidence.value < options.abstain_below:
        why = Reason(
            code="below_abstain_threshold", values={"label": label.value, "confidence": f"{confidence.value:.2f}"}
        )
        return _undecided(claim, judged, (why, *reasons), options)
    return _verdict(
        claim, label, confidence, (*reasons, *_side_notes(judged)), judged, gaps=gaps(judged, options.as_of)
    )


# ----------------------------------------------------------------------------- who votes


def _superseded(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with older voices of a group struck out where a newer one of the group says otherwise."""
    newest: dict[str, Evidence] = {}
    for voice in evidence:
        if voice.counted and (voice.label is not StanceLabel.NEUTRAL or _has(voice, REVISED)):
            newest[voice.independent_group] = max(newest.get(voice.independent_group, voice), voice, key=_recency)
    return tuple(_struck(voice, newest.get(voice.independent_group)) for voice in evidence)


def _recency(voice: Evidence) -> tuple[bool, date, float]:
    return (voice.method in STRUCTURED, voice.source.published or voice.source.as_of or date.min, _strength(voice))


def _struck(voice: Evidence, newest: Evidence | None) -> Evidence:
    if newest is None or not voice.counted or voice.label in (StanceLabel.NEUTRAL, newest.label):
        return voice
    values = {"publisher": newest.source.publisher, "date": str(newest.source.published or newest.source.as_of or "")}
    reason = Reason(code="superseded", values=values)
    return voice.model_copy(update={"counted": False, "reasons": (*voice.reasons, reason)})


def _votes(evidence: Iterable[Evidence]) -> Votes:
    counted = [voice for voice in evidence if voice.counted]
    return Votes(_side(counted, StanceLabel.SUPPORTS), _side(counted, StanceLabel.REFUTES))


def _side(evidence: Sequence[Evidence], label: StanceLabel) -> tuple[Evidence, ...]:
    best: dict[str, Evidence] = {}
    for voice in evidence:
        if voice.label is label:
            best[voice.independent_group] = max(best.get(voice.independent_group, voice), voice, key=_strength)
    return tuple(sorted(best.values(), key=_strength, reverse=True))


def _strength(voice: Evidence) -> float:
    return {StanceLabel.SUPPORTS: voice.stance.supports, StanceLabel.REFUTES: voice.stance.refutes}.get(
        voice.label, 0.0
    )


def _outranked(votes: Votes) -> Votes:
    """Where facts were compared as facts, the verifier's contrary reading of a text does not vote."""
    structured = [any(v.method in STRUCTURED for v in side) for side in (votes.supports, votes.refutes)]
    if structured == [True, False]:
        return Votes(votes.supports, tuple(v for v in votes.refutes if _grounded(v) and _strength(v) >= STRONG))
    if structured == [False, True]:
        return Votes(tuple(v for v in votes.supports if _grounded(v) and _strength(v) >= STRONG), votes.refutes)
    return votes


def _grounded(voice: Evidence) -> bool:
    """True where more than the verifier's word stands behind the voice: a value that was compared, or a structured fact."""
    decisive = (Agreement.SAME, Agreement.WITHIN_WORDING, Agreement.DIFFERENT)
    return voice.method in STRUCTURED or any(
        c.kind == "quantity" and c.agreement in decisive for c in voice.comparisons
    )


# ----------------------------------------------------------------------------- what they decide


def _weigh(votes: Votes, judged: Sequence[Evidence]) -> tuple[VerdictLabel | None, tuple[Reason, ...]]:
    support, refute = (side[0] if side else None for side in (votes.supports, votes.refutes))
    if support and refute:
        return _weigh_both(support, refute)
    if support and (contest := _contest(support, judged)):
        return _conflict(support, contest)
    if support:
        return VerdictLabel.SUPPORTED, (voiced("supported_by", support), *support.reasons)
    if refute:
        return VerdictLabel.REFUTED, (voiced("refuted_by", refute), *refute.reasons)
    return None, ()


def _contest(support: Evidence, judged: Iterable[Evidence]) -> Evidence | None:
    """The surest voice of another group that contests the value of a voice which is no structured fact."""
    if support.method in STRUCTURED or not _grounded(support):
        return None
    others = [v for v in judged if v.counted and v.independent_group != support.independent_group and _has(v, CONTESTS)]
    return max(others, key=lambda voice: voice.stance.refutes, default=None)


def _has(voice: Evidence, code: str) -> bool:
    return any(reason.code == code for reason in voice.reasons)


def _conflict(support: Evidence, against: Evidence) -> tuple[VerdictLabel, tuple[Reason, ...]]:
    both = (voiced("supported_by", support), *support.reasons, voiced("refuted_by", against), *against.reasons)
    return VerdictLabel.CONFLICTING, (Reason(code="conflicting_sources"), *both)


def _weigh_both(support: Evidence, refute: Evidence) -> tuple[VerdictLabel | None, tuple[Reason, ...]]:
    if _grounded(support) and _grounded(refute):
        return _conflict(support, refute)
    if _grounded(refute) and not _grounded(support):
        return VerdictLabel.REFUTED, (voiced("refuted_by", refute), *refute.reasons)
    if _grounded(support) and not _grounded(refute):
        return VerdictLabel.SUPPORTED, (voiced("supported_by", support), *support.reasons)
    if min(_strength(support), _strength(refute)) >= STRONG:
        return _conflict(support, refute)
    stronger = max(support, refute, key=_strength)
    if _strength(stronger) >= STRONG:
        code, label = (
            ("supported_by", VerdictLabel.SUPPORTED) if stronger is support else ("refuted_by", VerdictLabel.REFUTED)
        )
        return label, (voiced(code, stronger), *stronger.reasons)
    return None, (Reason(code="only_weak_evidence"), voiced("supported_by", support), voiced("refuted_by", refute))


def voiced(code: str, voice: Evidence) -> Reason:
    """A reason that names the source of one voice."""
    day = voice.source.published or voice.source.as_of
    values = {
        "publisher": voice.source.publisher,
        "title": voice.source.title,
        "source_id": voice.source.id,
        "date": str(day or ""),
    }
    return Reason(code=code, values=values)


def kind_and_score(label: VerdictLabel, evidence: Sequence[Evidence]) -> tuple[str, float]:
    """What a decided verdict's confidence is looked up by: the kind of evidence that decided, and how strong it was (0 to 1)."""
    votes = _outranked(_votes(evidence))
    if label is VerdictLabel.CONFLICTING:
        contra = votes.refutes[0] if votes.refutes else _contest(votes.supports[0], evidence)
        return "conflicting", min(_strength(votes.supports[0]), contra.stance.refutes if contra else 0.0)
    best, against = (votes.supports, votes.refutes)[:: 1 if label is VerdictLabel.SUPPORTED else -1]
    score = _strength(best[0]) * (1 - 0.5 * (_strength(against[0]) if against else 0.0))
    kind = best[0].method if best[0].method in STRUCTURED else ("aligned" if _grounded(best[0]) else "entailment")
    return f"{kind}.{label.value}", score


# ----------------------------------------------------------------------------- what else is said


def _why_undecided(judged: Sequence[Evidence]) -> tuple[Reason, ...]:
    if not judged:
        return (Reason(code="nothing_found"),)
    code = "only_weak_evidence" if any(voice.counted for voice in judged) else "only_irrelevant"
    return (Reason(code=code), *_findings(judged)[:MOST_FINDINGS])


def _findings(judged: Sequence[Evidence]) -> tuple[Reason, ...]:
    """What kept passages on the subject from being voices: one finding of each kind, in the order of the passages, with its publisher."""
    found: dict[str, Reason] = {}
    for voice in judged:
        for reason in voice.reasons:
            if reason.code != "irrelevant":
                values = {"publisher": voice.source.publisher} | reason.values
                found.setdefault(reason.code, reason.model_copy(update={"values": values}))
    return tuple(found.values())


def _side_notes(judged: Sequence[Evidence]) -> tuple[Reason, ...]:
    near = {
        voice.independent_group for voice in judged if any(c.agreement is Agreement.NEAR for c in voice.comparisons)
    }
    notes = [Reason(code="sources_differ_within_wording", values={"count": str(len(near))})] if near else []
    notes += [r for voice in judged for r in voice.reasons if r.code == "superseded"][:1]
    return tuple(notes)


def gaps(judged: Sequence[Evidence], as_of: date | None) -> tuple[Reason, ...]:
    """What was looked for and not there: here, evidence from the last year before the cut-off."""
    days = [d for voice in judged if voice.counted and (d := voice.source.published or voice.source.as_of)]
    if as_of is None or not days or (as_of - max(days)).days <= STALE_DAYS:
        return ()
    return (Reason(code="no_source_after", values={"date": str(max(days)), "year": str(max(days).year)}),)


def _undecided(claim: Claim, judged: tuple[Evidence, ...], reasons: tuple[Reason, ...], options: Options) -> Verdict:
    most = max((max(v.stance.supports, v.stance.refutes) for v in judged if v.counted), default=0.0)
    label, confidence = VerdictLabel.NOT_ENOUGH_EVIDENCE, Confidence(value=round(1 - most, 4))
    return _verdict(claim, label, confidence, reasons, judged, gaps=gaps(judged, options.as_of))


def _verdict(
    claim: Claim,
    label: VerdictLabel,
    confidence: Confidence,
    reasons: tuple[Reason, ...],
    judged: tuple[Evidence, ...],
    *,
    gaps: tuple[Reason, ...] = (),
) -> Verdict:
    measured = claim.lang in MEASURED_LANGUAGES
    shown = tuple(
        sorted(
            (v for v in judged if _shown(v)),
            key=lambda v: (not v.counted, v.label is StanceLabel.NEUTRAL, -_strength(v), v.rank),
        )
    )
    return Verdict(
        claim_id=claim.id,
        label=label,
        confidence=confidence if measured else confidence.model_copy(update={"population": None}),
        reasons=reasons if measured else (*reasons, Reason(code="language_not_measured", values={"lang": claim.lang})),
        evidence=shown,
        rejected=tuple(v for v in judged if not _shown(v)),
        gaps=gaps,
        measured=measured,
        policy=NAME,
    )


def _shown(voice: Evidence) -> bool:
    return voice.label is not StanceLabel.NEUTRAL or (voice.counted and bool(voice.comparisons))
