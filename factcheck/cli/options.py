"""Options that several commands share, and what they turn into."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from factcheck.domain import Article
from factcheck.errors import InputError
from factcheck.intake import article as intake
from factcheck.settings import Settings, load_settings

Source = Annotated[str, typer.Argument(help="A file (text, HTML, PDF), a URL, or - for standard input.", show_default=False)]
Text = Annotated[str | None, typer.Option("--text", help="The text itself instead of a file.", show_default=False)]
Lang = Annotated[str | None, typer.Option("--lang", help="Language of the text (es, en, …); detected where absent.", show_default=False)]
Published = Annotated[str | None, typer.Option("--published", help="The article's date, YYYY-MM-DD: relative dates are read from it.", show_default=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Cut-off for evidence, YYYY-MM-DD; default: --published, else today.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of text for people.")]


def day(value: str | None, option: str) -> date | None:
    """An option's date; InputError says which option and what it takes."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"{option} takes a date such as 2023-11-09, not {value!r}.") from error


def read(source: str | None, text: str | None, given: intake.Given) -> Article:
    """The article that the arguments name: --text, -, a URL or a file."""
    if (source is None) == (text is None):
        raise InputError("Name one file, URL or -, or give --text.", way_out='For example: factcheck check --text "Astaná es la capital de Kazajistán."')
    if text is not None:
        return intake.from_text(text, given)
    assert source is not None  # noqa: S101  exactly one is given
    if source == "-":
        return intake.from_bytes(sys.stdin.buffer.read(), given)
    if source.startswith(("http://", "https://")):
        return intake.from_url(source, given)
    return intake.from_file(Path(source), given)


def settings() -> Settings:
    """The settings in use."""
    return load_settings()
