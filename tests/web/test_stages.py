from __future__ import annotations

import json

from factcheck.storage.jobs import Result
from factcheck.web.stages import STAGES, came, far


def _told(stage: str, done: int = 0, total: int = 1) -> dict[str, object]:
    return {"stage": stage, "stage_done": done, "stage_total": total}


def test_before_anything_is_told_all_is_to_do() -> None:
    state = far([])
    assert {stage.state for stage in state.stages} == {"todo"}
    assert (state.percent, state.last, state.fallen) == (0, 0, ())


def test_the_bar_only_grows_from_stage_to_stage() -> None:
    said = [
        (n, "progress", _told(stage, done, 4))
        for n, (stage, done) in enumerate((s, d) for s in STAGES for d in (0, 2, 4))
    ]
    percents = [far(said[: n + 1]).percent for n in range(len(said))]
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (0, 100)


def test_verdicts_are_numbered_as_they_fell() -> None:
    said = [
        (4, "fallen", {"label": "refuted"}),
        (5, "progress", _told("compare", 3, 9)),
        (7, "fallen", {"label": "supported"}),
    ]
    state = far(said)
    assert [(one.number, one.key, one.symbol) for one in state.fallen] == [(1, "refuted", "✗"), (2, "supported", "✓")]
    assert [(stage.done, stage.total) for stage in state.stages if stage.state == "now"] == [(3, 9)]
    assert state.last == 7


def test_progress_of_another_kind_is_passed_over() -> None:
    assert far([(1, "progress", {"done": 3, "total": 9}), (2, "progress", _told("unheard of"))]).percent == 0


def test_an_import_names_what_it_brought_and_what_failed() -> None:
    body = json.dumps({"outcome": "added", "sources": ["s1", "s2"]})
    found = came(
        [
            Result(0, "https://a.example", "done", None, None, None, body),
            Result(1, None, "failed", {"code": "fetch-failed", "message": "No."}, None, None, None),
        ]
    )
    assert (found[0].reference, found[0].sources, found[0].outcome) == ("https://a.example", ("s1", "s2"), "added")
    assert (found[1].reference, found[1].sources) == ("", ())
    assert found[1].error == {"code": "fetch-failed", "message": "No."}
