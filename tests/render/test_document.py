from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs

from factcheck.domain import Report
from factcheck.render.document import report_json, report_schema, schema_json
from tests import samples

RENEW = "python -c \"from factcheck.render.document import schema_json; print(schema_json(), end='')\" > docs/schema/report.v1.json"


def test_the_schema_in_the_repository_is_current(repository: Path) -> None:
    kept = (repository / "docs/schema/report.v1.json").read_text(encoding="utf-8")
    assert kept == schema_json(), f"renew it with: {RENEW}"


def test_a_report_fits_its_schema_and_reads_back() -> None:
    made = report_json(samples.report())
    jsonschema_rs.validator_for(report_schema()).validate(json.loads(made))
    assert Report.model_validate_json(made) == samples.report()


def test_the_document_ends_in_a_newline_and_keeps_letters() -> None:
    made = report_json(samples.report())
    assert made.endswith("}\n")
    assert "alcanzó" in made
