from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.errors import ModelError
from factcheck.models import manifest
from factcheck.models.manifest import Damaged, Manifest
from factcheck.models.provision import provide

IDENTITY = Manifest("thing@1", {"source": "abc"}, recipe=1)


def writes(content: str, log: list[str]) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        log.append(content)
        (folder / "deep").mkdir()
        (folder / "deep" / "weights").write_text(content)

    return build


def test_a_folder_is_made_once_and_then_found(tmp_path: Path) -> None:
    log: list[str] = []
    target = tmp_path / "cache" / "thing"
    for _ in range(2):
        assert provide(target, IDENTITY, writes("one", log)) == target
    assert log == ["one"]
    assert (target / "deep" / "weights").read_text() == "one"
    assert manifest.read(target).files["deep/weights"] == (3, manifest.sha256(target / "deep" / "weights"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "deep" / "weights").write_text("on"),
        lambda folder: (folder / "deep" / "weights").write_text("two"),
        lambda folder: (folder / "deep" / "weights").unlink(),
        lambda folder: (folder / manifest.NAME).unlink(),
        lambda folder: (folder / manifest.NAME).write_text("{"),
        lambda folder: (folder / manifest.NAME).write_text('{"files": []}'),
        lambda folder: (folder / manifest.NAME).write_bytes(b"\xff\xfe"),
    ],
    ids=["truncated", "changed", "missing", "no manifest", "half a manifest", "odd manifest", "binary manifest"],
)
def test_a_damaged_folder_is_made_anew(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    log: list[str] = []
    target = provide(tmp_path / "thing", IDENTITY, writes("one", log))
    damage(target)
    provide(target, IDENTITY, writes("one", log))
    assert log == ["one", "one"]
    assert (target / "deep" / "weights").read_text() == "one"
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["thing"]


def test_a_folder_of_another_origin_is_made_anew(tmp_path: Path) -> None:
    log: list[str] = []
    provide(tmp_path / "thing", IDENTITY, writes("one", log))
    provide(tmp_path / "thing", Manifest("thing@1", {"source": "abd"}, recipe=1), writes("two", log))
    assert log == ["one", "two"]


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def build(folder: Path) -> None:
        (folder / "half").write_text("half")
        raise ModelError("the source is damaged")

    with pytest.raises(ModelError, match="damaged"):
        provide(tmp_path / "thing", IDENTITY, build)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_cache_that_cannot_be_written_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    with pytest.raises(ModelError, match="cannot be used") as caught:
        provide(tmp_path / "cache" / "thing", IDENTITY, writes("one", []))
    assert "FACTCHECK_CACHE_DIR" in caught.value.way_out


def test_a_lock_that_is_held_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    from factcheck.models import provision

    monkeypatch.setattr(provision, "LOCK_TIMEOUT_S", 0.05)
    with FileLock(tmp_path / ".thing.lock"), pytest.raises(ModelError, match="Another process") as caught:
        provide(tmp_path / "thing", IDENTITY, writes("one", []))
    assert ".thing.lock" in caught.value.way_out


def test_who_has_the_old_files_open_keeps_them_while_they_are_replaced(tmp_path: Path) -> None:
    target = provide(tmp_path / "thing", IDENTITY, writes("one", []))
    with (target / "deep" / "weights").open() as held:
        (target / manifest.NAME).unlink()
        provide(target, IDENTITY, writes("new", []))
        assert held.read() == "one"
    assert (target / "deep" / "weights").read_text() == "new"


def test_processes_that_start_at_once_build_once(tmp_path: Path) -> None:
    script = tmp_path / "start.py"
    script.write_text(
        textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from factcheck.models.manifest import Manifest
        from factcheck.models.provision import provide

        where = Path(sys.argv[1])

        def build(folder):
            with (where / "log").open("a") as log:
                log.write("built\\n")
            (folder / "weights").write_text("x" * 1000)
            time.sleep(0.5)

        target = provide(where / "cache" / "thing", Manifest("thing@1", {}, 1), build)
        print((target / "weights").stat().st_size)
        """)
    )
    processes = [
        subprocess.Popen([sys.executable, script, tmp_path], stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in processes] == ["1000"] * 3
    assert (tmp_path / "log").read_text() == "built\n"


def test_check_says_what_is_wrong(tmp_path: Path) -> None:
    target = provide(tmp_path / "thing", IDENTITY, writes("one", []))
    (target / "deep" / "weights").write_text("two")
    with pytest.raises(Damaged, match=r"weights has sha256 .* instead of"):
        manifest.check(target)
    (target / "deep" / "weights").write_text("three")
    with pytest.raises(Damaged, match="5 bytes instead of 3"):
        manifest.check(target)


def test_forget_takes_hashes_anew_even_where_the_file_looks_unchanged(tmp_path: Path) -> None:
    import os

    path = tmp_path / "file"
    path.write_text("one")
    before, stamp = manifest.sha256(path), path.stat()
    path.write_text("two")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert manifest.sha256(path) == before
    manifest.forget()
    assert manifest.sha256(path) != before
