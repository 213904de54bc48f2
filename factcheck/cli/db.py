"""`factcheck db`: the service's database: bring it to this version, copy it, write out what it holds, delete texts."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from factcheck.cli import options
from factcheck.cli.keys import opened
from factcheck.errors import InputError

app = typer.Typer(no_args_is_help=True, help="The service's database: upgrade, backup, export, purge.")


@app.command()
def upgrade() -> None:
    """Bring the database to this version; the service does so itself when it starts.

    Example: factcheck db upgrade
    """
    from factcheck.storage.database import open_database

    with closing(open_database(options.settings().database_url, upgrade=False)) as database:
        before, head = database.revisions()
        database.upgrade()
    sys.stdout.write(f"{before or 'empty'} -> {head}\n")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A file that does not exist yet.")]) -> None:
    """Copy a SQLite database while the service goes on. (PostgreSQL has pg_dump.)

    Example: factcheck db backup copy.sqlite3
    """
    with opened() as desk:
        desk.database.backup(file)
    sys.stdout.write(f"{file}\n")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="A JSON-lines file that does not exist yet.")],
) -> None:
    """Write out every row as a line of JSON, oldest table first; secrets and hashes of keys are left out.

    Example: factcheck db export everything.jsonl
    """
    from factcheck.storage.export import lines

    if file.exists():
        raise InputError(f"{file} exists already.", way_out="Name a file that does not exist yet.")
    count = 0
    try:
        with opened() as desk, desk.database.reading() as connection, file.open("w", encoding="utf-8") as out:
            for line in lines(connection):
                out.write(line + "\n")
                count += 1
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.", way_out="Choose another file.") from error
    sys.stdout.write(f"{count} rows in {file}\n")


@app.command()
def purge(
    key: Annotated[
        str | None, typer.Option("--key", help="Only this key's texts (its id).", show_default=False)
    ] = None,
    older_than: Annotated[
        int | None,
        typer.Option("--older-than", min=0, help="Days; 0: everything nobody approved.", show_default=False),
    ] = None,
) -> None:
    """Delete unreviewed texts that have outlived their key's retention (the service does so every hour), or older ones.

    Example: factcheck db purge --older-than 7
    """
    from factcheck.desk import retention

    age = None if older_than is None else timedelta(days=older_than)
    with opened() as desk:
        gone = retention.purge(desk, key_id=key, older_than=age)
    sys.stdout.write(
        f"reports emptied: {gone.reports}; jobs deleted: {gone.jobs}; kept answers deleted: {gone.answers}; "
        f"readers' requests emptied: {gone.requests}\n"
    )
