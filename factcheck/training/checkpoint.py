"""Keeps the state of a training run in one folder outside the repository, so that it can be stopped at any moment and gone on with."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

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
