"""The comparison with the naive pipeline: what it decides, how agreement is counted, and that the clocks are read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.domain import Article, Claim, Evidence, Hit, StanceLabel, Verdict, VerdictLabel
from factcheck.evaluation import bench
from factcheck.evaluation.bench import Decided, Naive, Side, Work
from factcheck.pipeline import Options, Stages
from tests import samples

PASSAGES = ("Nortelandia no es parte del Tratado de Prueba.", "Su capital es Villabrisa.", "Llueve.")


class FakeEncoder:
    """A claim's vector points at the passage whose words it shares."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        near = [[sum(word in text for word in passage.split()) for passage in PASSAGES] for text in texts]
        return np.array(near, np.float32)


class FakeVerifier:
    """Passages that deny refute, those that say the same support."""

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        rows = [[3, 0, 0] if text.rstrip(".") == claim else [0, 0, 3] if " no " in text else [0, 3, 0] for text, claim in pairs]  # fmt: skip # noqa: E501
        return np.array(rows, np.float32)


def naive() -> Naive:
    return Naive(FakeEncoder(), FakeVerifier(), (PASSAGES, np.eye(3, dtype=np.float32)))


def test_the_naive_one_reads_the_nearest_passages_and_counts_heads() -> None:
    side = naive().run([samples.claim(samples.QUOTES[1]), samples.claim(samples.QUOTES[2])], top_k=1)
    assert [one.verdict for one in side.decided] == ["refuted", "supported"]
    assert side.decided[0].stances == {PASSAGES[0]: "refutes"}
    assert set(side.seconds) == {"search", "compare"}
    assert side.peak_mb > 1


@pytest.mark.parametrize(
    ("stances", "verdict"),
    [
        ([StanceLabel.SUPPORTS, StanceLabel.NEUTRAL], "supported"),
        ([StanceLabel.SUPPORTS, StanceLabel.REFUTES], "not_enough_evidence"),
        ([StanceLabel.REFUTES, StanceLabel.REFUTES, StanceLabel.SUPPORTS], "refuted"),
        ([], "not_enough_evidence"),
    ],
)
def test_majority(stances: list[StanceLabel], verdict: str) -> None:
    assert bench.majority(stances) == verdict


def test_agreement_is_over_what_was_decided_and_over_passages_that_both_saw() -> None:
    mine = [
        Decided("refuted", {"a": "refutes", "b": "neutral", "only ours": "neutral"}),
        Decided("supported", {"a": "supports"}),
        Decided("supported", {}),
        Decided("not_enough_evidence", {}),
        Decided(bench.FAILED, {}),
    ]
    theirs = [
        Decided("refuted", {"a": "refutes", "b": "refutes"}),
        Decided("refuted", {"a": "supports"}),
        Decided("not_enough_evidence", {}),
        Decided("supported", {}),
        Decided("supported", {}),
    ]
    found = bench.agreement(mine, theirs)
    assert (found["decided"], found["same_of_decided"]) == (3, 0.3333)
    assert (found["decided_by_both"], found["same_of_decided_by_both"]) == (2, 0.5)
    assert (found["stances"], found["kappa_of_stances"]) == (3, 0.5)


def test_kappa_knows_chance_and_silence() -> None:
    assert bench.kappa(["a", "b"] * 4, ["a", "b"] * 4) == 1.0
    assert bench.kappa(["a", "a", "b", "b"], ["a", "b", "a", "b"]) == 0.0
    assert bench.kappa(["a"], ["a"]) == 1.0
    assert bench.kappa([], []) is None


class FakeStages:
    """Every claim of the sample article is refuted by one passage."""

    def find(self, article: Article) -> tuple[Claim, ...]:
        return tuple(samples.claim(quote, article.text) for quote in samples.QUOTES[:2])

    def given(self, article: Article) -> tuple[Claim, ...]:
        return self.find(article)

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        return [(samples.hit(),) for _ in claims]

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        return [() for _ in claims]

    def compare(self, claims: Sequence[Claim], hits: Sequence[object], options: Options) -> list[tuple[Evidence, ...]]:
        return [(samples.evidence("No lo es.", StanceLabel.REFUTES),) for _ in claims]

    def decide(self, claim: Claim, evidence: tuple[Evidence, ...], options: Options) -> Verdict:
        return samples.verdict(claim.id, VerdictLabel.REFUTED, evidence=evidence)


def test_ours_is_timed_by_stage_and_the_same_stages_claim_by_claim_decide_the_same() -> None:
    fake = FakeStages()
    stages, options = Stages(fake, fake, fake), Options()
    side, claims = bench.ours(stages, samples.PROVENANCE, Work([samples.article()] * 13, options))
    assert len(claims) == len(side.decided) == 26
    assert set(side.seconds) == {"claims", "search", "compare", "decide"}
    plain = bench.one_at_a_time(stages, claims, options)
    found = bench.agreement(side.decided, plain.decided)
    assert (found["same_of_decided"], found["kappa_of_stances"]) == (1.0, 1.0)


def test_finding_claims_counts_for_all() -> None:
    one = [Decided("refuted", {})]
    mine = Side({"claims": 1.0, "compare": 1.0}, 10.0, one)
    found = bench.compared(2, (mine, Side({"compare": 5.0}, 20.0, one), Side({"compare": 3.0}, 20.0, one)))
    assert (found["times_faster"], found["times_faster_once_claims_are_found"]) == (3.0, 5.0)
    assert found["naive"]["share_by_stage"] == {"claims": 0.167, "compare": 0.833}
    assert found["naive"]["seconds_per_article"] == 3.0
    assert found["ours"]["claims_per_second"] == 0.5
