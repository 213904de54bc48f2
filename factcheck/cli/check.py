"""`factcheck check`, `claims` and `search`: what people run on an article or a claim."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from factcheck import assembly
from factcheck.cli import options
from factcheck.cli.progress import stages_progress
from factcheck.intake.article import Given
from factcheck.pipeline import with_cut_off


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    app.command("check")(check)
    app.command("claims")(claims)
    app.command("search")(search)


def check(  # noqa: PLR0913  one parameter per option
    source: options.Source = None,  # type: ignore[assignment]
    text: options.Text = None,
    lang: options.Lang = None,
    published: options.Published = None,
    as_of: options.AsOf = None,
    as_claims: Annotated[bool, typer.Option("--claim", help="Take each line as one claim, whatever it looks like.")] = False,
    max_claims: Annotated[int | None, typer.Option("--max-claims", min=1, help="Check only the most check-worthy.")] = None,
    min_checkworthiness: Annotated[float, typer.Option("--min-checkworthiness", min=0, max=1)] = 0.0,
    as_json: options.Json = False,
) -> None:
    """Check an article: its claims, each with verdict, evidence and reason.

    Example: factcheck check article.txt --published 2023-11-09
    """
    settings = options.settings()
    article = options.read(source, text, Given(lang=lang, published=options.day(published, "--published")))
    chosen = with_cut_off(assembly.options(settings), article, date.today())
    chosen = replace(
        chosen,
        as_of=options.day(as_of, "--as-of") or chosen.as_of,
        max_claims=max_claims or chosen.max_claims,
        min_checkworthiness=min_checkworthiness,
    )
    with stages_progress(article.lang) as progress:
        pipeline = assembly.pipeline(settings)
        run = pipeline.check_given if as_claims else pipeline.check
        report = run(article, chosen, progress)
    _show(report, as_json)


def _show(report: object, as_json: bool) -> None:
    from factcheck.domain import Report
    from factcheck.render.document import report_json
    from factcheck.render.terminal import print_report

    assert isinstance(report, Report)  # noqa: S101
    if as_json:
        sys.stdout.write(report_json(report))
    else:
        print_report(report)


def claims(  # noqa: PLR0913
    source: options.Source = None,  # type: ignore[assignment]
    text: options.Text = None,
    lang: options.Lang = None,
    published: options.Published = None,
    as_json: options.Json = False,
) -> None:
    """Show an article's claims without checking them.

    Example: factcheck claims article.txt --published 2023-11-09
    """
    from factcheck.render.terminal import print_claims

    settings = options.settings()
    article = options.read(source, text, Given(lang=lang, published=options.day(published, "--published")))
    with stages_progress(article.lang) as progress:
        found = assembly.pipeline(settings).find_claims(article, progress)
    if as_json:
        sys.stdout.write(json.dumps([c.model_dump(mode="json") for c in found], ensure_ascii=False, indent=2) + "\n")
    else:
        print_claims(article, found)


def search(
    query: Annotated[str, typer.Argument(help="A claim or a few words.")],
    lang: options.Lang = None,
    as_of: options.AsOf = None,
    top_k: Annotated[int, typer.Option("--top-k", min=1, max=100)] = 10,
    as_json: options.Json = False,
) -> None:
    """Show what would be found for a claim, and why.

    Example: factcheck search "comercio entre Rusia y Kazajistán en 2022"
    """
    from factcheck.intake.article import from_text
    from factcheck.render.terminal import print_hits

    settings = options.settings()
    article = from_text(query, Given(lang=lang))
    hits = assembly.search(settings, article, as_of=options.day(as_of, "--as-of"), top_k=top_k)
    if as_json:
        sys.stdout.write(json.dumps([h.model_dump(mode="json") for h in hits], ensure_ascii=False, indent=2) + "\n")
    else:
        print_hits(hits, article.lang)
