"""A claim in a language in which nothing was measured: every form of the report says so, in words or as data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from rich.console import Console

from factcheck.domain import Checked, Report, StanceLabel
from factcheck.render.csv import report_csv
from factcheck.render.document import report_json
from factcheck.render.html import report_html
from factcheck.render.markdown import report_markdown
from factcheck.render.terminal import print_report
from factcheck.verification import policy
from factcheck.verification.calibration import Calibration, VerdictScale
from tests import samples

TEXT = "W Porcie Dalekim spadł śnieg."
FITTED = Calibration(verdicts={"entailment.supported": VerdictScale(measured_on=samples.POPULATION)})
SAID = "very high confidence (not measured in this language)"


def polish(label: StanceLabel) -> Report:
    """A report on one claim, decided by the policy with curves that were fitted on other languages."""
    claim = samples.claim(TEXT, TEXT, lang="pl")
    found = samples.evidence("Nevó en Puerto Lejos.", label)
    options = SimpleNamespace(as_of=date(2023, 11, 9), abstain_below=0.5)
    verdict = policy.decide(claim, (found,), options, FITTED)
    return samples.report(article=samples.article(TEXT, lang="pl"), checked=(Checked(claim=claim, verdict=verdict),))


def printed(report: Report) -> str:
    out = io.StringIO()
    print_report(report, Console(file=out, width=200, markup=False, emoji=False, highlight=False, no_color=True))
    return out.getvalue()


@pytest.mark.parametrize(
    "written", [printed, lambda r: str(report_html(r)), lambda r: report_markdown(r).replace("\\", "")]
)
def test_a_decided_verdict_gets_words_instead_of_a_percentage(written: Callable[[Report], str]) -> None:
    shown = written(polish(StanceLabel.SUPPORTS))
    assert SAID in shown
    assert "Quality has not been measured in this language (pl)." in shown
    assert "such verdicts" not in shown


def test_an_undecided_one_says_it_at_the_terminal_beside_its_verdict() -> None:
    heading = next(line for line in printed(polish(StanceLabel.NEUTRAL)).splitlines() if line.startswith("1 ?"))
    assert heading == "1 ? not enough evidence · language not measured"


def test_the_document_says_it_as_data() -> None:
    verdict = json.loads(report_json(polish(StanceLabel.SUPPORTS)))["checked"][0]["verdict"]
    assert verdict["measured"] is False
    assert verdict["confidence"]["population"] is None
    assert {"code": "language_not_measured", "values": {"lang": "pl"}, "span": None} in verdict["reasons"]


def test_a_spreadsheet_has_no_population_and_the_reason() -> None:
    (row,) = csv.DictReader(io.StringIO(report_csv(polish(StanceLabel.SUPPORTS))))
    assert row["population"] == ""
    assert "not been measured in this language" in row["reason"]
