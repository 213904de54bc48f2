from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.domain import Fact, Source
from factcheck.errors import ConfigurationError, InputError
from factcheck.library.store import NAME, Item, exists, opened


def source(source_id: str, text: str = "Texto.") -> Source:
    return Source(id=source_id, publisher="Diario", title=source_id, lang="es", text=text)


def fact(fact_id: str, source_id: str) -> Fact:
    return Fact(id=fact_id, source_id=source_id, subject="X", attribute="capital", value="Y")


def test_what_is_put_is_there_and_pending_until_the_index_followed(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.put([Item("/a.txt", "h1", (source("a"),), (fact("f", "a"),))])
        assert library.knows("h1")
        assert library.pending() == ["a"]
        library.followed(["a"])
        assert library.pending() == []
    with opened(tmp_path) as library:
        assert library.sources() == [source("a")]
        assert library.facts(["a"]) == [fact("f", "a")]
        assert library.count() == 1
        assert exists(tmp_path)


def test_an_origin_with_new_content_loses_what_it_brought_before(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.put([Item("/a.csv", "h1", (source("a"), source("b")), (fact("f", "b"),))])
        library.followed(library.pending())
        library.put([Item("/a.csv", "h2", (source("a", "Nuevo."),))])
        assert [s.text for s in library.sources()] == ["Nuevo."]
        assert library.facts() == []
        assert library.pending() == ["a", "b"]


def test_removing_forgets_the_item_so_that_it_may_come_again(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.put([Item("/a.txt", "h1", (source("a"),), (fact("f", "a"),))])
        assert library.remove("a").origin == "/a.txt"
        assert not library.knows("h1")
        assert library.facts() == []
        assert library.pending() == ["a"]
        with pytest.raises(InputError, match="no source a"):
            library.remove("a")


def test_removing_one_source_of_several_keeps_the_item(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.put([Item("/a.json", "h1", (source("a"), source("b")))])
        library.remove("a")
        assert library.knows("h1")


def test_amending_keeps_facts_and_marks_the_source(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.put([Item("/a.txt", "h1", (source("a"),), (fact("f", "a"),))])
        library.followed(["a"])
        library.amend([source("a").model_copy(update={"independent_group": "g"})])
        assert library.entry("a").source.independent_group == "g"
        assert library.facts() == [fact("f", "a")]
        assert library.pending() == ["a"]


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    def items() -> list[Item]:
        return [Item("/a.txt", "h1", (source("a"),)), Item("/b.txt", "h2", (source("b"),), (fact("f", "nobody"),))]

    with opened(tmp_path) as library:
        with pytest.raises(Exception, match="FOREIGN KEY"):
            library.put(items())
        assert library.count() == 0
        assert not library.knows("h1")


def test_a_broken_library_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"this is no database" * 100)
    with pytest.raises(ConfigurationError, match="cannot be opened") as caught, opened(tmp_path):
        pass
    assert "FACTCHECK_LIBRARY_DIR" in caught.value.way_out
