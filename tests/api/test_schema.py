"""schemathesis over the whole OpenAPI description, bounded: no 5xx, no undocumented status, no schema violation."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from factcheck.server import application
from tests.fakes import FakeChecker

# What a schema cannot say is refused with 422 all the same: an empty text, a private address, two inputs at once.
NOT_IN_SCHEMA = [positive_data_acceptance]


@schemathesis.serializer("application/x-ndjson", "application/zip")
def as_it_is(ctx: object, value: object) -> bytes:
    """What is generated for JSON lines and archives is text already."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "ignore")


schema = schemathesis.openapi.from_asgi("/openapi.json", application(FakeChecker()))


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_the_service_does_what_its_description_says(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=NOT_IN_SCHEMA)
