"""`factcheck index`: build the reference index, say what is in it, and check that its files are sound."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import typer

from factcheck import assembly
from factcheck.cli import options
from factcheck.cli.progress import counting

if TYPE_CHECKING:
    from factcheck.retrieval.manifest import Manifest

app = typer.Typer(no_args_is_help=True, help="The reference index that evidence comes from.")


@app.command()
def build(as_json: options.Json = False) -> None:
    """Build the index from the reference data and the newsroom's own sources. Only new text is embedded.

    Example: factcheck index build
    """
    from factcheck.library.index import build as build_index

    settings = options.settings()
    with counting("index", "passages") as progress:
        manifest = build_index(
            settings.reference_dir,
            settings.library_dir,
            settings.index_dir,
            assembly.encoder(settings),
            progress,
            built_at=datetime.now(UTC),
        )
    _show(manifest, as_json)


@app.command()
def info(as_json: options.Json = False) -> None:
    """Show what the index holds: counts, encoder, kind of search and its recall, dates, hash.

    Example: factcheck index info --json
    """
    from factcheck.retrieval.index import read_manifest

    _show(read_manifest(options.settings().index_dir), as_json)


@app.command()
def verify(as_json: options.Json = False) -> None:
    """Read every file of the index and compare its hash.

    Example: factcheck index verify
    """
    from factcheck.retrieval.index import verify as verify_index

    _show(verify_index(options.settings().index_dir), as_json)


def _show(manifest: Manifest, as_json: bool) -> None:
    if as_json:
        document = {
            "digest": manifest.digest,
            "folder": str(options.settings().index_dir),
            **manifest.model_dump(mode="json"),
        }
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        return
    for name, value in _rows(manifest, date.today()):
        sys.stdout.write(f"{name:<18}{value}\n")


def _rows(manifest: Manifest, today: date) -> list[tuple[str, str]]:
    counts, vectors = manifest.counts, manifest.vectors
    late = (
        " (outdated: nothing in it is as new as today)" if manifest.reaches_to and manifest.reaches_to < today else ""
    )
    ended = sum(day < today for day in manifest.valid_until)
    return [
        ("digest", manifest.digest),
        ("passages", f"{counts.passages:,} ({counts.embedded:,} newly embedded)"),
        ("sources", f"{counts.sources:,}" + (f" ({ended:,} no longer valid)" if ended else "")),
        ("facts", f"{counts.facts:,}"),
        ("encoder", f"{manifest.encoder} ({manifest.dimension} dimensions)"),
        ("search", f"{vectors.kind}, {vectors.metric.replace('_', ' ')}, recall@10 {vectors.recall_at_10:.3f}"),
        ("reaches to", f"{manifest.reaches_to or 'undated'}{late}"),
        ("built", f"{manifest.built_at or 'unknown'} by factcheck {manifest.code_version}"),
    ]
