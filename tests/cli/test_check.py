"""The commands on a stand-in for `assembly`: what people type, what they see, how it ends."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from factcheck import assembly
from factcheck.cli.app import app
from factcheck.domain import Article, Claim, Hit, Report
from factcheck.errors import FactcheckError, IndexMismatch
from factcheck.pipeline import Options, Progress, silent
from factcheck.render.document import report_json
from factcheck.settings import Settings
from tests import samples
from tests.fakes import FakeChecker


class FakePipeline(FakeChecker):
    """The fake checker with a pipeline's signatures."""

    def check(self, article: Article, options: Options, progress: Progress = silent) -> Report:
        return self._report("check", article, options)

    def check_given(self, article: Article, options: Options, progress: Progress = silent) -> Report:
        return self._report("check_given", article, options)

    def find_claims(self, article: Article, progress: Progress = silent) -> tuple[Claim, ...]:
        self._note("find_claims", article, Options())
        return tuple(c.claim for c in samples.report().checked)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePipeline]:
    fake = FakePipeline()

    def found(settings: Settings, article: Article, *, as_of: date | None, top_k: int) -> tuple[Hit, ...]:
        return fake.search(article, Options(as_of=as_of, top_k=top_k))

    monkeypatch.setattr(assembly, "pipeline", lambda settings: fake)
    monkeypatch.setattr(assembly, "search", found)
    return fake


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(samples.TEXT, encoding="utf-8")
    return str(path)


def _run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def test_a_file_is_checked_and_shown_to_people(pipeline: FakePipeline, article: str) -> None:
    done = _run("check", article, "--published", "2023-11-09", "--lang", "es")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("5 afirmaciones")
    assert pipeline.asked[0][2].as_of == date(2023, 11, 9)


def test_json_is_the_document_and_nothing_else(pipeline: FakePipeline, article: str) -> None:
    done = _run("check", article, "--published", "2023-11-09", "--lang", "es", "--json")
    assert done.stdout == report_json(Report.model_validate_json(done.stdout))
    assert _run("check", article, "--published", "2023-11-09", "--lang", "es", "--format", "json").stdout == done.stdout


def test_command_line_and_api_give_the_same_bytes(pipeline: FakePipeline, article: str) -> None:
    from starlette.testclient import TestClient

    from factcheck.server import application

    with TestClient(application(FakeChecker())) as client:
        answer = client.post("/v1/articles/check", json={"text": samples.TEXT, "published": "2023-11-09", "lang": "es"})
    # The service's answer ends with what it kept (`stored`: ids and times); all before it is the same, byte for byte.
    report = Report.model_validate({key: value for key, value in answer.json().items() if key != "stored"})
    line = _run("check", article, "--published", "2023-11-09", "--lang", "es", "--json").stdout_bytes
    assert line == report_json(report).encode()


def test_exports(pipeline: FakePipeline, article: str) -> None:
    rows = list(csv.DictReader(io.StringIO(_run("check", article, "--lang", "es", "--format", "csv").stdout)))
    assert len(rows) == 5
    assert _run("check", article, "--lang", "es", "--format", "markdown").stdout.startswith("# Comercio en Nortelandia")


def test_standard_input_and_lines_as_claims(pipeline: FakePipeline) -> None:
    done = _run("check", "-", "--claim", "--lang", "es", stdin=b"Uno es uno.\nDos es dos.\n")
    assert done.exit_code == 0
    assert (pipeline.asked[0][0], pipeline.asked[0][1].text) == ("check_given", "Uno es uno.\nDos es dos.")


def test_options_reach_the_pipeline(pipeline: FakePipeline) -> None:
    words = ["--max-claims", "3", "--min-checkworthiness", "0.2", "--abstain-below", "0.9", "--top-k", "4"]
    _run("check", "--text", "Un hecho.", "--lang", "es", "--as-of", "2020-01-01", *words)
    options = pipeline.asked[0][2]
    assert (options.max_claims, options.min_checkworthiness, options.abstain_below) == (3, 0.2, 0.9)
    assert (options.top_k, options.as_of) == (4, date(2020, 1, 1))


def test_claims_alone(pipeline: FakePipeline, article: str) -> None:
    assert "[1]El comercio" in _run("claims", article, "--lang", "es").stdout
    assert len(json.loads(_run("claims", article, "--lang", "es", "--json").stdout)) == 5


def test_search_alone(pipeline: FakePipeline) -> None:
    assert "puesto 1" in _run("search", "comercio", "--lang", "es").stdout
    assert json.loads(_run("search", "comercio", "--lang", "es", "--json", "--top-k", "2").stdout)[0]["rank"] == 1
    assert pipeline.asked[-1][2].top_k == 2


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "said"),
    [
        (["check", "--text", ""], None, "empty-input", "no text"),
        (["check", "--text", " \n\t "], None, "empty-input", "no text"),
        (["check", "-"], b"", "empty-input", "no text"),
        (["check", "-"], b"palabra " * 650_000, "input-too-large", "at most"),
        (["check", "-"], b"x" * 10_000_001, "input-too-large", "at most"),
        (["check", "-"], bytes(range(256)) * 50, "not-text", "binary"),
        (["check", "-"], b"%PDF-1.7 broken", "not-text", "PDF"),
        (["check", "/no/such/file.txt"], None, "invalid-input", "cannot be opened"),
        (["check", "Esto es un texto."], None, "invalid-input", "--text"),
        (["check", "/"], None, "invalid-input", "cannot be opened"),
        (["check"], None, "invalid-input", "--text"),
        (["check", "a.txt", "--text", "b"], None, "invalid-input", "--text"),
        (["check", "--text", "x", "--published", "ayer"], None, "invalid-input", "--published"),
        (["check", "--text", "x", "--as-of", "2023-13-01"], None, "invalid-input", "--as-of"),
        (["check", "--text", "x", "--lang", "Spanish"], None, "invalid-input", "--lang"),
        (["check", "http://127.0.0.1/"], None, "forbidden-address", "private"),
        (["search", ""], None, "empty-input", "no text"),
    ],
)
def test_what_cannot_be_used_is_an_error_with_a_way_out(
    pipeline: FakePipeline, arguments: list[str], stdin: bytes | None, code: str, said: str
) -> None:
    done = _run(*arguments, stdin=stdin)
    assert isinstance(done.exception, FactcheckError), done.output
    assert done.exception.code == code
    assert said in str(done.exception)
    assert pipeline.asked == []


def test_a_mismatched_index_ends_the_command(pipeline: FakePipeline) -> None:
    pipeline.error = IndexMismatch("Built by another model.", way_out="Run factcheck index build.")
    assert _run("check", "--text", "Un hecho.", "--lang", "es").exception is pipeline.error


@pytest.mark.parametrize(
    "arguments", [["check", "--nonsense"], ["nonsense"], ["check", "x", "--top-k", "0"], ["search"]]
)
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    assert _run(*arguments).exit_code == 2


@pytest.mark.parametrize("command", ["check", "claims", "search", "serve", "settings"])
def test_every_command_shows_an_example(command: str) -> None:
    shown = _run(command, "--help").output
    assert "Example" in shown
    assert f"factcheck {command}" in shown or f"factcheck {command}" in shown.replace("\n", " ")
