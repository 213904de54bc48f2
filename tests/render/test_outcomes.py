from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest

from factcheck.domain import (
    Agreement,
    ClaimKind,
    Comparison,
    Confidence,
    Evidence,
    Sample,
    StanceLabel,
    Tier,
    VerdictLabel,
)
from factcheck.render import outcomes
from factcheck.render.phrases import LANGUAGES, messages, phrase
from factcheck.verification.calibration import load_calibration
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
    sure = Confidence(value=0.87, population=samples.POPULATION)
    shown = samples.verdict("c", VerdictLabel.NOT_CHECKABLE, confidence=sure)
    assert outcomes.confidence(shown, "es") == (
        "confianza 87\u00a0% (medida con 1.234 veredictos como este: afirmaciones sobre países y artículos de prueba "
        "con errores introducidos a propósito)"
    )
    assert outcomes.confidence(shown, "en") == (
        "confidence 87% (measured on 1,234 such verdicts: statements about countries and test articles with planted errors)"
    )


def test_a_data_set_that_nobody_named_goes_by_its_id_and_one_verdict_is_no_plural() -> None:
    sure = Confidence(value=0.9, population=(Sample(data_set="my\u202eset", verdicts=1, right=1),))
    shown = samples.verdict("c", VerdictLabel.NOT_CHECKABLE, confidence=sure)
    assert outcomes.confidence(shown, "en") == "confidence 90% (measured on a single such verdict: myset)"
    assert outcomes.counted(samples.POPULATION[:1], "es") == "afirmaciones sobre países (1.200)"


@pytest.mark.parametrize(
    ("population", "measured", "words"),
    [
        (None, True, "very high confidence (not measured on this kind of text)"),
        (None, False, "very high confidence (not measured in this language)"),
        (samples.POPULATION, False, "very high confidence (not measured in this language)"),
    ],
)
def test_an_unmeasured_confidence_is_said_in_words(
    population: tuple[Sample, ...] | None, measured: bool, words: str
) -> None:
    sure = Confidence(value=0.95, population=population)
    shown = samples.verdict("c", VerdictLabel.NOT_CHECKABLE, confidence=sure, measured=measured)
    assert outcomes.confidence(shown, "en") == words
    assert outcomes.measured_on(shown, "en") is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_shipped_confidences_were_measured_on_has_a_name_in_each_language(repository: Path, lang: str) -> None:
    shipped = load_calibration(repository / "factcheck/models/data/verifier/calibration.json")
    assert all(scale.measured_on for scale in shipped.verdicts.values())
    assert {one.data_set for one in shipped.population()} <= set(messages(lang)["data_sets"])


def test_one_is_not_a_plural() -> None:
    assert outcomes.count_phrase("refuted", 1, "es") == "1 refutada"
    assert outcomes.count_phrase("refuted", 2, "es") == "2 refutadas"
    assert outcomes.total_phrase(1, "en") == "1 claim"
