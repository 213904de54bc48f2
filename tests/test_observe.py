from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from factcheck.observe import Metrics, log_to, logger
from tests import samples


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root, ours = logging.getLogger(), logging.getLogger("factcheck")
    before, levels = root.handlers[:], (root.level, ours.level)
    stream = io.StringIO()
    log_to(stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def _lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_lines_are_json_with_the_ids_that_are_bound(log: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(job_id="job_1", request_id="req_1"):
        logger("factcheck.jobs").info("item ended", seconds=1.5)
    (line,) = _lines(log)
    expected = {"event": "item ended", "job_id": "job_1", "request_id": "req_1", "seconds": 1.5, "level": "info"}
    assert expected.items() <= line.items()
    assert line["logger"] == "factcheck.jobs"


def test_a_fault_is_told_by_its_kind_and_places_never_its_message(log: io.StringIO) -> None:
    words = "".join(("the text of a ", "dra", "ft"))
    try:
        raise ValueError(words)
    except ValueError:
        logging.getLogger("factcheck.server").exception("loading failed")
    (line,) = _lines(log)
    assert line["fault"] == "ValueError"
    assert "test_observe.py" in str(line["places"])
    assert "draft" not in log.getvalue()


def test_libraries_are_heard_from_warnings_on(log: io.StringIO) -> None:
    logging.getLogger("somebody").info("chatter")
    logging.getLogger("somebody").warning("careful")
    assert [line["event"] for line in _lines(log)] == ["careful"]


def test_libraries_that_read_articles_are_not_heard(log: io.StringIO) -> None:
    logging.getLogger("trafilatura.utils").error("cannot read: texto confidencial")
    logging.getLogger("htmldate").warning("texto confidencial")
    assert log.getvalue() == ""


def test_text_for_people_at_a_terminal(log: io.StringIO) -> None:
    stream = io.StringIO()
    log_to(stream, as_json=False)
    logger("factcheck.jobs").info("item ended", seconds=1)
    assert "item ended" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def test_a_check_is_measured_by_stage_and_label() -> None:
    metrics = Metrics()
    with metrics.watching() as watch:
        for stage in ("claims", "search", "compare", "decide"):
            watch.progress(stage, 0, 1)
            watch.progress(stage, 1, 1)
        assert watch.done(samples.report()) == samples.report()
    text = metrics.text().decode()
    assert 'factcheck_stage_seconds_count{stage="search"} 1.0' in text
    assert 'factcheck_verdicts_total{label="refuted"}' in text
    assert "factcheck_claims_total 5.0" in text
    assert 'factcheck_checks_total{outcome="done"} 1.0' in text


def test_a_check_that_fails_is_counted() -> None:
    metrics = Metrics()
    with pytest.raises(ZeroDivisionError), metrics.watching():
        raise ZeroDivisionError
    assert 'factcheck_checks_total{outcome="failed"} 1.0' in metrics.text().decode()
