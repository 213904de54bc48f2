"""The neural networks: where they come from, how they are provided and checked, and how they are run."""

from __future__ import annotations

from factcheck.models.load import Encoder, Verifier, load_encoder, load_verifier

__all__ = ["Encoder", "Verifier", "load_encoder", "load_verifier"]
