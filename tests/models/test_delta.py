from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from factcheck.errors import ModelError
from factcheck.models import delta

LAYER = "encoder.layer.6.intermediate.dense.weight"


@pytest.fixture
def tensors() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(7)
    return {
        LAYER: rng.normal(0, 0.05, (8, 6)).astype(np.float32),
        "encoder.layer.6.output.LayerNorm.weight": rng.normal(1, 0.1, 6).astype(np.float32),
        "classifier.out.weight": rng.normal(0, 1, (3, 6)).astype(np.float32),
        "classifier.out.bias": np.array([0.5, -0.25, 0.0], dtype=np.float32),
    }


@pytest.fixture
def packed(tmp_path: Path, tensors: dict[str, np.ndarray]) -> Path:
    path = tmp_path / "weights.safetensors"
    delta.pack(tensors, path, base_sha256="ba5e", created_by="a test")
    return path


def test_unpack_gives_back_what_was_packed(packed: Path, tensors: dict[str, np.ndarray]) -> None:
    found = delta.unpack(packed)
    assert set(found.tensors) == set(tensors)
    assert (found.base_sha256, found.created_by) == ("ba5e", "a test")
    for name, tensor in tensors.items():
        assert found.tensors[name].dtype == np.float32
        assert found.tensors[name].shape == tensor.shape
        np.testing.assert_allclose(found.tensors[name], tensor, atol=np.abs(tensor).max() / 127 / 2 + 1e-3)


def test_layer_weights_are_int8_with_a_scale_per_row_and_the_head_is_not(packed: Path) -> None:
    from safetensors.numpy import load_file

    stored = load_file(packed)
    assert stored[LAYER].dtype == np.int8
    assert stored[LAYER + ".scale"].shape == (8,)
    assert stored[LAYER + ".scale"].dtype == np.float32
    assert stored["classifier.out.weight"].dtype == np.float16


def test_packing_is_reproducible(packed: Path, tmp_path: Path, tensors: dict[str, np.ndarray]) -> None:
    again = delta.pack(tensors, tmp_path / "again.safetensors", base_sha256="ba5e", created_by="a test")
    assert again == delta.companion(packed)["sha256"]


def test_quantising_loses_half_a_step_at_most_and_survives_empty_rows() -> None:
    weight = np.array([[0.0, 0.0], [1.0, -0.3], [1e-6, 2e-6]], dtype=np.float32)
    values, scale = delta.quantise(weight)
    assert np.abs(values).max() <= 127
    assert (np.abs(values * scale[:, None] - weight) <= scale[:, None] / 2 + 1e-9).all()


def test_weights_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not finite"):
        delta.pack({LAYER: np.array([[np.nan]])}, tmp_path / "w.safetensors", base_sha256="x", created_by="x")


def test_truncated_weights_are_refused_with_a_way_out(packed: Path) -> None:
    packed.write_bytes(packed.read_bytes()[:-40])
    with pytest.raises(ModelError, match="damaged") as caught:
        delta.unpack(packed)
    assert "Reinstall" in caught.value.way_out


def test_one_flipped_bit_is_noticed(packed: Path) -> None:
    content = bytearray(packed.read_bytes())
    content[-1] ^= 1
    packed.write_bytes(content)
    with pytest.raises(ModelError, match="damaged"):
        delta.unpack(packed)


def test_junk_whose_hash_fits_is_still_refused(packed: Path) -> None:
    from factcheck.models import manifest

    packed.write_bytes(b"no safetensors")
    facts = json.loads(packed.with_suffix(".json").read_text())
    packed.with_suffix(".json").write_text(json.dumps({**facts, "sha256": manifest.sha256(packed)}))
    with pytest.raises(ModelError, match="not a safetensors file"):
        delta.unpack(packed)


@pytest.mark.parametrize(
    "change", [{"format": "factcheck-delta-0"}, {"labels": "contradiction,neutral,entailment"}, {"sha256": None}]
)
def test_a_companion_of_another_kind_is_refused(packed: Path, change: dict[str, str | None]) -> None:
    companion = packed.with_suffix(".json")
    facts = {**json.loads(companion.read_text()), **change}
    companion.write_text(json.dumps({key: value for key, value in facts.items() if value is not None}))
    with pytest.raises(ModelError, match="format"):
        delta.unpack(packed)


def test_missing_weights_are_refused(packed: Path) -> None:
    packed.unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        delta.unpack(packed)


def test_the_shipped_weights_are_whole_and_small() -> None:
    shipped = delta.unpack()
    assert delta.SHIPPED.stat().st_size < 25_000_000
    assert shipped.tensors["classifier.out.weight"].shape == (3, 384)
    assert any(name.startswith("encoder.layer.") for name in shipped.tensors)
