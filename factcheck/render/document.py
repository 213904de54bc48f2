"""The report as its one JSON document: the same bytes from command line, API and form. Knows no wording."""

from __future__ import annotations

import json
from typing import Any

from factcheck.domain import Report


def report_json(report: Report) -> str:
    """The report as JSON text, two spaces of indent, ending in a newline."""
    return report.model_dump_json(indent=2) + "\n"


def report_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `report_json`, kept in `docs/schema/report.v1.json`."""
    return Report.model_json_schema(mode="serialization") | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:factcheck-assistant:report:v1",
    }


def schema_json() -> str:
    """The schema as it stands in the repository."""
    return json.dumps(report_schema(), indent=2, sort_keys=True) + "\n"
