"""An audit from inputs to files: everything accounted for, and a second run does nothing twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from factcheck.audit.outputs import write_report
from factcheck.audit.plan import Plan
from factcheck.domain import Article, Provenance, Report
from factcheck.jobs.audit_run import Audit, Order
from factcheck.pipeline import Options
from factcheck.storage.database import open_database
from tests import samples


class Fake:
    """Counts the articles it is asked about."""

    asked = 0

    @property
    def provenance(self) -> Provenance:
        return samples.PROVENANCE

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        self.asked += len(articles)
        return [samples.report() for _ in articles]


def test_inputs_are_results_and_errors_and_a_second_run_does_only_the_new(tmp_path: Path) -> None:
    archive, out, fake = tmp_path / "a.jsonl", tmp_path / "out", Fake()
    lines = [json.dumps({"text": f"{samples.TEXT} Número {n}.", "lang": "es"}) for n in range(15)]
    archive.write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    order = Order((str(archive),), out, Plan(today=date(2026, 11, 24)), extractors=0)
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    first = Audit(database, order, fake).run(lambda _counts: None)["counts"]
    assert (first["inputs"], first["results"], first["errors"], fake.asked) == (16, 15, 1, 15)
    with archive.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"text": "Otro texto nuevo.", "lang": "es"}) + "\n")
    second = Audit(database, order, fake).run(lambda _counts: None)["counts"]
    assert (second["results"], second["errors"], fake.asked) == (16, 1, 16)
    page = write_report(out, "es").read_text(encoding="utf-8")
    assert "Tratado de Prueba" in page
    database.close()
