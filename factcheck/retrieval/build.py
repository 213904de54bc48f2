"""Builds an index: embeds what is new, takes over what is not, and publishes the result as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck import __version__
from factcheck.domain import Fact, Passage, Source
from factcheck.errors import ReferenceIndexError
from factcheck.retrieval import generations, lexical, manifest, records
from factcheck.retrieval.contents import Contents, Progress, silent
from factcheck.retrieval.embedding import embedded_texts, key
from factcheck.retrieval.index import Encoder, ReferenceIndex
from factcheck.retrieval.lexical import LexicalIndex
from factcheck.retrieval.manifest import Counts, Manifest, VectorStats
from factcheck.retrieval.records import Records
from factcheck.retrieval.scope import Columns
from factcheck.retrieval.vectors import FaissIndex, build_vectors, open_vectors, recall_at_10

Floats = NDArray[np.float32]
BATCH = 256
"""Passages embedded between two calls of progress."""


@dataclass(frozen=True)
class Changes:
    """What an update does: sources and all their passages and facts are replaced, or removed by id."""

    contents: Contents = field(default_factory=Contents)
    removed: frozenset[str] = frozenset()


def build(
    passages: Iterable[Passage],
    sources: Iterable[Source],
    facts: Iterable[Fact],
    encoder: Encoder,
    folder: Path,
    progress: Progress = silent,
) -> Manifest:
    """`write` for records that come one by one."""
    return write(Contents(tuple(passages), tuple(sources), tuple(facts)), encoder, folder, progress)


def write(contents: Contents, encoder: Encoder, folder: Path, progress: Progress = silent) -> Manifest:
    """Build an index of these contents and publish it; readers see the old one until it is complete.

    Vectors of passages that the current generation holds already are taken over where the encoder is the same. Raises
    InvalidRecord for doubled ids and unknown sources, before anything is embedded.
    """
    contents.checked()
    with generations.writing(folder):
        return _write(contents, encoder, folder, progress)


def update(changes: Changes, encoder: Encoder, folder: Path, progress: Progress = silent) -> Manifest:
    """Replace or remove some sources with their passages and facts; everything else stays. Only new text is embedded."""
    with generations.writing(folder):
        held = _held(folder)
        return _write(_merged(held, changes).checked(), encoder, folder, progress)


def in_memory(
    passages: Iterable[Passage],
    sources: Iterable[Source],
    facts: Iterable[Fact],
    encoder: Encoder,
    progress: Progress = silent,
) -> ReferenceIndex:
    """A temporary index that touches no disk, for measuring and for tests."""
    contents = Contents(tuple(passages), tuple(sources), tuple(facts)).checked()
    vectors = _embed(embedded_texts(contents), {}, encoder, progress)
    store = Records.in_memory(contents)
    index = build_vectors(vectors, encoder.dimension)
    described = _describe(contents, encoder, VectorStats(kind=index.kind), len(contents.passages))
    return ReferenceIndex(described, store, index, LexicalIndex.in_memory(contents.passages), Columns.of(contents))


def _write(contents: Contents, encoder: Encoder, folder: Path, progress: Progress) -> Manifest:
    held = _unchanged(contents, encoder, folder)
    if held is not None:
        progress(0, 0)
        return held
    texts = embedded_texts(contents)
    known = _known_vectors(folder, encoder, {key(text) for text in texts})
    vectors = _embed(texts, known, encoder, progress)
    with generations.draft(folder) as draft:
        stats = _write_files(contents, vectors, draft)
        embedded = len({k for text in texts if (k := key(text)) not in known})
        described = _describe(contents, encoder, stats, embedded)
        described = described.model_copy(update={"files": manifest.inventory(draft)})
        manifest.write(described, draft)
        generations.publish(folder, draft, described.digest)
    return described


def _write_files(contents: Contents, vectors: Floats, draft: Path) -> VectorStats:
    records.write(contents, draft)
    lexical.write(contents.passages, draft)
    Columns.of(contents).save(draft)
    index = build_vectors(vectors, vectors.shape[1])
    index.save(draft)
    return _stats(index, vectors)


def _unchanged(contents: Contents, encoder: Encoder, folder: Path) -> Manifest | None:
    """The manifest of the current generation where it is sound and holds just this: then there is nothing to do."""
    try:
        generation = generations.current(folder)
        if generation is None:
            return None
        held = manifest.read(generation)
        manifest.check_encoder(held, encoder.name, encoder.dimension)
        same = held.content == contents.digest() and held.source_files == contents.files
        if same:
            manifest.check_hashes(held, generation)
    except ReferenceIndexError:
        return None
    return held if same else None


def _embed(texts: Sequence[str], known: dict[bytes, Floats], encoder: Encoder, progress: Progress) -> Floats:
    """Vectors `(n, d)` of all texts; those that are known or occur twice are not embedded again."""
    fresh = {key(text): text for text in texts}
    todo = [k for k in fresh if k not in known]
    found = dict(known)
    progress(0, len(todo))
    for start in range(0, len(todo), BATCH):
        part = todo[start : start + BATCH]
        found.update(zip(part, encoder.encode_passages([fresh[k] for k in part]), strict=True))
        progress(start + len(part), len(todo))
    if not texts:
        return np.zeros((0, encoder.dimension), np.float32)
    return np.stack([found[key(text)] for text in texts]).astype(np.float32)


def _known_vectors(folder: Path, encoder: Encoder, wanted: set[bytes]) -> dict[bytes, Floats]:
    """Vectors of the current generation by key; none where it is unusable, which a new build then mends."""
    try:
        generation = generations.current(folder)
        if generation is None:
            return {}
        held = manifest.read(generation)
        manifest.check_encoder(held, encoder.name, encoder.dimension)
        manifest.check_hashes(held, generation)
        rows = {k: row for row, k in enumerate(Records.open(generation).keys) if k in wanted}
        vectors = open_vectors(generation, held.vectors.kind).vectors(np.array(list(rows.values()), np.int64))
    except ReferenceIndexError:
        return {}
    return dict(zip(rows, vectors, strict=True))


def _held(folder: Path) -> Contents:
    generation = generations.current(folder)
    if generation is None:
        return Contents()
    files = manifest.read(generation).source_files
    store = Records.open(generation)
    try:
        return Contents(tuple(store.all_passages()), tuple(store.all_sources()), tuple(store.all_facts()), files)
    finally:
        store.close()


def _merged(held: Contents, changes: Changes) -> Contents:
    new = changes.contents
    gone = changes.removed | {source.id for source in new.sources}
    return replace(
        new,
        passages=(*(p for p in held.passages if p.source_id not in gone), *new.passages),
        sources=(*(s for s in held.sources if s.id not in gone), *new.sources),
        facts=(*(f for f in held.facts if f.source_id not in gone), *new.facts),
        files={**held.files, **new.files},
    )


def _stats(index: FaissIndex, vectors: Floats) -> VectorStats:
    if index.kind == "exact":
        return VectorStats(kind="exact")
    sample = 200
    return VectorStats(kind=index.kind, recall_at_10=round(recall_at_10(index, vectors, sample), 4), sample=sample)


def _describe(contents: Contents, encoder: Encoder, vectors: VectorStats, embedded: int) -> Manifest:
    return Manifest(
        code_version=__version__,
        encoder=encoder.name,
        dimension=encoder.dimension,
        vectors=vectors,
        counts=Counts(
            passages=len(contents.passages), sources=len(contents.sources), facts=len(contents.facts), embedded=embedded
        ),
        content=contents.digest(),
        files={},
        source_files=contents.files,
        reaches_to=_latest(day for s in contents.sources for day in (s.published, s.as_of, s.valid_until)),
        valid_until=tuple(sorted(s.valid_until for s in contents.sources if s.valid_until is not None)),
        built_at=contents.built_at,
    )


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
