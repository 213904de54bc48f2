from __future__ import annotations

from datetime import date

import pytest

from factcheck.desk.checking import Work
from factcheck.desk.office import Caller
from factcheck.domain import Source
from factcheck.errors import InputTooLarge, NoSuchRecord, QueueFull, ScopeMissing
from factcheck.intake.article import Given
from factcheck.jobs.board import Question, from_text, to_text
from factcheck.jobs.engine import BATCH, URGENT
from factcheck.pipeline import Scope
from factcheck.service import Documents, Material, Wishes
from factcheck.storage.jobs import Item
from tests.jobs.conftest import House


def _work(house: House, text: str) -> Work:
    return Work(house.caller, Material(text=text, reference="post-1"), Wishes(), "req-1")


def _batch(house: House, *texts: str) -> str:
    job = house.board.open_batch(house.caller)
    house.board.add(job.id, [Question(Material(text=text)).item for text in texts])
    return house.board.close_batch(job.id).id


def test_a_question_is_the_same_after_it_was_stored() -> None:
    source = Source(id="s", publisher="p", title="t", lang="es", text="Un hecho.")
    given = Given(lang="es", published=date(2023, 11, 9), title="T")
    material = Material(html="<p>ñ</p>", given=given, documents=(None, Documents((source,), only=False)), reference="r")
    wishes = Wishes(as_of=date(2024, 1, 1), abstain_below=0.0, scope=Scope(languages=("es",)))
    question = Question(material, wishes)
    assert from_text(to_text(question)) == question


def test_an_editors_article_goes_into_the_urgent_queue_and_a_batch_into_its_own(house: House) -> None:
    article = house.board.submit(_work(house, "uno"))
    batch = _batch(house, "dos", "tres")
    assert [(task.id, task.queue) for task in house.engine.tasks.values()] == [(article, URGENT), (batch, BATCH)]
    job = house.board.job(house.caller, article)
    assert (job.kind, job.state, job.total, job.request_id) == ("article", "queued", 1, "req-1")


def test_too_much_is_refused_with_the_time_to_come_back(house: House) -> None:
    for text in ("uno", "dos"):
        house.board.submit(_work(house, text))
    with pytest.raises(QueueFull) as caught:
        house.board.submit(_work(house, "tres"))
    assert caught.value.retry_after > 0
    _batch(house, *"abcde")
    with pytest.raises(QueueFull):
        house.board.open_batch(house.caller)
    house.run()
    assert house.board.submit(_work(house, "tres"))


def test_a_batch_has_a_limit(house: House) -> None:
    job = house.board.open_batch(house.caller)
    with pytest.raises(InputTooLarge):
        house.board.add(job.id, [Item("{}")] * 7)


def test_jobs_of_another_key_are_not_there(house: House) -> None:
    job_id = house.board.submit(_work(house, "uno"))
    stranger, admin = (
        Caller(key_id="key_2", scopes=frozenset({"read"})),
        Caller(key_id="k", scopes=frozenset({"admin"})),
    )
    for ask in (house.board.job, house.board.cancel):
        with pytest.raises(NoSuchRecord):
            ask(stranger, job_id)
    assert house.board.job(admin, job_id).id == job_id


def test_who_reviews_sees_the_jobs_of_others_but_does_not_stop_them(house: House) -> None:
    job_id = house.board.submit(_work(house, "uno"))
    colleague = Caller(key_id="key_2", scopes=frozenset({"read", "review"}))
    assert house.board.job(colleague, job_id).id == job_id
    with pytest.raises(ScopeMissing):
        house.board.cancel(colleague, job_id)
    assert house.board.job(house.caller, job_id).state == "queued"


def test_cancelling_keeps_what_is_stored(house: House) -> None:
    job_id = _batch(house, *"abcdef")  # the first four are checked together
    house.answers.meanwhile = lambda text: house.board.cancel(house.caller, job_id) and None if text == "e" else None
    house.run()
    job = house.board.job(house.caller, job_id)
    assert (job.state, job.done) == ("cancelled", 4)
    assert [(r.state, r.body) for r in house.board.results(house.caller, job_id)] == [
        *(("done", text) for text in "abcd"), ("cancelled", None), ("cancelled", None),
    ]  # fmt: skip
    assert house.answers.kept == list("abcd")
    assert house.board.cancel(house.caller, job_id) == job


def test_a_batch_that_does_not_come_in_whole_is_not_done(house: House) -> None:
    job = house.board.open_batch(house.caller)
    house.board.add(job.id, [Item("{}")])
    house.board.abandon(job.id, {"code": "invalid-input", "message": "cut"})
    assert house.board.job(house.caller, job.id).state == "failed"
    assert house.engine.tasks == {}


def test_a_batch_of_unusable_articles_ends_at_once(house: House) -> None:
    job = house.board.open_batch(house.caller)
    house.board.add(job.id, [Item(None, "r", error={"code": "invalid-request", "message": "no"})])
    closed = house.board.close_batch(job.id)
    assert (closed.state, closed.failed) == ("failed", 1)
    assert house.engine.tasks == {}
