"""`factcheck serve` and `factcheck settings`."""

from __future__ import annotations

from typing import Annotated

import typer

from factcheck.cli import options

Host = Annotated[str | None, typer.Option("--host", help="Address to listen on.", show_default=False)]
Port = Annotated[int | None, typer.Option("--port", min=1, max=65535, help="Port to listen on.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    app.command("serve")(serve)
    app.command("settings")(settings)


def serve(host: Host = None, port: Port = None) -> None:
    """Start the service and its form, by default on http://127.0.0.1:8000.

    Example: factcheck serve --port 8080
    """
    from factcheck.server import run

    chosen = options.settings()
    run(chosen, host or chosen.host, port or chosen.port)


def settings() -> None:
    """List all settings (environment variables), their values in use, and what they mean.

    Example: FACTCHECK_THREADS=2 factcheck settings
    """
    from rich.table import Table
    from rich.text import Text

    from factcheck.render.formats import line
    from factcheck.render.terminal import plain_console
    from factcheck.settings import describe

    table = Table("variable", "value", "meaning", box=None, pad_edge=False)
    for row in describe(options.settings()):
        table.add_row(*(Text(line(cell)) for cell in row))
    plain_console().print(table)
