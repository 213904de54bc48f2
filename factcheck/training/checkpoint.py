"""Keeps the state of a training run in one folder outside the repository, so that it can be stopped at any moment and gone on with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from factcheck.errors import ModelError

FILE = "state.pt"


@dataclass
class State:
    """What a run needs to go on: how many examples were drawn, the weights, their moving average, and the optimiser."""

    drawn: int = 0
    step: int = 0
    weights: dict[str, Tensor] = field(default_factory=dict)
    average: dict[str, Tensor] = field(default_factory=dict)
    optimiser: dict[str, Any] = field(default_factory=dict)


def save(state: State, folder: Path, name: str = FILE) -> None:
    """Write the state in one move: a reader sees the old file or the new one, never half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.part"
    torch.save(vars(state), part)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(folder / name)


def load(folder: Path, name: str = FILE) -> State | None:
    """The state that was saved last, or None."""
    path = folder / name
    return State(**torch.load(path, weights_only=True)) if path.exists() else None


def mean(
    folder: Path, shares: Mapping[str, float], base: Mapping[str, NDArray[np.float32]]
) -> dict[str, NDArray[np.float32]]:
    """The averaged weights of several checkpoints, each with its share (Wortsman et al. 2022), for the layers of the last one.

    A layer that a phase did not train counts as `base` has it. `ModelError` where a checkpoint is missing.
    """
    weights = {name: dict(base) | {k: t.numpy() for k, t in required(folder, name).average.items()} for name in shares}
    last = list(shares)[-1]
    return {
        key: sum(share * weights[name][key] for name, share in shares.items()) for key in required(folder, last).average
    }


def required(folder: Path, name: str) -> State:
    """The state in `name`. `ModelError` where it is missing."""
    state = load(folder, name)
    if state is None:
        way_out = "Train first: python -m factcheck.training.verifier --data ../shared/data --resume."
        raise ModelError(f"{folder} has no checkpoint {name}.", way_out=way_out)
    return state
