from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from factcheck.desk import corrections, events, keeping, keys, reports, retention, review, verdicts
from factcheck.desk.keys import Wanted
from factcheck.desk.office import Caller, Desk
from factcheck.desk.review import Decided
from factcheck.errors import TextPurged
from factcheck.storage import rows, schema
from tests import samples
from tests.desk.clock import Clock
from tests.desk.orders import order, sound


def _everything(desk: Desk) -> str:
    with desk.database.reading() as connection:
        return repr([rows.many(connection, table) for table in schema.metadata.sorted_tables])


def _caller(desk: Desk, days: int) -> Caller:
    return keys.authenticate(desk, keys.create(desk, Wanted(f"days {days}", retention_days=days))[1])


def test_unreviewed_text_goes_when_its_keys_time_has_passed(desk: Desk, clock: Clock) -> None:
    short, long = _caller(desk, 3), _caller(desk, 30)
    gone = keeping.store(desk, short, order(), sound()).kept
    stays = keeping.store(desk, long, order(), sound()).kept
    clock.forward(days=4)
    assert retention.purge(desk).reports == 1
    with pytest.raises(TextPurged):
        reports.read(desk, short, gone.report_id)
    with pytest.raises(TextPurged):
        verdicts.read(desk, short, gone.claims[0].verdict_id)
    assert reports.read(desk, long, stays.report_id).body
    assert retention.purge(desk).reports == 0
    clock.forward(days=30)
    retention.purge(desk)
    left = _everything(desk)
    assert not any(quote in left for quote in samples.QUOTES)
    assert "refuted" in left


def test_what_a_person_approved_stays_what_was_rejected_goes(desk: Desk, clock: Clock) -> None:
    caller = Caller(retention_days=30)
    approved = keeping.store(desk, caller, order(reference="a"), sound()).kept
    rejected = keeping.store(desk, caller, order(reference="b"), sound()).kept
    for kept, decided in ((approved, Decided("approve", "Ana")), (rejected, Decided("reject", "Ana", reason="no"))):
        verdict_id = kept.claims[0].verdict_id
        review.decide(desk, caller, verdict_id, decided, verdicts.read(desk, caller, verdict_id)[1])
    clock.forward(days=31)
    assert retention.purge(desk).reports == 1
    assert reports.read(desk, caller, approved.report_id).body
    with pytest.raises(TextPurged):
        reports.read(desk, caller, rejected.report_id)


def test_purging_at_once_for_one_key_leaves_the_others_alone(desk: Desk) -> None:
    one, other = _caller(desk, 30), _caller(desk, 30)
    mine = keeping.store(desk, one, order(), sound()).kept
    theirs = keeping.store(desk, other, order(), sound()).kept
    assert retention.purge(desk, key_id=one.key_id, older_than=timedelta(0)).reports == 1
    with pytest.raises(TextPurged):
        reports.read(desk, one, mine.report_id)
    assert reports.read(desk, other, theirs.report_id).body


def test_an_article_stays_while_another_report_uses_it_and_a_new_check_brings_the_text_back(desk: Desk) -> None:
    caller = Caller()
    first = keeping.store(desk, caller, order(reference="a"), sound()).kept
    second = keeping.store(desk, caller, order(reference="b"), sound()).kept
    retention.purge_report(desk, caller, first.report_id)
    assert reports.read(desk, caller, second.report_id).body
    assert samples.TEXT.splitlines()[1] in _everything(desk).replace("\\n", "\n")
    again = keeping.store(desk, caller, order(reference="a"), sound()).kept
    assert (again.report_id, again.version, again.changes.because) == (first.report_id, 2, ("nothing",))


def test_answers_kept_for_repetition_are_dropped_after_a_day(desk: Desk, clock: Clock) -> None:
    from factcheck.desk import idempotency

    caller = replace(Caller(), key_id="key_me")
    idempotency.begin(desk, caller, "t", "h")
    clock.forward(hours=25)
    assert retention.purge(desk).answers == 1


def test_what_readers_wrote_goes_after_the_answer_or_after_a_year(desk: Desk, clock: Clock) -> None:
    asked = {
        "message": "Mi dirección es …",
        "contact": "ana@example.org",
        "url": "https://example.org/nota",
        "verdict_id": None,
    }
    answered, waiting = (corrections.ask(desk, dict(asked)) for _ in range(2))
    corrections.decline(desk, Caller(), answered.id, "Sí es.")
    clock.forward(days=29)
    assert retention.purge(desk).requests == 0
    clock.forward(days=2)
    assert retention.purge(desk).requests == 1
    told = {request.id: request for request in corrections.requests(desk, None, 10)[0]}
    gone = told[answered.id]
    assert (gone.message, gone.contact, gone.url, gone.answer, gone.state) == (
        None,
        None,
        None,
        "Sí es. (this machine)",
        "declined",
    )
    assert told[waiting.id].contact == "ana@example.org"
    clock.forward(days=335)
    assert retention.purge(desk).requests == 1
    assert "ana@example.org" not in _everything(desk)
    assert retention.purge(desk, older_than=timedelta(0)).requests == 0


def test_requests_of_readers_are_no_keys_own(desk: Desk) -> None:
    asked = corrections.ask(desk, {"message": "No.", "contact": None, "url": "https://example.org", "verdict_id": None})
    corrections.decline(desk, Caller(), asked.id, "Sí.")
    assert retention.purge(desk, key_id="local", older_than=timedelta(0)).requests == 0
    assert retention.purge(desk, older_than=timedelta(0)).requests == 1


def test_the_log_of_messages_reaches_back_a_month(desk: Desk, clock: Clock) -> None:
    hook = {"id": "whk_1", "key_id": "local", "url": "https://x.example/", "events": [], "active": True}
    with desk.database.begin() as connection:
        rows.add(
            connection, schema.webhooks, hook | {"created_at": desk.now(), "description": None, "disabled_at": None}
        )
        events.announce(connection, desk, "local", "source.updated", {"source_id": "a"}, {"source_id": "b"})
        (first, _) = rows.many(connection, schema.deliveries, ("id",))
        rows.change(connection, schema.deliveries, {"id": first["id"]}, state="delivered")
        tried = {
            "delivery_id": first["id"],
            "number": 1,
            "status": 204,
            "error": None,
            "seconds": 0.1,
            "at": desk.now(),
        }
        rows.add(connection, schema.delivery_attempts, tried)

    def left() -> list[tuple[str, int]]:
        retention.purge(desk)
        with desk.database.reading() as connection:
            tries = len(rows.many(connection, schema.delivery_attempts))
            return [(row["state"], tries) for row in rows.many(connection, schema.deliveries, ("id",))]

    clock.forward(days=29)
    assert left() == [("delivered", 1), ("pending", 1)]
    clock.forward(days=2)
    assert left() == [("pending", 0)]
