from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from factcheck.domain import Passage
from factcheck.errors import IndexMismatch, InvalidRecord, ReferenceIndexError
from factcheck.retrieval import build, generations, index
from factcheck.retrieval.build import Changes
from factcheck.retrieval.chunk import passages
from factcheck.retrieval.contents import Contents
from factcheck.retrieval.manifest import SCHEMA_VERSION
from tests.retrieval.fakes import FakeEncoder, fact, source

SOURCES = (
    source("s1", "El puente mide 900 metros.", published=date(2024, 1, 1)),
    source("s2", "La cosecha de trigo cayó.", valid_until=date(2024, 6, 30)),
)
FACTS = (fact("f1", "s2"),)


def contents(*sources: object) -> Contents:
    chosen = tuple(sources) or SOURCES
    made = tuple(p for s in chosen for p in passages(s))  # type: ignore[arg-type]
    facts = FACTS if any(s.id == "s2" for s in chosen) else ()  # type: ignore[attr-defined]
    return Contents(made, chosen, facts, {"a.jsonl": "0" * 64}, datetime(2024, 2, 1, tzinfo=UTC))  # type: ignore[arg-type]


def test_what_was_built_opens_again(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    calls: list[tuple[int, int]] = []
    manifest = build.write(contents(), encoder, tmp_path, lambda done, total: calls.append((done, total)))
    opened = index.open_index(tmp_path, encoder)
    assert (manifest.counts.passages, manifest.counts.sources, manifest.counts.facts) == (2, 2, 1)
    assert opened.manifest == manifest
    assert opened.name == manifest.digest
    assert [p.text for p in opened.records.passages([0, 1]).values()] == [s.text for s in SOURCES]
    assert opened.records.facts(["f1"])["f1"] == FACTS[0]
    assert calls == [(0, 2), (2, 2)]
    assert manifest.source_files == {"a.jsonl": "0" * 64}


def test_the_agreed_signature(tmp_path: Path) -> None:
    given = contents()
    made = build.build(iter(given.passages), iter(given.sources), iter(given.facts), FakeEncoder(), tmp_path)
    assert made.counts.passages == 2


def test_the_same_content_has_the_same_digest(tmp_path: Path) -> None:
    first = build.write(contents(), FakeEncoder(), tmp_path / "a")
    later = replace(contents(), built_at=datetime(2025, 1, 1, tzinfo=UTC))
    assert build.write(later, FakeEncoder(), tmp_path / "b").digest == first.digest
    assert build.write(contents(SOURCES[0]), FakeEncoder(), tmp_path / "c").digest != first.digest


def test_a_second_build_of_the_same_does_nothing(tmp_path: Path) -> None:
    first = build.write(contents(), FakeEncoder(), tmp_path)
    later = replace(contents(), built_at=datetime(2025, 1, 1, tzinfo=UTC))
    encoder = FakeEncoder()
    assert build.write(later, encoder, tmp_path) == first
    assert encoder.embedded == []
    assert len([p for p in tmp_path.iterdir() if p.is_dir()]) == 1


def test_only_new_text_is_embedded(tmp_path: Path) -> None:
    build.write(contents(), FakeEncoder(), tmp_path)
    encoder = FakeEncoder()
    added = source("s3", "El río creció tras la tormenta.")
    manifest = build.write(contents(*SOURCES, added), encoder, tmp_path)
    assert encoder.embedded == ["Oficina. Informe s3. El río creció tras la tormenta."]
    assert (manifest.counts.passages, manifest.counts.embedded) == (3, 1)
    opened = index.open_index(tmp_path, encoder)
    fresh = FakeEncoder().encode_passages(["Oficina. Informe s1 (2024-01-01). El puente mide 900 metros."])
    assert np.array_equal(opened.vectors.vectors(np.array([0])), fresh)


def test_another_encoder_embeds_everything_again(tmp_path: Path) -> None:
    build.write(contents(), FakeEncoder(), tmp_path)
    other = FakeEncoder(name="fake@2")
    build.write(contents(), other, tmp_path)
    assert len(other.embedded) == 2


def test_sources_are_added_replaced_and_removed(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    build.write(contents(), encoder, tmp_path)
    changed = source("s1", "El puente mide 950 metros.")
    build.update(Changes(contents(changed, source("s3", "Nieva.")), frozenset({"s2"})), encoder, tmp_path)
    opened = index.open_index(tmp_path, encoder)
    assert sorted(p.text for p in opened.records.passages(range(2)).values()) == [
        "El puente mide 950 metros.",
        "Nieva.",
    ]
    assert [s.id for s in opened.records.all_sources()] == ["s1", "s3"]
    assert list(opened.records.all_facts()) == []
    assert len(opened.vectors) == len(opened.words) == 2


def test_update_of_nothing_starts_an_index(tmp_path: Path) -> None:
    assert build.update(Changes(contents()), FakeEncoder(), tmp_path).counts.passages == 2


def test_an_index_may_be_empty(tmp_path: Path) -> None:
    build.write(Contents(), FakeEncoder(), tmp_path)
    assert len(index.open_index(tmp_path, FakeEncoder()).records) == 0


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (replace(contents(), sources=SOURCES[:1]), "s2"),
        (replace(contents(), passages=contents().passages * 2), "twice"),
        (replace(contents(), facts=(fact("f1", "s1"), fact("f1", "s2"))), "f1"),
    ],
)
def test_inconsistent_records_are_refused_before_embedding(tmp_path: Path, broken: Contents, message: str) -> None:
    encoder = FakeEncoder()
    with pytest.raises(InvalidRecord, match=message):
        build.write(broken, encoder, tmp_path)
    assert encoder.embedded == []
    assert generations.current(tmp_path) is None


class Failing(FakeEncoder):
    def encode_passages(self, texts: object) -> np.ndarray:  # type: ignore[type-arg,override]
        raise RuntimeError("out of memory")


def test_a_build_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    before = build.write(contents(), FakeEncoder(), tmp_path)
    with pytest.raises(RuntimeError, match="out of memory"):
        build.write(contents(source("s9", "Otra cosa.")), Failing(), tmp_path)
    assert index.open_index(tmp_path, FakeEncoder()).manifest == before
    assert not list(tmp_path.glob(".draft-*"))


def test_another_encoder_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    build.write(contents(), FakeEncoder(), tmp_path)
    with pytest.raises(IndexMismatch, match=r"fake@1.*fake@2.*factcheck index build"):
        index.open_index(tmp_path, FakeEncoder(name="fake@2"))


def test_a_missing_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(ReferenceIndexError, match=r"no reference index.*factcheck index build"):
        index.open_index(tmp_path / "nowhere", FakeEncoder())


@pytest.mark.parametrize("name", ["manifest.json", "records.sqlite", "vectors.faiss", "words/meta.json"])
@pytest.mark.parametrize("content", [None, b"", b"junk"])
def test_a_damaged_file_is_refused_with_a_way_out(tmp_path: Path, name: str, content: bytes | None) -> None:
    build.write(contents(), FakeEncoder(), tmp_path)
    generation = generations.current(tmp_path)
    assert generation is not None
    if content is None:
        (generation / name).unlink()
    else:
        (generation / name).write_bytes(content)
    with pytest.raises(ReferenceIndexError, match="factcheck index build"):
        index.open_index(tmp_path, FakeEncoder())
    mended = build.write(contents(), FakeEncoder(), tmp_path)
    assert index.open_index(tmp_path, FakeEncoder()).manifest == mended


@pytest.mark.parametrize("name", ["records.sqlite", "vectors.faiss"])
def test_damage_of_the_same_size_is_refused(tmp_path: Path, name: str) -> None:
    build.write(contents(), FakeEncoder(), tmp_path)
    generation = generations.current(tmp_path)
    assert generation is not None
    size = (generation / name).stat().st_size
    (generation / name).write_bytes(b"\xff" * size)
    with pytest.raises(ReferenceIndexError, match="corrupt"):
        index.verify(tmp_path)
    with pytest.raises(ReferenceIndexError):
        index.open_index(tmp_path, FakeEncoder())


def test_verify_reads_a_sound_index(tmp_path: Path) -> None:
    made = build.write(contents(), FakeEncoder(), tmp_path)
    assert index.verify(tmp_path) == made == index.read_manifest(tmp_path)


def test_another_schema_is_refused(tmp_path: Path) -> None:
    build.write(contents(), FakeEncoder(), tmp_path)
    generation = generations.current(tmp_path)
    assert generation is not None
    path = generation / "manifest.json"
    path.write_text(path.read_text().replace(f'"schema_version": {SCHEMA_VERSION}', '"schema_version": 99'))
    with pytest.raises(IndexMismatch, match="99"):
        index.open_index(tmp_path, FakeEncoder())


def test_the_manifest_says_how_far_the_sources_reach(tmp_path: Path) -> None:
    made = build.write(contents(), FakeEncoder(), tmp_path)
    assert (made.reaches_to, made.valid_until) == (date(2024, 6, 30), (date(2024, 6, 30),))
    undated = build.write(contents(source("s1", "Sin fecha.")), FakeEncoder(), tmp_path)
    assert (undated.reaches_to, undated.valid_until) == (None, ())


def test_in_memory_is_the_same_index_without_a_disk(tmp_path: Path) -> None:
    given = contents()
    temporary = build.in_memory(given.passages, given.sources, given.facts, FakeEncoder())
    build.write(given, FakeEncoder(), tmp_path)
    stored = index.open_index(tmp_path, FakeEncoder())
    assert temporary.name == stored.name
    assert temporary.records.passages([0, 1]) == stored.records.passages([0, 1])
    assert np.array_equal(temporary.vectors.vectors(np.arange(2)), stored.vectors.vectors(np.arange(2)))
    assert temporary.words.search([("any", "trigo", 1.0)], 5) == stored.words.search([("any", "trigo", 1.0)], 5)


def test_texts_that_occur_twice_are_embedded_once() -> None:
    doubles = tuple(Passage(id=i, source_id="s1", text="Lo mismo.", lang="es") for i in ("p1", "p2"))
    encoder = FakeEncoder()
    made = build.in_memory(doubles, SOURCES, (), encoder)
    assert encoder.embedded == ["Lo mismo."]
    assert len(made.vectors) == 2


def test_an_open_index_outlives_the_generations_after_it(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    build.write(contents(), encoder, tmp_path)
    opened = index.open_index(tmp_path, encoder)
    for number in range(3):
        build.write(contents(source(f"n{number}", f"Otra cosa {number}.")), encoder, tmp_path)
    assert [s.id for s in opened.records.all_sources()] == ["s1", "s2"]
    assert opened.words.search([("any", "trigo", 1.0)], 5)[0][0] == 1
    assert len(opened.vectors.vectors(np.arange(2))) == 2
    assert [s.id for s in index.open_index(tmp_path, encoder).records.all_sources()] == ["n2"]
