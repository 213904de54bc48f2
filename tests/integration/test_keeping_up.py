"""A process that serves or works goes on with an index that another one has made, without being started again."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck import assembly
from factcheck.library import importing, index, store
from factcheck.library.gathering import Offer
from factcheck.library.reading.brought import Said
from factcheck.models import Encoder
from factcheck.pipeline import Options
from factcheck.retrieval import build
from factcheck.retrieval.contents import Contents
from factcheck.server import LoadingChecker
from factcheck.settings import Settings
from tests import samples

pytestmark = pytest.mark.models

TEXTS = {"torre": "La torre de Nortelandia mide 90 metros.", "puente": "El puente de Surlandia costó 840 millones."}


class House:
    """A library and an index in folders, changed as another process would, behind the back of the one that serves."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.settings = Settings(index_dir=folder / "index", library_dir=folder / "library", threads=1)
        self._encoder = encoder

    def begin(self) -> None:
        build.write(Contents((), (), ()), self._encoder, self.settings.index_dir)

    def bring(self, name: str) -> None:
        said = Said(title=name, lang="es")
        with store.opened(self.settings.library_dir) as library:
            importing.bring_in(library, [Offer(f"sent:{name}", said, TEXTS[name].encode)])
            index.follow(library, self.settings.index_dir, self._encoder)

    def checker(self) -> LoadingChecker:
        checker = LoadingChecker(lambda: assembly.reopened(self.settings), Options())
        checker.start().join(timeout=120)
        return checker


def _found(checker: LoadingChecker, text: str) -> set[str]:
    return {hit.passage.text for hit in checker.search(samples.article(text), Options())}


@pytest.fixture
def house(tmp_path: Path, encoder: Encoder) -> House:
    made = House(tmp_path, encoder)
    made.begin()
    made.bring("torre")
    return made


def test_sources_that_another_process_brought_are_found_after_the_next_look(house: House) -> None:
    checker = house.checker()
    look = assembly.keeping_up(house.settings, checker.has_loaded, checker.use)
    before = checker.provenance().index
    house.bring("puente")
    assert _found(checker, "Cuánto costó el puente") == {TEXTS["torre"]}
    look()
    assert _found(checker, "Cuánto costó el puente") == set(TEXTS.values())
    assert checker.provenance().index != before
    opened = checker._loaded()
    look()
    assert checker._loaded() is opened, "the index is opened once a change"


def test_an_index_that_was_missing_is_used_once_it_is_there(house: House, tmp_path: Path) -> None:
    pointer = house.settings.index_dir / "CURRENT"
    name = pointer.read_text(encoding="ascii")
    pointer.unlink()
    checker = house.checker()
    look = assembly.keeping_up(house.settings, checker.has_loaded, checker.use)
    look()
    assert checker.readiness().failure is not None
    pointer.write_text(name, encoding="ascii")
    look()
    assert checker.readiness().ready
    assert _found(checker, "torre") == {TEXTS["torre"]}
