"""`factcheck audit`: archives of articles checked, resumed, reported and compared."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from factcheck.cli import options
from factcheck.cli.audit_progress import Lines, duration
from factcheck.domain import Source, Tier
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.audit.plan import Plan
    from factcheck.jobs.audit_run import Order
    from factcheck.pipeline import Pipeline
    from factcheck.settings import Settings
    from factcheck.storage.database import Database

app = typer.Typer(no_args_is_help=True, help="Archives: check thousands of articles, resume, report, compare.")

Inputs = Annotated[
    list[str], typer.Argument(help="Folders, JSONL, CSV, WARC, ARC, feeds, single articles, or -.", show_default=False)
]
Out = Annotated[Path, typer.Option("--out", help="The audit's folder; an audit that is there goes on.")]
AsOf = Annotated[
    str, typer.Option("--as-of", help="Cut-off for evidence: published (each article's own day), or YYYY-MM-DD.")
]
Lang = Annotated[str | None, typer.Option("--lang", help="Only articles in this language.", show_default=False)]
Since = Annotated[str | None, typer.Option("--since", help="Only articles from this day on.", show_default=False)]
Until = Annotated[str | None, typer.Option("--until", help="Only articles up to this day.", show_default=False)]
Sources = Annotated[
    Path | None,
    typer.Option("--sources", help="JSON lines of sources to check against instead of the index.", show_default=False),
]
Tiers = Annotated[
    list[Tier] | None, typer.Option("--tier", help="Only sources of this tier may speak.", show_default=False)
]
MaxClaims = Annotated[int, typer.Option("--max-claims", min=1, help="Claims checked in each article.")]
MinWorth = Annotated[
    float, typer.Option("--min-checkworthiness", min=0, max=1, help="Leave out less check-worthy claims.")
]
Workers = Annotated[
    int, typer.Option("--workers", min=1, max=64, help="Processes that check, each with its own models.")
]
DatabaseUrl = Annotated[
    str | None, typer.Option("--database", help="Where the run is kept; default: a file in --out.", show_default=False)
]
Sample = Annotated[
    int | None, typer.Option("--sample", min=1, help="Audit a fair choice of so many.", show_default=False)
]
Recheck = Annotated[
    bool, typer.Option("--recheck", help="Redo what other models, sources or options made; says what moved.")
]
NoEstimate = Annotated[bool, typer.Option("--no-estimate", help="Begin at once, without an estimate.")]
PageLang = Annotated[
    str | None, typer.Option("--report-lang", help="Language of report.html: es or en.", show_default=False)
]
TextColumn = Annotated[str, typer.Option("--text-column", help="Column or key that holds the text.")]
TitleColumn = Annotated[str, typer.Option("--title-column", help="… the title.")]
UrlColumn = Annotated[str, typer.Option("--url-column", help="… the address.")]
DateColumn = Annotated[str, typer.Option("--date-column", help="… the day of publication.")]
LangColumn = Annotated[str, typer.Option("--lang-column", help="… the language.")]
SectionColumn = Annotated[str, typer.Option("--section-column", help="… the section.")]
Folder = Annotated[Path, typer.Argument(help="An audit's folder.")]
Json = options.Json


@app.command()
def run(  # noqa: PLR0913, PLR0917  one parameter per option
    inputs: Inputs,
    out: Out,
    as_of: AsOf = "published",
    lang: Lang = None,
    since: Since = None,
    until: Until = None,
    sources: Sources = None,
    tier: Tiers = None,
    max_claims: MaxClaims = 200,
    min_checkworthiness: MinWorth = 0.0,
    workers: Workers = 1,
    database: DatabaseUrl = None,
    sample: Sample = None,
    recheck: Recheck = False,
    no_estimate: NoEstimate = False,
    report_lang: PageLang = None,
    text_column: TextColumn = "text",
    title_column: TitleColumn = "title",
    url_column: UrlColumn = "url",
    date_column: DateColumn = "published",
    lang_column: LangColumn = "lang",
    section_column: SectionColumn = "section",
) -> None:
    """Check every article of an archive. Started again, it goes on where it stopped and does what is new or changed.

    Example: factcheck audit run archive/ --out audit/ --lang es
    """
    from factcheck.audit.plan import Plan
    from factcheck.intake.archives import Columns
    from factcheck.jobs.audit_run import Order

    _check_lang(report_lang)
    settings = options.settings()
    plan = Plan(
        as_of="published" if as_of == "published" else _day(as_of, "--as-of"),
        today=date.today(),
        lang=options.given(lang, None).lang,
        since=options.day(since, "--since"),
        until=options.day(until, "--until"),
        tiers=tuple(str(one) for one in tier or ()),
        sources=str(sources.resolve()) if sources else None,
        max_claims=max_claims,
        min_checkworthiness=min_checkworthiness,
        abstain_below=settings.abstain_below,
        top_k=settings.top_k,
    )
    columns = Columns(text_column, title_column, url_column, date_column, lang_column, section_column)
    _check_inputs(inputs)
    order = Order(tuple(inputs), out, plan, columns, sample, recheck, extractors=1)
    if not no_estimate and "-" not in inputs:
        _estimate(order, settings)
    _run(order, settings, _database_url(database, out), workers)
    _report(out, report_lang)


def _day(value: str, option: str) -> date:
    found = options.day(value, option)
    assert found is not None  # noqa: S101  a text is never None
    return found


def _check_inputs(inputs: Sequence[str]) -> None:
    for name in inputs:
        if name != "-" and not name.startswith(("http://", "https://")) and not Path(name).exists():
            raise InputError(f"{name} does not exist.", way_out="Name folders, files, a feed's address, or -.")


def _database_url(given: str | None, out: Path) -> str:
    return given or f"sqlite:///{(out / 'audit.sqlite3').resolve()}"


def _sources(plan: Plan) -> list[Source]:
    if plan.sources is None:
        return []
    from factcheck.evaluation.datasets import SourceRow, read

    return [row.source() for row in read(Path(plan.sources), SourceRow)]


def _pipeline(plan: Plan, settings: Settings, folder: Path) -> Pipeline:
    from factcheck import assembly

    folder.mkdir(parents=True, exist_ok=True)
    return assembly.pipeline_remembering(_sources(plan), settings, folder / "scores.sqlite3")


def _estimate(order: Order, settings: Settings) -> None:
    from factcheck.audit.estimate import LONG, SAMPLE, estimate, sample
    from factcheck.intake.archives import entries

    if (order.folder / "run.json").exists():
        return  # it goes on: its own rate says more than a sample
    size = min(SAMPLE, order.sample or SAMPLE)
    count, chosen = sample(entries(order.inputs, order.columns), size)
    count = min(count, order.sample or count)
    if count < LONG:
        return
    _say(f"{count} articles; trying {len(chosen)} of them for an estimate …")
    found = estimate(_pipeline(order.plan, settings, order.folder), order.plan, (count, chosen), time.monotonic)
    _say(
        f"about {duration(found.seconds)} with one worker, about {found.claims} claims; "
        f"the sources decide {found.covered:.0%} of them. Ctrl-C stops; the same command goes on."
    )


def _run(order: Order, settings: Settings, url: str, workers: int) -> None:
    from factcheck.jobs.audit_run import Audit
    from factcheck.observe import log_to
    from factcheck.storage.database import open_database

    log_to(as_json=False, level=logging.WARNING)
    order.folder.mkdir(parents=True, exist_ok=True)
    database = open_database(url)
    lines = Lines()
    try:
        audit = Audit(database, order, _pipeline(order.plan, settings, order.folder))
        manifest = audit.run(lines, lambda run_id: _helpers(run_id, url, order.folder, workers))
    finally:
        database.close()
    lines.end()
    counts = manifest["counts"]
    _say(
        f"{counts['inputs']} inputs: {counts['results']} results, {counts['errors']} errors; "
        f"{counts['claims']} claims, {counts['outcomes'].get('refuted', 0)} refuted. {order.folder}"
    )


def _helpers(run_id: str, url: str, folder: Path, workers: int) -> Iterable[object]:
    command = [sys.executable, "-m", "factcheck", "audit", "work", run_id, "--database", url, "--memory", str(folder)]
    for _ in range(workers - 1):
        yield subprocess.Popen(command)  # noqa: S603  our own program


@app.command()
def work(
    run_id: Annotated[str, typer.Argument(help="The run, as run.json names it.")],
    database: Annotated[str, typer.Option("--database", help="The database that holds it.")],
    memory: Annotated[Path, typer.Option("--memory", help="Folder for scores that are kept.")] = Path("."),
) -> None:
    """Take part in an audit that runs elsewhere, until it is done. Any number of machines may.

    Example: factcheck audit work aud_0123456789abcdef --database postgresql+psycopg://user@host/name
    """
    from factcheck.audit.checking import Checking
    from factcheck.audit.plan import fingerprint
    from factcheck.jobs.audit_run import plan_of
    from factcheck.jobs.audits import AuditWorker, RunTable
    from factcheck.observe import log_to
    from factcheck.storage.database import open_database

    log_to(as_json=False, level=logging.WARNING)
    opened: Database = open_database(database)
    try:
        plan = plan_of(opened, run_id)
        checks = _pipeline(plan, options.settings(), memory)
        checking = Checking(checks, plan, fingerprint(checks.provenance, plan))
        worker = AuditWorker(RunTable(opened, run_id), checking)
        with worker.taking_part():
            worker.work(threading.Event(), lambda _counts: None)
    finally:
        opened.close()


@app.command()
def report(folder: Folder, report_lang: PageLang = None) -> None:
    """Write report.html again, with the triage that is beside it.

    Example: factcheck audit report audit/ --report-lang en
    """
    _report(folder, report_lang)


def _report(folder: Path, lang: str | None) -> None:
    from factcheck.audit.outputs import write_report

    _check_lang(lang)
    _say(f"report: {write_report(folder, lang)}")


def _check_lang(lang: str | None) -> None:
    if lang not in (None, "es", "en"):
        raise InputError(f"--report-lang takes es or en, not {lang!r}.")


@app.command()
def triage(
    folder: Folder,
    key: Annotated[str, typer.Argument(help="The contradiction's key, as claims.csv has it.")],
    state: Annotated[Literal["confirmed", "false_alarm", "later"], typer.Argument(help="What it turned out to be.")],
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
) -> None:
    """Say what became of a contradiction; reports from now on respect it.

    Example: factcheck audit triage audit/ 0123456789abcdef false_alarm
    """
    from factcheck.audit.triage import mark

    mark(folder, key, state, note)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="An audit's folder.")],
    after: Annotated[Path, typer.Argument(help="Another one.")],
    as_json: Json = False,
) -> None:
    """Show which verdicts moved between two audits.

    Example: factcheck audit compare audit-2025/ audit-2026/
    """
    import json

    from factcheck.audit.comparison import compare as compared

    found = compared(before, after)
    if as_json:
        options.write(json.dumps(found.document(), ensure_ascii=False, indent=2) + "\n")
        return
    lines = [f"{one.before or '–'} → {one.after or '–'}  {one.quote}  [{one.reference}]" for one in found.moved]
    options.write("\n".join([*lines, f"{len(found.moved)} moved, {found.same} the same", ""]))


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
