"""The command tree. Imports nothing heavy: `factcheck --help` answers at once."""

from __future__ import annotations

import typer

from factcheck.cli import check, evaluate, index, models, service, sources

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
app.add_typer(index.app, name="index")
app.add_typer(models.app, name="models")
app.add_typer(sources.app, name="sources")
app.add_typer(evaluate.app, name="evaluate")
