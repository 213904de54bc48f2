"""Reference data and library as one index: facts become sentences, texts become passages, and the index follows the library's
changes. Knows which records go in; how an index is made and published is `retrieval.build`'s."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.domain import Fact, Passage
from factcheck.errors import ReferenceIndexError
from factcheck.library import store
from factcheck.library.records import Collection, read_collection
from factcheck.render.facts import statements
from factcheck.retrieval import chunk
from factcheck.retrieval.contents import Contents, Progress, silent

if TYPE_CHECKING:
    from factcheck.retrieval.index import Encoder
    from factcheck.retrieval.manifest import Manifest


def build(
    reference_dir: Path,
    library_dir: Path,
    index_dir: Path,
    encoder: Encoder,
    progress: Progress = silent,
    *,
    built_at: datetime | None = None,
) -> Manifest:
    """The whole index from reference data and library. Vectors of unchanged texts are taken over from the index in use."""
    from factcheck.retrieval import build as builder

    collection = read_collection(reference_dir)
    if not store.exists(library_dir):
        return builder.write(contents(collection, built_at=built_at), encoder, index_dir, progress)
    with store.opened(library_dir) as library:
        followed = library.pending()
        own = Collection(tuple(library.sources()), tuple(library.facts()))
        manifest = builder.write(contents(collection, own, built_at=built_at), encoder, index_dir, progress)
        library.followed(followed)
    return manifest


def follow(library: store.Store, index_dir: Path, encoder: Encoder, progress: Progress = silent) -> Manifest | None:
    """Bring the index up to the library's changes; None where there are none. Readers see the old index until the new one is whole."""
    from factcheck.retrieval import build as builder
    from factcheck.retrieval import generations

    changed = library.pending()
    if not changed:
        return None
    if generations.current(index_dir) is None:
        raise ReferenceIndexError(
            f"There is no index in {index_dir} yet.", way_out="Make it with `factcheck index build`."
        )
    new = Collection(tuple(library.sources(changed)), tuple(library.facts(changed)))
    removed = frozenset(changed) - {source.id for source in new.sources}
    manifest = builder.update(builder.Changes(contents(new), removed), encoder, index_dir, progress)
    library.followed(changed)
    return manifest


def contents(*collections: Collection, built_at: datetime | None = None) -> Contents:
    """What goes into an index for these records: passages of texts, sentences of facts, and the records themselves."""
    sources = [source for collection in collections for source in collection.sources]
    facts = [fact for collection in collections for fact in collection.facts]
    texts = [passage for source in sources for passage in chunk.passages(source)]
    spoken = [passage for fact in facts for passage in fact_passages(fact)]
    hashes = {name: digest for collection in collections for name, digest in collection.sha256.items()}
    return Contents(tuple(texts + spoken), tuple(sources), tuple(facts), hashes, built_at)


def fact_passages(fact: Fact) -> list[Passage]:
    """A fact's sentences as passages, in each language: `dossier-001@es`, and `@es.2` for the second part of a long list."""
    made: list[Passage] = []
    for lang, text in statements(fact):
        part = 1 + sum(passage.lang == lang for passage in made)
        suffix = f"@{lang}" + (f".{part}" if part > 1 else "")
        made.append(Passage(id=fact.id + suffix, source_id=fact.source_id, text=text, lang=lang, fact_id=fact.id))
    return made
