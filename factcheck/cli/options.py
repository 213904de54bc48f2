"""Options that several commands share, what they turn into, and how documents are written out."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from factcheck.domain import Article
from factcheck.errors import InputError
from factcheck.intake import article as intake
from factcheck.intake.extract import MAX_BYTES
from factcheck.service import Material, article_from
from factcheck.settings import Settings, load_settings


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"


Source = Annotated[
    str | None, typer.Argument(help="A file (text, HTML, PDF), a URL, or - for standard input.", show_default=False)
]
Text = Annotated[str | None, typer.Option("--text", help="The text itself instead of a file.", show_default=False)]
Lang = Annotated[
    str | None,
    typer.Option("--lang", help="Language of the text (es, en, …); detected where absent.", show_default=False),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published", help="The article's date, YYYY-MM-DD: relative dates are read from it.", show_default=False
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="Cut-off for evidence, YYYY-MM-DD; default: --published, else today.", show_default=False
    ),
]
Form = Annotated[Format, typer.Option("--format", help="For people at a terminal, or as a document.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of text for people.")]


def day(value: str | None, option: str) -> date | None:
    """An option's date; InputError says which option and what it takes."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"{option} takes a date such as 2023-11-09, not {value!r}.") from error


def given(lang: str | None, published: str | None) -> intake.Given:
    """What the user says about the article. InputError for a language that is no code."""
    if lang is not None and not re.fullmatch(r"[a-z]{2,3}", lang):
        raise InputError(f"--lang takes a code such as es or en, not {lang!r}.")
    return intake.Given(lang=lang, published=day(published, "--published"))


def read(source: str | None, text: str | None, said: intake.Given) -> Article:
    """The article that the arguments name: --text, -, a URL or a file."""
    if (source is None) == (text is None):
        example = 'For example: factcheck check --text "Astaná es la capital de Kazajistán."'
        raise InputError("Name one file, URL or -, or give --text.", way_out=example)
    if source is None or source.startswith(("http://", "https://")):
        return article_from(Material(text=text, url=source, given=said))
    if source == "-":
        # one byte more than is taken, so that a longer stream is refused without being read to its end
        return intake.from_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), said)
    return intake.from_file(_file(source), said)


def _file(name: str) -> Path:
    # Somebody who types a sentence where a file belongs is told how to check a sentence.
    if " " in name and len(name) < 5_000 and not os.path.lexists(name):
        raise InputError(f"There is no file named {name!r}.", way_out="To check a text itself, put --text before it.")
    return Path(name)


def write(document: str) -> None:
    """A document to standard output as UTF-8, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(document.encode())
    sys.stdout.buffer.flush()


def settings() -> Settings:
    """The settings in use."""
    return load_settings()
