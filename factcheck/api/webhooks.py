"""Routes for webhooks: who is told what happens, and what became of each message."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from factcheck.api import problems
from factcheck.api.access import Reads
from factcheck.api.answers import Listed
from factcheck.api.bodies import Words, with_examples
from factcheck.api.checks import ONCE, as_json
from factcheck.api.once import OnceRoute
from factcheck.api.reports import AtDesk
from factcheck.desk import webhooks
from factcheck.domain import Record
from factcheck.storage.rows import Row

router = APIRouter(route_class=OnceRoute, tags=["webhooks"])
WebhookId = Annotated[str, Path(pattern=r"^whk_[0-9a-z_]{1,36}$")]
DeliveryId = Annotated[str, Path(pattern=r"^msg_[0-9a-z_]{1,36}$")]
Event = Literal[
    "job.completed", "job.failed", "verdict.created", "verdict.reviewed", "verdict.changed", "source.updated"
]
_WRITING = problems.documented(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503)
_READING = problems.documented(400, 401, 403, 404, 422, 429, 500, 503)


class WebhookBody(BaseModel):
    """An address that is told what happens; no events means all."""

    model_config = with_examples({"url": "https://cms.example/hooks/factcheck", "events": ["job.completed"]})

    url: Annotated[Words, Field(min_length=1, max_length=2000, description="https:// only; no private address")]
    events: list[Event] = Field(default=[], max_length=20)
    description: Words | None = Field(default=None, max_length=500)


class Webhook(Record):
    """A webhook. It is switched off where its receiver answered 410."""

    webhook_id: str
    url: str
    events: tuple[str, ...]
    description: str | None
    active: bool
    created_at: datetime


class NewWebhook(Webhook):
    """A webhook with its secret, which is told this once."""

    secret: str


class NewSecret(Record):
    """A webhook's new secret, told this once; the old one signs beside it until then."""

    webhook_id: str
    secret: str
    old_until: datetime


class Attempt(Record):
    """One try at delivering a message."""

    number: int
    status: int | None
    error: str | None
    seconds: float
    at: datetime


class Delivery(Record):
    """A message to a webhook, and what became of it. `message_id` is the `webhook-id` header that the receiver sees."""

    delivery_id: str
    message_id: str
    event: str
    state: Literal["pending", "delivered", "failed"]
    attempts: tuple[Attempt, ...]
    next_attempt_at: datetime | None
    created_at: datetime
    delivered_at: datetime | None


@router.post(
    "/v1/webhooks",
    status_code=201,
    responses=problems.answers(201, "The webhook with its secret", model=NewWebhook) | _WRITING,
    response_class=Response,
    openapi_extra=ONCE,
)
def create(body: WebhookBody, request: Request, desk: AtDesk, caller: Reads) -> Response:
    """Have an address told what happens to this key's jobs and verdicts (Standard Webhooks)."""
    wanted = webhooks.Wanted(body.url, tuple(dict.fromkeys(body.events)), body.description)
    row, secret = webhooks.create(desk, caller, wanted, request.app.state.way)
    answer = as_json(NewWebhook(**_told(row).model_dump(), secret=secret).model_dump_json())
    answer.status_code = 201
    return answer


@router.get(
    "/v1/webhooks",
    responses=problems.answers(200, "The webhooks", model=Listed[Webhook])
    | problems.documented(401, 403, 429, 500, 503),
    response_class=Response,
)
def listed(desk: AtDesk, caller: Reads) -> Response:
    """The webhooks of this key."""
    found = tuple(_told(row) for row in webhooks.listed(desk, caller))
    return as_json(Listed[Webhook](items=found).model_dump_json())


@router.delete(
    "/v1/webhooks/{webhook_id}",
    status_code=204,
    responses=problems.answers(204, "It is gone") | _READING,
    response_class=Response,
)
def delete(webhook_id: WebhookId, desk: AtDesk, caller: Reads) -> Response:
    """Remove a webhook with its log."""
    webhooks.delete(desk, caller, webhook_id)
    return Response(status_code=204)


@router.post(
    "/v1/webhooks/{webhook_id}/test",
    status_code=202,
    responses=problems.answers(202, "The message is on its way", model=Delivery) | _WRITING,
    response_class=Response,
    openapi_extra=ONCE,
)
def test(webhook_id: WebhookId, desk: AtDesk, caller: Reads) -> Response:
    """Send a message of type `webhook.test`, to see whether it arrives."""
    return _sent(webhooks.test(desk, caller, webhook_id))


@router.post(
    "/v1/webhooks/{webhook_id}/rotate",
    responses=problems.answers(200, "The new secret", model=NewSecret) | _WRITING,
    response_class=Response,
    openapi_extra=ONCE,
)
def rotate(webhook_id: WebhookId, desk: AtDesk, caller: Reads) -> Response:
    """A new secret. For a day messages are signed with the old one too, so that receivers can change over."""
    secret = webhooks.rotate(desk, caller, webhook_id)
    until = desk.now() + webhooks.OVERLAP
    return as_json(NewSecret(webhook_id=webhook_id, secret=secret, old_until=until).model_dump_json())


@router.get(
    "/v1/webhooks/{webhook_id}/deliveries",
    responses=problems.answers(200, "The messages", model=Listed[Delivery]) | _READING,
    response_class=Response,
)
def deliveries(
    webhook_id: WebhookId, desk: AtDesk, caller: Reads, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> Response:
    """The newest messages to a webhook, each with its tries."""
    found = tuple(_delivery(row, tries) for row, tries in webhooks.deliveries(desk, caller, webhook_id, limit))
    return as_json(Listed[Delivery](items=found).model_dump_json())


@router.post(
    "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/replay",
    status_code=202,
    responses=problems.answers(202, "The message is on its way again", model=Delivery) | _WRITING,
    response_class=Response,
    openapi_extra=ONCE,
)
def replay(webhook_id: WebhookId, delivery_id: DeliveryId, desk: AtDesk, caller: Reads) -> Response:
    """Send a message again, under its old `webhook-id`."""
    return _sent(webhooks.replay(desk, caller, webhook_id, delivery_id))


def _sent(row: Row) -> Response:
    answer = as_json(_delivery(row, []).model_dump_json())
    answer.status_code = 202
    return answer


def _told(row: Row) -> Webhook:
    named = {name: row[name] for name in ("url", "description", "active", "created_at")}
    return Webhook(webhook_id=row["id"], events=tuple(row["events"]), **named)


def _delivery(row: Row, tries: list[Row]) -> Delivery:
    named = {name: row[name] for name in ("event", "state", "next_attempt_at", "created_at", "delivered_at")}
    attempts = tuple(Attempt(**{name: one[name] for name in Attempt.model_fields}) for one in tries)
    return Delivery(delivery_id=row["id"], message_id=row["replay_of"] or row["id"], attempts=attempts, **named)
