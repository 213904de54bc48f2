"""Reprints in the library share an independent group, so that an agency's text in ten papers counts once. Knows which groups were
set here and leaves an editor's own alone; what makes a reprint is `retrieval.near_duplicates`' to say."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from factcheck.domain import Source
from factcheck.library.store import Store

PREFIX = "reprint:"
"""Groups that were found, not told."""


def group(library: Store) -> int:
    """Give reprints one group and name their original; how many sources changed."""
    from factcheck.retrieval.near_duplicates import near_duplicates

    told = [entry.source for entry in library.entries()]
    sources = [source for source in told if source.text and not _told(source)]
    leaders = near_duplicates([source.text or "" for source in sources])
    groups: dict[int, list[Source]] = defaultdict(list)
    for leader, source in zip(leaders, sources, strict=True):
        groups[leader].append(source)
    changed = [after for members in groups.values() for before, after in _grouped(members) if after != before]
    library.amend(changed)
    return len(changed)


def _told(source: Source) -> bool:
    return source.independent_group is not None and not source.independent_group.startswith(PREFIX)


def _grouped(members: list[Source]) -> list[tuple[Source, Source]]:
    if len(members) == 1:
        alone = {"independent_group": None, "syndicated_from": None} if members[0].independent_group else {}
        return [(members[0], members[0].model_copy(update=alone))]
    original = min(members, key=lambda source: (source.published or date.max, source.id))
    return [(source, source.model_copy(update=_place(source, original))) for source in members]


def _place(source: Source, original: Source) -> dict[str, str | None]:
    return {
        "independent_group": f"{PREFIX}{original.id}",
        "syndicated_from": None if source.id == original.id else original.id,
    }
