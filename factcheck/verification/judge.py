"""Evidence out of hits, in one batch for all claims: facts as facts, numbers aligned, the rest by the entailment model.

Knows the order of the comparisons, not their insides; the decision is `policy`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from factcheck.domain import (
    Agreement,
    Claim,
    Comparison,
    Evidence,
    Hit,
    Reason,
    Source,
    Span,
    Stance,
    StanceLabel,
    Verdict,
)
from factcheck.language.slots import ATTRIBUTES as NAMED_ATTRIBUTES
from factcheck.verification import policy
from factcheck.verification.alignment import Alignment, Swap, align, substituted
from factcheck.verification.calibration import Calibration
from factcheck.verification.denial import only_reports_denial
from factcheck.verification.facts import compare_fact
from factcheck.verification.findings import Finding
from factcheck.verification.reading import Reading, read
from factcheck.verification.relevance import relevant
from factcheck.verification.stance import StanceModel

SURE = 0.98
"""Probability given to a fact compared as a fact, before calibration turns it into a measured share."""
CONFIRMED = 0.6
"""Support that a passage must give once its number is replaced by the claim's, for the number to be the only difference."""
CLEAR = 0.5
"""Probability from which the verifier's reading is a voice rather than noise."""


@dataclass(frozen=True)
class Draft:
    """One claim beside one hit, read but not yet judged. `text` is what the verifier reads: the passage with its context."""

    claim: Claim
    hit: Hit
    reading: Reading
    passage: Reading
    finding: Finding | None
    alignment: Alignment
    relevant: bool

    @property
    def needs_verifier(self) -> bool:
        """True where no fact bears on the claim and the passage is about it."""
        return self.relevant and self.finding is None


@dataclass(frozen=True)
class Scored:
    """The verifier's view: of the passage with equal values in the claim's wording, and with each differing value replaced."""

    base: Stance
    replaced: tuple[Stance, ...]


class Judge:
    """Stage 4 of the pipeline."""

    def __init__(self, stances: StanceModel, calibration: Calibration) -> None:
        self._stances = stances
        self._calibration = calibration

    def compare(
        self, claims: Sequence[Claim], hits: Sequence[tuple[Hit, ...]], options: policy.Options
    ) -> list[tuple[Evidence, ...]]:
        """Evidence per claim, in the order of the hits."""
        drafts = [
            [draft(claim, hit, options.as_of) for hit in found] for claim, found in zip(claims, hits, strict=True)
        ]
        flat = [one for many in drafts for one in many]
        scores = self._scored([one for one in flat if one.needs_verifier])
        return [tuple(evidence(one, scores.get(id(one))) for one in many) for many in drafts]

    def decide(self, claim: Claim, evidence: tuple[Evidence, ...], options: policy.Options) -> Verdict:
        """The verdict by policy v2."""
        return policy.decide(claim, evidence, options, self._calibration)

    def _scored(self, drafts: Sequence[Draft]) -> dict[int, Scored]:
        texts = [_texts(one) for one in drafts]
        pairs = [(text, one.claim.query) for one, many in zip(drafts, texts, strict=True) for text in many]
        langs = [one.claim.lang for one, many in zip(drafts, texts, strict=True) for _ in many]
        stances = iter(self._stances.stances(pairs, langs))
        taken = [[next(stances) for _ in many] for many in texts]
        return {id(one): Scored(many[0], tuple(many[1:])) for one, many in zip(drafts, taken, strict=True)}


def draft(claim: Claim, hit: Hit, as_of: date | None) -> Draft:
    """Read a claim and a hit side by side."""
    reading = read(claim.query, claim.lang, claim.anchor)
    passage = read(evidence_text(hit), hit.passage.lang, hit.source.published)
    finding = compare_fact(reading, hit.fact, as_of) if hit.fact else None
    about = finding is not None or (relevant(reading, passage, hit.dense_score) and not _foreign_fact(hit, reading))
    return Draft(claim, hit, reading, passage, finding, align(reading, passage), about)


def evidence_text(hit: Hit) -> str:
    """What the verifier reads: title and date, then the passage."""
    return (
        f"{hit.passage.context}. {hit.passage.text}" if hit.passage.context and hit.fact is None else hit.passage.text
    )


def _foreign_fact(hit: Hit, reading: Reading) -> bool:
    """A structured fact whose attribute the claim does not name, or whose subject it does not name, is about something else."""
    fact = hit.fact
    if fact is None or fact.statements:
        return False
    if fact.attribute in NAMED_ATTRIBUTES or isinstance(fact.value, int | float | tuple):
        return True
    return fact.subject_id is not None and fact.subject_id not in reading.entities


def _texts(one: Draft) -> list[str]:
    same = tuple(swap for swap, _ in one.alignment.same)
    return [
        substituted(one.passage.text, same),
        *(substituted(one.passage.text, (swap, *same)) for swap, _ in _tried(one.alignment)),
    ]


def _tried(alignment: Alignment) -> Iterable[tuple[Swap, Comparison]]:
    return (
        pair
        for pair in alignment.differing
        if pair[1].agreement in (Agreement.DIFFERENT, Agreement.NEAR, Agreement.OTHER_PERIOD)
    )


# ----------------------------------------------------------------------------- from scores to evidence


@dataclass(frozen=True)
class Judgement:
    """A stance with its label, reasons and comparisons."""

    stance: Stance
    label: StanceLabel
    reasons: tuple[Reason, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    counted: bool = True


NOTHING = Stance(supports=0.0, refutes=0.0, neutral=1.0)


def evidence(one: Draft, scored: Scored | None) -> Evidence:
    """The evidence that a draft and its scores amount to."""
    judgement = _judged(one, scored)
    return Evidence(
        passage=one.hit.passage,
        source=one.hit.source,
        stance=judgement.stance,
        label=judgement.label,
        method=one.finding.method if one.finding and one.finding.label is not StanceLabel.NEUTRAL else "entailment",
        comparisons=tuple(_in_passage(c, one) for c in judgement.comparisons),
        counted=judgement.counted,
        reasons=judgement.reasons,
        independent_group=one.hit.source.independent_group or _publisher_key(one.hit.source),
        rank=one.hit.rank,
    )


def _judged(one: Draft, scored: Scored | None) -> Judgement:
    if one.finding is not None:
        return _found(one.finding)
    if scored is None:
        return Judgement(NOTHING, StanceLabel.NEUTRAL, (Reason(code="irrelevant"),), counted=False)
    return _read(one, scored)


def _found(finding: Finding) -> Judgement:
    comparisons = (finding.comparison,) if finding.comparison else ()
    if finding.label is StanceLabel.NEUTRAL:  # another period, a part of the claim, or too near to tell: shown, without a vote
        return Judgement(NOTHING, StanceLabel.NEUTRAL, (finding.reason,), comparisons)
    rest = (1 - SURE) / 2
    supports = finding.label is StanceLabel.SUPPORTS
    stance = Stance(supports=SURE if supports else rest, refutes=rest if supports else SURE, neutral=rest)
    return Judgement(stance, finding.label, (finding.reason,), comparisons)


def _read(one: Draft, scored: Scored) -> Judgement:
    same = tuple(comparison for _, comparison in one.alignment.same)
    confirmed = _confirmed(one.alignment, scored)
    if confirmed is not None:
        return _differs(confirmed[0], confirmed[1], scored.base, same)
    if scored.base.label is StanceLabel.SUPPORTS and only_reports_denial(one.passage.text, one.passage.lang):
        return Judgement(scored.base, StanceLabel.NEUTRAL, (Reason(code="denial_reported"),), same)
    differing = tuple(comparison for _, comparison in one.alignment.differing)
    if scored.base.label is StanceLabel.SUPPORTS and differing:
        return Judgement(scored.base, StanceLabel.NEUTRAL, (_flag(differing[0]),), (*same, *differing))
    clear = max(scored.base.supports, scored.base.refutes) >= CLEAR
    return Judgement(scored.base, scored.base.label if clear else StanceLabel.NEUTRAL, (), same)


def _confirmed(alignment: Alignment, scored: Scored) -> tuple[Comparison, float] | None:
    """The differing value that is the only difference: with the claim's value in its place, the passage supports the claim."""
    tried = [comparison for _, comparison in _tried(alignment)]
    best = max(zip(tried, scored.replaced, strict=True), key=lambda pair: pair[1].supports, default=None)
    if best is None or best[1].supports < CONFIRMED:
        return None
    return best[0], best[1].supports


def _differs(comparison: Comparison, support: float, base: Stance, same: tuple[Comparison, ...]) -> Judgement:
    if comparison.agreement is Agreement.DIFFERENT:
        stance = Stance(supports=(1 - support) / 2, refutes=support, neutral=(1 - support) / 2)
        code = "date_differs" if comparison.kind == "date" else "quantity_differs"
        return Judgement(stance, StanceLabel.REFUTES, (_reason(code, comparison),), (comparison, *same))
    code = "quantity_near" if comparison.agreement is Agreement.NEAR else "other_period"
    return Judgement(base, StanceLabel.NEUTRAL, (_reason(code, comparison),), (comparison, *same))


def _flag(comparison: Comparison) -> Reason:
    return _reason("date_mismatch_flag" if comparison.kind == "date" else "number_mismatch_flag", comparison)


def _reason(code: str, comparison: Comparison) -> Reason:
    values = {
        "claim_value": comparison.claim_text,
        "source_value": comparison.source_text,
        "unit": comparison.unit or "",
    }
    if comparison.difference is not None:
        values["difference"] = f"{comparison.difference:.6f}"
    return Reason(code=code, values=values, span=comparison.claim_span)


def _in_passage(comparison: Comparison, one: Draft) -> Comparison:
    """The comparison with its source span counted in the passage instead of in what the verifier read."""
    before = len(one.passage.text) - len(one.hit.passage.text)
    span = comparison.source_span
    if span is None or before == 0:
        return comparison
    inside = span.start >= before
    return comparison.model_copy(
        update={"source_span": Span(start=span.start - before, end=span.end - before) if inside else None}
    )


def _publisher_key(source: Source) -> str:
    return " ".join(source.publisher.lower().split())
