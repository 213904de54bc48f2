"""`factcheck check`, `claims` and `search`: what people run on an article or a claim."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from factcheck.cli import options
from factcheck.cli.progress import stages_progress
from factcheck.domain import Article, Claim, Hit, Report
from factcheck.service import Wishes, options_for

AsClaims = Annotated[bool, typer.Option("--claim", help="Take each line as one claim, whatever it looks like.")]
MaxClaims = Annotated[
    int | None, typer.Option("--max-claims", min=1, help="Check only the most check-worthy.", show_default=False)
]
MinWorth = Annotated[
    float | None,
    typer.Option("--min-checkworthiness", min=0, max=1, help="Leave out less check-worthy claims.", show_default=False),
]
AbstainBelow = Annotated[
    float | None,
    typer.Option("--abstain-below", min=0, max=1, help="Decide nothing less sure than this.", show_default=False),
]
TopK = Annotated[
    int | None, typer.Option("--top-k", min=1, max=100, help="Passages looked at for each claim.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    app.command("check")(check)
    app.command("claims")(claims)
    app.command("search")(search)


def check(  # noqa: PLR0913, PLR0917  one parameter per option
    source: options.Source = None,
    text: options.Text = None,
    lang: options.Lang = None,
    published: options.Published = None,
    as_of: options.AsOf = None,
    as_claims: AsClaims = False,
    max_claims: MaxClaims = None,
    min_checkworthiness: MinWorth = None,
    abstain_below: AbstainBelow = None,
    top_k: TopK = None,
    form: options.Form = options.Format.TEXT,
    as_json: options.Json = False,
) -> None:
    """Check an article: its claims, each with verdict, evidence and reason.

    Examples:

    factcheck check article.txt --published 2023-11-09

    factcheck check --claim --text "Kazajistán es un Estado Parte del Estatuto de Roma."

    factcheck check https://example.org/news/1 --json
    """
    wishes = Wishes(options.day(as_of, "--as-of"), max_claims, min_checkworthiness, abstain_below, top_k)
    article = options.read(source, text, options.given(lang, published))
    report = _checked(article, wishes, as_claims=as_claims)
    _show(report, options.Format.JSON if as_json else form)


def _checked(article: Article, wishes: Wishes, *, as_claims: bool) -> Report:
    from factcheck import assembly

    settings = options.settings()
    chosen = options_for(article, wishes, assembly.options(settings), date.today())
    with stages_progress(article.lang) as progress:
        pipeline = assembly.pipeline(settings)
        run = pipeline.check_given if as_claims else pipeline.check
        return run(article, chosen, progress)


def _show(report: Report, form: options.Format) -> None:
    if form is options.Format.TEXT:
        from factcheck.render.terminal import print_report

        print_report(report)
        return
    from factcheck.render import csv, document, markdown

    forms = {
        options.Format.JSON: document.report_json,
        options.Format.MARKDOWN: markdown.report_markdown,
        options.Format.CSV: csv.report_csv,
    }
    options.write(forms[form](report))


def claims(
    source: options.Source = None,
    text: options.Text = None,
    lang: options.Lang = None,
    published: options.Published = None,
    as_json: options.Json = False,
) -> None:
    """Show an article's claims without checking them.

    Example: factcheck claims article.txt --published 2023-11-09
    """
    from factcheck import assembly

    article = options.read(source, text, options.given(lang, published))
    with stages_progress(article.lang) as progress:
        found = assembly.pipeline(options.settings()).find_claims(article, progress)
    _show_claims(article, found, as_json=as_json)


def _show_claims(article: Article, found: Sequence[Claim], *, as_json: bool) -> None:
    if as_json:
        options.write(_as_json(found))
        return
    from factcheck.render.terminal import print_claims

    print_claims(article, found)


def search(
    query: Annotated[str, typer.Argument(help="A claim or a few words.", show_default=False)],
    lang: options.Lang = None,
    as_of: options.AsOf = None,
    top_k: TopK = 10,
    as_json: options.Json = False,
) -> None:
    """Show what would be found for a claim, and why.

    Example: factcheck search "comercio entre Rusia y Kazajistán en 2022"
    """
    from factcheck import assembly

    cut_off = options.day(as_of, "--as-of")
    article = options.read(None, query, options.given(lang, None))
    with stages_progress(article.lang) as progress:
        progress("search", 0, 1)
        hits = assembly.search(options.settings(), article, as_of=cut_off, top_k=top_k or 10)
    if as_json:
        options.write(_as_json(hits))
        return
    from factcheck.render.terminal import print_hits

    print_hits(hits, article.lang)


def _as_json(records: Sequence[Claim | Hit]) -> str:
    return json.dumps([r.model_dump(mode="json") for r in records], ensure_ascii=False, indent=2) + "\n"
