"""Draws reliability diagrams and risk-coverage curves. Knows the calibration figures' form; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from factcheck.evaluation import metrics
from factcheck.evaluation.figures import Figures
from factcheck.evaluation.verification import Scored

STYLE: dict[Any, Any] = {"svg.hashsalt": "factcheck", "svg.fonttype": "none", "font.size": 9}
"""Fixed salt: the same figures give the same file."""


def draw(files: Mapping[str, Figures], scored: Mapping[str, Sequence[Scored]], folder: Path) -> list[Path]:
    """`reliability` and `risk-coverage`, each as PNG and SVG; returns the files."""
    import matplotlib as mpl

    mpl.use("Agg")
    folder.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(STYLE):
        return [*_reliability(files, folder), *_risk(scored, folder)]


def _reliability(files: Mapping[str, Figures], folder: Path) -> list[Path]:
    import matplotlib.pyplot as plt

    columns = min(4, len(files))
    rows = -(-len(files) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(2.6 * columns, 2.8 * rows), squeeze=False, layout="constrained")
    for axis in axes.flat[len(files) :]:
        axis.axis("off")
    for axis, (name, found) in zip(axes.flat, files.items(), strict=False):
        bins = found["reliability"]
        axis.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        sure, hits = ([b[key] for b in bins] for key in ("confidence", "accuracy"))
        axis.scatter(sure, hits, s=[8 + 300 * b["share"] for b in bins], color="tab:blue", alpha=0.7)
        axis.set(xlim=(0, 1), ylim=(0, 1), xlabel="said", ylabel="right")
        axis.set_title(f"{name}\nECE {found['ece']:.3f}, n {found['n']}", fontsize=8)
    return _saved(figure, folder / "reliability")


def _risk(scored: Mapping[str, Sequence[Scored]], folder: Path) -> list[Path]:
    import matplotlib.pyplot as plt

    figure, axis = plt.subplots(figsize=(7, 4.5), layout="constrained")
    for name, found in scored.items():
        coverage, risk = metrics.risk_coverage([one.confidence for one in found], [one.right for one in found])
        start = min(20, len(found)) - 1  # the first few rows say nothing
        axis.plot(coverage[start:], risk[start:], linewidth=1.2, label=name)
    axis.set(xlim=(0, 1), ylim=(0, None), xlabel="share answered, surest first", ylabel="share wrong")
    axis.legend(fontsize=7, ncols=2, frameon=False)
    return _saved(figure, folder / "risk-coverage")


def _saved(figure: object, stem: Path) -> list[Path]:
    import matplotlib.pyplot as plt

    paths = [stem.with_suffix(".png"), stem.with_suffix(".svg")]
    for path in paths:
        figure.savefig(path, dpi=110, metadata={"Date": None} if path.suffix == ".svg" else {})  # type: ignore[attr-defined]
    plt.close(figure)  # type: ignore[arg-type]
    return paths
