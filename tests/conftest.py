"""Fixtures that several parts share: one cache of converted models for the whole run, and records made short."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from factcheck.models import Encoder, Verifier, load_encoder, load_verifier

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def model_cache() -> Path:
    """Where the embedded models are converted once: `FACTCHECK_CACHE_DIR`, or the user's cache."""
    return Path(os.environ.get("FACTCHECK_CACHE_DIR") or Path.home() / ".cache" / "factcheck")


@pytest.fixture(scope="session")
def encoder(model_cache: Path) -> Encoder:
    """The embedded encoder (mark the test `models`)."""
    return load_encoder("embedded", model_cache, threads=1)


@pytest.fixture(scope="session")
def verifier(model_cache: Path) -> Verifier:
    """The embedded verifier (mark the test `models`)."""
    return load_verifier("embedded", model_cache, threads=1)
