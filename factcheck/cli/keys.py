"""`factcheck keys`: who may use the service, for what, how often, and how long their texts stay."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factcheck.cli import options

if TYPE_CHECKING:
    from factcheck.desk.office import Desk

app = typer.Typer(no_args_is_help=True, help="API keys: create, list, revoke.")

Scopes = Annotated[str, typer.Option("--scopes", help="check, read, review, sources, admin, with commas between.")]
PerMinute = Annotated[int, typer.Option("--per-minute", min=0, help="Requests a minute; 0: no limit.")]
PerDay = Annotated[int, typer.Option("--per-day", min=0, help="Checks a day; 0: no limit.")]
Retention = Annotated[
    int, typer.Option("--retention-days", min=0, max=36500, help="How long unreviewed texts stay; 0: not at all.")
]
Expires = Annotated[
    int | None, typer.Option("--expires-days", min=1, max=36500, help="Valid so many days.", show_default=False)
]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What the key is for, such as the CMS.")],
    scopes: Scopes = "check,read",
    per_minute: PerMinute = 60,
    per_day: PerDay = 10_000,
    retention_days: Retention = 30,
    expires_days: Expires = None,
) -> None:
    """Make a key and show it, this once. From then on every request needs a key.

    Example: factcheck keys create CMS --scopes check,read --retention-days 7
    """
    from factcheck.desk import keys

    with opened() as desk:
        wanted = keys.Wanted(
            name=name,
            scopes=tuple(scope.strip() for scope in scopes.split(",") if scope.strip()),
            per_minute=per_minute,
            per_day=per_day,
            retention_days=retention_days,
            expires_at=desk.now() + timedelta(days=expires_days) if expires_days else None,
        )
        row, secret = keys.create(desk, wanted)
    sys.stderr.write(f"{row['id']} ({row['name']}): keep the key now, it is not shown again.\n")
    sys.stdout.write(secret + "\n")


@app.command("list")
def list_(as_json: options.Json = False) -> None:
    """Show all keys: id, name, scopes, limits, last use. The keys themselves are not kept.

    Example: factcheck keys list --json
    """
    from factcheck.desk import keys

    with opened() as desk:
        rows = [_shown(row) for row in keys.listed(desk)]
    if as_json:
        sys.stdout.write(json.dumps({"keys": rows}, ensure_ascii=False, indent=2) + "\n")
        return
    for row in rows:
        state = "revoked" if row["revoked_at"] else "in use"
        sys.stdout.write(f"{row['id']}  {row['hint']}…  {row['name']}  {','.join(row['scopes'])}  {state}\n")
    if not rows:
        sys.stdout.write("There are no keys; the service answers this machine only.\n")


@app.command()
def revoke(key: Annotated[str, typer.Argument(help="A key's id or name.")]) -> None:
    """Take a key back, from the next request on.

    Example: factcheck keys revoke CMS
    """
    from factcheck.desk import keys

    with opened() as desk:
        row = keys.revoke(desk, key)
    sys.stdout.write(f"{row['id']} ({row['name']}) is revoked.\n")


@contextmanager
def opened() -> Iterator[Desk]:
    """The desk of the settings, its database closed at the end."""
    from factcheck import assembly

    desk = assembly.desk(options.settings())
    with closing(desk.database):
        yield desk


def _shown(row: Any) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name != "hash"}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in shown.items()}
