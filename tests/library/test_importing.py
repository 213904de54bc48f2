from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from factcheck.errors import FetchError
from factcheck.library import store
from factcheck.library.gathering import Offer, offers
from factcheck.library.importing import Outcome, bring, failures
from factcheck.library.reading.brought import Said
from tests.library import mixed

GOOD, BROKEN = 1950, 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed.make(tmp_path_factory.mktemp("mixed"), GOOD, BROKEN)


def test_good_ones_come_in_broken_ones_are_named_and_a_second_run_does_nothing(folder: Path, tmp_path: Path) -> None:
    report = io.StringIO()
    with store.opened(tmp_path) as library:
        first = bring(library, offers([str(folder)], Said()), report)
        assert first.counts == {Outcome.ADDED: GOOD, Outcome.FAILED: BROKEN}
        assert library.count() == GOOD
        before = [s.model_dump_json() for s in library.sources()]
        library.followed(library.pending())
        second = bring(library, offers([str(folder)], Said()))
        assert second.counts == {Outcome.UNCHANGED: GOOD, Outcome.FAILED: BROKEN}
        assert [s.model_dump_json() for s in library.sources()] == before
        assert library.pending() == []
    lines = [json.loads(line) for line in report.getvalue().splitlines()]
    named = {Path(line["item"]).name for line in lines if line["outcome"] == "failed"}
    assert named == {path.name for path in folder.rglob("roto-*")}
    assert all(line["message"] and line["way_out"] and line["code"] for line in lines if line["outcome"] == "failed")


def test_a_changed_file_is_updated_and_keeps_its_id(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with store.opened(tmp_path / "library") as library:
        for content, outcome in (("Uno dos tres.", Outcome.ADDED), ("Uno dos cuatro.", Outcome.UPDATED)):
            file.write_text(content, encoding="utf-8")
            assert bring(library, offers([str(file)], Said())).counts == {outcome: 1}
            (only,) = library.sources()
            assert only.text == content


def test_the_same_content_from_two_places_comes_in_once(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "files" / name).write_text("El puente costó 840 millones.", encoding="utf-8")
    with store.opened(tmp_path / "library") as library:
        assert bring(library, offers([str(tmp_path / "files")], Said())).counts == {
            Outcome.ADDED: 1,
            Outcome.UNCHANGED: 1,
        }


def test_a_broken_row_is_named_and_the_rest_of_the_table_comes_in(tmp_path: Path) -> None:
    file = tmp_path / "cifras.csv"
    file.write_text("subject,attribute,value\nKazajistán,capital,Astaná\nRusia,,Moscú\n", encoding="utf-8")
    with store.opened(tmp_path / "library") as library:
        summary = bring(library, offers([str(file)], Said()))
        assert summary.counts == {Outcome.ADDED: 1}
        assert [f.subject for f in library.facts()] == ["Kazajistán"]
    assert next(failures(summary.failures)).endswith("cifras.csv:3: attribute is empty. Fill it in or delete the row.")


def test_what_cannot_be_fetched_fails_alone(tmp_path: Path) -> None:
    def load() -> bytes:
        raise FetchError("The site answered 404.", way_out="Paste the text.")

    with store.opened(tmp_path) as library:
        found = [Offer("https://example.org/a", Said(), load), Offer("/b.txt", Said(), lambda: b"Un texto que vale.")]
        assert bring(library, found).counts == {Outcome.ADDED: 1, Outcome.FAILED: 1}


_CHILD = """
import sys, time
from pathlib import Path
from factcheck.library import importing, store
from factcheck.library.gathering import offers
from factcheck.library.reading.brought import Said
importing.BATCH = 10
def progress(done, total):
    print(done, flush=True)
    time.sleep(0.02)
with store.opened(Path(sys.argv[2])) as library:
    importing.bring(library, offers([sys.argv[1]], Said()), progress=progress)
"""


def test_killed_in_the_middle_nothing_is_lost_or_doubled(folder: Path, tmp_path: Path, repository: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(folder), str(tmp_path)], cwd=repository, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    with child, child.stdout:
        while child.stdout.readline().strip() != "40":
            assert child.poll() is None, "it ended before it could be killed"
        time.sleep(0.01)
        os.kill(child.pid, signal.SIGKILL)
    with store.opened(tmp_path) as library:
        assert 30 <= library.count() < GOOD
        rest = bring(library, offers([str(folder)], Said()))
        assert rest.counts[Outcome.ADDED] + rest.counts[Outcome.UNCHANGED] == GOOD
        assert rest.counts[Outcome.UNCHANGED] >= 30
        assert library.count() == GOOD
        assert len(library.pending()) == GOOD
