"""On PYTHONPATH, the command line checks audits without models: each process of it, those that it starts too."""

from __future__ import annotations

import signal
from pathlib import Path

from factcheck import assembly
from tests.integration.audit_process import Slow


def _slow(_sources: object, _settings: object, memory: Path) -> Slow:
    return Slow(memory.with_name("started"), seconds=0.02)


# Whoever runs the tests in the background has switched the keyboard's signal off for all that comes of it.
signal.signal(signal.SIGINT, signal.default_int_handler)
assembly.pipeline_remembering = _slow  # type: ignore[assignment]
