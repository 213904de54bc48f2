"""The robustness suite with the shipped models: negation, numbers, names, years, paraphrase, languages, noise, orders in sources.

Floors stand in `floors.json` beside the hash of the corpus that they hold for; lowering one needs a decision record. What the
figures mean for a user stands in `docs/quality.md`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from factcheck import assembly
from factcheck.domain import Source
from factcheck.settings import Settings
from factcheck.verification.judgement import CLEAR_REFUTATION, CLEAR_SUPPORT

sys.path.insert(0, str(Path(__file__).parent))
import robustness

PINNED = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
EMPTY = (".", "…", "Sin texto.", "No text.")
"""Evidence that says nothing: whoever decides on it reads the claim alone."""


@pytest.fixture(scope="session")
def shipped(model_cache: Path) -> Settings:
    """The shipped models on one thread."""
    return Settings(cache_dir=model_cache, threads=1)


@pytest.fixture(scope="session")
def measured(shipped: Settings) -> dict[str, float]:
    """All figures, measured once."""

    def check(asked: Sequence[robustness.Case], known: Sequence[Source]) -> dict[str, str]:
        return robustness.verdicts(assembly.pipeline_for(known, shipped), asked)

    return {**robustness.figures(check), "claim_only_wrong": claim_only(shipped)}


def claim_only(shipped: Settings) -> float:
    """The share of claims on which the verifier alone speaks up although the evidence says nothing."""
    asked = [(case, text) for case in robustness.cases() for text in EMPTY]
    stances = assembly.stances(shipped).stances(
        [(text, case.text) for case, text in asked], [case.lang for case, _ in asked]
    )
    return robustness.share(s.supports >= CLEAR_SUPPORT or s.refutes >= CLEAR_REFUTATION for s in stances)


def test_the_floors_are_for_this_corpus() -> None:
    assert PINNED["corpus_sha256"] == robustness.corpus_sha256(), (
        "measure again and write new floors beside the new hash"
    )


def test_every_claim_names_a_source_and_every_twin_a_claim_of_it() -> None:
    cases = {case.id: case for case in robustness.cases()}
    known = {source.id: source for source in robustness.sources()}
    assert len(cases) == len(robustness.cases())
    assert all(case.source in known for case in cases.values())
    for case in (c for c in cases.values() if c.twin):
        twin = cases[case.twin or ""]
        assert (twin.source, twin.label) == (case.source, case.label)
        assert twin.lang != case.lang


def test_perturbations_change_what_they_should_and_nothing_else() -> None:
    assert robustness.swapped("El Partido Cívico y el Partido Rural.") == "El Partido Rural y el Partido Cívico."
    assert robustness.noisy("Llovió mucho, dicen.") == "“Llovió  mucho ,  dicen” ."
    first, second = robustness.halves(robustness.cases())
    assert first | second == {source.id for source in robustness.sources()}
    assert not first & second
    assert all(robustness.ordered(s).text != s.text for s in robustness.sources())


@pytest.mark.models
@pytest.mark.parametrize("name", sorted(PINNED["floors"]))
def test_no_figure_is_below_its_floor(measured: dict[str, float], name: str) -> None:
    assert measured[name] >= PINNED["floors"][name]


@pytest.mark.models
@pytest.mark.parametrize("name", sorted(PINNED["ceilings"]))
def test_no_share_of_mistakes_is_above_its_ceiling(measured: dict[str, float], name: str) -> None:
    assert measured[name] <= PINNED["ceilings"][name]


@pytest.mark.models
def test_every_figure_is_pinned(measured: dict[str, float]) -> None:
    assert set(measured) == {*PINNED["floors"], *PINNED["ceilings"]}
