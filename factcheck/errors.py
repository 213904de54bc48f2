"""The error tree. Every error that a user can meet is one of these, with a stable code and a way out.

FactcheckError
├── InputError              what came in cannot be used            exit 2, HTTP 422
│   ├── EmptyInput
│   ├── InputTooLarge                                              exit 2, HTTP 413
│   ├── NotText             binary or undecodable                  exit 2, HTTP 415
│   └── InvalidRecord       a data line or fact breaks its schema
├── FetchError              a URL could not be read                exit 3, HTTP 502
│   └── ForbiddenAddress    the URL points where we do not go      exit 3, HTTP 422
├── ModelError              model missing, truncated, mismatched   exit 4, HTTP 503
│   └── StillStarting       the service has not loaded it yet
├── ReferenceIndexError  index missing, corrupt, mismatched     exit 5, HTTP 503
│   └── IndexMismatch       built by other models or code
├── ConfigurationError      a setting cannot be used               exit 6, HTTP 500
├── JobError                a job did not come to its end          exit 1, HTTP 500
│   ├── TimeLimit           it took longer than jobs may           HTTP 504
│   └── WorkerLost          checking it ended the worker, again and again
├── StorageUnavailable      the database does not answer           exit 6, HTTP 503
└── RequestError            asked at the wrong time or by the wrong person     exit 2, HTTP 409
    ├── KeyNeeded           no API key, or none that is valid      HTTP 401
    ├── ScopeMissing        the key may not do this                HTTP 403
    ├── LoopbackOnly        no keys exist: only this machine is answered       HTTP 403
    ├── TooManyRequests     the key's rate or daily quota is used up           HTTP 429
    │   └── QueueFull       more is waiting than the queue takes   HTTP 429
    ├── NoSuchRecord        no report, verdict, key ... of that id HTTP 404
    ├── TextPurged          the record is there, its text is not   HTTP 410
    ├── ReusedKey           Idempotency-Key with another body
    ├── StillRunning        the first request of that key has not ended
    ├── ChangedMeanwhile    somebody else changed it first         HTTP 412
    ├── StateNeeded         no If-Match: say which state you saw   HTTP 428
    └── NotApproved         no person has approved the verdict
"""

from __future__ import annotations


class FactcheckError(Exception):
    """Base of all expected failures: a message that says what is wrong and a `way_out` that says what to do."""

    code = "error"
    exit_code = 1
    http_status = 500

    def __init__(self, message: str, *, way_out: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.message} {self.way_out}".strip()


class InputError(FactcheckError):
    """What came in cannot be used as it is."""

    code = "invalid-input"
    exit_code = 2
    http_status = 422


class EmptyInput(InputError):
    """There is no text to check."""

    code = "empty-input"


class InputTooLarge(InputError):
    """The input exceeds the documented limit."""

    code = "input-too-large"
    http_status = 413


class NotText(InputError):
    """The input is binary or cannot be decoded."""

    code = "not-text"
    http_status = 415


class InvalidRecord(InputError):
    """A line of data breaks its schema."""

    code = "invalid-record"


class FetchError(FactcheckError):
    """A URL could not be read."""

    code = "fetch-failed"
    exit_code = 3
    http_status = 502


class ForbiddenAddress(FetchError):
    """The URL points to an address, scheme or port that is never fetched."""

    code = "forbidden-address"
    http_status = 422


class ModelError(FactcheckError):
    """A model is missing, truncated or not the one that was asked for."""

    code = "model-unavailable"
    exit_code = 4
    http_status = 503


class StillStarting(ModelError):
    """The service is still loading its models and index."""

    code = "still-starting"


class ReferenceIndexError(FactcheckError):
    """The reference index is missing or corrupt."""

    code = "index-unavailable"
    exit_code = 5
    http_status = 503


class IndexMismatch(ReferenceIndexError):
    """The index was built by another model, engine or schema than the one in use."""

    code = "index-mismatch"


class ConfigurationError(FactcheckError):
    """A setting has a value that cannot be used."""

    code = "bad-configuration"
    exit_code = 6
    http_status = 500


class JobError(FactcheckError):
    """A job, or one article of it, did not come to its end; what was stored before stays."""

    code = "job-failed"


class TimeLimit(JobError):
    """The job took longer than jobs may."""

    code = "time-limit"
    http_status = 504


class WorkerLost(JobError):
    """Checking the article ended the worker each time it was tried."""

    code = "worker-lost"


class StorageUnavailable(FactcheckError):
    """The database does not answer, or is too busy."""

    code = "storage-unavailable"
    exit_code = 6
    http_status = 503


class RequestError(FactcheckError):
    """What is asked cannot be done now, or not by this caller."""

    code = "conflict"
    exit_code = 2
    http_status = 409


class KeyNeeded(RequestError):
    """No API key came with the request, or none that is valid."""

    code = "key-needed"
    http_status = 401


class ScopeMissing(RequestError):
    """The key may not do this."""

    code = "scope-missing"
    http_status = 403


class LoopbackOnly(RequestError):
    """No keys exist, so only this machine is answered."""

    code = "loopback-only"
    http_status = 403


class TooManyRequests(RequestError):
    """The rate or the daily quota of a key is used up; `retry_after` seconds from now there is room again."""

    code = "too-many-requests"
    http_status = 429

    def __init__(self, message: str, *, way_out: str = "", retry_after: int = 60) -> None:
        super().__init__(message, way_out=way_out)
        self.retry_after = retry_after


class QueueFull(TooManyRequests):
    """More is waiting than the queue takes; `retry_after` seconds from now there may be room."""

    code = "queue-full"


class NoSuchRecord(RequestError):
    """There is no report, verdict, key or the like of that id (or it belongs to another key)."""

    code = "no-such-record"
    http_status = 404


class TextPurged(RequestError):
    """The record is there, but its text was deleted: the key's retention has passed."""

    code = "text-purged"
    http_status = 410


class ReusedKey(RequestError):
    """An Idempotency-Key came again with another body."""

    code = "idempotency-key-reused"


class StillRunning(RequestError):
    """The first request with this Idempotency-Key has not ended."""

    code = "still-running"


class ChangedMeanwhile(RequestError):
    """Somebody else changed it since the caller looked."""

    code = "changed-meanwhile"
    http_status = 412


class StateNeeded(RequestError):
    """A change needs If-Match, so that nobody's change is overwritten unseen."""

    code = "if-match-needed"
    http_status = 428


class NotApproved(RequestError):
    """No person has approved the verdict, so it is not published."""

    code = "not-approved"
