from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from factcheck.jobs.turns import Turns


def _taker(turn: Callable[[], AbstractContextManager[None]], name: str, order: list[str]) -> threading.Thread:
    def take() -> None:
        with turn():
            order.append(name)

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    return thread


def test_somebody_who_waits_goes_before_what_runs_in_the_background() -> None:
    turns, order = Turns(), list[str]()
    with turns.patient():
        threads = [_taker(turns.patient, "batch", order)]
        time.sleep(0.05)
        threads += [_taker(turns.urgent, "editor", order) for _ in range(2)]
        while turns.waiting < 2:
            time.sleep(0.01)
    for thread in threads:
        thread.join(timeout=10)
    assert order == ["editor", "editor", "batch"]


def test_one_at_a_time_and_a_turn_ends_with_its_error() -> None:
    turns = Turns()
    try:
        with turns.urgent():
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with turns.patient():
        assert turns.waiting == 0
