"""How far a job is, out of what its listeners were told: a check's stages and verdicts, what an import brought. Knows no request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from factcheck.render import outcomes
from factcheck.storage.jobs import Result

STAGES = ("read", "claims", "search", "compare", "decide")
_MOST_RESULTS = 500
_ENDS = {"read": 5, "claims": 15, "search": 35, "compare": 95, "decide": 100}
"""Percent of the bar at which a stage ends: comparing takes the most time by far."""


@dataclass(frozen=True)
class Stage:
    """One stage: `done`, `now` or `todo`, and how much of it is done where it can be counted."""

    name: str
    state: str
    done: int = 0
    total: int = 0
    begins: int = 0
    ends: int = 0


@dataclass(frozen=True)
class Fallen:
    """A verdict that fell before the report was whole."""

    number: int
    key: str
    symbol: str


@dataclass(frozen=True)
class Far:
    """How far it is; `last` is the number of the last message that is in it."""

    stages: tuple[Stage, ...]
    fallen: tuple[Fallen, ...]
    percent: int
    last: int


def far(said: Iterable[tuple[int, str, Any]]) -> Far:
    """The state after these messages (number, event, data)."""
    at: tuple[str, int, int] = ("", 0, 0)
    labels: list[str] = []
    last = 0
    for number, event, data in said:
        last = number
        if event == "fallen":
            labels.append(data["label"])
        elif data.get("stage") in STAGES:
            at = (data["stage"], data["stage_done"], data["stage_total"])
    fallen = tuple(Fallen(n, label, outcomes.SYMBOLS[label]) for n, label in enumerate(labels, 1))
    stages = tuple(_stage(name, at) for name in STAGES)
    return Far(stages, fallen, _percent(stages), last)


def _stage(name: str, at: tuple[str, int, int]) -> Stage:
    current, done, total = at
    here, place = (STAGES.index(current) if current else -1), STAGES.index(name)
    begins = _ENDS[STAGES[place - 1]] if place else 0
    counts = (done, total) if place == here else (0, 0)
    return Stage(name, "done" if place < here else "now" if place == here else "todo", *counts, begins, _ENDS[name])


def _percent(stages: Iterable[Stage]) -> int:
    for stage in stages:
        if stage.state == "now":
            return stage.begins + (stage.ends - stage.begins) * stage.done // max(1, stage.total)
    return 0


@dataclass(frozen=True)
class Came:
    """What became of one thing that was to be brought in: its sources, or why it could not be read."""

    reference: str
    sources: tuple[str, ...]
    outcome: str
    error: Mapping[str, str] | None


def came(results: Iterable[Result]) -> list[Came]:
    """The results of an import, in their order; at most a page of them."""
    return [_came(result) for result in islice(results, _MOST_RESULTS)]


def _came(result: Result) -> Came:
    told = json.loads(result.body) if result.body else {}
    return Came(result.reference or "", tuple(told.get("sources", ())), told.get("outcome", ""), result.error)
