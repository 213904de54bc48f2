from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.errors import ModelError
from factcheck.models import embedded, info, manifest


def converted(cache: Path) -> Path:
    """A cache in which the encoder's folder is whole by its manifest, though it holds no network."""
    identity = embedded.encoder_identity()
    folder = embedded.folder(cache, identity)
    folder.mkdir(parents=True)
    (folder / "weights").write_text("weights")
    manifest.write(folder, identity)
    return folder


def test_before_first_use_nothing_is_converted(tmp_path: Path) -> None:
    encoder, verifier = info.describe("embedded", "embedded", tmp_path)
    assert (encoder.role, verifier.role) == ("encoder", "verifier")
    assert (encoder.state, encoder.bytes) == ("made on first use", 0)
    assert encoder.licence == verifier.licence == "MIT"
    assert len(encoder.sha256) == len(verifier.sha256) == 64
    assert encoder.folder.startswith(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_converted_model_is_ready_and_has_a_size(tmp_path: Path) -> None:
    folder = converted(tmp_path)
    encoder, _ = info.describe("embedded", "embedded", tmp_path)
    assert (encoder.state, encoder.folder) == ("ready", str(folder))
    assert encoder.bytes > len("weights")


def test_a_file_linked_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("four")
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert info._size(tmp_path) == 4


def test_a_model_by_folder_shows_its_own_hash(tmp_path: Path) -> None:
    model = tmp_path / "mine"
    model.mkdir()
    (model / "model.safetensors").write_bytes(b"weights")
    encoder, _ = info.describe(str(model), "embedded", tmp_path)
    assert (encoder.engine, encoder.origin, encoder.licence) == ("torch-fp32", "folder", "see its folder")
    assert encoder.name == f"mine@{encoder.sha256[:12]}"


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model folder"):
        info.describe("embedded", str(tmp_path / "absent"), tmp_path)


def test_verify_finds_what_changed_behind_our_back(tmp_path: Path) -> None:
    assert info.verify("embedded", "embedded", tmp_path) == []
    folder = converted(tmp_path)
    assert info.verify("embedded", "embedded", tmp_path) == [(str(folder), "")]
    (folder / "weights").write_text("WEIGHTS")
    ((name, finding),) = info.verify("embedded", "embedded", tmp_path)
    assert name == str(folder)
    assert "instead of" in finding
    assert "made anew" in finding
