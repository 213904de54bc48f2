"""Runs any sentence-transformers encoder or CrossEncoder, from a folder or from a hub by name and revision, with torch in fp32.

For models other than the embedded ones. A hub is asked only for what its local cache lacks, and only for a named revision.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.errors import ModelError
from factcheck.models import catalog, manifest
from factcheck.models.delta import LABELS

ENGINE = "torch-fp32"
HUB_TIMEOUT_S = 10.0
BATCH = 16
_HUB_NAME = re.compile(r"(?P<name>[\w.-]+/[\w.-]+)(?:@(?P<revision>[\w./-]+))?")
_READ_BY_LOADERS = ("*.json", "*.safetensors", "*.txt", "*.model", "*/*.json", "*/*.safetensors", "*/*.txt")
_WEIGHTS = ("*.safetensors", "*.bin")


@dataclass(frozen=True)
class Found:
    """A model folder on this machine, and the name that says which model and revision it is."""

    folder: Path
    name: str
    key: str
    sha256: str


class TorchEncoder:
    """A SentenceTransformer behind the same four names as the embedded encoder."""

    def __init__(self, model: Any, found: Found) -> None:
        self.name = f"{found.name}/{ENGINE}"
        self._model = model
        self._prompts = _prompts(model, found.key)
        self.dimension = int(model.get_embedding_dimension())

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """L2-normalised vectors (n, dimension) of questions and claims."""
        return self._encode(texts, self._prompts[0])

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """L2-normalised vectors (n, dimension) of passages."""
        return self._encode(texts, self._prompts[1])

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), prompt=prompt, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


class TorchVerifier:
    """A CrossEncoder with three labels behind the same names as the embedded verifier."""

    def __init__(self, model: Any, found: Found) -> None:
        self.name = f"{found.name}/{ENGINE}"
        self._model = model
        self._columns = _columns(model, found)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Logits (n, 3) for entailment, neutral, contradiction, whatever order the model has them in."""
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        from torch.nn import Identity

        scores = self._model.predict(
            list(pairs), batch_size=BATCH, activation_fn=Identity(), apply_softmax=False, show_progress_bar=False
        )
        return np.asarray(scores, dtype=np.float32)[:, self._columns]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text alone, without special tokens."""
        if not texts:
            return []
        encoded = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]


def open_encoder(spec: str, threads: int) -> TorchEncoder:
    """The SentenceTransformer that `spec` names. Raises `ModelError` with a way out."""
    from sentence_transformers import SentenceTransformer

    found = find(spec)
    return TorchEncoder(_load(SentenceTransformer, found, threads), found)


def open_verifier(spec: str, threads: int) -> TorchVerifier:
    """The CrossEncoder that `spec` names. Raises `ModelError` with a way out, also where it has other labels than ours."""
    from sentence_transformers import CrossEncoder

    found = find(spec)
    return TorchVerifier(_load(CrossEncoder, found, threads), found)


def find(spec: str) -> Found:
    """The folder of a spec: itself a folder, or `org/name@revision`, fetched from the hub unless it is cached."""
    folder = Path(spec).expanduser()
    if spec and folder.is_dir():
        digest = fingerprint(folder)
        return Found(folder, f"{folder.resolve().name}@{digest[:12]}", folder.resolve().name, digest)
    match = _HUB_NAME.fullmatch(spec)
    if match is None or spec.startswith((".", "~", "/")):
        message = f"There is no model folder {spec!r}, and it is no hub name either."
        raise ModelError(message, way_out="Use `embedded`, an existing folder, or org/name@revision.")
    if match["revision"] is None:
        message = f"The hub name {spec!r} lacks a revision, and a report must say which model made it."
        raise ModelError(message, way_out=f"Name a commit: {spec}@<commit>.")
    return _from_hub(match["name"], match["revision"])


def fingerprint(folder: Path) -> str:
    """One hash over the names and hashes of the files that loaders read."""
    paths = sorted({path for pattern in _READ_BY_LOADERS + _WEIGHTS for path in folder.glob(pattern)})
    if not any(path.match(pattern) for path in paths for pattern in _WEIGHTS):
        message = f"{folder} holds no weights (*.safetensors)."
        raise ModelError(message, way_out="Name the folder that SentenceTransformer(…).save() wrote.")
    lines = (f"{path.relative_to(folder).as_posix()} {manifest.sha256(path)}\n" for path in paths)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _from_hub(name: str, revision: str) -> Found:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = snapshot_download(
            name, revision=revision, allow_patterns=list(_READ_BY_LOADERS), local_files_only=True
        )
    except LocalEntryNotFoundError:
        folder = _download(name, revision)
    commit = Path(folder).name  # the hub's cache names the folder of a snapshot after its commit
    return Found(Path(folder), f"{name}@{commit[:12]}", name, fingerprint(Path(folder)))


def _download(name: str, revision: str) -> str:
    from huggingface_hub import HfApi, snapshot_download

    try:
        # Asked first because it is asked once: the download itself tries again and again for half a minute
        HfApi().model_info(name, revision=revision, timeout=HUB_TIMEOUT_S)
        return snapshot_download(
            name, revision=revision, allow_patterns=list(_READ_BY_LOADERS), etag_timeout=HUB_TIMEOUT_S
        )
    except (
        Exception
    ) as error:  # the hub client's errors share no base: no network, no such model, not allowed, disk full
        raise ModelError(
            f"{name}@{revision} is not in the local hub cache and cannot be fetched: {_first_line(error)}",
            way_out="Copy the model's folder to this machine and name the folder, or use `embedded`.",
        ) from error


def _load(loader: Any, found: Found, threads: int) -> Any:
    import torch

    torch.set_num_threads(threads)
    try:
        model = loader(str(found.folder), device="cpu", local_files_only=True)
        return model.float().eval()
    except Exception as error:  # loaders raise OSError, ValueError, KeyError, SafetensorError, RuntimeError and more
        raise ModelError(
            f"{found.folder} cannot be loaded as a {loader.__name__}: {_first_line(error)}",
            way_out="Check the folder with sentence-transformers, copy it anew, or use `embedded`.",
        ) from error


def _prompts(model: Any, key: str) -> tuple[str, str]:
    known = catalog.find(key)
    if known is not None:
        return known.query_prefix, known.passage_prefix
    prompts = {name: text or "" for name, text in (model.prompts or {}).items()}
    passage = next((prompts[name] for name in ("document", "passage", "corpus") if prompts.get(name)), "")
    return prompts.get("query", ""), passage


def _columns(model: Any, found: Found) -> list[int]:
    labels = {str(label).lower(): int(i) for i, label in (model.config.id2label or {}).items()}
    if model.num_labels != len(LABELS) or not set(LABELS) <= set(labels):
        raise ModelError(
            f"{found.name} has {model.num_labels} labels ({', '.join(labels)}), a verifier needs {', '.join(LABELS)}.",
            way_out="Choose an NLI CrossEncoder, or name its labels in id2label of config.json.",
        )
    return [labels[label] for label in LABELS]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
