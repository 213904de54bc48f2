from __future__ import annotations

from enum import StrEnum
from typing import get_args

import pytest

from factcheck.domain import Agreement, ClaimKind, Comparison, Confidence, Evidence, StanceLabel, Tier, VerdictLabel
from factcheck.render import outcomes
from factcheck.render.phrases import LANGUAGES, phrase
from tests import samples


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_of_the_records_has_a_word(lang: str) -> None:
    named: dict[str, type[StrEnum]] = {
        "verdict": VerdictLabel,
        "stance": StanceLabel,
        "tier": Tier,
        "agreement": Agreement,
        "kind": ClaimKind,
    }
    for prefix, values in named.items():
        assert all(phrase(f"{prefix}_{value}", lang) for value in values)
    for field, record, prefix in (("method", Evidence, "method"), ("kind", Comparison, "comparing")):
        for value in get_args(record.model_fields[field].annotation):
            assert phrase(f"{prefix}_{value}", lang)


def test_failures_are_counted_apart_and_absent_outcomes_are_not_named() -> None:
    counted = outcomes.counts(samples.report())
    assert counted == {"supported": 1, "refuted": 1, "not_enough_evidence": 1, "not_checkable": 1, "failed": 1}


def test_every_outcome_has_its_own_symbol() -> None:
    assert set(outcomes.SYMBOLS) == set(outcomes.OUTCOMES)
    assert len(set(outcomes.SYMBOLS.values())) == len(outcomes.OUTCOMES)


def test_a_measured_confidence_names_its_population() -> None:
    sure = Confidence(value=0.87, population="conjunto de prueba")
    said = outcomes.confidence(samples.verdict("c", VerdictLabel.NOT_CHECKABLE, confidence=sure), "es")
    assert said == "confianza 87\u00a0% (medida en: conjunto de prueba)"


@pytest.mark.parametrize(("population", "measured"), [(None, True), ("conjunto de prueba", False)])
def test_an_unmeasured_confidence_is_said_in_words(population: str | None, measured: bool) -> None:
    sure = Confidence(value=0.95, population=population)
    shown = samples.verdict("c", VerdictLabel.NOT_CHECKABLE, confidence=sure, measured=measured)
    assert outcomes.confidence(shown, "en") == "very high confidence (not measured on this kind of text)"


def test_one_is_not_a_plural() -> None:
    assert outcomes.count_phrase("refuted", 1, "es") == "1 refutada"
    assert outcomes.count_phrase("refuted", 2, "es") == "2 refutadas"
    assert outcomes.total_phrase(1, "en") == "1 claim"
