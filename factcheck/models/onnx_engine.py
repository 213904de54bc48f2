"""Runs the converted folders on ONNX Runtime in fp32. One embedding table is mapped for all models that share the file.

A score does not depend on its batch: no scale is taken from the batch, and padding is masked out exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from factcheck.errors import ModelError
from factcheck.models import batches, folders, graph, weights
from factcheck.models.delta import LABELS

ENGINE = "onnx-fp32"
_tables: WeakValueDictionary[tuple[int, int], Any] = WeakValueDictionary()
_lock = Lock()


class Session:
    """One network in memory: batches of ids in, rows of numbers out. Safe to call from several threads."""

    def __init__(self, folder: Path, output: str, threads: int) -> None:
        self._table = _table(folder / weights.EMBEDDINGS_FILE)  # must outlive the session, which does not own it
        self._session = _open(folder, self._table, threads)
        self._outputs = [output]

    def __call__(self, batch: batches.Batch) -> NDArray[np.float32]:
        """Rows of the output for one batch."""
        inputs = {graph.IDS: batch.ids, graph.MASK: batch.mask}
        result: NDArray[np.float32] = self._session.run(self._outputs, inputs)[0]
        return result


class OnnxEncoder:
    """Texts to L2-normalised vectors. Texts are cut at `limit` tokens."""

    def __init__(self, folder: Path, name: str, prefixes: tuple[str, str], threads: int) -> None:
        self.name = f"{name}/{ENGINE}"
        self._tokenizer = batches.open_tokenizer(folder / folders.TOKENIZER_FILE)
        self._session = Session(folder, graph.EMBEDDING, threads)
        self._query, self._passage = prefixes
        self.dimension = _width(self._session, 1)
        self.limit = 512

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors (n, dimension) of questions and claims."""
        return self._encode([self._query + text for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors (n, dimension) of passages."""
        return self._encode([self._passage + text for text in texts])

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        sequences = [batches.single(ids, self.limit) for ids in batches.tokens(self._tokenizer, texts)]
        return batches.run(sequences, self.dimension, self._session)


class OnnxVerifier:
    """Pairs (evidence, claim) to logits for entailment, neutral, contradiction. Over `limit` tokens the evidence is cut."""

    def __init__(self, folder: Path, name: str, threads: int) -> None:
        self.name = f"{name}/{ENGINE}"
        self._tokenizer = batches.open_tokenizer(folder / folders.TOKENIZER_FILE)
        self._session = Session(folder, graph.LOGITS, threads)
        self.limit = 512

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Logits (n, 3)."""
        ids = batches.tokens(self._tokenizer, [text for pair in pairs for text in pair])
        sequences = [batches.pair(ids[i], ids[i + 1], self.limit) for i in range(0, len(ids), 2)]
        return batches.run(sequences, len(LABELS), self._session)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text alone, without special tokens: what callers need to cut long evidence into windows."""
        return [len(ids) for ids in batches.tokens(self._tokenizer, texts)]


def _width(session: Session, token: int) -> int:
    one = np.array([[token]])
    return int(session(batches.Batch(np.zeros(1, dtype=np.int64), one, np.ones_like(one))).shape[1])


def _open(folder: Path, table: Any, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_initializer(weights.TABLE, table)
    try:
        return onnxruntime.InferenceSession(folder / folders.ONNX_FILE, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's exceptions share no base but Exception
        raise ModelError(
            f"{folder} cannot be opened: {error}.", way_out=f"Delete {folder}; it is made anew."
        ) from error


def _table(path: Path) -> Any:
    """The embedding table of a file, mapped once however many folders link to it."""
    stat = path.stat()
    key = (stat.st_dev, stat.st_ino)
    with _lock:
        table = _tables.get(key)
        if table is None:
            table = _tables[key] = _map(path)
        return table


def _map(path: Path) -> Any:
    import onnxruntime

    return onnxruntime.OrtValue.ortvalue_from_numpy(weights.mapped(path, weights.TABLE))
