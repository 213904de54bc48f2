"""An audit's items as tasks: each is seen to by exactly one, whatever was lost on the way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import pytest

from factcheck.jobs.audits import RunTable, Shards, queue_of
from factcheck.jobs.engine import Stopping, Task
from factcheck.jobs.handover import Handover
from factcheck.storage import audits
from factcheck.storage.audits import Arrival, Ended, Taken
from factcheck.storage.database import open_database
from tests.jobs.fakes import MemoryEngine

RUN = "aud_1"


@pytest.fixture
def shards() -> Iterator[Shards]:
    database = open_database("sqlite://")
    with database.begin() as connection:
        audits.create(connection, audits.Run(RUN, audits.READING, {}, None, datetime.now(UTC)))
    yield Shards(RunTable(database, RUN), MemoryEngine())
    database.close()


def receive(shards: Shards, *names: str, sha256: str = "a") -> None:
    shards.receive([Arrival(name, sha256, input="{}") for name in names], shards.table.known(list(names)))


def tasks(shards: Shards) -> list[Task]:
    assert isinstance(shards.engine, MemoryEngine)
    return list(shards.engine.tasks.values())


def end(shards: Shards, task: Task) -> None:
    """As when a worker is done with it, whatever became of its items."""
    assert isinstance(shards.engine, MemoryEngine)
    shards.engine.ran.append(task.id)


def claim(shards: Shards, *items: int, worker: str = "w") -> list[Taken]:
    return shards.table.claim(items, worker)


def store(shards: Shards, *taken: Taken) -> None:
    shards.table.store(taken, [Ended(body="{}", made_by="m") for _ in taken])


def test_twelve_items_are_a_task_of_the_runs_own_queue_and_what_cannot_be_checked_is_in_none(shards: Shards) -> None:
    wrong = Arrival("wrong", "a", error={"code": "c", "message": "m", "way_out": ""})
    out = Arrival("out", "a", input="{}", left_out=True)
    shards.receive([wrong, *(Arrival(str(n), "a", input="{}") for n in range(14)), out], {})
    assert [task.arguments for task in tasks(shards)] == [(RUN, *range(1, 13)), (RUN, 13, 14)]
    assert {(task.queue, task.does) for task in tasks(shards)} == {(queue_of(RUN), "shard")}


def test_an_item_that_changes_is_another_task_and_takes_its_result_away(shards: Shards) -> None:
    receive(shards, "a", "b")
    store(shards, *claim(shards, 0, 1))
    assert shards.table.counts() == {audits.DONE: 2}
    receive(shards, "b", sha256="other")
    assert [task.arguments for task in tasks(shards)] == [(RUN, 0, 1), (RUN, 1)]
    receive(shards, "b", sha256="third")
    assert len({task.id for task in tasks(shards)}) == 3
    assert shards.table.counts() == {audits.DONE: 1, audits.QUEUED: 1}


def test_what_was_received_by_a_reader_that_died_before_it_queued_it_is_queued(shards: Shards) -> None:
    shards.table.receive([Arrival(name, "a", input="{}") for name in "abc"], {})
    assert tasks(shards) == []
    shards.put_forgotten(60)
    assert tasks(shards) == []  # its reader may be about to
    shards.put_forgotten(0)
    shards.put_forgotten(0)
    assert [task.arguments for task in tasks(shards)] == [(RUN, 0, 1, 2)]


def test_what_a_task_left_unfinished_is_queued_again_and_its_late_result_refused(shards: Shards) -> None:
    receive(shards, "a", "b", "c")
    (task,) = tasks(shards)
    late = claim(shards, 0, 1, 2)
    store(shards, late[0])
    shards.put_forgotten(0)
    assert tasks(shards) == [task]  # somebody has it in hand
    end(shards, task)
    shards.put_forgotten(0)
    assert [one.arguments for one in tasks(shards)] == [(RUN, 0, 1, 2), (RUN, 1, 2)]
    store(shards, late[1])
    assert shards.table.counts() == {audits.DONE: 1, audits.QUEUED: 2}


def test_an_item_that_changed_after_it_was_missed_is_let_alone(shards: Shards) -> None:
    receive(shards, "a", "b")
    seen = shards.table.open_items(0)
    claim(shards, 1)
    assert [one.item for one in shards.table.give_back(seen)] == [0]


def test_the_next_claim_takes_what_another_has_in_hand_one_by_one(shards: Shards) -> None:
    receive(shards, "a", "b", "c")
    first = claim(shards, 0, 1, worker="dead")
    (again,) = claim(shards, 0, 1, 2, worker="alive")
    assert (again.item, again.attempts) == (0, 2)
    store(shards, *first)  # it was not dead: one of the two has not been claimed since
    store(shards, again)
    assert shards.table.counts() == {audits.DONE: 2, audits.QUEUED: 1}
    assert [one.item for one in claim(shards, 0, 1, 2)] == [2]


def test_fresh_items_are_claimed_together_and_only_those_of_the_task(shards: Shards) -> None:
    receive(shards, "a", "b", "c", "d")
    assert [one.item for one in claim(shards, 1, 2, 3)] == [1, 2, 3]
    assert [one.item for one in claim(shards, 0)] == [0]


class TestHandover:
    def test_what_is_asked_in_one_thread_is_done_in_the_other(self) -> None:
        handover, did = Handover(), list[int]()
        asking = threading.Thread(target=handover.ask, args=(lambda: did.append(threading.get_ident()),))
        asking.start()
        assert handover.serve(30)
        asking.join(30)
        assert did == [threading.get_ident()]
        assert not handover.serve(0.01)

    def test_whoever_waits_leaves_when_the_service_ends_in_the_middle(self) -> None:
        handover, left = Handover(), list[str]()

        def ask(name: str, does: object) -> None:
            try:
                handover.ask(does)  # type: ignore[arg-type]
            except Stopping:
                left.append(name)

        def interrupted() -> None:
            raise KeyboardInterrupt

        asking = [threading.Thread(target=partial(ask, name, interrupted)) for name in ("in hand", "waiting")]
        for thread in asking:
            thread.start()
        with pytest.raises(KeyboardInterrupt):
            handover.serve(30)
        handover.close()
        for thread in asking:
            thread.join(30)
        with pytest.raises(Stopping):
            handover.ask(lambda: None)
        assert sorted(left) == ["in hand", "waiting"]
