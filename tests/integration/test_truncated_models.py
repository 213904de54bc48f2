"""A model file that was cut short, met by the command line as a process: mended where it can be made again, refused where it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.models.embedded import verifier_folder
from factcheck.settings import load_settings

pytestmark = pytest.mark.models

CLAIM = "Kazajistán es un Estado Parte del Estatuto de Roma."


def checked(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "factcheck", "check", "--claim", "--text", CLAIM],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=300,
        check=False,
    )


def weights_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.safetensors") if path.stat().st_size > 100_000]


def test_a_truncated_own_verifier_is_exit_4_with_a_way_out(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(verifier_folder(load_settings().cache_dir), own)
    for path in weights_of(own):
        os.truncate(path, 50_000)
    done = checked(FACTCHECK_VERIFIER=str(own))
    assert done.returncode == 4
    assert str(own) in done.stderr
    assert "way out" in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_a_truncated_file_of_the_embedded_model_is_made_again(tmp_path: Path) -> None:
    folder = verifier_folder(load_settings().cache_dir)
    cut = tmp_path / "models" / folder.name
    shutil.copytree(folder.parent, tmp_path / "models", copy_function=_link)
    damaged = max(weights_of(cut), key=lambda path: path.stat().st_size)
    size = damaged.stat().st_size
    damaged.unlink()
    damaged.write_bytes(b"cut short")
    done = checked(FACTCHECK_CACHE_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Estatuto de Roma" in done.stdout
    assert damaged.stat().st_size == size


def _link(source: str, target: str) -> None:
    """A hard link where the file system allows one: the folders hold a gigabyte, and nobody writes into their files."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
