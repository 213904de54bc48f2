"""Which passages may speak: language, country, tier, sources named or excluded, and the cut-off date. A mask over rows.

The cut-off: a source published after it, or valid only from a later day, never appears. Reference works and registers that
collect facts of many years are the exception: the day of the edition at hand says nothing about when a fact became known,
so there each fact goes by its own period or the day since when it holds.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Fact, Source, Tier
from factcheck.errors import ReferenceIndexError
from factcheck.language.dates import parse_period
from factcheck.retrieval.contents import Contents
from factcheck.retrieval.manifest import MEND

Mask = NDArray[np.bool_]
NAME = "columns.npz"


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
    """What filters look at, compared all at once: one value per source, and per row its source, language and first day."""

    source: NDArray[np.str_]
    publisher: NDArray[np.str_]
    original: NDArray[np.str_]
    country: NDArray[np.str_]
    tier: NDArray[np.str_]
    public_from: NDArray[np.int64]
    earlier_check: Mask
    source_of_row: NDArray[np.int64]
    lang_of_row: NDArray[np.str_]
    from_of_row: NDArray[np.int64]

    @classmethod
    def of(cls, contents: Contents) -> Columns:
        """The columns of what goes into an index."""
        sources, passages = contents.sources, contents.passages
        place = {source.id: number for number, source in enumerate(sources)}
        starts = {fact.id: _fact_start(fact) for fact in contents.facts}
        return cls(
            source=_texts(s.id for s in sources),
            publisher=_texts(s.publisher for s in sources),
            original=_texts(s.syndicated_from or s.id for s in sources),
            country=_texts(s.country or "" for s in sources),
            tier=_texts(s.tier.value for s in sources),
            public_from=np.array([_public_from(s) for s in sources], dtype=np.int64),
            earlier_check=np.array([s.earlier_check is not None for s in sources], dtype=np.bool_),
            source_of_row=np.array([place[p.source_id] for p in passages], dtype=np.int64),
            lang_of_row=_texts(p.lang for p in passages),
            from_of_row=np.array([starts.get(p.fact_id or "", 0) for p in passages], dtype=np.int64),
        )

    def original_of(self, row: int) -> str:
        """The source whose text a row is from; for a reprint, the source it was taken from."""
        return str(self.original[self.source_of_row[row]])

    def save(self, folder: Path) -> None:
        """Write the columns of a generation."""
        np.savez(folder / NAME, allow_pickle=False, **{f.name: getattr(self, f.name) for f in fields(self)})

    @classmethod
    def open(cls, folder: Path) -> Columns:
        """The columns in a generation's folder. Raises ReferenceIndexError where they cannot be read."""
        try:
            with np.load(folder / NAME, allow_pickle=False) as stored:
                return cls(**{f.name: stored[f.name] for f in fields(cls)})
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ReferenceIndexError(f"{folder / NAME} cannot be read.", way_out=MEND) from error


def allowed(columns: Columns, options: Options) -> Mask:
    """True for each row that may speak under the options."""
    rows = _sources_allowed(columns, options)[columns.source_of_row]
    if options.scope.languages:
        rows &= np.isin(columns.lang_of_row, options.scope.languages)
    if options.as_of is not None:
        rows &= columns.from_of_row <= options.as_of.toordinal()
    return rows


def earlier_checks(columns: Columns) -> Mask:
    """True for each row of an earlier fact-check."""
    return columns.earlier_check[columns.source_of_row]


def _sources_allowed(columns: Columns, options: Options) -> Mask:
    scope = options.scope
    mask = np.ones(len(columns.source), dtype=np.bool_)
    for column, wanted in ((columns.country, scope.countries), (columns.tier, scope.tiers)):
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
    edition = None if _collects_facts(source) else source.published
    days = [day.toordinal() for day in (edition, source.valid_from) if day is not None]
    return max(days, default=0)


def _collects_facts(source: Source) -> bool:
    return source.tier is Tier.REFERENCE_WORK and source.text is None


def _fact_start(fact: Fact) -> int:
    since = fact.qualifiers.get("since")  # of a list it is a table by entity, which `domain.listed` reads
    days = [day for day in (since, fact.period) if isinstance(day, str)]
    return max((parse_period(day).first.toordinal() for day in days), default=0)


def _texts(values: Iterable[str]) -> NDArray[np.str_]:
    return np.array(list(values), dtype=np.str_)
