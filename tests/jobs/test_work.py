from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from factcheck.errors import EmptyInput
from factcheck.jobs.board import Question
from factcheck.service import Material
from factcheck.storage import rows, schema
from tests.jobs.conftest import House


def _batch(house: House, *texts: str) -> str:
    job = house.board.open_batch(house.caller)
    house.board.add(job.id, [Question(Material(text=text, reference=f"ref-{text}")).item for text in texts])
    return house.board.close_batch(job.id).id


def _items(house: House, job_id: str) -> list[tuple[str, int, str | None]]:
    table = schema.job_items
    with house.desk.database.reading() as connection:
        query = select(table.c.state, table.c.attempts, table.c.input).where(table.c.job_id == job_id)
        return [(row.state, row.attempts, row.input) for row in connection.execute(query.order_by(table.c.item))]


def test_each_article_is_checked_once_and_its_text_is_gone_afterwards(house: House) -> None:
    job_id = _batch(house, "a", "b")
    house.run()
    assert house.answers.asked == ["a", "b"]
    assert _items(house, job_id) == [("done", 1, None), ("done", 1, None)]
    assert [r.report_id for r in house.board.results(house.caller, job_id)] == ["rep_a", "rep_b"]


def test_an_article_that_cannot_be_checked_fails_by_itself(house: House) -> None:
    house.answers.errors = {"b": EmptyInput("Nothing.", way_out="Give text."), "c": ZeroDivisionError("secret text")}
    job_id = _batch(house, "a", "b", "c")
    house.run()
    job = house.board.job(house.caller, job_id)
    assert (job.state, job.done, job.failed) == ("done", 1, 2)
    errors = [result.error for result in house.board.results(house.caller, job_id)]
    assert [error and error["code"] for error in errors] == [None, "empty-input", "internal-error"]
    assert "secret" not in json.dumps(errors)


def test_listeners_are_told_of_verdicts_progress_and_the_end(house: House) -> None:
    job_id = _batch(house, "a", "b")
    house.run()
    _, said = house.board.said(house.caller, job_id, 0)
    assert [event for _, event, _ in said] == ["verdict", "progress", "verdict", "progress", "done"]
    assert [number for number, *_ in said] == [1, 2, 3, 4, 5]
    assert said[0][2] == {"item": 0, "verdict_id": "vrd_1", "label": "refuted"}
    assert house.board.said(house.caller, job_id, 4)[1] == said[4:]


def test_the_end_is_announced_to_webhooks_without_texts(house: House) -> None:
    now = house.desk.now()
    hook = {"id": "whk_1", "key_id": "key_1", "url": "https://x.example/", "events": [], "active": True}
    with house.desk.database.begin() as connection:
        rows.add(connection, schema.webhooks, hook | {"created_at": now, "description": None, "disabled_at": None})
    house.answers.errors = {"texto": EmptyInput("Nothing.")}
    _batch(house, "texto")
    _batch(house, "otro")
    house.run()
    with house.desk.database.reading() as connection:
        told = rows.many(connection, schema.deliveries, ("created_at", "id"))
    assert [row["event"] for row in told] == ["job.failed", "job.completed"]
    assert set(json.loads(told[1]["payload"])["data"]) == {
        *("job_id", "kind", "state", "total", "done", "failed", "report_id", "error"),
    }


def test_a_worker_that_was_overtaken_stores_nothing(house: House) -> None:
    job_id = _batch(house, "a")
    slow, other = house.work("slow"), house.work("other")

    def overtake(text: str) -> None:
        house.answers.meanwhile = lambda text: None
        other.items(job_id, 0, 1)

    house.answers.meanwhile = overtake
    slow.items(job_id, 0, 1)
    assert house.answers.asked == ["a", "a"]
    assert house.answers.kept == ["a"]
    with house.desk.database.reading() as connection:
        stored = rows.many(connection, schema.results, job_id=job_id)
    assert [(row["item"], row["fencing"]) for row in stored] == [(0, 2)]
    assert house.board.job(house.caller, job_id).done == 1


def test_an_article_that_ends_its_worker_each_time_is_given_up(house: House) -> None:
    class Killed(BaseException):
        """As if the process had died: nothing is written any more."""

    def die(text: str) -> None:
        raise Killed

    job_id = _batch(house, "a")
    house.answers.meanwhile = die
    for _ in range(4):
        with pytest.raises(Killed):
            house.work().items(job_id, 0, 1)
    house.work().items(job_id, 0, 1)
    assert house.board.job(house.caller, job_id).error == {
        "code": "worker-lost",
        "message": "Checking it ended the worker each time.",
        "way_out": "Check it by itself and report it.",
    }
    assert len(house.answers.asked) == 4


def test_a_big_batch_is_shared_out_and_done_again_without_doing_anything_twice(house: House) -> None:
    job_id = _batch(house, *"abcdef")
    house.run()
    assert [task for task in house.engine.tasks if task.startswith(f"{job_id}.")] == [f"{job_id}.0-4", f"{job_id}.4-6"]
    assert house.answers.batches == [4, 2]
    house.work().job(job_id)
    house.work().items(job_id, 0, 6)
    assert house.answers.asked == list("abcdef")


def test_what_may_have_ended_its_worker_is_checked_alone_and_takes_no_other_with_it(house: House) -> None:
    class Killed(BaseException):
        """As if the process had died."""

    def die(text: str) -> None:
        if text == "b":
            raise Killed

    job_id = _batch(house, *"abcd")
    house.answers.meanwhile = die
    for _ in range(4):
        with pytest.raises(Killed):
            house.work().items(job_id, 0, 4)
    house.work().items(job_id, 0, 4)
    assert [(state, attempts) for state, attempts, _ in _items(house, job_id)] == [
        ("done", 2), ("failed", 5), ("done", 2), ("done", 2),
    ]  # fmt: skip


def test_a_job_that_is_not_there_any_more_is_no_work(house: House) -> None:
    house.work().job("job_gone")
    house.work().items("job_gone", 0, 2)
    assert house.answers.asked == []
