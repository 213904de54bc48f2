"""`factcheck evaluate …`: the measuring rig's commands. Wires models and pipelines to `evaluation` and prints what comes back."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli import options
from factcheck.cli.progress import counting

if TYPE_CHECKING:
    from factcheck.domain import Source
    from factcheck.evaluation.datasets import PairRow
    from factcheck.evaluation.figures import Measured
    from factcheck.evaluation.retrieval import Task
    from factcheck.evaluation.verification import Labels
    from factcheck.pipeline import Pipeline
    from factcheck.retrieval.search import Searcher
    from factcheck.settings import Settings
    from factcheck.verification.pairs import PairReader

app = typer.Typer(no_args_is_help=True, help="Measure the models and the pipeline on labelled data.")

Files = Annotated[
    list[Path], typer.Argument(help="Files of JSON lines, .jsonl or .jsonl.gz.", exists=True, dir_okay=False)
]
Predictions = Annotated[
    Path | None,
    typer.Option("--predictions", help="Write what was said about each row here, as JSON lines.", show_default=False),
]
First = Annotated[
    int | None, typer.Option("--first", min=1, help="Only the first rows of each file.", show_default=False)
]
WIDE = 240
"""Columns where the table goes to a file or pipe: nothing is cut."""


class Target(StrEnum):
    """Which label of a sentence is measured."""

    CHECKWORTHY = "checkworthy"
    CLAIM = "claim"


class HalfOf(StrEnum):
    """Which half of the claim groups is read."""

    ALL = "all"
    FIT = "fit"
    HELD_OUT = "held-out"


HalfOption = Annotated[HalfOf, typer.Option("--half", help="Groups the calibration was fitted on, the others, or all.")]


@app.command()
def verification(
    files: Files,
    predictions: Predictions = None,
    first: First = None,
    half: HalfOption = HalfOf.ALL,
    network_alone: Annotated[
        bool, typer.Option("--network-alone", help="Without numbers and dates aligned beside the network.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Stances on evidence-claim pairs: accuracy, balanced accuracy, macro-F1, calibration.

    Example: factcheck evaluate verification xnli.dev.es.jsonl.gz xnli.dev.en.jsonl.gz --json
    """
    from factcheck import assembly
    from factcheck.evaluation import verification as rig
    from factcheck.verification.pairs import NetworkAlone

    settings = options.settings()
    reader = NetworkAlone(assembly.stances(settings)) if network_alone else assembly.pair_reader(settings)
    pairs, labels = _pairs(files, first, half)
    with counting("pairs", "pairs") as show:
        measured, scored = rig.evaluate(reader, pairs, show, labels)
    _keep(predictions, rig.predictions(scored))
    _answer(measured, as_json=as_json)


@app.command()
def calibration(
    files: Files,
    half: HalfOption = HalfOf.HELD_OUT,
    pictures: Annotated[
        Path | None,
        typer.Option("--pictures", help="Draw reliability and risk-coverage into this folder.", show_default=False),
    ] = None,
    fit: Annotated[
        Path | None,
        typer.Option(
            "--fit", help="Fit temperatures on the other half first and write them to this file.", show_default=False
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """How honest the stances' probabilities are: ECE, Brier, reliability bins, risk and coverage, per file and language.

    Example: factcheck evaluate calibration *.dev.*.jsonl.gz --half held-out --pictures docs/pictures
    """
    from factcheck.evaluation import calibration as rig
    from factcheck.evaluation import verification as stances

    model = _fitted(files, fit, options.settings())
    pairs, labels = _pairs(files, None, half)
    with counting("pairs", "pairs") as show:
        scored = stances.score(model, pairs, show, labels)
    measured = rig.measure(scored)
    if pictures is not None:
        from factcheck.evaluation.pictures import draw

        draw(measured.files, scored, pictures)
    _answer(measured, as_json=as_json)


@app.command("verdict-scales")
def verdict_scales(
    predictions: Annotated[
        list[Path],
        typer.Argument(
            help="Files that `--predictions` of end-to-end and articles wrote, each named after its data set."
        ),
    ],
    population: Annotated[
        str, typer.Option("--population", help="What was measured, in a few words, for the report's provenance.")
    ],
    out: Annotated[Path, typer.Option("--out", help="The calibration file to put the curves into.")],
) -> None:
    """Fit how often verdicts of each kind are right, and keep it, with how many of which data set, in the verifier's calibration.

    Example: factcheck evaluate verdict-scales planted.jsonl statements.jsonl --population "..." --out calibration.json
    """
    from factcheck.evaluation.verdict_scales import fit, read
    from factcheck.verification.calibration import load_calibration

    decided = read(predictions)
    found = load_calibration(out).model_copy(update={"verdicts": fit(decided), "verdict_population": population})
    out.write_text(found.model_dump_json(indent=2) + "\n", encoding="utf-8")
    for kind, scale in found.verdicts.items():
        kinds = [one for one in decided if one.kind == kind]
        right = sum(one.right for one in kinds)
        sys.stdout.write(f"{kind:24} {right}/{len(kinds)} right; at score 0.9: {scale.probability(0.9):.2f}\n")


@app.command()
def retrieval(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    corpus: Annotated[
        Path | None, typer.Option("--corpus", help="Documents to search.", exists=True, dir_okay=False)
    ] = None,
    queries: Annotated[
        Path | None,
        typer.Option("--queries", help="Claims with their relevant documents.", exists=True, dir_okay=False),
    ] = None,
    planted: Annotated[
        Path | None,
        typer.Option("--planted", help="Or: a folder of planted articles and their sources.", exists=True),
    ] = None,
    statements: Annotated[
        Path | None,
        typer.Option("--statements", help="Or: statements that a fact of the index in use decides.", exists=True),
    ] = None,
    relevant_field: Annotated[str, typer.Option("--relevant-field", help="relevant or relevant_xl.")] = "relevant",
    exclude_own_language: Annotated[
        bool, typer.Option("--exclude-own-language", help="Search only documents in other languages than the claim's.")
    ] = False,
    alone: Annotated[
        bool, typer.Option("--alone", help="Ask claims without what stood before them in their articles.")
    ] = False,
    index: Annotated[
        Path | None,
        typer.Option("--index", help="Keep the corpus's index in this folder: it is embedded once.", file_okay=False),
    ] = None,
    first: First = None,
    as_json: options.Json = False,
) -> None:
    """Search: success at 1, 5 and 10, recall, nDCG and MRR over claims that have something relevant.

    Example: factcheck evaluate retrieval --corpus scifact.corpus.jsonl.gz --queries scifact.queries.jsonl.gz
    """
    from factcheck.errors import InputError
    from factcheck.evaluation.datasets import DocumentRow, read
    from factcheck.evaluation.retrieval import task

    if relevant_field not in ("relevant", "relevant_xl"):
        raise InputError(f"--relevant-field takes relevant or relevant_xl, not {relevant_field!r}.")
    if planted is not None:
        _answer(_in_planted(planted), as_json=as_json)
    elif statements is not None:
        _answer(_of_statements(statements, first), as_json=as_json)
    elif corpus is not None and queries is not None:
        documents = read(corpus, DocumentRow)
        asked = task(documents, relevant_field, exclude_own_language=exclude_own_language, alone=alone)
        sources = [document.source() for document in documents]
        _answer(_in_corpus(_searcher(sources, index), queries, asked, first), as_json=as_json)
    else:
        raise InputError("Say what to search: --corpus with --queries, --planted or --statements.")


def _searcher(sources: list[Source], folder: Path | None) -> Searcher:
    from factcheck import assembly

    if folder is None:
        return assembly.searcher_for(sources, options.settings())
    with counting("passages", "passages") as show:
        return assembly.searcher_kept(sources, folder, options.settings(), show)


def _in_corpus(searcher: Searcher, queries: Path, asked: Task, first: int | None) -> Measured:
    from factcheck.evaluation import retrieval as rig
    from factcheck.evaluation.datasets import QueryRow, names, read

    with counting("claims", "claims") as show:
        return rig.evaluate(searcher, names([queries])[0], read(queries, QueryRow)[:first], asked, show)


def _in_planted(folder: Path) -> Measured:
    from factcheck.evaluation.retrieval_sets import Planted, in_planted

    archive = Planted.read(folder)
    return in_planted(_searcher(list(archive.sources.values()), None), archive)


def _of_statements(path: Path, first: int | None) -> Measured:
    from factcheck import assembly
    from factcheck.evaluation.datasets import QueryRow, names, read
    from factcheck.evaluation.retrieval_sets import of_statements

    settings = options.settings()
    searcher = assembly.searcher(assembly.reference_index(settings), settings)
    return of_statements(searcher, names([path])[0], read(path, QueryRow)[:first])


@app.command()
def claims(
    files: Files,
    target: Annotated[Target, typer.Option("--target", help="The label that is measured.")] = Target.CHECKWORTHY,
    first: First = None,
    as_json: options.Json = False,
) -> None:
    """Check-worthiness of sentences: precision, recall, F1, average precision.

    Example: factcheck evaluate claims claimbuster.en.jsonl.gz --target checkworthy
    """
    from factcheck import assembly
    from factcheck.claims.checkworthy import load_classifier
    from factcheck.evaluation import claims as rig
    from factcheck.evaluation.datasets import SentenceRow, names, read

    rows = {name: read(path, SentenceRow)[:first] for name, path in zip(names(files), files, strict=True)}
    scorer = rig.scorer(assembly.encoder(options.settings()), load_classifier(), target.value)
    with counting("sentences", "sentences") as show:
        measured = rig.evaluate(scorer, rows, target.value, show)
    _answer(measured, as_json=as_json)


@app.command("end-to-end")
def end_to_end(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    queries: Annotated[
        list[Path],
        typer.Option("--queries", help="Claims with their verdicts; may be repeated.", exists=True, dir_okay=False),
    ],
    corpus: Annotated[
        Path | None,
        typer.Option(
            "--corpus",
            help="Documents to check against instead of the index.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    as_of: options.AsOf = None,
    leave_out: Annotated[
        bool,
        typer.Option("--leave-out", help="Keep the fact that decides each claim from the search (country_statements)."),
    ] = False,
    predictions: Predictions = None,
    first: First = None,
    as_json: options.Json = False,
) -> None:
    """Verdicts on given claims: macro-F1, coverage, accuracy of decided ones, confident errors, evidence found.

    Example: factcheck evaluate end-to-end --queries country_statements.dev.jsonl.gz
    """
    from factcheck import assembly
    from factcheck.evaluation import end_to_end as rig
    from factcheck.evaluation.datasets import QueryRow, names, read
    from factcheck.evaluation.withholding import unanswerable

    settings = options.settings()
    rows = {name: read(path, QueryRow)[:first] for name, path in zip(names(queries), queries, strict=True)}
    if leave_out:
        checks = assembly.pipeline_without([row for found in rows.values() for row in found], settings)
        rows = {name: [unanswerable(row) for row in found] for name, found in rows.items()}
    else:
        checks = _pipeline(corpus, settings)
    chosen = replace(assembly.options(settings), as_of=options.day(as_of, "--as-of"))
    with counting("claims", "claims") as show:
        measured, judged = rig.evaluate(checks, rows, chosen, show)
    _keep(predictions, rig.predictions(judged))
    _answer(measured, as_json=as_json)


@app.command()
def articles(
    texts: Annotated[Path, typer.Option("--articles", help="Articles.", exists=True, dir_okay=False)],
    gold: Annotated[Path, typer.Option("--gold", help="Their annotated statements.", exists=True, dir_okay=False)],
    sources: Annotated[
        Path, typer.Option("--sources", help="The sources they are judged against.", exists=True, dir_okay=False)
    ],
    predictions: Predictions = None,
    first: First = None,
    as_json: options.Json = False,
) -> None:
    """The whole way on annotated articles: claims found, verdicts on given and on found claims, evidence.

    Example: factcheck evaluate articles --articles articles.jsonl --gold gold.jsonl --sources sources.jsonl
    """
    from factcheck import assembly
    from factcheck.evaluation import articles as rig
    from factcheck.evaluation.datasets import ArticleRow, GoldRow, SourceRow, names, read

    settings = options.settings()
    archive = rig.Archive(
        names([texts])[0], read(texts, ArticleRow)[:first], read(gold, GoldRow), read(sources, SourceRow)
    )
    checks = assembly.pipeline_for([row.source() for row in archive.sources], settings)
    with counting("articles", "articles") as show:
        measured, lines = rig.evaluate(checks, archive, assembly.options(settings), show)
    _keep(predictions, rig.predictions(lines))
    _answer(measured, as_json=as_json)


def _pipeline(corpus: Path | None, settings: Settings) -> Pipeline:
    """Over the documents of a corpus, or over the shipped index."""
    from factcheck import assembly
    from factcheck.evaluation.datasets import DocumentRow, read

    if corpus is None:
        return assembly.pipeline(settings)
    return assembly.pipeline_for([document.source() for document in read(corpus, DocumentRow)], settings)


def _pairs(files: list[Path], first: int | None, half: HalfOf) -> tuple[dict[str, list[PairRow]], Labels]:
    """The rows that are asked for, and the labels of the whole files, which say how rows are read."""
    from factcheck.evaluation.calibration import halved
    from factcheck.evaluation.datasets import PairRow, names, read
    from factcheck.evaluation.verification import labels_of

    whole = {name: read(path, PairRow) for name, path in zip(names(files), files, strict=True)}
    return halved({name: rows[:first] for name, rows in whole.items()}, half.value), labels_of(whole)


def _fitted(files: list[Path], fit: Path | None, settings: Settings) -> PairReader:
    """The reader of pairs as it is, or with temperatures fitted just now and written to `fit`."""
    from factcheck import assembly

    if fit is None:
        return assembly.pair_reader(settings)
    from factcheck.evaluation import calibration as rig
    from factcheck.evaluation import verification as stances
    from factcheck.verification.calibration import Calibration
    from factcheck.verification.pairs import PairReader
    from factcheck.verification.stance import StanceModel

    verifier = assembly.verifier(settings)
    raw = Calibration()
    rows, labels = _pairs(files, None, HalfOf.FIT)
    with counting("fit", "pairs") as show:
        scored = stances.score(PairReader(StanceModel(verifier, raw), raw), rows, show, labels)
    known = assembly.calibration(settings)
    population = "verification/dev, half of the claim groups: " + ", ".join(rows)
    found = known.model_copy(update={"stances": rig.fit(scored), "stance_population": population})
    fit.write_text(found.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return PairReader(StanceModel(verifier, found), found)


def _keep(path: Path | None, lines: Iterable[str]) -> None:
    if path is not None:
        with path.open("w", encoding="utf-8") as out:
            out.writelines(lines)


def _answer(measured: Measured, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(measured.as_json())
        return
    from rich.console import Console

    from factcheck.evaluation.tables import table

    console = Console(width=None if sys.stdout.isatty() else WIDE)
    console.print(table(measured))
