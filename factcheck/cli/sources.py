"""`factcheck sources`: bring one's own sources, see and remove them, and check collections of facts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from factcheck.cli import options
from factcheck.cli.progress import counting
from factcheck.domain import Tier
from factcheck.errors import InputError, InvalidRecord

if TYPE_CHECKING:
    from factcheck.library.importing import Summary
    from factcheck.library.reading.brought import Said
    from factcheck.library.store import Store
    from factcheck.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Your own sources: add, import, list, show, remove, check.")

REPORT = "last_import.jsonl"

Publisher = Annotated[str | None, typer.Option("--publisher", help="Who published it.", show_default=False)]
Title = Annotated[str | None, typer.Option("--title", help="Its title.", show_default=False)]
Address = Annotated[str | None, typer.Option("--url", help="Where it stands on the web.", show_default=False)]
Day = Annotated[str | None, typer.Option("--published", help="Its date, YYYY-MM-DD.", show_default=False)]
Language = Annotated[str | None, typer.Option("--lang", help="Its language (es, en, …).", show_default=False)]
Country = Annotated[
    str | None, typer.Option("--country", help="The publisher's country (ESP, KAZ, …).", show_default=False)
]
TierOption = Annotated[Tier | None, typer.Option("--tier", help="Its place in the source policy.", show_default=False)]
Licence = Annotated[str | None, typer.Option("--licence", help="Its licence.", show_default=False)]
Group = Annotated[str | None, typer.Option("--group", help="Sources of one group count once.", show_default=False)]
Verified = Annotated[str | None, typer.Option("--verified-by", help="Who verified it.", show_default=False)]
NoIndex = Annotated[
    bool, typer.Option("--no-index", help="Leave the index as it is; `factcheck index build` follows later.")
]
Report = Annotated[
    Path | None, typer.Option("--report", help="Where the report goes (JSON lines).", show_default=False)
]


@app.command()
def add(  # noqa: PLR0913, PLR0917  one parameter per option
    source: Annotated[str, typer.Argument(help="A file or web address.")],
    publisher: Publisher = None,
    title: Title = None,
    url: Address = None,
    published: Day = None,
    lang: Language = None,
    country: Country = None,
    tier: TierOption = None,
    licence: Licence = None,
    group: Group = None,
    verified_by: Verified = None,
    no_index: NoIndex = False,
) -> None:
    """Add one source: text, Markdown, HTML, PDF, a table of facts, or a fact-check.

    Example: factcheck sources add informe.pdf --publisher "Banco Central" --published 2024-03-01 --tier primary
    """
    said = _said(locals())
    summary = _bring([source], said, None, no_index)
    if summary.failures:
        first = summary.failures[0]
        raise InputError(f"{first.item}: {first.message}", way_out=first.way_out)


@app.command("import")
def import_(  # noqa: PLR0913, PLR0917  one parameter per option
    named: Annotated[list[str], typer.Argument(help="Files, folders, addresses, feeds, lists of addresses.")],
    publisher: Publisher = None,
    published: Day = None,
    lang: Language = None,
    country: Country = None,
    tier: TierOption = None,
    licence: Licence = None,
    group: Group = None,
    verified_by: Verified = None,
    report: Report = None,
    no_index: NoIndex = False,
) -> None:
    """Bring in many at once. What is there already is left alone; what cannot be read is named and keeps nothing else out.

    Example: factcheck sources import ./archivo --publisher "El Diario" --tier other
    """
    said = _said(locals())
    summary = _bring(named, said, report, no_index)
    if summary.failures:
        raise typer.Exit(InvalidRecord.exit_code)


@app.command("list")
def list_(as_json: options.Json = False) -> None:
    """List the sources of the library.

    Example: factcheck sources list
    """
    with _library() as library:
        for entry in library.entries():
            source = entry.source
            if as_json:
                sys.stdout.write(source.model_dump_json(exclude={"text"}) + "\n")
            else:
                sys.stdout.write(f"{source.id}\t{source.published or '-'}\t{source.publisher}\t{source.title}\n")


@app.command()
def show(source_id: Annotated[str, typer.Argument(help="An id from `factcheck sources list`.")]) -> None:
    """Show one source with everything that is recorded about it, as JSON.

    Example: factcheck sources show informe-anual-3f2a9c1b
    """
    with _library() as library:
        entry = library.entry(source_id)
        facts = [fact.model_dump(mode="json", exclude_defaults=True) for fact in library.facts([source_id])]
        document = {"origin": entry.origin, "source": entry.source.model_dump(mode="json"), "facts": facts}
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


@app.command()
def remove(
    source_ids: Annotated[list[str], typer.Argument(help="Ids from `factcheck sources list`.")],
    no_index: NoIndex = False,
) -> None:
    """Take sources out of the library; the index follows.

    Example: factcheck sources remove informe-anual-3f2a9c1b
    """
    settings = options.settings()
    with _library() as library:
        for source_id in source_ids:
            library.entry(source_id)
        for source_id in source_ids:
            library.remove(source_id)
        _follow(library, settings, no_index)
    sys.stdout.write(f"{len(source_ids)} removed\n")


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder as reference_data; that one where absent.", show_default=False)
    ] = None,
) -> None:
    """Check a collection of sources and facts: schema, ids, periods, lists, addresses, doubles, contradictions.

    Example: factcheck sources check reference_data
    """
    from factcheck.library.checks import problems
    from factcheck.library.records import read_collection

    place = folder or options.settings().reference_dir
    collection = read_collection(place)
    found = problems(collection)
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    if found:
        raise InvalidRecord(f"{len(found)} problems in {place}.", way_out="Correct the lines named above.")
    sys.stdout.write(f"{place}: {len(collection.sources)} sources and {len(collection.facts)} facts, no problems\n")


# ----------------------------------------------------------------------------- inside


def _said(told: dict[str, object]) -> Said:
    from factcheck.library.reading.brought import Said, said_in

    texts = {name: str(value) for name, value in told.items() if isinstance(value, str) and name != "source"}
    texts["independent_group"] = texts.pop("group", "")
    return said_in(texts, "the options").over(Said(retrieved_at=datetime.now(UTC).replace(microsecond=0)))


@contextmanager
def _library() -> Iterator[Store]:
    from factcheck.library import store

    with store.opened(options.settings().library_dir) as library:
        yield library


def _bring(named: list[str], said: Said, report: Path | None, no_index: bool) -> Summary:
    from factcheck import assembly
    from factcheck.library import importing, reprints
    from factcheck.library.gathering import offers

    settings = options.settings()
    fetching = assembly.bringing(settings)
    with _library() as library, _reporting(report or settings.library_dir / REPORT) as lines:
        with counting("import", "items") as progress:
            summary = importing.bring(library, offers(named, said, fetching), lines, progress)
        if library.pending():
            reprints.group(library)
        _follow(library, settings, no_index)
    _tell(summary, report or settings.library_dir / REPORT)
    return summary


@contextmanager
def _reporting(path: Path) -> Iterator[TextIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        yield lines


def _follow(library: Store, settings: Settings, no_index: bool) -> None:
    from factcheck import assembly
    from factcheck.library import index
    from factcheck.retrieval import generations

    if no_index or not library.pending():
        return
    if generations.current(settings.index_dir) is None:
        sys.stderr.write("There is no index yet; `factcheck index build` makes it with these sources.\n")
        return
    with counting("index", "passages") as progress:
        index.follow(library, settings.index_dir, assembly.encoder(settings), progress)


def _tell(summary: Summary, report: Path) -> None:
    from factcheck.library.importing import failures

    counted = ", ".join(f"{count} {outcome}" for outcome, count in sorted(summary.counts.items()))
    sys.stdout.write(f"{counted or 'nothing to import'}\n")
    for line in failures(summary.failures[:20]):
        sys.stderr.write(f"{line}\n")
    if len(summary.failures) > 20:
        sys.stderr.write(f"... and {len(summary.failures) - 20} more\n")
    if summary.failures:
        sys.stderr.write(f"All of them stand in {report}.\n")
