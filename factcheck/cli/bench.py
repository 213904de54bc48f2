"""`factcheck bench`: our pipeline against the naive one, in one run, on this machine."""

from __future__ import annotations

import json
import multiprocessing
import platform
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from factcheck.cli import options
from factcheck.domain import Article, Claim
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.evaluation.bench import Side, Work
    from factcheck.retrieval.index import ReferenceIndex
    from factcheck.settings import Settings

T = TypeVar("T")


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("bench")(bench)


def bench(
    inputs: Annotated[list[str], typer.Argument(help="Articles: files, folders, JSONL, WARC …", show_default=False)],
    articles: Annotated[int, typer.Option("--articles", min=1, help="The first so many of them.")] = 20,
    max_claims: Annotated[int, typer.Option("--max-claims", min=1, help="Claims of each.")] = 200,
    sources: Annotated[
        Path | None, typer.Option("--sources", help="JSON lines of sources instead of the index.", show_default=False)
    ] = None,
    text_column: Annotated[str, typer.Option("--text-column", help="Key of JSON lines that holds the text.")] = "text",
    as_json: options.Json = False,
) -> None:
    """Time the pipeline against the naive one: same claims, same passages, same top-k.

    Example: factcheck bench docs/examples/articles/trade.en.txt --json
    """
    settings = options.settings()
    chosen = list(islice(_articles(inputs, text_column), articles))
    if not chosen:
        raise InputError("There is no article to time.", way_out="Name files, folders or JSON lines of articles.")
    found = _measured(chosen, settings, max_claims, sources)
    options.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n" if as_json else _table(found))


def _articles(inputs: list[str], text_column: str) -> Iterator[Article]:
    from factcheck.audit.extraction import extract
    from factcheck.intake.archives import Columns, Entry, entries

    for entry in entries(inputs, Columns(text=text_column)):
        article = extract(entry) if isinstance(entry, Entry) else None
        if isinstance(article, Article):
            yield article


def _measured(articles: list[Article], settings: Settings, max_claims: int, sources: Path | None) -> dict[str, Any]:
    from factcheck.evaluation import bench as rig
    from factcheck.pipeline import Options

    # No cut-off: articles may be older than all sources, and a search without passages would time nothing.
    work = rig.Work(articles, Options(as_of=date.max, top_k=settings.top_k, max_claims=max_claims))
    mine, claims = _alone(_ours, settings, sources, work)
    naive, plain = _alone(_others, settings, sources, (claims, work))
    about = {"machine": _machine(settings), "top_k": settings.top_k}
    return about | rig.compared(len(articles), (mine, naive, plain))


def _alone(does: Callable[..., T], *given: Any) -> T:
    # A process for each side, one after the other: so its peak memory is its own.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(does, *given).result()


def _ours(settings: Settings, sources: Path | None, work: Work) -> tuple[Side, list[Claim]]:
    from factcheck import assembly
    from factcheck.evaluation import bench as rig

    index = _index(settings, sources)
    return rig.ours(assembly.stages(index, settings), assembly.provenance(index, settings), work)


def _others(settings: Settings, sources: Path | None, given: tuple[Sequence[Claim], Work]) -> tuple[Side, Side]:
    import numpy as np

    from factcheck import assembly
    from factcheck.evaluation import bench as rig

    claims, work = given
    index = _index(settings, sources)
    texts = [passage.text for passage in index.records.all_passages()]
    vectors = index.vectors.vectors(np.arange(len(texts), dtype=np.int64))
    torch = assembly.in_torch(settings)
    naive = rig.Naive(assembly.encoder(torch), assembly.verifier(torch), (texts, vectors))
    timed = naive.run(claims, work.options.top_k)
    return timed, rig.one_at_a_time(assembly.stages_in_torch(index, settings), claims, work.options)


def _index(settings: Settings, sources: Path | None) -> ReferenceIndex:
    from factcheck import assembly
    from factcheck.evaluation.datasets import SourceRow, read

    if sources is None:
        return assembly.reference_index(settings)
    return assembly.temporary_index([row.source() for row in read(sources, SourceRow)], settings)


def _machine(settings: Settings) -> dict[str, Any]:
    from factcheck.models.load import cores

    return {"processor": _processor(), "threads": cores(settings.threads), "system": platform.platform(terse=True)}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _table(found: dict[str, Any]) -> str:
    machine = found["machine"]
    lines = [f"{found['articles']} articles, {found['claims']} claims, top {found['top_k']}"]
    lines.append(f"{machine['processor']}, {machine['threads']} threads, {machine['system']}")
    for name in ("ours", "naive", "our_stages_in_torch_one_at_a_time"):
        one = found[name]
        shares = ", ".join(f"{stage} {share:.0%}" for stage, share in one["share_by_stage"].items())
        speed = f"{one['seconds_per_article']} s an article, {one['claims_per_second']} claims a second"
        lines.append(f"{name.replace('_', ' ')}: {speed} ({shares}), {one['peak_mb']} MB")
    once = found["times_faster_once_claims_are_found"]
    lines.append(f"{found['times_faster']} times as fast as the naive one, {once} once claims are found")
    for name in ("agreement_with_naive", "agreement_with_our_stages_in_torch"):
        one = found[name]
        same = f"{one['same_of_decided']} of our {one['decided']} decided verdicts the same"
        lines.append(f"{name.replace('_', ' ')}: {same}, kappa of {one['stances']} stances {one['kappa_of_stances']}")
    return "\n".join(lines) + "\n"
