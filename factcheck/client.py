"""The service's client, for plugins and scripts: synchronous and asynchronous, retries, webhooks. Needs httpx and pydantic only.

    with Client("http://127.0.0.1:8000", key="fck_...") as client:
        report = client.check_article(text="...", reference="post-4711")

Each call that makes something has an Idempotency-Key, so that a retry never makes it twice.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Self, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict

from factcheck.domain import Article, Checked, Provenance, Reason, TextQuoteSelector

__all__ = [
    "AsyncClient",
    "Client",
    "ClientError",
    "Event",
    "Job",
    "KeptReport",
    "ProblemError",
    "Ticket",
    "verify_webhook",
]

Decision = Literal["approve", "override", "reject"]
Json = dict[str, Any]
T = TypeVar("T")
_PASSING = {408, 425, 429, 502, 503, 504}
_TOLERANCE = 300


class Answer(BaseModel):
    """Base of what the service answers: fields that a newer service adds are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Place(Answer):
    """Where a claim stands in the HTML that was sent: a block, and UTF-16 offsets in its text."""

    xpath: str
    start_utf16: int
    end_utf16: int
    selector: TextQuoteSelector | None = None


class KeptClaim(Answer):
    """The kept verdict on a claim."""

    claim_id: str
    verdict_id: str
    verdict_version: int
    state: str
    place: Place | None = None


class Stored(Answer):
    """Under which ids a report is kept; `claims` are in the order of `KeptReport.checked`."""

    report_id: str
    version: int
    from_store: bool
    changes: Json
    claims: tuple[KeptClaim, ...]


class KeptReport(Answer):
    """A report, and where it is kept."""

    article: Article
    checked: tuple[Checked, ...]
    notes: tuple[Reason, ...] = ()
    provenance: Provenance
    stored: Stored


class Ticket(Answer):
    """A job that was handed over."""

    job_id: str
    url: str


class Job(Answer):
    """How far a job is."""

    job_id: str
    kind: str
    state: str
    total: int
    done: int
    failed: int
    report_id: str | None = None
    error: Json | None = None

    @property
    def ended(self) -> bool:
        """True once nothing more will happen to it."""
        return self.state in ("done", "failed", "cancelled")


@dataclass(frozen=True)
class Event:
    """What a job's listeners or a webhook's receiver are told."""

    type: str
    data: Json
    id: str = ""


class ClientError(Exception):
    """A call did not succeed."""


class UnreachableError(ClientError):
    """The service could not be reached, again and again."""


class SignatureError(ClientError):
    """A webhook message is not from the service, is too old, or was changed."""


class ProblemError(ClientError):
    """The service said no: an RFC 9457 problem. `code` is one of docs/errors.md."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        self.status = status
        self.code = str(body.get("type", "")).rpartition(":")[2]
        self.title = str(body.get("title", ""))
        self.detail = str(body.get("detail", ""))
        self.request_id = str(body.get("request_id", ""))
        super().__init__(f"{status} {self.code}: {self.title} {self.detail}".strip())


@dataclass(frozen=True)
class Patience:
    """How often a call is tried, and the first pause; each next one is twice as long, or as long as Retry-After says."""

    tries: int = 5
    first_pause: float = 0.5
    longest_pause: float = 30.0

    def pause(self, number: int, response: httpx.Response | None) -> float | None:
        """Seconds until the next try after `number` tries; None where the answer stands."""
        said = response.headers.get("retry-after", "") if response is not None else ""
        # 409 with Retry-After: the first try of this very request is still being worked on.
        passing = response is None or response.status_code in _PASSING or (response.status_code == 409 and said)
        if number >= self.tries or not passing:
            return None
        return float(min(float(said) if said.isdecimal() else self.first_pause * 2 ** (number - 1), self.longest_pause))


@dataclass(frozen=True)
class _Call:
    method: str
    path: str
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    params: Mapping[str, str] = field(default_factory=dict)

    def sent(self) -> dict[str, Any]:
        """The arguments of httpx's `request`."""
        making = {"Idempotency-Key": str(uuid.uuid4())} if self.method == "POST" else {}
        found: dict[str, Any] = {"method": self.method, "url": self.path, "headers": making | dict(self.headers)}
        if self.content is not None:
            found["content"] = self.content
        elif self.json is not None:
            found["json"] = self.json
        return found | ({"params": dict(self.params)} if self.params else {})


def _article(options: Json, **headers: str) -> _Call:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return _Call("POST", "/v1/articles/check", options, named)


def _batch(articles: Iterable[Mapping[str, Any]]) -> _Call:
    lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    return _Call("POST", "/v1/batches", headers={"Content-Type": "application/x-ndjson"}, content=lines.encode())


def _review(verdict_id: str, etag: str, decided: Json) -> _Call:
    return _Call("POST", f"/v1/verdicts/{verdict_id}/review", decided, {"If-Match": etag})


def _read(response: httpx.Response) -> Any:
    if response.is_success:
        return response.json() if response.content else None
    try:
        body = response.json()
    except ValueError:
        body = {}
    raise ProblemError(response.status_code, body if isinstance(body, dict) else {})


def _with_etag(response: httpx.Response) -> tuple[Json, str]:
    return _read(response), response.headers.get("etag", "")


def _kept(response: httpx.Response) -> KeptReport:
    return KeptReport.model_validate(_read(response))


def _ticket(response: httpx.Response) -> Ticket:
    return Ticket.model_validate(_read(response))


def _job(response: httpx.Response) -> Job:
    return Job.model_validate(_read(response))


def _kept_or_ticket(response: httpx.Response) -> KeptReport | Ticket:
    return _ticket(response) if response.status_code == 202 else _kept(response)


def _headers(key: str | None) -> dict[str, str]:
    return {"User-Agent": "factcheck-client", **({"Authorization": f"Bearer {key}"} if key else {})}


class Client:
    """Talks to one service. Use it in a `with`, or call `close`."""

    def __init__(
        self,
        base_url: str,
        key: str | None = None,
        *,
        timeout: float = 120.0,
        patience: Patience | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = httpx.Client(base_url=base_url, headers=_headers(key), timeout=timeout, transport=transport)
        self._patience = patience or Patience()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def check_article(self, **options: Any) -> KeptReport | Ticket:
        """Check one article: `text`, `html` or `url`, and options. A long one is checked later: then it is a Ticket."""
        return self._do(_article(options), _kept_or_ticket)

    def submit_article(self, **options: Any) -> Ticket:
        """Have an article checked later."""
        return self._do(_article(options, Prefer="respond-async"), _ticket)

    def check_claims(self, claims: Sequence[str | Json], **options: Any) -> KeptReport:
        """Check one to fifty claims as they stand."""
        return self._do(_Call("POST", "/v1/claims/check", {"claims": list(claims), **options}), _kept)

    def submit_batch(self, articles: Iterable[Mapping[str, Any]]) -> Ticket:
        """Have many articles checked later, each as for `check_article`."""
        return self._do(_batch(articles), _ticket)

    def job(self, job_id: str) -> Job:
        """How far a job is."""
        return self._do(_Call("GET", f"/v1/jobs/{job_id}"), _job)

    def cancel(self, job_id: str) -> Job:
        """Stop a job."""
        return self._do(_Call("DELETE", f"/v1/jobs/{job_id}"), _job)

    def wait(self, job_id: str, seconds: float = 600.0, every: float = 0.5) -> Job:
        """The job once it has ended; TimeoutError after so many seconds."""
        end = time.monotonic() + seconds
        while not (job := self.job(job_id)).ended:
            if time.monotonic() > end:
                raise TimeoutError(f"{job_id} has not ended after {seconds} seconds")
            time.sleep(every)
        return job

    def events(self, job_id: str) -> Iterator[Event]:
        """What happens to a job, as it happens, until it has ended."""
        with self._http.stream("GET", f"/v1/jobs/{job_id}/events", timeout=None) as response:
            if not response.is_success:
                response.read()
                _read(response)
            reader = _Events()
            for line in response.iter_lines():
                yield from reader.line(line)

    def import_sources(self, **wanted: Any) -> Ticket:
        """Bring sources into the library later: `urls`, `files` (`name`, `text`), and what is said of them all."""
        return self._do(_Call("POST", "/v1/imports", wanted), _ticket)

    def import_results(self, job_id: str) -> Iterator[Json]:
        """Each item of an import: `item`, `reference`, `state`, `outcome`, `sources`, `error`."""
        return self._lines(f"/v1/imports/{job_id}/results")

    def results(self, job_id: str) -> Iterator[Json]:
        """Each article of a job: `item`, `reference`, `state`, `error`, `report`."""
        return self._lines(f"/v1/batches/{job_id}/results")

    def _lines(self, path: str) -> Iterator[Json]:
        with self._http.stream("GET", path, timeout=None) as response:
            if not response.is_success:
                response.read()
                _read(response)
            yield from (json.loads(line) for line in response.iter_lines() if line)

    def report(self, report_id: str) -> KeptReport:
        """A kept report."""
        return self._do(_Call("GET", f"/v1/reports/{report_id}"), _kept)

    def verdict(self, verdict_id: str) -> tuple[Json, str]:
        """A verdict, and its state for `review`."""
        return self._do(_Call("GET", f"/v1/verdicts/{verdict_id}"), _with_etag)

    def review(self, verdict_id: str, etag: str, **decided: Any) -> tuple[Json, str]:
        """Decide about a verdict in the state that was seen: `decision`, `reviewer`, `label`, `reason`."""
        return self._do(_review(verdict_id, etag, decided), _with_etag)

    def claimreview(self, verdict_id: str, **params: str) -> Json:
        """The schema.org ClaimReview of a verdict that a person stands for."""
        found: Json = self.call("GET", f"/v1/verdicts/{verdict_id}/claimreview", params=params)
        return found

    def call(self, method: str, path: str, body: Any = None, params: Mapping[str, str] | None = None) -> Any:
        """Any other address: its JSON answer."""
        return self._do(_Call(method, path, body, params=params or {}), _read)

    def _do(self, call: _Call, read: Callable[[httpx.Response], T]) -> T:
        sent = call.sent()
        for number in range(1, self._patience.tries + 1):
            response, error = None, None
            try:
                response = self._http.request(**sent)
            except httpx.TransportError as failure:
                error = failure
            pause = self._patience.pause(number, response)
            if pause is None:
                break
            time.sleep(pause)
        return _ended(response, error, read)


def _ended(response: httpx.Response | None, error: Exception | None, read: Callable[[httpx.Response], T]) -> T:
    if response is None:
        raise UnreachableError(f"The service cannot be reached ({type(error).__name__}).") from error
    return read(response)


class AsyncClient:
    """The same for asyncio. Use it in an `async with`, or call `close`."""

    def __init__(
        self,
        base_url: str,
        key: str | None = None,
        *,
        timeout: float = 120.0,
        patience: Patience | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._http = httpx.AsyncClient(base_url=base_url, headers=_headers(key), timeout=timeout, transport=transport)
        self._patience = patience or Patience()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    def check_article(self, **options: Any) -> Awaitable[KeptReport | Ticket]:
        """Check one article: `text`, `html` or `url`, and options. A long one is checked later: then it is a Ticket."""
        return self._do(_article(options), _kept_or_ticket)

    def submit_article(self, **options: Any) -> Awaitable[Ticket]:
        """Have an article checked later."""
        return self._do(_article(options, Prefer="respond-async"), _ticket)

    def check_claims(self, claims: Sequence[str | Json], **options: Any) -> Awaitable[KeptReport]:
        """Check one to fifty claims as they stand."""
        return self._do(_Call("POST", "/v1/claims/check", {"claims": list(claims), **options}), _kept)

    def submit_batch(self, articles: Iterable[Mapping[str, Any]]) -> Awaitable[Ticket]:
        """Have many articles checked later, each as for `check_article`."""
        return self._do(_batch(articles), _ticket)

    def job(self, job_id: str) -> Awaitable[Job]:
        """How far a job is."""
        return self._do(_Call("GET", f"/v1/jobs/{job_id}"), _job)

    def cancel(self, job_id: str) -> Awaitable[Job]:
        """Stop a job."""
        return self._do(_Call("DELETE", f"/v1/jobs/{job_id}"), _job)

    async def wait(self, job_id: str, seconds: float = 600.0, every: float = 0.5) -> Job:
        """The job once it has ended; TimeoutError after so many seconds."""
        async with asyncio.timeout(seconds):
            while not (job := await self.job(job_id)).ended:
                await asyncio.sleep(every)
        return job

    async def events(self, job_id: str) -> AsyncIterator[Event]:
        """What happens to a job, as it happens, until it has ended."""
        async with self._http.stream("GET", f"/v1/jobs/{job_id}/events", timeout=None) as response:
            if not response.is_success:
                await response.aread()
                _read(response)
            reader = _Events()
            async for line in response.aiter_lines():
                for event in reader.line(line):
                    yield event

    def import_sources(self, **wanted: Any) -> Awaitable[Ticket]:
        """Bring sources into the library later: `urls`, `files` (`name`, `text`), and what is said of them all."""
        return self._do(_Call("POST", "/v1/imports", wanted), _ticket)

    def import_results(self, job_id: str) -> AsyncIterator[Json]:
        """Each item of an import: `item`, `reference`, `state`, `outcome`, `sources`, `error`."""
        return self._lines(f"/v1/imports/{job_id}/results")

    def results(self, job_id: str) -> AsyncIterator[Json]:
        """Each article of a job: `item`, `reference`, `state`, `error`, `report`."""
        return self._lines(f"/v1/batches/{job_id}/results")

    async def _lines(self, path: str) -> AsyncIterator[Json]:
        async with self._http.stream("GET", path, timeout=None) as response:
            if not response.is_success:
                await response.aread()
                _read(response)
            async for line in response.aiter_lines():
                if line:
                    yield json.loads(line)

    def report(self, report_id: str) -> Awaitable[KeptReport]:
        """A kept report."""
        return self._do(_Call("GET", f"/v1/reports/{report_id}"), _kept)

    def verdict(self, verdict_id: str) -> Awaitable[tuple[Json, str]]:
        """A verdict, and its state for `review`."""
        return self._do(_Call("GET", f"/v1/verdicts/{verdict_id}"), _with_etag)

    def review(self, verdict_id: str, etag: str, **decided: Any) -> Awaitable[tuple[Json, str]]:
        """Decide about a verdict in the state that was seen: `decision`, `reviewer`, `label`, `reason`."""
        return self._do(_review(verdict_id, etag, decided), _with_etag)

    def claimreview(self, verdict_id: str, **params: str) -> Awaitable[Json]:
        """The schema.org ClaimReview of a verdict that a person stands for."""
        return self.call("GET", f"/v1/verdicts/{verdict_id}/claimreview", params=params)

    def call(self, method: str, path: str, body: Any = None, params: Mapping[str, str] | None = None) -> Awaitable[Any]:
        """Any other address: its JSON answer."""
        return self._do(_Call(method, path, body, params=params or {}), _read)

    async def _do(self, call: _Call, read: Callable[[httpx.Response], T]) -> T:
        sent = call.sent()
        for number in range(1, self._patience.tries + 1):
            response, error = None, None
            try:
                response = await self._http.request(**sent)
            except httpx.TransportError as failure:
                error = failure
            pause = self._patience.pause(number, response)
            if pause is None:
                break
            await asyncio.sleep(pause)
        return _ended(response, error, read)


class _Events:
    """Puts the lines of an event stream together."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    def line(self, line: str) -> Iterator[Event]:
        """An event, where this line ends one."""
        if line:
            name, _, value = line.partition(":")
            self._fields[name] = value.removeprefix(" ")
        elif "data" in self._fields:
            found, self._fields = self._fields, {}
            yield Event(found.get("event", "message"), json.loads(found["data"]), found.get("id", ""))


def verify_webhook(
    body: bytes, headers: Mapping[str, str], secrets: str | Sequence[str], now: float | None = None
) -> Event:
    """The event in a webhook message (Standard Webhooks), once one of the secrets proves where it is from.

    `body` is the body as it came, before any parsing. SignatureError where it proves nothing or is five minutes old.
    """
    named = {name.lower(): value for name, value in headers.items()}
    message_id, stamp = named.get("webhook-id", ""), named.get("webhook-timestamp", "")
    if not message_id or not stamp.isdecimal():
        raise SignatureError("The message lacks its webhook headers.")
    if abs((time.time() if now is None else now) - int(stamp)) > _TOLERANCE:
        raise SignatureError("The message is too old, or from the future.")
    given = [one.removeprefix("v1,") for one in named.get("webhook-signature", "").split() if one.startswith("v1,")]
    signed = f"{message_id}.{stamp}.".encode() + body
    proofs = [_proof(secret, signed) for secret in ([secrets] if isinstance(secrets, str) else secrets)]
    if not any(hmac.compare_digest(proof.encode(), one.encode()) for proof in proofs for one in given):
        raise SignatureError("No signature of the message is right.")
    message = json.loads(body)
    return Event(message["type"], message["data"], message_id)


def _proof(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_") + "==")
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
