"""Orders and reports of the sample article, made short."""

from __future__ import annotations

from datetime import date

from factcheck.desk.orders import Order
from factcheck.domain import Checked, Report
from factcheck.pipeline import Options
from tests import samples

AS_OF = date(2023, 11, 9)


def order(text: str = samples.TEXT, **more: object) -> Order:
    values = {"kind": "article", "article": samples.article(text), "options": Options(as_of=AS_OF)}
    return Order(**{**values, **more})


def sound(report: Report | None = None) -> Report:
    """The sample report without the claim that failed."""
    full = report or samples.report()
    return full.model_copy(update={"checked": tuple(c for c in full.checked if c.verdict)})


def with_verdict(report: Report, position: int, **verdict: object) -> Report:
    """The report with one verdict changed."""
    checked = list(report.checked)
    old = checked[position]
    assert old.verdict is not None
    checked[position] = Checked(claim=old.claim, verdict=old.verdict.model_copy(update=verdict))
    return report.model_copy(update={"checked": tuple(checked)})
