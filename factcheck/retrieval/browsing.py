"""What an index holds, for people who look at it: a source with its facts, and who published what. Searches nothing."""

from __future__ import annotations

import numpy as np

from factcheck.domain import Fact, Source
from factcheck.retrieval.index import ReferenceIndex

_MOST = 500
"""Sources of one publisher that are listed."""


class Browsing:
    """Looks at an open index."""

    def __init__(self, index: ReferenceIndex) -> None:
        self._records = index.records
        self._columns = index.columns

    def one(self, source_id: str) -> tuple[Source, tuple[Fact, ...]] | None:
        """A source with the facts that it states; None where the index does not hold it."""
        if not np.any(self._columns.source == source_id):
            return None
        return self._records.source(source_id), self._records.facts_of(source_id)

    def publishers(self) -> list[tuple[str, int]]:
        """Who published how many sources, by name."""
        names, counts = np.unique(self._columns.publisher, return_counts=True)
        return [(str(name), int(count)) for name, count in zip(names, counts, strict=True)]

    def of(self, publisher: str) -> list[Source]:
        """The sources of a publisher, by id."""
        ids = self._columns.source[self._columns.publisher == publisher]
        return [self._records.source(str(source_id)) for source_id in sorted(ids)[:_MOST]]

    def knows(self, name: str) -> bool:
        """True for the id of a source and for a publisher's name."""
        return bool(np.any(self._columns.source == name) or np.any(self._columns.publisher == name))
