"""From the verifier's scores of a draft's units to one piece of evidence: label, probability, reasons, values side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from factcheck.domain import Agreement, Comparison, Evidence, Reason, Source, Span, Stance, StanceLabel
from factcheck.language.content import content_words
from factcheck.language.things import named_otherwise, numbered_otherwise
from factcheck.verification.assertion import negates_otherwise, only_supposed
from factcheck.verification.denial import only_reports_denial
from factcheck.verification.drafts import Draft, Unit, shares_matter
from factcheck.verification.findings import Finding
from factcheck.verification.policy import CONTESTS, REVISED
from factcheck.verification.reading import Reading

SURE = 0.98
"""Probability given to a fact compared as a fact, before calibration turns it into a measured share."""
CONFIRMED = 0.52
CONFIRMED_ACROSS = 0.68
"""Support that a unit must give once its number is replaced by the claim's, for the number to be the only difference; across
languages more, for there the words cannot be compared beside it."""
CLEAR_SUPPORT = 0.7
CLEAR_SUPPORT_WITH_VALUE = 0.42
CLEAR_REFUTATION = 0.7
"""Probability from which the verifier's reading is a voice. Refuting needs more: lack of agreement is not contradiction."""
ON_TOPIC = 0.6
"""Probability that a sentence is not neutral from which an opposite direction of the same value is a contradiction."""
CONFIRMED_DOUBTFUL = 0.7
"""The same for a date, since two events of one kind often differ in nothing else that is said, and for a sentence that has less than
`HALF` of the claim's words."""
CONTESTED = 0.6
"""The same for a number that is not sure enough to refute: it contests what another source supports (`quantity_contested`)."""
HALF = 0.5
SAME_MATTER = 0.4
"""Share of the claim's words that a sentence must have for its differing number to be about the same thing (same language)."""
SHARED_WORDS = 0.3
"""Share of the claim's words that a sentence must have to refute it by the verifier's reading alone (same language)."""
LEAST_WORDS = 3
"""Content words that a claim must have for the verifier's word alone to refute it: "su vecina tampoco lo es" says too little."""
NOTHING = Stance(supports=0.0, refutes=0.0, neutral=1.0)


@dataclass(frozen=True)
class Scored:
    """The verifier's view of a unit: as it stands, and with each differing value replaced by the claim's."""

    base: Stance
    replaced: tuple[Stance, ...]


@dataclass(frozen=True)
class Judgement:
    """A stance with its label, reasons and comparisons; `span` is the decisive part of the passage."""

    stance: Stance
    label: StanceLabel
    reasons: tuple[Reason, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    counted: bool = True
    span: Span | None = None


def evidence(draft: Draft, scores: Sequence[Scored]) -> Evidence:
    """The evidence that a draft and the scores of its units amount to."""
    judgement = _judged(draft, scores)
    decided_by_fact = draft.finding is not None and draft.finding.label is not StanceLabel.NEUTRAL
    return Evidence(
        passage=draft.hit.passage,
        source=draft.hit.source,
        stance=judgement.stance,
        label=judgement.label,
        method=draft.finding.method if draft.finding and decided_by_fact else "entailment",
        comparisons=judgement.comparisons,
        decisive=judgement.span,
        counted=judgement.counted,
        reasons=judgement.reasons,
        independent_group=draft.hit.source.independent_group or publisher_key(draft.hit.source),
        rank=draft.hit.rank,
    )


def publisher_key(source: Source) -> str:
    """The voice that a source without a group of its own speaks with."""
    return " ".join(source.publisher.lower().split())


def _judged(draft: Draft, scores: Sequence[Scored]) -> Judgement:
    if draft.finding is not None:
        return _found(draft.finding)
    if not draft.units:
        return Judgement(NOTHING, StanceLabel.NEUTRAL, (Reason(code="irrelevant"),), counted=False)
    read = [_read(unit, scored, draft) for unit, scored in zip(draft.units, scores, strict=True)]
    return max(read, key=_telling)


def _telling(judgement: Judgement) -> tuple[bool, bool, float]:
    """A voice comes first, then what bears on other sources' voices, then what the verifier is surest of."""
    bears = any(reason.code in (CONTESTS, REVISED) for reason in judgement.reasons)
    return (judgement.label is not StanceLabel.NEUTRAL, bears, max(judgement.stance.supports, judgement.stance.refutes))


def _found(finding: Finding) -> Judgement:
    comparisons = (finding.comparison,) if finding.comparison else ()
    if (
        finding.label is StanceLabel.NEUTRAL
    ):  # another period, a part of the claim, or too near to tell: shown, without a vote
        return Judgement(NOTHING, StanceLabel.NEUTRAL, (finding.reason,), comparisons)
    rest = (1 - SURE) / 2
    supports = finding.label is StanceLabel.SUPPORTS
    stance = Stance(supports=SURE if supports else rest, refutes=rest if supports else SURE, neutral=rest)
    return Judgement(stance, finding.label, (finding.reason,), comparisons)


def _read(unit: Unit, scored: Scored, draft: Draft) -> Judgement:
    label, reasons, stance, compared = _weighed(unit, scored, draft.reading, draft.claim.anchor)
    shifted = tuple(_in_passage(comparison, unit.span.start) for comparison in compared)
    return Judgement(stance, label, reasons, shifted, span=unit.span)


Weighed = tuple[StanceLabel, tuple[Reason, ...], Stance, tuple[Comparison, ...]]


def _weighed(unit: Unit, scored: Scored, claim: Reading, anchor: date | None) -> Weighed:
    """What a sentence says of the claim; nothing where it does not say it of itself, with the reason where it would have had a voice."""
    found = _taken_at_its_word(unit, scored, claim)
    unsaid = _unsaid(claim, unit.reading, anchor)
    if unsaid is None:
        return found
    reasons = () if found[0] is StanceLabel.NEUTRAL else (Reason(code=unsaid),)
    return StanceLabel.NEUTRAL, reasons, scored.base, tuple(comparison for _, comparison in unit.alignment.same)


def _taken_at_its_word(unit: Unit, scored: Scored, claim: Reading) -> Weighed:
    same = tuple(comparison for _, comparison in unit.alignment.same)
    tried = list(zip((comparison for _, comparison in unit.alignment.differing), scored.replaced, strict=True))
    same_matter = _same_matter(unit, claim)
    alike = tried if same_matter else []
    confirmed = _confirmed(alike, _least(unit, claim))
    if confirmed is not None:
        return _differs(confirmed[0], confirmed[1], scored.base, same)
    if unit.alignment.opposed and scored.base.neutral <= 1 - ON_TOPIC:
        return _opposite(unit.alignment.opposed[0], scored.base, same)
    if unit.alignment.revised and same_matter:
        former = unit.alignment.revised[0]
        told = Reason(code=REVISED, values={"claim_value": former.span.of(claim.text)}, span=former.span)
        return StanceLabel.NEUTRAL, (told,), scored.base, same
    found = _as_read(unit, scored.base, claim, same)
    contested = _contested(alike) if found[0] is StanceLabel.NEUTRAL else None
    return found if contested is None else _contests(*contested, same)


def _as_read(unit: Unit, base: Stance, claim: Reading, same: tuple[Comparison, ...]) -> Weighed:
    """What the verifier reads, where no number decides."""
    label = base.label if _clear(base.label, unit, base, claim) else StanceLabel.NEUTRAL
    differing = tuple(comparison for _, comparison in unit.alignment.differing)
    doubt = _doubt(unit, claim, differing) if base.label is StanceLabel.SUPPORTS else None
    if doubt is not None:
        reasons = () if label is StanceLabel.NEUTRAL else (doubt,)
        return StanceLabel.NEUTRAL, reasons, base, (*same, *differing)
    return label, (), base, same


def _same_matter(unit: Unit, claim: Reading) -> bool:
    """Whether the sentence is near enough to the claim, and of the same thing, for its differing value to contradict."""
    other = claim.lang == unit.reading.lang and named_otherwise(claim.text, unit.reading.text, claim.lang)
    return unit.shared >= SAME_MATTER and shares_matter(claim, unit.reading) and not other


def _doubt(unit: Unit, claim: Reading, differing: tuple[Comparison, ...]) -> Reason | None:
    """Why the verifier's support does not count: the claim's number is not there, or the sentence negates otherwise."""
    if unit.alignment.unmatched:
        return Reason(code="number_missing")
    if negates_otherwise(claim, unit.reading):
        return Reason(code="negation_differs")
    return _flag(differing[0]) if differing else None


def _unsaid(claim: Reading, sentence: Reading, anchor: date | None) -> str | None:
    """Why the sentence says nothing about the claim of itself, as a reason's code; None where it does."""
    if only_reports_denial(claim, sentence):
        return "denial_reported"
    if numbered_otherwise(claim.text, sentence.text):
        return "other_thing"
    ahead = anchor is not None and any(period.first > anchor for period in claim.periods)  # "takes effect in 2027"
    return "only_supposed" if not ahead and only_supposed(claim, sentence) else None


def _clear(label: StanceLabel, unit: Unit, stance: Stance, claim: Reading) -> bool:
    if label is StanceLabel.SUPPORTS:
        valued = any(comparison.kind == "quantity" for _, comparison in unit.alignment.same)
        return stance.supports >= (CLEAR_SUPPORT_WITH_VALUE if valued else CLEAR_SUPPORT)
    return label is StanceLabel.REFUTES and stance.refutes >= CLEAR_REFUTATION and _may_refute(unit, claim)


def _may_refute(unit: Unit, claim: Reading) -> bool:
    """Whether the verifier's word alone may refute: the sentence is about the claim's matter, and the claim says enough.

    A claim about a number is refuted by a number, one about a time by a sentence about that time, one about a body by a sentence
    that names it, and one about somebody by a sentence (or its page's title) that names somebody of the claim.
    """
    says_enough = len(content_words(claim.text, claim.lang)) >= LEAST_WORDS
    same_time = not claim.periods or any(comparison.kind == "date" for _, comparison in unit.alignment.same)
    matter = unit.shared >= SHARED_WORDS and unit.names_bodies_of(claim) and unit.names_subject_of(claim)
    return says_enough and same_time and not unit.alignment.unmatched and matter


def _least(unit: Unit, claim: Reading) -> float:
    if unit.reading.lang != claim.lang:
        return CONFIRMED_ACROSS
    return CONFIRMED if unit.shared >= HALF else CONFIRMED_DOUBTFUL


Tried = Sequence[tuple[Comparison, Stance]]
"""Differing values, each with the stance of the unit once it is replaced by the claim's."""


def _confirmed(tried: Tried, least: float) -> tuple[Comparison, float] | None:
    """The differing value that is the only difference: with the claim's value in its place, the unit supports the claim."""
    best = _likeliest(tried)
    if best is None or best[1] < (max(least, CONFIRMED_DOUBTFUL) if best[0].kind == "date" else least):
        return None
    return best


def _contested(tried: Tried) -> tuple[Comparison, float] | None:
    """A differing number that may be of the same thing, with the support that the unit gives once it is replaced."""
    best = _likeliest([(c, s) for c, s in tried if c.kind == "quantity" and c.agreement is Agreement.DIFFERENT])
    return best if best is not None and best[1] >= CONTESTED else None


def _likeliest(tried: Tried) -> tuple[Comparison, float] | None:
    return max(((comparison, stance.supports) for comparison, stance in tried), key=lambda pair: pair[1], default=None)


def _contests(comparison: Comparison, support: float, same: tuple[Comparison, ...]) -> Weighed:
    return StanceLabel.NEUTRAL, (_reason(CONTESTS, comparison),), _against(support), (comparison, *same)


def _against(certainty: float) -> Stance:
    return Stance(supports=(1 - certainty) / 2, refutes=certainty, neutral=(1 - certainty) / 2)


def _differs(comparison: Comparison, support: float, base: Stance, same: tuple[Comparison, ...]) -> Weighed:
    compared = (comparison, *same)
    if comparison.agreement is Agreement.DIFFERENT:
        stance = _against(support)
        code = "date_differs" if comparison.kind == "date" else "quantity_differs"
        return StanceLabel.REFUTES, (_reason(code, comparison),), stance, compared
    code = "quantity_near" if comparison.agreement is Agreement.NEAR else "other_period"
    return StanceLabel.NEUTRAL, (_reason(code, comparison),), base, compared


def _opposite(comparison: Comparison, base: Stance, same: tuple[Comparison, ...]) -> Weighed:
    certainty = max(base.supports, base.refutes)
    stance = _against(certainty)
    opposed = comparison.model_copy(update={"agreement": Agreement.DIFFERENT})
    others = tuple(other for other in same if other is not comparison)
    return StanceLabel.REFUTES, (_reason("direction_differs", comparison),), stance, (opposed, *others)


def _flag(comparison: Comparison) -> Reason:
    return _reason("date_mismatch_flag" if comparison.kind == "date" else "number_mismatch_flag", comparison)


def _reason(code: str, comparison: Comparison) -> Reason:
    values = {"claim_value": comparison.claim_text, "source_value": comparison.source_text}
    if comparison.difference is not None:
        values["difference"] = f"{comparison.difference:.6f}"
    return Reason(code=code, values=values, span=comparison.claim_span)


def _in_passage(comparison: Comparison, offset: int) -> Comparison:
    if comparison.source_span is None or offset == 0:
        return comparison
    return comparison.model_copy(update={"source_span": comparison.source_span.shifted(offset)})
