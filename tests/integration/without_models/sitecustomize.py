"""On PYTHONPATH, the command line checks audits without models: each process of it, those that it starts too."""

from __future__ import annotations

from pathlib import Path

from factcheck import assembly
from tests.integration.audit_process import Slow


def _slow(_sources: object, _settings: object, memory: Path) -> Slow:
    return Slow(memory.with_name("started"), seconds=0.02)


assembly.pipeline_remembering = _slow  # type: ignore[assignment]
