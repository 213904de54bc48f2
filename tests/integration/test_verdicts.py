"""The real models over the shipped reference data: what a stranger's first claims and the example articles come to."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from factcheck import assembly
from factcheck.domain import Checked, Report, VerdictLabel
from factcheck.intake.article import Given, from_text
from factcheck.pipeline import Pipeline, with_cut_off
from factcheck.render.document import report_json
from factcheck.server import LoadingChecker, application
from factcheck.settings import load_settings

pytestmark = pytest.mark.models

MISSING_INDEX = "no reference index: run `make test`, or `factcheck index build` first"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    settings = load_settings()
    if not (settings.index_dir / "CURRENT").is_file():
        pytest.fail(MISSING_INDEX)
    return assembly.pipeline(settings)


def check(pipeline: Pipeline, text: str, lang: str, day: date, *, given: bool = True) -> Report:
    article = from_text(text, Given(lang=lang, published=day))
    options = with_cut_off(assembly.options(load_settings()), article, day)
    return (pipeline.check_given if given else pipeline.check)(article, options)


def label(checked: Checked) -> VerdictLabel | None:
    return checked.verdict.label if checked.verdict else None


DAY = date(2023, 11, 9)
CLAIMS = [
    (
        "es",
        "El comercio entre Rusia y Kazajistán alcanzó un récord de 27.000 millones de dólares en 2022.",
        "supported",
    ),
    ("es", "El comercio entre Rusia y Kazajistán alcanzó un récord de 72.000 millones de dólares en 2022.", "refuted"),
    ("en", "Trade between Russia and Kazakhstan reached a record 27 billion dollars in 2022.", "supported"),
    ("en", "Trade between Russia and Kazakhstan reached a record 72 billion dollars in 2022.", "refuted"),
    ("es", "Kazajistán es un Estado Parte del Estatuto de Roma.", "refuted"),
    ("es", "Kazajistán no es parte del Estatuto de Roma.", "supported"),
    ("en", "Kazakhstan is a State Party to the Rome Statute.", "refuted"),
    ("en", "Kazakhstan is not a member of the International Criminal Court.", "supported"),
    ("es", "La capital de Noruega es Bergen.", "refuted"),
    ("en", "Armenia is a State Party to the Rome Statute.", "refuted"),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CLAIMS)
def test_a_claim_and_its_falsified_twin(pipeline: Pipeline, lang: str, text: str, expected: str) -> None:
    report = check(pipeline, text, lang, DAY)
    assert label(report.checked[0]) == expected
    verdict = report.checked[0].verdict
    assert verdict is not None
    assert any(e.counted and e.passage.text for e in verdict.evidence), "a decided verdict quotes a source"


def test_membership_is_answered_for_the_day_of_the_article(pipeline: Pipeline) -> None:
    claim = "Armenia es un Estado Parte del Estatuto de Roma."
    before = check(pipeline, claim, "es", date(2023, 11, 9))
    after = check(pipeline, claim, "es", date(2024, 3, 1))
    assert (label(before.checked[0]), label(after.checked[0])) == ("refuted", "supported")


def test_a_statement_that_no_source_covers_is_not_decided(pipeline: Pipeline) -> None:
    report = check(pipeline, "El puente de Villarrubia mide 312 metros.", "es", DAY)
    assert label(report.checked[0]) == "not_enough_evidence"


PLANTED = {
    "comercio.es.txt": ("62.000 millones", "miembro de la OTAN", "Mongolia, en cambio, no es miembro"),
    "trade.en.txt": ("13.1%", "Bergen", "United States is a state party"),
}


@pytest.mark.parametrize(("name", "errors"), PLANTED.items())
def test_the_examples_errors_are_found_and_nothing_true_is_refuted(
    pipeline: Pipeline, repository: Path, name: str, errors: tuple[str, ...]
) -> None:
    text = (repository / "docs/examples/articles" / name).read_text(encoding="utf-8")
    report = check(pipeline, text, name.split(".")[1], date(2025, 11, 20), given=False)
    refuted = [c.claim.quote for c in report.checked if label(c) == "refuted"]
    assert all(any(error in quote for quote in refuted) for error in errors), refuted
    assert all(any(error in quote for error in errors) for quote in refuted), refuted
    assert all(c.claim.span.of(report.article.text) == c.claim.quote for c in report.checked)


class Loaded(LoadingChecker):
    """The service's checker over the pipeline that is loaded already."""

    def __init__(self, pipeline: Pipeline) -> None:
        super().__init__(lambda: pipeline, assembly.options(load_settings()))


def test_command_line_api_and_form_give_the_same_report(pipeline: Pipeline) -> None:
    text = "Astaná es la capital de Kazajistán. Kazajistán es un Estado Parte del Estatuto de Roma."
    command = [sys.executable, "-m", "factcheck", "check", "--text", text, "--published", "2023-11-09", "--json"]
    line = subprocess.run(command, capture_output=True, check=True, timeout=300)
    checker = Loaded(pipeline)
    checker.start().join(timeout=60)
    with TestClient(application(checker)) as client:
        api = client.post("/v1/articles/check", json={"text": text, "published": "2023-11-09"})
        form = client.post("/check", data={"text": text, "published": "2023-11-09", "format": "json"})
    assert (api.status_code, form.status_code) == (200, 200)
    # What the service kept (`stored`: ids and times) comes last in its answer; everything before is the same, byte for byte.
    report = Report.model_validate({k: v for k, v in api.json().items() if k != "stored"})
    assert line.stdout == form.content == report_json(report).encode()
    assert label(report.checked[1]) == "refuted"
