from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from factcheck.domain import Fact, Source
from factcheck.errors import InvalidRecord, ReferenceIndexError
from factcheck.language import names
from factcheck.library import index, store
from factcheck.library.records import write
from factcheck.library.store import Item
from factcheck.pipeline import Options
from factcheck.render.facts import statement
from factcheck.retrieval.index import ReferenceIndex, open_index
from factcheck.retrieval.search import Searcher
from tests.retrieval.fakes import FakeEncoder, claim

SHIPPED = Source(id="s1", publisher="Oficina", title="Cifras", lang="es", verified_by="one source")
CAPITAL = Fact(
    id="f1",
    source_id="s1",
    subject="Kazakhstan",
    subject_id="country:KAZ",
    attribute="capital",
    value="Astana",
    single_valued=True,
)
MEMBERS = Fact(
    id="f2", source_id="s1", subject="NATO", subject_id="org:NATO", attribute="members", value=("country:ESP", "country:FRA"),
    complete=True, as_of=date(2026, 5, 17), qualifiers={"among": "country"},
)  # fmt: skip


def own(source_id: str, text: str) -> Item:
    source = Source(id=source_id, publisher="Diario", title=source_id, lang="es", text=text)
    return Item(f"/{source_id}.txt", text, (source,))


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    write(tmp_path / "reference" / "sources.jsonl", [SHIPPED])
    write(tmp_path / "reference" / "facts" / "all.jsonl", [CAPITAL, MEMBERS])
    return tmp_path / "reference"


def texts(opened: ReferenceIndex, query: str) -> list[str]:
    found = Searcher(opened, FakeEncoder(), statement).search([claim(query)], Options())
    return [hit.passage.text for hit in found[0]]


def test_facts_speak_both_languages_and_texts_stand_beside_them(reference: Path, tmp_path: Path) -> None:
    with store.opened(tmp_path / "library") as library:
        library.put([own("puente", "El puente de Villabrisa costó 840 millones.")])
    moment = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    manifest = index.build(reference, tmp_path / "library", tmp_path / "index", FakeEncoder(), built_at=moment)
    assert (manifest.counts.sources, manifest.counts.facts, manifest.counts.passages) == (2, 2, 5)
    assert manifest.built_at == moment
    assert set(manifest.source_files) == {"sources.jsonl", "facts/all.jsonl"}
    opened = open_index(tmp_path / "index", FakeEncoder())
    assert "La capital de Kazajistán es Astana." in texts(opened, "La capital de Kazajistán es Astaná.")
    assert texts(opened, "Kazajistán es miembro de la OTAN.")[0].startswith(
        "Kazajistán no figura entre los miembros de la OTAN"
    )
    assert "El puente de Villabrisa costó 840 millones." in texts(opened, "¿Cuánto costó el puente de Villabrisa?")


def test_the_index_follows_additions_changes_and_removals(reference: Path, tmp_path: Path) -> None:
    encoder, folder = FakeEncoder(), tmp_path / "index"
    with store.opened(tmp_path / "library") as library:
        index.build(reference, tmp_path / "library", folder, encoder)
        assert index.follow(library, folder, encoder) is None
        library.put([own("puente", "El puente costó 840 millones."), own("tren", "El tren llegará en 2030.")])
        encoder.embedded.clear()
        manifest = index.follow(library, folder, encoder)
        assert manifest is not None
        assert manifest.counts.sources == 3
        assert len(encoder.embedded) == 2
        library.put([own("puente", "El puente costó 900 millones.")])
        library.remove("tren")
        manifest = index.follow(library, folder, encoder)
        assert manifest is not None
        assert manifest.counts.sources == 2
        found = texts(open_index(folder, encoder), "El puente costó 900 millones.")
        assert "El puente costó 900 millones." in found
        assert "El puente costó 840 millones." not in found
        assert library.pending() == []


def test_without_an_index_the_changes_wait_for_the_first_build(reference: Path, tmp_path: Path) -> None:
    with store.opened(tmp_path / "library") as library:
        library.put([own("puente", "El puente costó 840 millones.")])
        with pytest.raises(ReferenceIndexError, match="no index"):
            index.follow(library, tmp_path / "index", FakeEncoder())
        assert library.pending() == ["puente"]
    index.build(reference, tmp_path / "library", tmp_path / "index", FakeEncoder())
    with store.opened(tmp_path / "library") as library:
        assert library.pending() == []


def test_a_broken_reference_file_builds_nothing(reference: Path, tmp_path: Path) -> None:
    (reference / "facts" / "all.jsonl").write_text("{broken", encoding="utf-8")
    with pytest.raises(InvalidRecord, match=r"facts/all\.jsonl:1"):
        index.build(reference, tmp_path / "library", tmp_path / "index", FakeEncoder())
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_parts_of_a_long_list_have_ids_of_their_own() -> None:
    codes = list(names.countries())[:45]
    made = index.fact_passages(MEMBERS.model_copy(update={"value": tuple(f"country:{c}" for c in codes)}))
    assert [p.id for p in made] == ["f2@es", "f2@es.2", "f2@en", "f2@en.2"]


_CHILD = """
import sys, time
from pathlib import Path
from factcheck.library import index, store
from tests.retrieval.fakes import FakeEncoder
class Slow(FakeEncoder):
    def encode_passages(self, texts):
        print("embedding", flush=True)
        time.sleep(60)
        return super().encode_passages(texts)
with store.opened(Path(sys.argv[1])) as library:
    index.follow(library, Path(sys.argv[2]), Slow())
"""


def test_killed_while_following_readers_have_the_old_index_and_the_next_run_the_new(
    reference: Path, tmp_path: Path, repository: Path
) -> None:
    library_dir, folder, encoder = tmp_path / "library", tmp_path / "index", FakeEncoder()
    with store.opened(library_dir) as library:
        before = index.build(reference, library_dir, folder, encoder)
        library.put([own("puente", "El puente costó 840 millones.")])
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(library_dir), str(folder)], cwd=repository, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    with child, child.stdout:
        assert child.stdout.readline().strip() == "embedding"
        os.kill(child.pid, signal.SIGKILL)
    assert open_index(folder, encoder).manifest.digest == before.digest
    with store.opened(library_dir) as library:
        after = index.follow(library, folder, encoder)
        assert after is not None
        assert after.counts.sources == before.counts.sources + 1
        assert library.pending() == []
