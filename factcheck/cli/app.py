"""The command tree. Imports nothing heavy: `factcheck --help` answers at once."""

from __future__ import annotations

import importlib
import importlib.util

import typer

from factcheck.cli import bench, check, service, worker

app = typer.Typer(
    name="factcheck",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=(
        "Check an article's claims against reference sources, offline.\n\n"
        "Example: factcheck check article.txt --published 2023-11-09"
    ),
)
check.register(app)
service.register(app)
worker.register(app)
bench.register(app)
for group in ("index", "models", "sources", "keys", "db", "evaluate", "audit"):
    if importlib.util.find_spec(f"factcheck.cli.{group}"):
        app.add_typer(importlib.import_module(f"factcheck.cli.{group}").app, name=group)
