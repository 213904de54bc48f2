"""Any other model by folder or hub name, on tiny models that are made here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from factcheck.errors import ModelError
from factcheck.models import load_encoder, load_verifier
from factcheck.models.torch_engine import find

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "el", "sol", "sale", "the", "sun", "rises", "query", "passage", ":"]


def bert(labels: tuple[str, ...] = ()) -> tuple[object, object]:
    """A tiny BERT with random weights, and its tokenizer."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, PreTrainedTokenizerFast

    torch.manual_seed(1)
    named = {"id2label": dict(enumerate(labels)), "label2id": {x: i for i, x in enumerate(labels)}} if labels else {}
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, **named
    )
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **special)
    return config, fast


@pytest.fixture(scope="module")
def encoder_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import BertModel

    folder = tmp_path_factory.mktemp("models") / "tiny-encoder"
    config, tokenizer = bert()
    plain = folder.parent / "plain"
    BertModel(config, add_pooling_layer=False).save_pretrained(plain)
    tokenizer.save_pretrained(plain)
    prompts = {"query": "query: ", "document": "passage: "}
    SentenceTransformer(modules=[Transformer(str(plain)), Pooling(16)], prompts=prompts, device="cpu").save(str(folder))
    return folder


def cross_encoder(folder: Path, labels: tuple[str, ...]) -> Path:
    from transformers import BertForSequenceClassification

    config, tokenizer = bert(labels)
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_an_encoder_folder_has_the_four_names(encoder_folder: Path, tmp_path: Path) -> None:
    encoder = load_encoder(str(encoder_folder), tmp_path, threads=1)
    assert encoder.name.startswith("tiny-encoder@")
    assert encoder.name.endswith("/torch-fp32")
    assert encoder.dimension == 16
    vectors = encoder.encode_queries(["el sol sale", "the sun"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.encode_passages([]).shape == (0, 16)


def test_the_models_own_prompts_are_used(encoder_folder: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    encoder = load_encoder(str(encoder_folder), tmp_path, threads=1)
    plain = SentenceTransformer(str(encoder_folder), device="cpu", local_files_only=True)
    expected = plain.encode(["query: el sol", "passage: el sol"], prompt="", normalize_embeddings=True)
    np.testing.assert_allclose(encoder.encode_queries(["el sol"])[0], expected[0], atol=1e-5)
    np.testing.assert_allclose(encoder.encode_passages(["el sol"])[0], expected[1], atol=1e-5)


def test_the_name_follows_the_weights(encoder_folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / encoder_folder.name
    shutil.copytree(encoder_folder, copy)
    assert find(str(copy)).name == find(str(encoder_folder)).name
    config = copy / "config.json"
    config.write_text(config.read_text() + "\n")
    assert find(str(copy)).name != find(str(encoder_folder)).name


def test_a_verifiers_columns_are_put_into_our_order(tmp_path: Path) -> None:
    ours = cross_encoder(tmp_path / "ours", ("entailment", "neutral", "contradiction"))
    theirs = cross_encoder(tmp_path / "theirs", ("CONTRADICTION", "ENTAILMENT", "NEUTRAL"))  # same seed, same weights
    pairs = [("el sol sale", "the sun rises"), ("sol", "sun")]
    raw = load_verifier(str(ours), tmp_path, threads=1).logits(pairs)
    turned = load_verifier(str(theirs), tmp_path, threads=1).logits(pairs)
    assert raw.shape == (2, 3)
    np.testing.assert_allclose(turned, raw[:, [1, 2, 0]], atol=1e-6)


def test_a_verifier_counts_tokens_and_takes_nothing(tmp_path: Path) -> None:
    verifier = load_verifier(
        str(cross_encoder(tmp_path / "nli", ("entailment", "neutral", "contradiction"))), tmp_path, threads=1
    )
    assert verifier.count_tokens(["el sol sale", "", "el " * 100]) == [3, 0, 100]
    assert verifier.count_tokens([]) == []
    assert verifier.logits([]).shape == (0, 3)


@pytest.mark.parametrize(
    "labels", [("entailment", "not_entailment"), ("supports", "refutes", "neither"), ("LABEL_0", "LABEL_1", "LABEL_2")]
)
def test_other_labels_are_refused_with_a_way_out(tmp_path: Path, labels: tuple[str, ...]) -> None:
    folder = cross_encoder(tmp_path / "other", labels)
    with pytest.raises(ModelError, match="a verifier needs entailment, neutral, contradiction") as caught:
        load_verifier(str(folder), tmp_path, threads=1)
    assert "id2label" in caught.value.way_out


def test_a_truncated_weights_file_is_refused(encoder_folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "cut"
    shutil.copytree(encoder_folder, copy)
    path = copy / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(ModelError, match="cannot be loaded as a SentenceTransformer") as caught:
        load_encoder(str(copy), tmp_path, threads=1)
    assert caught.value.way_out


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("./no/such/folder", "no model folder"),
        ("/no/such/folder", "no model folder"),
        ("", "no model folder"),
        ("one two three", "no model folder"),
        ("../../etc/passwd@main", "no model folder"),
        ("org/name", "lacks a revision"),
    ],
)
def test_a_spec_that_names_nothing_is_refused(spec: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=says) as caught:
        load_encoder(spec, tmp_path, threads=1)
    assert caught.value.way_out


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="holds no weights"):
        load_verifier(str(tmp_path), tmp_path, threads=1)


def test_a_hub_out_of_reach_is_said_at_once(tmp_path: Path) -> None:
    """In a process of its own: the hub client reads its address and its cache when it is imported."""
    import os
    import subprocess
    import sys
    import time

    code = (
        "from pathlib import Path\nfrom factcheck.errors import ModelError\nfrom factcheck.models.torch_engine import find\n"
        "try:\n    find('org/name@0123456789abcdef0123456789abcdef01234567')\n"
        "except ModelError as error:\n    print(error)\n"
    )
    surroundings = {**os.environ, "HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path)}
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    assert "cannot be fetched" in done.stdout, done.stderr
    assert "Copy the model's folder" in done.stdout
    assert time.monotonic() - start < 20


def test_a_model_in_the_hubs_local_cache_needs_no_network(encoder_folder: Path, tmp_path: Path) -> None:
    import os
    import shutil
    import subprocess
    import sys

    commit = "0123456789abcdef0123456789abcdef01234567"
    shutil.copytree(encoder_folder, tmp_path / "hub/models--org--name/snapshots" / commit)
    code = f"from factcheck.models.torch_engine import find\nfound = find('org/name@{commit}')\nprint(found.name, found.key)\n"
    surroundings = {**os.environ, "HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.strip() == f"org/name@{commit[:12]} org/name", done.stderr
