"""`factcheck models`: which models are in use, where they come from, and whether their files are sound."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from factcheck.cli import options
from factcheck.errors import ModelError

if TYPE_CHECKING:
    from factcheck.models.info import ModelInfo

app = typer.Typer(no_args_is_help=True, help="The neural networks in use.")


@app.command()
def info(as_json: options.Json = False) -> None:
    """Show the models in use: revision, hash, licence, where from, cache folder, size.

    Example: factcheck models info --json
    """
    from factcheck.models.info import describe

    settings = options.settings()
    models = describe(settings.encoder, settings.verifier, settings.cache_dir)
    if as_json:
        rows = [asdict(model) for model in models]
        sys.stdout.write(json.dumps({"models": rows}, ensure_ascii=False, indent=2) + "\n")
    else:
        for model in models:
            _print(model)


@app.command()
def verify() -> None:
    """Hash all files of the embedded models anew and compare them with their manifests.

    Example: factcheck models verify
    """
    from factcheck.models.info import verify as findings

    settings = options.settings()
    found = findings(settings.encoder, settings.verifier, settings.cache_dir)
    if not found:
        sys.stdout.write(f"{settings.cache_dir} holds no embedded model yet; it is made on first use.\n")
    for folder, finding in found:
        sys.stdout.write(f"{folder}: {finding or 'sound'}\n")
    if any(finding for _, finding in found):
        raise ModelError("A model's files are not what their manifest says.", way_out="Run `factcheck models fetch`.")


@app.command()
def fetch() -> None:
    """Convert the embedded models into the cache now (about 10 s), so that no later command has to.

    Example: factcheck models fetch
    """
    from factcheck.models import load_encoder, load_verifier

    settings = options.settings()
    for model in (
        load_encoder(settings.encoder, settings.cache_dir, settings.threads),
        load_verifier(settings.verifier, settings.cache_dir, settings.threads),
    ):
        sys.stdout.write(f"{model.name}: ready\n")


def _print(model: ModelInfo) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False, title=model.role, title_justify="left")
    shown = {**asdict(model), "size": f"{model.bytes / 1e6:.0f} MB"}
    for key in ("name", "spec", "engine", "revision", "sha256", "dimension", "licence", "upstream", "origin"):
        table.add_row(key, str(shown[key]))
    for key in ("folder", "state", "size"):
        table.add_row(key, str(shown[key]))
    Console().print(table, soft_wrap=True)
