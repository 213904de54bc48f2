"""Trains the check-worthiness weights: two logistic models on the encoder's embedding and the readable traits.

Reads `claims/train` only (ClaimBuster, CC BY 4.0; Chequeado, MIT). The model card is `docs/models/checkworthiness.md`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.claims.checkworthy import MANIFEST, SCHEMA, WEIGHTS
from factcheck.claims.features import NAMES, traits, vector

SEED = 20261124
FILES = ("claims/train/claimbuster.en.jsonl.gz", "claims/train/chequeado.es.jsonl.gz")
STRENGTH = 0.03
"""Inverse of the L2 penalty, chosen on train: average precision on ClaimBuster folds and on each Chequeado speech left out in turn."""
KEPT_FACTS = 0.98
"""The share of factual train sentences that the fact floor lets through."""
PHRASE_WEIGHT = 0.05
"""Weight of Chequeado's `phrase` rows: all are positive, so that at full weight their genre would be learnt."""

Floats = NDArray[np.float32]


class Encodes(Protocol):
    """The encoder that the weights are for."""

    name: str
    dimension: int

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Embeddings of shape `(n, dimension)`."""


@dataclass(frozen=True)
class Rows:
    """Train sentences: `worth` and `fact` are 1, 0, or -1 where the set does not say."""

    texts: tuple[str, ...]
    langs: tuple[str, ...]
    worth: NDArray[np.int8]
    fact: NDArray[np.int8]
    weight: Floats


def read(data: Path) -> Rows:
    """The train rows under the data folder, in file order."""
    rows = [row for name in FILES for row in _lines(data / name)]
    return Rows(
        texts=tuple(row["text"] for row in rows),
        langs=tuple(row["lang"] for row in rows),
        worth=np.asarray([row["label"] == "checkworthy" for row in rows], dtype=np.int8),
        fact=np.asarray([_fact(row) for row in rows], dtype=np.int8),
        weight=np.asarray([PHRASE_WEIGHT if row.get("genre") == "phrase" else 1.0 for row in rows], dtype=np.float32),
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _fact(row: dict[str, Any]) -> int:
    """ClaimBuster says of every sentence whether it states a fact; Chequeado only of those worth checking."""
    if row.get("claim") is not None:
        return int(row["claim"])
    return 1 if row["label"] == "checkworthy" else -1


def trait_vectors(rows: Rows) -> Floats:
    """The traits of all rows, shape `(n, len(NAMES))`."""
    return np.stack([vector(traits(text, lang)) for text, lang in zip(rows.texts, rows.langs, strict=True)])


def balanced(labels: NDArray[np.int8], langs: Sequence[str], weight: Floats) -> Floats:
    """Weights with which, in each language, both classes weigh the same, and each language by the root of its size."""
    result = weight.astype(np.float64)
    tongue = np.asarray(langs)
    for lang in sorted(set(langs)):
        size = np.sqrt(weight[tongue == lang].sum())
        for label in (0, 1):
            here = (tongue == lang) & (labels == label)
            total = result[here].sum()
            if total:
                result[here] *= size / (2 * total)
    return np.asarray(result * len(labels) / result.sum(), dtype=np.float32)


def fit(inputs: Floats, labels: NDArray[np.int8], weight: Floats, strength: float = STRENGTH) -> NDArray[np.float64]:
    """Logistic regression; the weights of all inputs, then the constant."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=2000, random_state=SEED)
    model.fit(inputs, labels, sample_weight=weight)
    return np.concatenate([model.coef_[0], model.intercept_])


def inputs(embeddings: Floats, found: Floats) -> Floats:
    """Embedding and traits side by side. The embedding is scaled so that one penalty suits both."""
    return np.concatenate([embeddings * SCALE, found], axis=1)


SCALE = np.float32(10.0)
"""e5 embeddings have entries near 0.05; folded into the weights, so that serving knows nothing of it."""


def train(encoder: Encodes, data: Path, out: Path) -> dict[str, Any]:
    """Trains both models and writes weights and manifest to `out`. Returns the manifest."""
    rows = read(data)
    both = inputs(encoder.encode_queries(rows.texts), trait_vectors(rows))
    worth = fit(both, rows.worth, balanced(rows.worth, rows.langs, rows.weight))
    said = rows.fact >= 0
    langs = [lang for lang, known in zip(rows.langs, said, strict=True) if known]
    fact = fit(both[said], rows.fact[said], balanced(rows.fact[said], langs, rows.weight[said]))
    floor = fact_floor(both[said], rows.fact[said], fact)
    return write(out, {"worth": worth, "fact": fact}, _manifest(encoder, data, floor, len(rows.texts)))


def fact_floor(both: Floats, labels: NDArray[np.int8], weights: NDArray[np.float64]) -> float:
    """The probability that `KEPT_FACTS` of the factual sentences exceed."""
    logits = both[labels == 1] @ weights[:-1] + weights[-1]
    return float(np.quantile(1 / (1 + np.exp(-logits)), 1 - KEPT_FACTS))


def write(out: Path, models: dict[str, NDArray[np.float64]], manifest: dict[str, Any]) -> dict[str, Any]:
    """Writes weights (npz, fp32) and manifest. The archive's bytes depend on the weights alone."""
    arrays: dict[str, NDArray[np.float32]] = {}
    for name, weights in models.items():
        split = len(weights) - 1 - len(NAMES)
        arrays[f"{name}_embedding"] = (weights[:split] * SCALE).astype(np.float32)
        arrays[f"{name}_traits"] = weights[split:-1].astype(np.float32)
        arrays[f"{name}_constant"] = weights[-1:].astype(np.float32)
    out.mkdir(parents=True, exist_ok=True)
    with (out / WEIGHTS).open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
    manifest = {**manifest, "sha256": hashlib.sha256((out / WEIGHTS).read_bytes()).hexdigest()}
    (out / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return manifest


def _manifest(encoder: Encodes, data: Path, floor: float, rows: int) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "encoder": encoder.name,
        "dimension": encoder.dimension,
        "traits": list(NAMES),
        "fact_floor": round(floor, 4),
        "seed": SEED,
        "strength": STRENGTH,
        "phrase_weight": PHRASE_WEIGHT,
        "rows": rows,
        "data": {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in FILES},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m factcheck.training.checkworthiness --data DIR --out DIR`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds claims/train")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and manifest")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "factcheck", help="model cache")
    given = parser.parse_args(arguments)
    from factcheck.models import load_encoder

    manifest = train(load_encoder("embedded", given.cache, threads=2), given.data, given.out)
    sys.stdout.write(json.dumps(manifest, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
