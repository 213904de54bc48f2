"""The judge: evidence per claim in the order of the hits, all pairs scored in one batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Claim, Hit, Reason, StanceLabel, VerdictLabel
from factcheck.verification.calibration import Calibration
from factcheck.verification.judge import Judge, stated
from factcheck.verification.stance import StanceModel

MakeClaim = Callable[..., Claim]
MakeHit = Callable[..., Hit]


@dataclass(frozen=True)
class Chosen:
    as_of: date | None = date(2025, 6, 1)
    abstain_below: float = 0.5


class Reader:
    """Supports where the evidence holds the claim's text, else neutral; remembers its batches."""

    name = "reader"

    def __init__(self) -> None:
        self.batches: list[list[tuple[str, str]]] = []

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.batches.append(list(pairs))
        return np.array(
            [[4.0, 0, 0] if claim in evidence else [0, 4.0, 0] for evidence, claim in pairs], dtype=np.float32
        )


def judge() -> tuple[Judge, Reader]:
    reader = Reader()
    return Judge(StanceModel(reader, Calibration()), Calibration()), reader


def test_each_claim_gets_its_evidence_in_the_order_of_its_hits(claim: MakeClaim, hit: MakeHit) -> None:
    judging, reader = judge()
    claims = [claim("El puente de Alcorán es de acero."), claim("Llovió en Brenales.")]
    hits = [
        (hit("Nevó en Brenales."), hit("El puente de Alcorán es de acero."), hit("El puente de Alcorán costó mucho.")),
        (hit("Llovió en Brenales."),),
    ]
    found = judging.compare(claims, hits, Chosen())
    assert [[e.passage.text for e in many] for many in found] == [[h.passage.text for h in many] for many in hits]
    assert [[e.label.value for e in many] for many in found] == [["neutral", "supports", "neutral"], ["supports"]]
    assert len(reader.batches) == 1, "one batch for all claims"


def test_the_verdict_rests_on_that_evidence(claim: MakeClaim, hit: MakeHit) -> None:
    judging, _ = judge()
    asked = claim("El puente de Alcorán es de acero.")
    (found,) = judging.compare([asked], [(hit("El puente de Alcorán es de acero."),)], Chosen())
    assert found[0].label is StanceLabel.SUPPORTS
    assert judging.decide(asked, found, Chosen()).label is VerdictLabel.SUPPORTED
    assert judging.decide(asked, (), Chosen()).label is VerdictLabel.NOT_ENOUGH_EVIDENCE


def test_without_anything_to_read_the_model_is_not_asked(claim: MakeClaim, hit: MakeHit) -> None:
    judging, reader = judge()
    asked = claim("El puente de Rialto es de piedra.")
    assert judging.compare([], [], Chosen()) == []
    assert judging.compare([asked], [()], Chosen()) == [()]
    ((evidence,),) = judging.compare([asked], [(hit("El puente de Alcorán es de acero."),)], Chosen())
    assert not evidence.counted
    assert reader.batches == []


def test_a_number_is_tried_in_the_same_batch(claim: MakeClaim, hit: MakeHit) -> None:
    judging, reader = judge()
    asked = claim("El puente de Alcorán costó 29 millones de euros.")
    ((evidence,),) = judging.compare([asked], [(hit("El puente de Alcorán costó 92 millones de euros."),)], Chosen())
    assert evidence.label is StanceLabel.REFUTES
    assert [text for text, _ in reader.batches[0]] == [
        "El puente de Alcorán costó 92 millones de euros.",
        "El puente de Alcorán costó 29 millones de euros.",
    ]


def test_names_added_in_brackets_are_not_read_as_claimed(claim: MakeClaim, hit: MakeHit) -> None:
    judging, reader = judge()
    reason = Reason(code="query_context_added", values={"text": "Alcorán, 2024"})
    added = claim("El puente costó mucho (Alcorán, 2024)").model_copy(update={"reasons": (reason,)})
    found = judging.compare([added], [(hit("El puente costó mucho en Alcorán."),)], Chosen())
    assert {asked for batch in reader.batches for _, asked in batch} == {"El puente costó mucho"}
    assert found[0][0].label is StanceLabel.SUPPORTS


def test_brackets_of_the_article_itself_stay(claim: MakeClaim, hit: MakeHit) -> None:
    judging, reader = judge()
    judging.compare([claim("El puente costó mucho (Alcorán)")], [(hit("El puente costó mucho en Alcorán."),)], Chosen())
    assert {asked for batch in reader.batches for _, asked in batch} == {"El puente costó mucho (Alcorán)"}


def test_the_verifier_reads_no_dates_and_names_that_were_added_in_brackets(claim: MakeClaim) -> None:
    asked = claim("A fines de marzo (21 de marzo de 2025 - 31 de marzo de 2025) subió (Brenales, 2025)").model_copy(
        update={
            "reasons": (
                Reason(
                    code="query_date_filled",
                    values={"text": "fines de marzo", "value": "21 de marzo de 2025 - 31 de marzo de 2025"},
                ),
                Reason(code="query_context_added", values={"text": "Brenales, 2025"}),
            )
        }
    )
    assert stated(asked) == "A fines de marzo subió"


def test_an_apposition_is_not_read_and_a_supported_claim_says_so(claim: MakeClaim, hit: MakeHit) -> None:
    judging, reader = judge()
    asked = claim("El puente, orgullo del valle, costó mucho")
    found = judging.compare([asked], [(hit("El puente costó mucho."),)], Chosen())
    assert {text for batch in reader.batches for _, text in batch} == {"El puente costó mucho"}
    verdict = judging.decide(asked, found[0], Chosen())
    assert verdict.label is VerdictLabel.SUPPORTED
    assert [r.values["text"] for r in verdict.reasons if r.code == "apposition_not_compared"] == ["orgullo del valle"]


def test_nothing_is_said_of_an_apposition_where_nothing_was_decided(claim: MakeClaim) -> None:
    verdict = judge()[0].decide(claim("El puente, orgullo del valle, costó mucho"), (), Chosen())
    assert "apposition_not_compared" not in [reason.code for reason in verdict.reasons]
