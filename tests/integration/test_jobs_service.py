"""The real server process with its jobs: killed in a batch, asked to leave, used by the client for a CMS's day."""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from factcheck.client import Client, Ticket, verify_webhook
from factcheck.storage import schema
from factcheck.storage.database import open_database
from tests import samples
from tests.integration.service import Receiver, Service, until

ARTICLES = [
    {"text": f"{samples.QUOTES[2]}. Es el caso {n}.", "lang": "es", "reference": f"post-{n}"} for n in range(10)
]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def service(tmp_path: Path, repository: Path) -> Iterator[Service]:
    made = Service(tmp_path, repository)
    yield made
    made.end()


def test_a_server_killed_in_the_middle_of_a_batch_stores_all_once(service: Service) -> None:
    process = service.serve(seconds=0.3)
    with Client(service.url) as client:
        ticket = client.submit_batch(ARTICLES)
        for wanted in (2, 5):
            until(lambda wanted=wanted: client.job(ticket.job_id).done >= wanted, service.said)
            process.kill()
            process.wait(timeout=30)
            process = service.serve(seconds=0.3)
        job = client.wait(ticket.job_id, seconds=90)
        assert (job.state, job.done, job.failed) == ("done", 10, 0)
        results = list(client.results(ticket.job_id))
        assert [(r["item"], r["reference"]) for r in results] == [(n, f"post-{n}") for n in range(10)]
        assert all(r["report"]["stored"]["version"] == 1 for r in results)
        table = httpx.get(f"{service.url}/v1/batches/{ticket.job_id}/results", params={"format": "csv"}).text
        assert table.count("post-") == 10
    assert _stored(service) == {f"post-{n}": 1 for n in range(10)}


def _stored(service: Service) -> Counter[str]:
    database = open_database(f"sqlite:///{service.folder}/factcheck.sqlite3", upgrade=False)
    both = schema.report_versions.join(schema.reports, schema.reports.c.id == schema.report_versions.c.report_id)
    with database.reading() as connection:
        found = Counter(connection.execute(select(schema.reports.c.reference).select_from(both)).scalars())
    database.close()
    return found


def test_a_day_with_jobs_events_and_webhooks(service: Service, receiver: Receiver) -> None:
    service.settings["FACTCHECK_PRIVATE_HOSTS"] = receiver.host
    process = service.serve(seconds=0.2)
    with Client(service.url) as client:
        hook = client.call("POST", "/v1/webhooks", {"url": f"http://{receiver.host}/hook", "events": ["job.completed"]})
        ticket = client.submit_article(text=samples.TEXT, lang="es", reference="post-1")
        told = list(client.events(ticket.job_id))
        assert [event.type for event in told if event.type == "verdict"] == ["verdict"] * 5
        assert told[-1].type == "done"
        report = client.report(client.job(ticket.job_id).report_id or "")
        assert [claim.verdict_id for claim in report.stored.claims] == [
            event.data["verdict_id"] for event in told if event.type == "verdict"
        ]
        until(lambda: receiver.received, service.said)
        event = verify_webhook(receiver.received[0][1], receiver.received[0][0], hook["secret"])
        assert (event.type, event.data["job_id"]) == ("job.completed", ticket.job_id)
        assert samples.QUOTES[0] not in receiver.received[0][1].decode()
        _rotate(client, hook, receiver, service)
        metrics = httpx.get(f"{service.url}/metrics").text
        assert 'factcheck_jobs{state="done"} 1.0' in metrics
        assert 'factcheck_stage_seconds_count{stage="compare"} 1.0' in metrics
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    _logged(service)


def _rotate(client: Client, hook: dict[str, str], receiver: Receiver, service: Service) -> None:
    new = client.call("POST", f"/v1/webhooks/{hook['webhook_id']}/rotate")["secret"]
    client.call("POST", f"/v1/webhooks/{hook['webhook_id']}/test")
    until(lambda: len(receiver.received) == 2, service.said)
    headers, body = receiver.received[1]
    for secret in (hook["secret"], new):
        assert verify_webhook(body, headers, secret).type == "webhook.test"
    deliveries = client.call("GET", f"/v1/webhooks/{hook['webhook_id']}/deliveries")["items"]
    assert {(one["event"], one["state"]) for one in deliveries} <= {
        ("webhook.test", "delivered"), ("webhook.test", "pending"), ("job.completed", "delivered"),
    }  # fmt: skip


def _logged(service: Service) -> None:
    assert "Traceback" not in service.said()
    assert samples.QUOTES[0] not in service.said()
    lines = [json.loads(line) for line in service.said().splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["event"] == "request"]
    assert {"method", "route", "status", "seconds", "request_id", "timestamp"} <= set(requests[0])
    item = next(line for line in lines if line["event"] == "item ended")
    handed_over = next(line for line in requests if line["route"] == "/v1/articles/check")
    assert item["job_id"].startswith("job_")
    assert item["request_id"] == handed_over["request_id"]


def test_a_job_can_be_stopped_and_an_editor_is_not_behind_a_batch(service: Service) -> None:
    service.serve(seconds=0.5)
    with Client(service.url) as client:
        many = [{"text": f"{samples.QUOTES[2]}. Es el caso {n}.", "lang": "es"} for n in range(60)]
        batch = client.submit_batch(many)
        until(lambda: client.job(batch.job_id).state == "running", service.said)
        soon = client.submit_article(text=f"{samples.QUOTES[1]}. Urge.", lang="es")
        assert client.wait(soon.job_id, seconds=60).state == "done"
        at_once = client.check_article(text=f"{samples.QUOTES[0]}. Urge.", lang="es")
        assert not isinstance(at_once, Ticket)
        assert not client.job(batch.job_id).ended
        stopped = client.cancel(batch.job_id)
        assert stopped.state == "cancelled"
        states = Counter(result["state"] for result in client.results(batch.job_id))
        assert states["cancelled"] >= 1
        assert states["done"] == stopped.done
