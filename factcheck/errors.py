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
    └── ConfigurationError      a setting cannot be used               exit 6, HTTP 500
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
