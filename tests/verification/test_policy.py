"""The verdict policy as a table of situations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from factcheck.domain import Agreement, Claim, ClaimKind, Comparison, Evidence, Reason, Sample, Verdict, VerdictLabel
from factcheck.render import explanation
from factcheck.verification import policy
from factcheck.verification.calibration import Calibration, VerdictScale
from tests import samples


@dataclass(frozen=True)
class Chosen:
    as_of: date | None = date(2025, 6, 1)
    abstain_below: float = 0.5


MakeClaim = Callable[..., Claim]
MakeEvidence = Callable[..., Evidence]


def decide(
    claim: Claim, *evidence: Evidence, options: Chosen | None = None, calibration: Calibration | None = None
) -> Verdict:
    return policy.decide(claim, evidence, options or Chosen(), calibration or Calibration())


def measured(agreement: Agreement, kind: str = "quantity") -> tuple[Comparison, ...]:
    return (Comparison.model_validate({"kind": kind, "claim_text": "47", "source_text": "41", "agreement": agreement}),)


def test_nothing_found_is_not_enough_evidence(claim: MakeClaim) -> None:
    verdict = decide(claim("Llovió."))
    assert verdict.label is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert [r.code for r in verdict.reasons] == ["nothing_found"]


@pytest.mark.parametrize("code", samples.KEEPS_FROM_DECIDING)
def test_what_kept_a_passage_from_deciding_is_named_with_its_publisher(
    claim: MakeClaim, evidence: MakeEvidence, code: str
) -> None:
    silent = evidence("neutral", publisher="Oficina", reasons=(Reason(code=code, values={"source_value": "41"}),))
    verdict = decide(claim("Llovió."), evidence("neutral", publisher="Diario"), silent)
    assert verdict.label is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert [r.code for r in verdict.reasons] == ["only_weak_evidence", code]
    assert verdict.reasons[1].values == {"publisher": "Oficina", "source_value": "41"}


def test_findings_are_named_once_each_and_no_more_than_two(claim: MakeClaim, evidence: MakeEvidence) -> None:
    codes = ("only_supposed", "only_supposed", "irrelevant", "other_thing", "negation_differs")
    found = [evidence("neutral", publisher=str(n), reasons=(Reason(code=c),)) for n, c in enumerate(codes)]
    verdict = decide(claim("Llovió."), *found)
    assert [r.code for r in verdict.reasons] == ["only_weak_evidence", "only_supposed", "other_thing"]
    assert verdict.reasons[1].values["publisher"] == "0"


def test_a_decided_verdict_does_not_tell_what_others_left_open(claim: MakeClaim, evidence: MakeEvidence) -> None:
    silent = evidence("neutral", publisher="Oficina", reasons=(Reason(code="only_supposed"),))
    verdict = decide(claim("Llovió."), silent, evidence("supports", publisher="Diario"))
    assert [r.code for r in verdict.reasons] == ["supported_by"]


def test_two_weak_voices_against_each_other_are_both_named(claim: MakeClaim, evidence: MakeEvidence) -> None:
    verdict = decide(
        claim("Llovió."), evidence("supports", 0.72, publisher="A"), evidence("refutes", 0.75, publisher="B")
    )
    assert verdict.label is VerdictLabel.NOT_ENOUGH_EVIDENCE
    said = [(r.code, r.values.get("publisher")) for r in verdict.reasons]
    assert said == [("only_weak_evidence", None), ("supported_by", "A"), ("refuted_by", "B")]


@pytest.mark.parametrize(("side", "label"), [("supports", VerdictLabel.SUPPORTED), ("refutes", VerdictLabel.REFUTED)])
def test_one_clear_voice_decides_and_is_named(
    claim: MakeClaim, evidence: MakeEvidence, side: str, label: VerdictLabel
) -> None:
    verdict = decide(claim("Llovió."), evidence(side, 0.9, publisher="Servicio Meteorológico"))
    assert verdict.label is label
    assert verdict.reasons[0].values["publisher"] == "Servicio Meteorológico"


def test_irrelevant_passages_never_vote_however_confident(claim: MakeClaim, evidence: MakeEvidence) -> None:
    verdict = decide(claim("Llovió."), evidence("refutes", 0.99, counted=False))
    assert verdict.label is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert [r.code for r in verdict.reasons] == ["only_irrelevant"]


def test_many_neutral_passages_are_no_refutation(claim: MakeClaim, evidence: MakeEvidence) -> None:
    verdict = decide(claim("Llovió."), *[evidence("neutral", 0.99, publisher=str(n)) for n in range(9)])
    assert verdict.label is VerdictLabel.NOT_ENOUGH_EVIDENCE


def test_strong_voices_on_both_sides_conflict(claim: MakeClaim, evidence: MakeEvidence) -> None:
    verdict = decide(
        claim("Llovió."), evidence("supports", 0.95, publisher="A"), evidence("refutes", 0.95, publisher="B")
    )
    assert verdict.label is VerdictLabel.CONFLICTING
    assert {r.code for r in verdict.reasons} >= {"conflicting_sources", "supported_by", "refuted_by"}


def test_compared_values_on_both_sides_conflict(claim: MakeClaim, evidence: MakeEvidence) -> None:
    one = evidence("supports", 0.7, publisher="A", comparisons=measured(Agreement.SAME))
    other = evidence("refutes", 0.7, publisher="B", comparisons=measured(Agreement.DIFFERENT))
    assert decide(claim("Hubo 47 muertos."), one, other).label is VerdictLabel.CONFLICTING


def contesting(evidence: MakeEvidence, publisher: str = "Institute") -> Evidence:
    return evidence(
        "neutral",
        publisher=publisher,
        comparisons=measured(Agreement.DIFFERENT),
        reasons=(Reason(code=policy.CONTESTS, values={"source_value": "41"}),),
    )


def test_a_value_that_one_source_supports_and_another_contests_conflicts(
    claim: MakeClaim, evidence: MakeEvidence
) -> None:
    support = evidence("supports", publisher="Ministry", comparisons=measured(Agreement.SAME))
    verdict = decide(claim("47 murieron."), support, contesting(evidence), options=Chosen(abstain_below=0.0))
    assert verdict.label is VerdictLabel.CONFLICTING
    assert [r.code for r in verdict.reasons] == ["conflicting_sources", "supported_by", "refuted_by", policy.CONTESTS]
    assert {e.source.publisher for e in explanation.decisive(verdict)} == {"Ministry", "Institute"}
    flagged = evidence("neutral", publisher="Gazette", rank=1, comparisons=measured(Agreement.DIFFERENT))
    told = decide(claim("47 murieron."), flagged, support, contesting(evidence), options=Chosen(abstain_below=0.0))
    assert {e.source.publisher for e in explanation.decisive(told)} == {"Ministry", "Institute"}


def test_a_contesting_value_decides_nothing_alone_nor_against_its_own_publisher_nor_against_a_list(
    claim: MakeClaim, evidence: MakeEvidence
) -> None:
    alone = decide(claim("47 murieron."), contesting(evidence))
    assert alone.label is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert policy.CONTESTS in [r.code for r in alone.reasons]
    support = evidence("supports", publisher="Ministry", comparisons=measured(Agreement.SAME))
    assert decide(claim("47."), support, contesting(evidence, "Ministry")).label is VerdictLabel.SUPPORTED
    listed = support.model_copy(update={"method": "closed_list"})
    assert decide(claim("47."), listed, contesting(evidence)).label is VerdictLabel.SUPPORTED
    read = support.model_copy(update={"comparisons": ()})
    assert decide(claim("47."), read, contesting(evidence)).label is VerdictLabel.SUPPORTED


def test_one_publisher_is_one_voice_and_its_newest_word_counts(claim: MakeClaim, evidence: MakeEvidence) -> None:
    old = evidence("supports", 0.97, publisher="Oficina", published=date(2025, 1, 1))
    new = evidence("refutes", 0.9, publisher="Oficina", published=date(2025, 5, 1))
    verdict = decide(claim("El PIB creció un 2,7 %."), old, new)
    assert verdict.label is VerdictLabel.REFUTED
    assert [e.counted for e in verdict.evidence] == [True, False]
    assert "superseded" in {r.code for e in verdict.evidence for r in e.reasons}


def test_a_value_that_its_publisher_says_was_replaced_no_longer_supports(
    claim: MakeClaim, evidence: MakeEvidence
) -> None:
    old = evidence("supports", publisher="Office", published=date(2025, 2, 27), comparisons=measured(Agreement.SAME))
    new = evidence("neutral", publisher="Office", published=date(2025, 5, 18), reasons=(Reason(code=policy.REVISED),))
    verdict = decide(claim("47."), old, new)
    assert verdict.label is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert {r.code for r in verdict.reasons} >= {"superseded", policy.REVISED}
    later = old.model_copy(update={"source": old.source.model_copy(update={"published": date(2025, 5, 20)})})
    assert decide(claim("47."), later, new).label is VerdictLabel.SUPPORTED


def test_a_closed_list_outranks_the_reading_of_a_text(claim: MakeClaim, evidence: MakeEvidence) -> None:
    listed = evidence("refutes", 0.98, publisher="Naciones Unidas", method="closed_list")
    read = evidence("supports", 0.99, publisher="Diario")
    assert decide(claim("Es miembro."), listed, read).label is VerdictLabel.REFUTED


def test_a_compared_value_is_not_outranked_by_a_list(claim: MakeClaim, evidence: MakeEvidence) -> None:
    fact = evidence("supports", 0.98, publisher="Atlas", method="single_valued")
    text = evidence("refutes", 0.9, publisher="Instituto", comparisons=measured(Agreement.DIFFERENT))
    assert decide(claim("Mide 47 km."), fact, text).label is VerdictLabel.CONFLICTING


def test_below_the_threshold_it_abstains_and_says_so(claim: MakeClaim, evidence: MakeEvidence) -> None:
    verdict = decide(claim("Llovió."), evidence("supports", 0.7), options=Chosen(abstain_below=0.8))
    assert verdict.label is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert verdict.reasons[0].code == "below_abstain_threshold"
    assert verdict.evidence, "what was found is still shown"


def test_what_cannot_be_checked_is_told_apart_from_lacking_evidence(claim: MakeClaim, evidence: MakeEvidence) -> None:
    opinion = claim("Es la mejor obra.").model_copy(
        update={"kind": ClaimKind.OPINION, "reasons": (Reason(code="opinion"),)}
    )
    verdict = decide(opinion)
    assert verdict.label is VerdictLabel.NOT_CHECKABLE
    assert [r.code for r in verdict.reasons] == ["opinion"]


def test_near_values_are_shown_and_do_not_vote(claim: MakeClaim, evidence: MakeEvidence) -> None:
    supports = evidence("supports", 0.9, publisher="A")
    near = evidence("neutral", 0.9, publisher="B", comparisons=measured(Agreement.NEAR))
    verdict = decide(claim("Hubo 27.000 millones."), supports, near)
    assert verdict.label is VerdictLabel.SUPPORTED
    assert "sources_differ_within_wording" in {r.code for r in verdict.reasons}
    assert len(verdict.evidence) == 2


def test_old_evidence_is_named_as_a_gap(claim: MakeClaim, evidence: MakeEvidence) -> None:
    verdict = decide(claim("Llovió."), evidence("supports", 0.9, published=date(2022, 3, 1)))
    assert [(g.code, g.values["year"]) for g in verdict.gaps] == [("no_source_after", "2022")]


def test_confidence_names_its_population_only_where_it_was_measured(claim: MakeClaim, evidence: MakeEvidence) -> None:
    measured_on = (Sample(data_set="planted", verdicts=21, right=18),)
    fitted = Calibration(verdicts={"entailment.supported": VerdictScale(slope=0.5, measured_on=measured_on)})
    spanish = decide(claim("Llovió."), evidence("supports", 0.9), calibration=fitted)
    polish = decide(claim("Padało.", lang="pl"), evidence("supports", 0.9), calibration=fitted)
    assert spanish.confidence.population == measured_on
    assert spanish.confidence.value < 0.9, "a slope under one pulls towards one half"
    assert polish.confidence.population is None
    assert not polish.measured
    assert "language_not_measured" in {r.code for r in polish.reasons}


def test_the_order_of_the_evidence_does_not_matter(claim: MakeClaim, evidence: MakeEvidence) -> None:
    voices = [
        evidence("supports", 0.7, publisher="A"),
        evidence("refutes", 0.85, publisher="B"),
        evidence("supports", 0.6, publisher="C"),
    ]
    labels = {decide(claim("Llovió."), *order).label for order in (voices, voices[::-1], voices[1:] + voices[:1])}
    assert len(labels) == 1
