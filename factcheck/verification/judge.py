"""Stage 4 in order: drafts, one batch of scores for all claims, evidence; then the policy's decision."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import Claim, Evidence, Hit, Reason, Verdict, VerdictLabel
from factcheck.language.context import apposition, core
from factcheck.verification import policy
from factcheck.verification.calibration import Calibration
from factcheck.verification.drafts import Draft, drafts
from factcheck.verification.judgement import Scored, evidence
from factcheck.verification.stance import StanceModel


class Judge:
    """`pipeline.Judges`: facts as facts, numbers aligned, the rest by the entailment model."""

    def __init__(self, stances: StanceModel, calibration: Calibration) -> None:
        self._stances = stances
        self._calibration = calibration

    def compare(
        self, claims: Sequence[Claim], hits: Sequence[tuple[Hit, ...]], options: policy.Options
    ) -> list[tuple[Evidence, ...]]:
        """Evidence per claim, in the order of the hits."""
        drafted = [drafts(claim, found, options.as_of) for claim, found in zip(claims, hits, strict=True)]
        scores = iter(self._scored([draft for many in drafted for draft in many]))
        return [tuple(evidence(draft, next(scores)) for draft in many) for many in drafted]

    def decide(self, claim: Claim, evidence: tuple[Evidence, ...], options: policy.Options) -> Verdict:
        """The verdict by policy v2; a supported claim is told what of it was not read."""
        verdict = policy.decide(claim, evidence, options, self._calibration)
        supported = verdict.label is VerdictLabel.SUPPORTED
        added = apposition(without_context(claim), claim.lang) if supported else None
        if added is None:
            return verdict
        told = Reason(code="apposition_not_compared", values={"text": added})
        return verdict.model_copy(update={"reasons": (*verdict.reasons, told)})

    def _scored(self, drafted: Sequence[Draft]) -> list[list[Scored]]:
        """Scores of each unit of each draft, from one batch."""
        texts = [[unit.texts() for unit in draft.units] for draft in drafted]
        said = [(stated(draft.claim), draft.claim.lang) for draft in drafted]
        asked = [
            (text, claim, lang)
            for (claim, lang), many in zip(said, texts, strict=True)
            for unit in many
            for text in unit
        ]
        pairs, langs = [(text, claim) for text, claim, _ in asked], [lang for _, _, lang in asked]
        stances = iter(self._stances.stances(pairs, langs))
        scored = [[[next(stances) for _ in unit] for unit in many] for many in texts]
        return [[Scored(unit[0], tuple(unit[1:])) for unit in many] for many in scored]


def stated(claim: Claim) -> str:
    """What the verifier reads of a claim: without what was added in brackets, and without an apposition of its subject.

    No source says in one sentence what an article adds in passing ("Mount Corvel, roof of Valdoria, is 3,412 metres high"). Measured on the
    claims found in planted dev: 109 decided verdicts right and 21 wrong without appositions, 107 and 22 with them.
    """
    return core(without_context(claim), claim.lang)


def without_context(claim: Claim) -> str:
    """The query without the names, years and dates that were added in brackets.

    They serve to find passages and to tell whether one is about the same thing; read as a part of what is claimed they hide it. Measured
    on the claims found in planted dev: 87 decided verdicts right and 20 wrong without them, 77 and 19 with them.
    """
    text = claim.query
    for reason in claim.reasons:
        if reason.code == "query_context_added":
            text = text.removesuffix(f" ({reason.values['text']})")
        elif reason.code == "query_date_filled":
            text = text.replace(f"{reason.values['text']} ({reason.values['value']})", reason.values["text"])
    return text
