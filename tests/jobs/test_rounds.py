from __future__ import annotations

import os
import subprocess
import sys

from factcheck.desk.checking import Work
from factcheck.jobs.engine import BATCH, Task
from factcheck.jobs.rounds import Pace, Rounds, is_gone, whereabouts
from factcheck.service import Material, Wishes
from factcheck.storage import leases
from tests.jobs.conftest import House


def _rounds(house: House, worker: str) -> Rounds:
    return Rounds(house.desk, house.engine, worker, Pace(beat=1, dead_after=20))


def _dies_with_work(house: House, worker: str = "dead") -> None:
    with house.desk.database.begin() as connection:
        leases.beat(connection, worker, {}, house.clock())
    house.engine.held[worker] = [Task("job_1", "job", BATCH, ("job_1",))]


def _workers(house: House) -> set[str]:
    with house.desk.database.reading() as connection:
        return {lease.worker for lease in leases.every(connection)}


def test_a_dead_workers_tasks_are_passed_on_once(house: House) -> None:
    _dies_with_work(house)
    rounds = _rounds(house, "alive")
    rounds.beat()
    house.clock.pass_by(19)
    rounds.beat()
    rounds.take_over()
    assert house.engine.passed_on == []
    house.clock.pass_by(2)
    rounds.take_over()
    rounds.take_over()
    assert house.engine.passed_on == ["job_1"]
    assert _workers(house) == {"alive"}


def test_a_worker_that_leaves_frees_its_work_at_once(house: House) -> None:
    _dies_with_work(house, "leaving")
    with house.desk.database.begin() as connection:
        leases.stop(connection, "leaving", house.clock())
    _rounds(house, "alive").take_over()
    assert house.engine.passed_on == ["job_1"]


def test_of_two_that_see_the_dead_one_only_one_takes_over(house: House) -> None:
    _dies_with_work(house)
    with house.desk.database.reading() as connection:
        (seen,) = leases.every(connection)
    house.clock.pass_by(30)
    with house.desk.database.begin() as connection:
        assert leases.seize(connection, seen, house.clock())
        assert not leases.seize(connection, seen, house.clock())


def test_a_worker_that_wakes_up_again_keeps_its_new_lease(house: House) -> None:
    _dies_with_work(house, "slow")
    house.clock.pass_by(30)
    seized_at = house.clock()
    house.clock.pass_by(1)
    with house.desk.database.begin() as connection:
        assert leases.beat(connection, "slow", {}, house.clock())
        leases.drop(connection, "slow", seized_at)
    assert _workers(house) == {"slow"}


def test_a_process_of_this_machine_that_is_gone_is_known_to_be(house: House) -> None:
    here = whereabouts()
    assert not is_gone(here, here)
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        gone = here | {"pid": process.pid}
    assert is_gone(gone, here) == bool(here["space"])
    assert not is_gone(gone | {"host": "elsewhere"}, here)
    assert not is_gone({}, here)
    assert here["pid"] == os.getpid()


def test_what_takes_too_long_is_ended_and_told(house: House) -> None:
    job_id = house.board.submit(Work(house.caller, Material(text="lento"), Wishes()))
    house.answers.meanwhile = lambda text: house.clock.pass_by(101) or _rounds(house, "w2").end_overdue()
    house.run()
    job, said = house.board.said(house.caller, job_id, 0)
    assert (job.state, (job.error or {})["code"]) == ("failed", "time-limit")
    assert said[-1][1] == "done"
    assert house.answers.kept == []


def test_a_batch_whose_sender_went_away_is_ended(house: House) -> None:
    job = house.board.open_batch(house.caller)
    house.clock.pass_by(3500)
    _rounds(house, "w").end_overdue()
    assert not house.board.job(house.caller, job.id).ended
    house.clock.pass_by(200)
    _rounds(house, "w").end_overdue()
    assert house.board.job(house.caller, job.id).state == "failed"


def test_a_job_that_never_reached_the_queue_is_put_again(house: House) -> None:
    job_id = house.board.submit(Work(house.caller, Material(text="uno"), Wishes()))
    house.engine.tasks.clear()
    _rounds(house, "w").put_forgotten()
    assert house.engine.tasks == {}
    house.clock.pass_by(30)
    _rounds(house, "w").put_forgotten()
    assert list(house.engine.tasks) == [job_id]
