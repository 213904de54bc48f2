from __future__ import annotations

from collections.abc import Iterator

import pytest

from factcheck.client import SignatureError, verify_webhook
from factcheck.desk import webhooks
from factcheck.desk.webhooks import Wanted
from factcheck.errors import FactcheckError, ForbiddenAddress, InputError, NoSuchRecord
from factcheck.intake.connection import Way
from factcheck.jobs.sending import DELAYS, Sending
from factcheck.storage import rows, schema
from factcheck.storage.rows import Row
from tests.integration.service import Receiver
from tests.jobs.conftest import House


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


class Post:
    """Webhooks of one key and the tasks that deliver to them, run by hand."""

    def __init__(self, house: House, receiver: Receiver) -> None:
        self.house = house
        self.way = Way(seconds=5, allowed_hosts=frozenset({receiver.host}))
        self.sending = Sending(house.desk, house.engine, self.way)
        wanted = Wanted(f"http://{receiver.host}/hook", ("job.completed",))
        row, self.secret = webhooks.create(house.desk, house.caller, wanted, self.way)
        self.id = str(row["id"])

    def test(self) -> str:
        return str(webhooks.test(self.house.desk, self.house.caller, self.id)["id"])

    def run(self) -> None:
        self.sending.put_due()
        self.house.engine.run({"deliver": self.sending.deliver})

    def row(self, delivery_id: str) -> Row:
        with self.house.desk.database.reading() as connection:
            found = rows.one(connection, schema.deliveries, id=delivery_id)
        assert found is not None
        return found

    def now(self) -> float:
        return self.house.clock().timestamp()


@pytest.fixture
def post(house: House, receiver: Receiver) -> Post:
    return Post(house, receiver)


def test_a_message_is_signed_and_noted(post: Post, receiver: Receiver) -> None:
    delivery = post.test()
    post.run()
    ((headers, body),) = receiver.received
    event = verify_webhook(body, headers, post.secret, now=post.now())
    assert (event.type, event.id, event.data) == ("webhook.test", delivery, {"webhook_id": post.id})
    ((row, tries),) = webhooks.deliveries(post.house.desk, post.house.caller, post.id)
    assert (row["state"], [one["status"] for one in tries]) == ("delivered", [204])


def test_a_changed_old_or_foreign_message_proves_nothing(post: Post, receiver: Receiver) -> None:
    post.test()
    post.run()
    ((headers, body),) = receiver.received
    for change in ({"body": body + b" "}, {"now": post.now() + 301}, {"secrets": "whsec_AAAA"}, {"headers": {}}):
        given = {"body": body, "headers": headers, "secrets": post.secret, "now": post.now()} | change
        with pytest.raises(SignatureError):
            verify_webhook(**given)  # type: ignore[arg-type]


def test_what_does_not_arrive_is_tried_again_for_two_days(post: Post, receiver: Receiver) -> None:
    receiver.answers = [500] * 20
    delivery = post.test()
    post.run()
    assert len(receiver.received) == len(DELAYS) + 1
    delays = [task.delay_seconds for task in post.house.engine.tasks.values()][1:]
    assert delays == list(DELAYS)
    assert 1.9 * 86_400 < sum(delays) < 2 * 86_400
    assert (post.row(delivery)["state"], post.row(delivery)["last_status"]) == ("failed", 500)


def test_a_try_that_was_noted_is_not_made_again(post: Post, receiver: Receiver) -> None:
    delivery = post.test()
    post.run()
    post.sending.deliver(delivery, 0)
    post.sending.put_due()
    assert len(receiver.received) == 1


def test_a_receiver_that_wants_no_more_gets_no_more(post: Post, receiver: Receiver) -> None:
    receiver.answers = [410]
    post.test()
    post.run()
    ((hook),) = webhooks.listed(post.house.desk, post.house.caller)
    assert not hook["active"]
    later = post.test()
    post.run()
    assert len(receiver.received) == 1
    assert post.row(later)["state"] == "failed"


def test_a_redirect_is_not_followed(post: Post, receiver: Receiver) -> None:
    receiver.answers = [302]
    delivery = post.test()
    post.sending.put_due()
    post.sending.deliver(delivery, 0)
    assert (post.row(delivery)["state"], post.row(delivery)["last_status"]) == ("pending", 302)


def test_both_secrets_sign_for_a_day_after_a_change(post: Post, receiver: Receiver) -> None:
    new = webhooks.rotate(post.house.desk, post.house.caller, post.id)
    post.test()
    post.run()
    post.house.clock.pass_by(86_401)
    post.test()
    post.run()
    (first, body), (second, later) = receiver.received
    for secret in (post.secret, new):
        assert verify_webhook(body, first, secret, now=post.now() - 86_401)
    assert verify_webhook(later, second, new, now=post.now())
    with pytest.raises(SignatureError):
        verify_webhook(later, second, post.secret, now=post.now())


def test_a_replay_has_the_old_id(post: Post, receiver: Receiver) -> None:
    delivery = post.test()
    post.run()
    again = webhooks.replay(post.house.desk, post.house.caller, post.id, delivery)
    post.run()
    assert again["id"] != delivery
    assert [headers["webhook-id"] for headers, _ in receiver.received] == [delivery, delivery]


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://news.example/", InputError),
        ("https://127.0.0.1/", ForbiddenAddress),
        ("https://10.0.0.1/", ForbiddenAddress),
        ("https://metadata.google.internal/", ForbiddenAddress),
        ("https://u:p@news.example/", ForbiddenAddress),
        ("ftp://news.example/", ForbiddenAddress),
    ],
)
def test_webhooks_go_to_public_https_addresses_only(house: House, url: str, error: type[FactcheckError]) -> None:
    with pytest.raises(error):
        webhooks.create(house.desk, house.caller, Wanted(url), Way(resolve=lambda host, port: ["127.0.0.1"]))


def test_an_address_that_turned_private_is_not_reached(house: House) -> None:
    way = Way(seconds=2, resolve=lambda host, port: ["93.184.216.34"])
    row, _ = webhooks.create(house.desk, house.caller, Wanted("https://news.example/"), way)
    sending = Sending(house.desk, house.engine, Way(seconds=2, resolve=lambda host, port: ["127.0.0.1"]))
    delivery = webhooks.test(house.desk, house.caller, str(row["id"]))["id"]
    sending.deliver(delivery, 0)
    with house.desk.database.reading() as connection:
        found = rows.one(connection, schema.deliveries, id=delivery)
    assert found is not None
    assert "private network" in found["last_error"]


def test_unknown_events_and_other_keys_webhooks_are_refused(post: Post) -> None:
    with pytest.raises(InputError, match="no event"):
        webhooks.create(post.house.desk, post.house.caller, Wanted("https://x.example/", ("nothing",)), post.way)
    stranger = type(post.house.caller)(key_id="key_2", scopes=frozenset({"read"}))
    for ask in (webhooks.delete, webhooks.rotate, webhooks.test, webhooks.deliveries):
        with pytest.raises(NoSuchRecord):
            ask(post.house.desk, stranger, post.id)
    webhooks.delete(post.house.desk, post.house.caller, post.id)
    assert webhooks.listed(post.house.desk, post.house.caller) == []
