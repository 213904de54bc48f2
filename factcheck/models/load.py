"""From a spec (`embedded`, a folder, `org/name@revision`) to a model that is ready to run. Loads nothing heavy until then."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.models import catalog

EMBEDDED = "embedded"


class Encoder(Protocol):
    """Texts to vectors. `name` says model, revision and engine: vectors of different names must not be compared."""

    name: str
    dimension: int

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """L2-normalised vectors (n, dimension) of questions and claims."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """L2-normalised vectors (n, dimension) of passages."""
        ...


class Verifier(Protocol):
    """Pairs (evidence, claim) to logits."""

    name: str

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Logits (n, 3) for entailment, neutral, contradiction."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text alone, without special tokens."""
        ...


def load_encoder(spec: str, cache_dir: Path, threads: int = 0) -> Encoder:
    """The encoder that `spec` names; `threads` 0 means all cores. Raises `ModelError` with a way out."""
    if spec == EMBEDDED:
        return _embedded_encoder(cache_dir, cores(threads))
    from factcheck.models.torch_engine import open_encoder

    return open_encoder(spec, cores(threads))


def load_verifier(spec: str, cache_dir: Path, threads: int = 0) -> Verifier:
    """The entailment model that `spec` names; `threads` 0 means all cores. Raises `ModelError` with a way out."""
    if spec == EMBEDDED:
        return _embedded_verifier(cache_dir, cores(threads))
    from factcheck.models.torch_engine import open_verifier

    return open_verifier(spec, cores(threads))


def cores(threads: int) -> int:
    """`threads`, or for 0 the cores this process may use."""
    if threads:
        return threads
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _embedded_encoder(cache_dir: Path, threads: int) -> Encoder:
    from factcheck.models import embedded
    from factcheck.models.onnx_engine import OnnxEncoder

    entry = catalog.entry(catalog.EMBEDDED_ENCODER)
    prefixes = (entry.query_prefix, entry.passage_prefix)
    return OnnxEncoder(embedded.encoder_folder(cache_dir), embedded.encoder_identity().name, prefixes, threads)


def _embedded_verifier(cache_dir: Path, threads: int) -> Verifier:
    from factcheck.models import embedded
    from factcheck.models.onnx_engine import OnnxVerifier

    return OnnxVerifier(embedded.verifier_folder(cache_dir), embedded.verifier_identity().name, threads)
