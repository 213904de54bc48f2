"""Searches put together: pasted texts before an index, and other searches for other claims. Knows no index of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from factcheck.domain import Claim, Hit

if TYPE_CHECKING:
    from factcheck.retrieval.scope import Options

Found = list[tuple[Hit, ...]]


class Searches(Protocol):
    """Evidence and earlier fact-checks for a batch of claims."""

    def search(self, claims: Sequence[Claim], options: Options) -> Found:
        """Hits per claim, best first."""

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> Found:
        """Earlier fact-checks per claim."""


@dataclass(frozen=True)
class _Anywhere:
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Unrestricted:
    top_k: int
    as_of: date | None = None
    scope: _Anywhere = field(default_factory=_Anywhere)


@dataclass(frozen=True)
class Pasted:
    """A search over texts that the caller pasted: they were chosen, so no scope and no cut-off keeps them out."""

    texts: Searches

    def search(self, claims: Sequence[Claim], options: Options) -> Found:
        """Hits per claim, best first."""
        return self.texts.search(claims, _Unrestricted(top_k=options.top_k))

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> Found:  # noqa: ARG002
        """None: pasted texts are no fact-checks."""
        return [() for _ in claims]


@dataclass(frozen=True)
class Before:
    """The hits of one search, then those of another."""

    first: Searches
    then: Searches

    def search(self, claims: Sequence[Claim], options: Options) -> Found:
        """Hits per claim: up to `top_k` of each."""
        both = zip(self.first.search(claims, options), self.then.search(claims, options), strict=True)
        return [_ranked((*first, *then)) for first, then in both]

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> Found:
        """Those of the second search."""
        return self.then.earlier_checks(claims, options)


@dataclass(frozen=True)
class ByLine:
    """One search for each line of a text whose lines are claims. `starts` are the lines' first code points."""

    starts: Sequence[int]
    searches: Sequence[Searches]

    def search(self, claims: Sequence[Claim], options: Options) -> Found:
        """Hits per claim, by the search of its line."""
        return self._each(claims, lambda searches, some: searches.search(some, options))

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> Found:
        """Earlier fact-checks per claim, by the search of its line."""
        return self._each(claims, lambda searches, some: searches.earlier_checks(some, options))

    def _each(self, claims: Sequence[Claim], ask: Callable[[Searches, Sequence[Claim]], Found]) -> Found:
        found: dict[int, tuple[Hit, ...]] = {}
        lines = [bisect_right(self.starts, claim.span.start) - 1 for claim in claims]
        for searches in {id(s): s for s in self.searches}.values():
            places = [i for i, line in enumerate(lines) if self.searches[line] is searches]
            found.update(zip(places, ask(searches, [claims[i] for i in places]), strict=True))
        return [found[i] for i in range(len(claims))]


def _ranked(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    return tuple(hit.model_copy(update={"rank": rank}) for rank, hit in enumerate(hits, 1))
