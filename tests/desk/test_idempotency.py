from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.desk import idempotency
from factcheck.desk.idempotency import Answer
from factcheck.desk.office import Caller, Desk
from factcheck.errors import ReusedKey, StillRunning
from tests.desk.clock import Clock

ME = Caller(key_id="key_me")
ANSWER = Answer(200, {"location": "/v1/reports/rep_1"}, '{"a": "ñ"}')


def test_the_first_answer_comes_again_for_a_day(desk: Desk, clock: Clock) -> None:
    assert idempotency.begin(desk, ME, "t", "h1") is None
    idempotency.finish(desk, ME, "t", ANSWER)
    clock.forward(hours=23)
    assert idempotency.begin(desk, ME, "t", "h1") == ANSWER
    clock.forward(hours=2)
    assert idempotency.begin(desk, ME, "t", "h2") is None


def test_another_body_is_refused_and_another_key_is_apart(desk: Desk) -> None:
    idempotency.begin(desk, ME, "t", "h1")
    with pytest.raises(StillRunning):
        idempotency.begin(desk, ME, "t", "h1")
    with pytest.raises(ReusedKey):
        idempotency.begin(desk, ME, "t", "h2")
    assert idempotency.begin(desk, replace(ME, key_id="key_other"), "t", "h2") is None


def test_a_request_that_made_nothing_or_was_cut_off_may_begin_again(desk: Desk, clock: Clock) -> None:
    idempotency.begin(desk, ME, "t", "h1")
    idempotency.release(desk, ME, "t")
    assert idempotency.begin(desk, ME, "t", "h2") is None
    clock.forward(minutes=16)
    assert idempotency.begin(desk, ME, "t", "h3") is None


def test_a_key_that_keeps_no_text_keeps_no_answer(desk: Desk) -> None:
    nothing = replace(ME, retention_days=0)
    idempotency.begin(desk, nothing, "t", "h1")
    idempotency.finish(desk, nothing, "t", ANSWER)
    assert idempotency.begin(desk, nothing, "t", "h1") is None
