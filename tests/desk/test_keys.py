from __future__ import annotations

from datetime import timedelta

import pytest

from factcheck.desk import keys
from factcheck.desk.keys import Wanted
from factcheck.desk.office import Desk
from factcheck.errors import InputError, KeyNeeded, NoSuchRecord, TooManyRequests
from factcheck.storage import rows, schema
from tests.desk.clock import Clock


def test_a_key_is_told_once_and_kept_as_a_hash(desk: Desk) -> None:
    row, secret = keys.create(desk, Wanted("CMS", ("check", "read"), retention_days=0))
    with desk.database.reading() as connection:
        kept = repr(rows.many(connection, schema.api_keys))
    assert secret not in kept
    assert secret.startswith("fck_")
    assert len(secret) > 40
    who = keys.authenticate(desk, secret)
    assert (who.key_id, who.name, who.retention_days) == (row["id"], "CMS", 0)
    assert who.may("check")
    assert not who.may("review")


def test_admin_may_everything() -> None:
    assert keys.caller(
        {"id": "k", "name": "a", "scopes": ["admin"], "per_minute": 0, "per_day": 0, "retention_days": 1}
    ).may("sources")


def test_unknown_revoked_and_expired_keys_are_refused_in_the_same_words(desk: Desk, clock: Clock) -> None:
    _, expiring = keys.create(desk, Wanted("short", expires_at=clock.at + timedelta(hours=1)))
    _, revoked = keys.create(desk, Wanted("gone"))
    keys.revoke(desk, "gone")
    clock.forward(hours=2)
    said = []
    for secret in ("fck_unknown", "", expiring, revoked):
        with pytest.raises(KeyNeeded) as caught:
            keys.authenticate(desk, secret)
        said.append(str(caught.value))
    assert len(set(said)) == 1
    assert keys.exist(desk)


def test_revoking_needs_one_key_in_use(desk: Desk) -> None:
    assert not keys.exist(desk)
    keys.create(desk, Wanted("twin"))
    row, _ = keys.create(desk, Wanted("twin"))
    with pytest.raises(NoSuchRecord, match="Several"):
        keys.revoke(desk, "twin")
    keys.revoke(desk, row["id"])
    keys.revoke(desk, "twin")
    with pytest.raises(NoSuchRecord):
        keys.revoke(desk, "twin")
    assert [bool(k["revoked_at"]) for k in keys.listed(desk)] == [True, True]


@pytest.mark.parametrize(
    "wanted",
    [Wanted("x", ("fly",)), Wanted("x", ()), Wanted(" "), Wanted("x", per_day=-1), Wanted("x", retention_days=-1)],
)
def test_keys_that_make_no_sense_are_refused(desk: Desk, wanted: Wanted) -> None:
    with pytest.raises(InputError):
        keys.create(desk, wanted)


def test_the_daily_quota_survives_and_ends_at_midnight(desk: Desk, clock: Clock) -> None:
    _, secret = keys.create(desk, Wanted("small", per_day=2))
    who = keys.authenticate(desk, secret)
    keys.count(desk, who)
    keys.count(desk, who)
    with pytest.raises(TooManyRequests) as caught:
        keys.count(desk, who)
    assert 0 < caught.value.retry_after <= 14 * 3600 + 1
    clock.forward(days=1)
    keys.count(desk, who)


def test_the_last_use_is_remembered_without_writing_every_time(desk: Desk, clock: Clock) -> None:
    _, secret = keys.create(desk, Wanted("x"))
    seen = []
    for _ in range(3):
        keys.authenticate(desk, secret)
        seen.append(keys.listed(desk)[0]["last_used_at"])
        clock.forward(minutes=4)
    assert seen[0] == seen[1] < seen[2]


def test_a_rate_is_of_any_minute_and_has_room_again_when_it_says(desk: Desk, clock: Clock) -> None:
    caller = keys.authenticate(desk, keys.create(desk, Wanted("quick", per_minute=3))[1])
    other = keys.authenticate(desk, keys.create(desk, Wanted("other", per_minute=3))[1])
    for _ in range(3):
        keys.admit(desk, caller)
    keys.admit(desk, other)
    clock.forward(seconds=40)
    with pytest.raises(TooManyRequests) as caught:
        keys.admit(desk, caller)
    assert 0 < caught.value.retry_after <= 66
    clock.forward(seconds=caught.value.retry_after)
    keys.admit(desk, caller)
    clock.forward(seconds=66)
    for _ in range(3):
        keys.admit(desk, caller)
    with desk.database.reading() as connection:
        assert sum(row["requests"] for row in rows.many(connection, schema.rates, key_id=caller.key_id)) == 3


def test_no_rate_means_none(desk: Desk) -> None:
    caller = keys.authenticate(desk, keys.create(desk, Wanted("free", per_minute=0))[1])
    for _ in range(200):
        keys.admit(desk, caller)
