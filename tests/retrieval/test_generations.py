from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from factcheck.errors import ReferenceIndexError
from factcheck.retrieval import generations


def _publish(folder: Path, name: str, text: str) -> Path:
    with generations.writing(folder), generations.draft(folder) as draft:
        (draft / "manifest.json").write_text(text)
        return generations.publish(folder, draft, name)


def test_the_pointer_names_the_last_published(tmp_path: Path) -> None:
    assert generations.current(tmp_path) is None
    _publish(tmp_path, "a", "1")
    _publish(tmp_path, "b", "2")
    current = generations.current(tmp_path)
    assert current is not None
    assert (current.name, (current / "manifest.json").read_text()) == ("b", "2")


def test_one_older_generation_is_kept_for_readers(tmp_path: Path) -> None:
    for name in "abcd":
        _publish(tmp_path, name, name)
        os.utime(tmp_path / name, (ord(name), ord(name)))
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["c", "d"]


def test_a_damaged_generation_of_the_same_name_is_not_reused(tmp_path: Path) -> None:
    _publish(tmp_path, "a", "damaged")
    assert _publish(tmp_path, "a", "sound").name == "a-2"
    assert (generations.current(tmp_path) or tmp_path).joinpath("manifest.json").read_text() == "sound"


def test_a_draft_that_fails_disappears(tmp_path: Path) -> None:
    def fail() -> None:
        with generations.writing(tmp_path), generations.draft(tmp_path):
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert not list(tmp_path.glob(".draft-*"))


@pytest.mark.parametrize("content", ["", "../elsewhere", "a/b"])
def test_a_pointer_to_nowhere_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "CURRENT").write_text(content)
    with pytest.raises(ReferenceIndexError, match="factcheck index build"):
        generations.current(tmp_path)


def test_a_generation_that_was_replaced_while_opening_is_opened_anew(tmp_path: Path) -> None:
    _publish(tmp_path, "a", "1")

    def opens(generation: Path) -> str:
        if generation.name == "a":
            _publish(tmp_path, "b", "2")
            raise ReferenceIndexError("gone")
        return generation.name

    assert generations.following(tmp_path, opens) == "b"


def test_an_error_of_the_current_generation_is_not_hidden(tmp_path: Path) -> None:
    _publish(tmp_path, "a", "1")

    def opens(_generation: Path) -> str:
        raise ReferenceIndexError("damaged")

    with pytest.raises(ReferenceIndexError, match="damaged"):
        generations.following(tmp_path, opens)


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def write(number: int) -> None:
        with generations.writing(tmp_path):
            inside.append(number)
            most.append(len(inside))
            time.sleep(0.02)
            inside.remove(number)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 5


def _hang(folder: Path, started: object) -> None:
    with generations.writing(folder), generations.draft(folder) as draft:
        (draft / "half").write_text("half")
        started.set()  # type: ignore[attr-defined]
        time.sleep(60)


def test_a_killed_writer_leaves_the_old_index_and_no_lock(tmp_path: Path) -> None:
    _publish(tmp_path, "a", "1")
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    process = context.Process(target=_hang, args=(tmp_path, started))
    process.start()
    assert started.wait(30)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert (generations.current(tmp_path) or tmp_path).name == "a"
    assert list(tmp_path.glob(".draft-*"))
    _publish(tmp_path, "b", "2")
    assert (generations.current(tmp_path) or tmp_path).name == "b"
    assert not list(tmp_path.glob(".draft-*"))
