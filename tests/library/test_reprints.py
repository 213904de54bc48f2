from __future__ import annotations

from datetime import date
from pathlib import Path

from factcheck.domain import Source
from factcheck.library import reprints, store
from factcheck.library.store import Item, Store

AGENCY = (
    "El puente de Villabrisa costó 840 millones y se abrió al tráfico el 3 de mayo. La obra duró once años, según el ministerio, que "
    "prevé recuperar la inversión en dos décadas gracias al peaje que pagarán los camiones."
)


def put(library: Store, source_id: str, text: str, day: date | None = None, group: str | None = None) -> None:
    source = Source(
        id=source_id, publisher=source_id, title="T", lang="es", text=text, published=day, independent_group=group
    )
    library.put([Item(f"/{source_id}", source_id, (source,))])


def groups(library: Store) -> dict[str, tuple[str | None, str | None]]:
    return {s.id: (s.independent_group, s.syndicated_from) for s in library.sources()}


def test_a_reprint_counts_with_its_original_and_is_ungrouped_when_that_goes(tmp_path: Path) -> None:
    with store.opened(tmp_path) as library:
        put(library, "eco", "MADRID.- " + AGENCY, date(2024, 5, 5))
        put(library, "agencia", AGENCY, date(2024, 5, 4))
        put(
            library,
            "otro",
            "La ministra inauguró ayer el viaducto que une las dos orillas, tras más de una década de trabajos y protestas.",
        )
        assert reprints.group(library) == 2
        assert groups(library) == {
            "agencia": ("reprint:agencia", None),
            "eco": ("reprint:agencia", "agencia"),
            "otro": (None, None),
        }
        assert reprints.group(library) == 0
        library.remove("agencia")
        assert reprints.group(library) == 1
        assert groups(library)["eco"] == (None, None)


def test_a_group_that_an_editor_gave_stays(tmp_path: Path) -> None:
    with store.opened(tmp_path) as library:
        put(library, "a", AGENCY, group="agencia-efe")
        put(library, "b", AGENCY)
        assert reprints.group(library) == 0
        assert groups(library) == {"a": ("agencia-efe", None), "b": (None, None)}
