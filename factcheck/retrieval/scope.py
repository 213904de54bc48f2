"""Which passages may speak: language, country, tier, sources named or excluded, and the cut-off date. A mask over rows.

The cut-off: a source published after it, or valid only from a later day, never appears. Reference records without a day
of publication (registers, reference works) stay, whenever they were retrieved; of their facts, those about a later period go.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Fact, Source
from factcheck.language.dates import parse_period
from factcheck.retrieval.records import Records, filled

Mask = NDArray[np.bool_]


class Scope(Protocol):
    """The restrictions a caller may set; empty means none. `include` and `exclude` name sources by id or publisher."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of passages."""

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries of sources, ISO 3166 alpha-3."""

    @property
    def tiers(self) -> tuple[str, ...]:
        """Tiers of sources."""

    @property
    def include(self) -> tuple[str, ...]:
        """Only these sources."""

    @property
    def exclude(self) -> tuple[str, ...]:
        """Not these sources."""


class Options(Protocol):
    """What a search is told."""

    @property
    def as_of(self) -> date | None:
        """Cut-off for evidence."""

    @property
    def top_k(self) -> int:
        """Hits per claim."""

    @property
    def scope(self) -> Scope:
        """Restrictions."""


@dataclass(frozen=True)
class Columns:
    """What filters look at, one value per row: short arrays, compared all at once."""

    lang: NDArray[np.str_]
    source: NDArray[np.str_]
    publisher: NDArray[np.str_]
    country: NDArray[np.str_]
    tier: NDArray[np.str_]
    group: NDArray[np.str_]
    public_from: NDArray[np.int64]
    earlier_check: Mask

    @classmethod
    def of(cls, records: Records) -> Columns:
        """The columns of a store's rows."""
        sources = {source.id: source for source in records.all_sources()}
        of_row = [sources[source_id] for source_id in records.source_ids]
        starts = _fact_starts(records)
        days = [
            max(_public_from(source), starts.get(fact_id or "", 0))
            for source, fact_id in zip(of_row, records.fact_ids, strict=True)
        ]
        return cls(
            lang=filled(records.langs),
            source=filled(records.source_ids),
            publisher=filled([s.publisher for s in of_row]),
            country=filled([s.country for s in of_row]),
            tier=filled([s.tier.value for s in of_row]),
            group=filled([s.independent_group or s.syndicated_from or s.id for s in of_row]),
            public_from=np.array(days, dtype=np.int64),
            earlier_check=np.array([s.earlier_check is not None for s in of_row], dtype=np.bool_),
        )


def allowed(columns: Columns, options: Options) -> Mask:
    """True for each row that may speak under the options."""
    scope = options.scope
    mask = np.ones(len(columns.lang), dtype=np.bool_)
    for column, wanted in (
        (columns.lang, scope.languages),
        (columns.country, scope.countries),
        (columns.tier, scope.tiers),
    ):
        if wanted:
            mask &= np.isin(column, wanted)
    if scope.include:
        mask &= _named(columns, scope.include)
    if scope.exclude:
        mask &= ~_named(columns, scope.exclude)
    if options.as_of is not None:
        mask &= columns.public_from <= options.as_of.toordinal()
    return mask


def source_allowed(source: Source, options: Options) -> bool:
    """The same for one source, language aside: facts speak every language."""
    scope = options.scope
    names = {source.id, source.publisher}
    return (
        (not scope.countries or source.country in scope.countries)
        and (not scope.tiers or source.tier.value in scope.tiers)
        and (not scope.include or bool(names & set(scope.include)))
        and not names & set(scope.exclude)
        and (options.as_of is None or _public_from(source) <= options.as_of.toordinal())
    )


def fact_allowed(fact: Fact, as_of: date | None) -> bool:
    """False for a fact about a period, or in force since a day, after the cut-off."""
    return as_of is None or _fact_start(fact) <= as_of.toordinal()


def _named(columns: Columns, names: tuple[str, ...]) -> Mask:
    found: Mask = np.isin(columns.source, names) | np.isin(columns.publisher, names)
    return found


def _public_from(source: Source) -> int:
    """First day on which a source can be cited, as an ordinal; 0 where nothing says so."""
    days = [day.toordinal() for day in (source.published, source.valid_from) if day is not None]
    return max(days, default=0)


def _fact_starts(records: Records) -> dict[str, int]:
    return {fact.id: _fact_start(fact) for fact in records.all_facts()}


def _fact_start(fact: Fact) -> int:
    since = fact.qualifiers.get("since")  # of a list it is a table by entity, which `domain.listed` reads
    days = [day for day in (since, fact.period) if isinstance(day, str)]
    return max((parse_period(day).first.toordinal() for day in days), default=0)
