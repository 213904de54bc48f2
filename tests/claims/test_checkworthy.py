from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from factcheck.claims.checkworthy import MANIFEST, WEIGHTS, load_classifier
from factcheck.claims.features import NAMES, reasons, traits, vector
from factcheck.errors import ModelError
from factcheck.models import Encoder


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shipped = Path(str(files("factcheck.claims").joinpath("data")))
    for name in (WEIGHTS, MANIFEST):
        shutil.copy(shipped / name, tmp_path / name)
    return tmp_path


def test_the_shipped_weights_load_and_are_small() -> None:
    classifier = load_classifier()
    assert classifier.dimension == 384
    assert 0 < classifier.floor < 0.5
    assert len(files("factcheck.claims").joinpath("data", WEIGHTS).read_bytes()) < 100_000


def test_damaged_weights_are_refused(copied: Path) -> None:
    (copied / WEIGHTS).write_bytes(b"x" + (copied / WEIGHTS).read_bytes()[1:])
    with pytest.raises(ModelError, match="manifest"):
        load_classifier(copied)


def test_missing_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load_classifier(tmp_path)


def test_weights_of_another_version_are_refused(copied: Path) -> None:
    manifest = json.loads((copied / MANIFEST).read_text())
    (copied / MANIFEST).write_text(json.dumps({**manifest, "traits": ["quantity"]}))
    with pytest.raises(ModelError, match="version"):
        load_classifier(copied)


def test_another_encoder_is_refused_with_a_way_out() -> None:
    with pytest.raises(ModelError, match="384") as caught:
        load_classifier().scores(np.zeros((1, 8), dtype=np.float32), [traits("a", "es")])
    assert "training.checkworthiness" in caught.value.way_out


def test_no_statements_no_scores() -> None:
    found = load_classifier().scores(np.zeros((0, 384), dtype=np.float32), [])
    assert found.worth.shape == found.fact.shape == (0,)


def test_a_score_does_not_depend_on_its_neighbours() -> None:
    classifier = load_classifier()
    rows = np.random.default_rng(0).standard_normal((33, 384)).astype(np.float32)
    found = [traits(f"La tasa cayó al {i} %.", "es") for i in range(33)]
    together = classifier.scores(rows, found).worth
    alone = [classifier.scores(rows[i : i + 1], found[i : i + 1]).worth[0] for i in range(33)]
    np.testing.assert_array_equal(together, alone)


def test_traits_of_a_statement() -> None:
    text = "La ley de Francia no bajó el paro al 8 % en 2020."
    found = dict(zip(NAMES, vector(traits(text, "es")), strict=True))
    for name in ("quantity", "money_or_percent", "date", "body", "law", "statistic", "negation", "comparison"):
        assert found[name] == 1, name
    assert found["question"] == found["opinion"] == found["future"] == 0
    assert all(0 <= value <= 1 for value in found.values())


def test_reasons_name_words_of_the_text() -> None:
    text = "La ley de Francia bajó el paro al 8 % en 2020."
    made = {reason.code: reason.values["text"] for reason in reasons(traits(text, "es"), text)}
    assert made["worth_quantity"] == "8 %"
    assert made["worth_named_body"] == "Francia"
    assert made["worth_law"] == "ley"
    assert "2020" in made["worth_date"]


@pytest.mark.models
@pytest.mark.parametrize(
    ("worthy", "idle", "lang"),
    [
        ("El desempleo bajó del 11 % al 8 % en 2022.", "Muchas gracias a todos por venir.", "es"),
        ("Unemployment fell from 11% to 8% in 2022.", "Thank you all so much for coming tonight.", "en"),
    ],
)
def test_the_shipped_weights_rank(encoder: Encoder, worthy: str, idle: str, lang: str) -> None:
    scores = load_classifier().scores(
        encoder.encode_queries([worthy, idle]), [traits(worthy, lang), traits(idle, lang)]
    )
    assert scores.worth[0] > 0.7
    assert scores.worth[1] < 0.3
    assert scores.fact[0] > scores.fact[1]
