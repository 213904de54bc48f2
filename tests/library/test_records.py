from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from factcheck.domain import Fact, Source
from factcheck.errors import InvalidRecord
from factcheck.library.records import read_collection, write

SOURCE = Source(id="s1", publisher="Oficina", title="Cifras", lang="es", verified_by="one source")
FACT = Fact(
    id="f1", source_id="s1", subject="Kazakhstan", attribute="capital", value="Astana", verified_by="one source"
)


def collection_in(folder: Path, *, sources: str = "", facts: str = "") -> Path:
    (folder / "facts").mkdir(parents=True)
    (folder / "sources.jsonl").write_text(sources or SOURCE.model_dump_json() + "\n", encoding="utf-8")
    (folder / "facts" / "some.jsonl").write_text(facts or FACT.model_dump_json() + "\n", encoding="utf-8")
    return folder


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    members = FACT.model_copy(
        update={"id": "f2", "value": ("country:KAZ",), "complete": True, "as_of": date(2026, 1, 2)}
    )
    write(tmp_path / "sources.jsonl", [SOURCE])
    write(tmp_path / "facts" / "all.jsonl", [FACT, members])
    read = read_collection(tmp_path)
    assert read.sources == (SOURCE,)
    assert read.facts == (FACT, members)
    assert read.places["f2"] == "facts/all.jsonl:2"
    assert set(read.sha256) == {"sources.jsonl", "facts/all.jsonl"}
    assert read.source("s1") == SOURCE
    assert read.source("nobody") is None


def test_defaults_are_left_out_of_the_files(tmp_path: Path) -> None:
    write(tmp_path / "facts.jsonl", [FACT])
    line = (tmp_path / "facts.jsonl").read_text(encoding="utf-8")
    assert "complete" not in line
    assert "null" not in line


def test_a_folder_without_sources_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord) as caught:
        read_collection(tmp_path)
    assert "sources.jsonl" in caught.value.way_out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{not json", "Invalid JSON"),
        ('{"id": "f9", "source_id": "s1", "subject": "X", "attribute": "Capital!", "value": "Y"}', "attribute"),
        (
            '{"id": "f9", "source_id": "s1", "subject": "X", "attribute": "members", "value": ["a"], "complete": true}',
            "as_of",
        ),
        (
            '{"id": "f9", "source_id": "s1", "subject": "X", "attribute": "capital", "value": "Y", "colour": 1}',
            "colour",
        ),
    ],
)
def test_a_broken_line_is_named_with_file_and_number(tmp_path: Path, line: str, said: str) -> None:
    folder = collection_in(tmp_path / "data", facts=FACT.model_dump_json() + "\n\n" + line + "\n")
    with pytest.raises(InvalidRecord, match=said) as caught:
        read_collection(folder)
    assert caught.value.message.startswith("facts/some.jsonl:3")
    assert "README" in caught.value.way_out


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    folder = collection_in(tmp_path / "data")
    (folder / "facts" / "some.jsonl").write_bytes('{"id": "ñ"}'.encode("latin-1"))
    with pytest.raises(InvalidRecord, match=r"some\.jsonl is not UTF-8"):
        read_collection(folder)
