"""How much a statement is worth checking (0..1), and how likely it states a fact at all, from its embedding and traits.

A linear model per question. Knows no text and no encoder; weights and manifest lie in `claims/data`, made by `training.checkworthiness`.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.claims.features import NAMES, Traits, vector
from factcheck.errors import ModelError

WEIGHTS = "checkworthiness.npz"
MANIFEST = "checkworthiness.json"
SCHEMA = 1


@dataclass(frozen=True)
class Scores:
    """For n statements: how worth checking, and how likely a fact; both of shape `(n,)`, in 0..1."""

    worth: NDArray[np.float32]
    fact: NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """A logistic model: weights over the embedding, over the traits, and a constant."""

    embedding: NDArray[np.float32]
    traits: NDArray[np.float32]
    constant: float

    def __call__(self, embeddings: NDArray[np.float32], traits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities of shape `(n,)` for embeddings `(n, d)` and traits `(n, len(NAMES))`."""
        # One fixed order of summation per row, so that a score does not depend on its neighbours.
        logit = (embeddings * self.embedding).sum(axis=1) + (traits * self.traits).sum(axis=1) + self.constant
        return np.asarray(1 / (1 + np.exp(-logit)), dtype=np.float32)


@dataclass(frozen=True)
class Classifier:
    """Check-worthiness and factuality. `dimension` is that of the encoder it was trained on."""

    name: str
    dimension: int
    worth: Linear
    fact: Linear
    floor: float

    def scores(self, embeddings: NDArray[np.float32], found: Sequence[Traits]) -> Scores:
        """Scores of n statements. Raises `ModelError` where the embeddings are not of the trained dimension."""
        if not found:
            empty = np.zeros(0, dtype=np.float32)
            return Scores(empty, empty)
        if embeddings.shape != (len(found), self.dimension):
            raise ModelError(
                f"the check-worthiness weights need embeddings of {self.dimension} numbers, got shape {embeddings.shape}",
                way_out="Use the embedded encoder, or train weights for yours: python -m factcheck.training.checkworthiness.",
            )
        traits = np.stack([vector(t) for t in found])
        return Scores(self.worth(embeddings, traits), self.fact(embeddings, traits))


def load_classifier(folder: Traversable | None = None) -> Classifier:
    """The shipped weights, or those in `folder`. Raises `ModelError` where they are missing, damaged or of another form."""
    place = folder if folder is not None else files("factcheck.claims").joinpath("data")
    try:
        manifest = json.loads(place.joinpath(MANIFEST).read_text("utf-8"))
        data = place.joinpath(WEIGHTS).read_bytes()
    except (OSError, ValueError) as error:
        raise _unusable(f"cannot be read: {error}") from error
    if manifest.get("schema") != SCHEMA or tuple(manifest.get("traits", ())) != NAMES:
        raise _unusable("are of another version of this program")
    if hashlib.sha256(data).hexdigest() != manifest.get("sha256"):
        raise _unusable("do not match their manifest")
    return _classifier(manifest, data)


def _classifier(manifest: dict[str, Any], data: bytes) -> Classifier:
    arrays = np.load(io.BytesIO(data), allow_pickle=False)

    def linear(name: str) -> Linear:
        return Linear(
            arrays[f"{name}_embedding"].astype(np.float32),
            arrays[f"{name}_traits"],
            float(arrays[f"{name}_constant"].item()),
        )

    return Classifier(
        name=f"checkworthiness-{manifest['sha256'][:12]}",
        dimension=int(manifest["dimension"]),
        worth=linear("worth"),
        fact=linear("fact"),
        floor=float(manifest["fact_floor"]),
    )


def _unusable(why: str) -> ModelError:
    return ModelError(f"the check-worthiness weights {why}", way_out="Reinstall factcheck-assistant.")
