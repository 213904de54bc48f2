from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.claims.checkworthy import load_classifier
from factcheck.claims.features import traits
from factcheck.training import checkworthiness as subject


class LengthEncoder:
    """Two numbers per text, enough to learn from."""

    name = "fake"
    dimension = 2

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [[1.0, 0.0] if "%" in text else [0.0, 1.0] for text in texts]
        return np.asarray(rows, dtype=np.float32)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    english = [
        {"text": f"Wages rose {i}%.", "label": "checkworthy", "claim": True, "lang": "en", "genre": "debate"}
        for i in range(9)
    ] + [
        {"text": f"Thank you {i}.", "label": "not", "claim": False, "lang": "en", "genre": "debate"} for i in range(20)
    ]
    spanish = [
        {"text": f"El paro bajó un {i} %.", "label": "checkworthy", "lang": "es", "genre": "phrase"} for i in range(9)
    ] + [{"text": "Gracias a todos.", "label": "not", "lang": "es", "genre": "speech"} for _ in range(9)]
    for name, rows in zip(subject.FILES, (english, spanish), strict=True):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(path, "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


def test_rows_say_what_their_set_says(data: Path) -> None:
    rows = subject.read(data)
    assert len(rows.texts) == 47
    assert rows.fact.tolist() == [1] * 9 + [0] * 20 + [1] * 9 + [-1] * 9
    assert set(rows.weight[29:38].tolist()) == {np.float32(subject.PHRASE_WEIGHT)}


def test_classes_weigh_the_same_in_each_language(data: Path) -> None:
    rows = subject.read(data)
    weight = subject.balanced(rows.worth, rows.langs, rows.weight)
    english = np.asarray(rows.langs) == "en"
    for here in (english, ~english):
        positive, negative = weight[here & (rows.worth == 1)].sum(), weight[here & (rows.worth == 0)].sum()
        assert positive == pytest.approx(negative, rel=1e-4)


def test_trained_weights_load_and_rank(data: Path, tmp_path: Path) -> None:
    encoder = LengthEncoder()
    out = tmp_path / "out"
    manifest = subject.train(encoder, data, out)
    classifier = load_classifier(out)
    assert manifest["encoder"] == "fake"
    assert set(manifest["data"]) == set(subject.FILES)
    texts = ["Prices rose 5%.", "Thank you."]
    scores = classifier.scores(encoder.encode_queries(texts), [traits(t, "en") for t in texts])
    assert scores.worth[0] > 0.5 > scores.worth[1]


def test_training_twice_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    first = subject.train(LengthEncoder(), data, tmp_path / "a")
    second = subject.train(LengthEncoder(), data, tmp_path / "b")
    assert first == second
