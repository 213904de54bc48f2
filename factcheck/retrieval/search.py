"""Finds evidence for claims: meaning and words fused, facts looked up, filters first, many sources. Decides nothing about truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Claim, Fact, Hit, Passage
from factcheck.language.names import display
from factcheck.retrieval import facts, lexical
from factcheck.retrieval.fusion import Found, Fusion, Lists, fuse
from factcheck.retrieval.highlight import matched
from factcheck.retrieval.index import Encoder, ReferenceIndex
from factcheck.retrieval.keys import entities
from factcheck.retrieval.lexical import STEMMED, Weights
from factcheck.retrieval.scope import Mask, Options, allowed, earlier_checks, fact_allowed, source_allowed
from factcheck.retrieval.vectors import NO_ID

Statement = Callable[[Fact, str, str | None], str]
"""`render.facts.statement`: one sentence for a fact, in a language, about one entity where the fact is a list."""
Floats = NDArray[np.float32]
Scored = Sequence[tuple[int, float]]
_DIGITS = 4
"""Digits of the scores that are shown: an encoder's last bits depend on what else is in its batch, by about 1e-7."""
_GUESSED = -0.5
"""A list that a claim may be about stands in the middle of what is near, not before it."""


@dataclass(frozen=True)
class Ranking:
    """The knobs of a search, each with a measurement in docs/retrieval.md.

    `candidates` per search are fused; `per_source` passages of one text (reprints included) and `most_facts` looked-up
    facts may be among the hits. An earlier fact-check is shown from the cosine `nearest_check` on; between Spanish texts all
    cosines are higher by `nearer_in_spanish`.
    """

    candidates: int = 100
    per_source: int = 3
    fusion: Fusion = field(default_factory=Fusion)
    weights: Weights = field(default_factory=Weights)
    dense: bool = True
    words: bool = True
    names_elsewhere: bool = True
    facts: bool = True
    most_facts: int = 5
    most_checks: int = 3
    nearest_check: float = 0.855
    nearer_in_spanish: float = 0.04


@dataclass(frozen=True)
class _Wanted:
    """One claim on its way through the search."""

    claim: Claim
    options: Options


class Searcher:
    """`pipeline.Searches` over one index. The same claim gives the same hits in any batch."""

    def __init__(
        self, index: ReferenceIndex, encoder: Encoder, statement: Statement, ranking: Ranking | None = None
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._statement = statement
        self._ranking = ranking or Ranking()
        self._last: tuple[tuple[str, ...], Floats] = ((), np.zeros((0, 0), np.float32))

    def search(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Evidence per claim, best first; at most `options.top_k` hits each. Earlier fact-checks are left to `earlier_checks`."""
        mask = allowed(self._index.columns, options) & ~earlier_checks(self._index.columns)
        return [tuple(self._evidence(wanted, found)) for wanted, found in self._found(claims, mask, options)]

    def earlier_checks(self, claims: Sequence[Claim], options: Options) -> list[tuple[Hit, ...]]:
        """Earlier fact-checks of much the same claim, best first, one hit a check; none for most claims."""
        mask = allowed(self._index.columns, options) & earlier_checks(self._index.columns)
        if not mask.any():
            return [() for _ in claims]
        return [tuple(self._checks(wanted, found)) for wanted, found in self._found(claims, mask, options)]

    # ------------------------------------------------------------------ both searches, one batch

    def _found(self, claims: Sequence[Claim], mask: Mask, options: Options) -> Iterator[tuple[_Wanted, list[Found]]]:
        if not claims:
            return
        vectors = self._vectors(tuple(claim.query for claim in claims))
        dense = self._dense(vectors, mask)
        for claim, vector, near in zip(claims, vectors, dense, strict=True):
            words = self._words(claim, mask)
            yield _Wanted(claim, options), fuse(self._lists(claim, vector, near, words), self._ranking.fusion)

    def _vectors(self, queries: tuple[str, ...]) -> Floats:
        """Encoded claims; the last batch is remembered, since evidence and earlier checks are asked for one after the other."""
        known, vectors = self._last
        if known != queries:
            vectors = self._encoder.encode_queries(queries)
            self._last = (queries, vectors)
        return vectors

    def _dense(self, vectors: Floats, mask: Mask) -> list[list[tuple[int, float]]]:
        if not self._ranking.dense:
            return [[] for _ in vectors]
        rows = None if mask.all() else np.flatnonzero(mask)
        scores, ids = self._index.vectors.search(vectors, self._ranking.candidates, rows)
        return [
            [(int(i), float(s)) for s, i in zip(score, row, strict=True) if i != NO_ID]
            for score, row in zip(scores, ids, strict=True)
        ]

    def _words(self, claim: Claim, mask: Mask) -> list[tuple[int, float]]:
        if not self._ranking.words:
            return []
        names = _names_elsewhere(claim) if self._ranking.names_elsewhere else []
        terms = lexical.terms(claim.query, claim.lang, self._ranking.weights, names)
        return self._index.words.search(terms, self._ranking.candidates, mask)

    def _cosines(self, vector: Floats, rows: Sequence[int]) -> dict[int, float]:
        if not self._ranking.dense:
            return {}
        stored = self._index.vectors.vectors(np.array(rows, np.int64)).astype(np.float64)
        products = np.einsum("nd,d->n", stored, vector.astype(np.float64))
        return {row: float(p) for row, p in zip(rows, products, strict=True)}

    def _lists(self, claim: Claim, vector: Floats, near: Scored, words: Scored) -> Lists:
        rows = [row for row, _ in words]
        foreign = self._foreign(claim, [*rows, *(row for row, _ in near)])
        count = len(set(lexical.stems(claim.query, claim.lang)))
        return Lists(near, words, self._cosines(vector, rows), foreign, count)

    def _foreign(self, claim: Claim, rows: Iterable[int]) -> set[int]:
        return {row for row in rows if self._index.records.langs[row] != claim.lang}

    # ------------------------------------------------------------------ hits

    def _evidence(self, wanted: _Wanted, found: list[Found]) -> list[Hit]:
        top_k = wanted.options.top_k
        looked_up = self._looked_up(wanted, found) if self._ranking.facts else []
        taken = {hit.fact.id for hit in looked_up if hit.fact is not None}
        varied = self._varied(self._one_per_fact(wanted.claim.lang, found, taken))
        near = self._hits(wanted.claim, list(islice(varied, top_k - len(looked_up))))
        return _ranked(sorted([*looked_up, *near], key=lambda hit: -hit.score))

    def _checks(self, wanted: _Wanted, found: list[Found]) -> list[Hit]:
        first: dict[str, Found] = {}
        for one in found:
            if (one.dense_score or 0.0) >= self._near_enough(wanted.claim, one):
                first.setdefault(self._index.records.source_ids[one.row], one)
        return _ranked(self._hits(wanted.claim, list(first.values())[: self._ranking.most_checks]))

    def _near_enough(self, claim: Claim, one: Found) -> float:
        spanish = claim.lang == self._index.records.langs[one.row] == "es"
        return self._ranking.nearest_check + self._ranking.nearer_in_spanish * spanish

    def _hits(self, claim: Claim, found: Sequence[Found]) -> list[Hit]:
        passages = self._index.records.passages(one.row for one in found)
        held = self._index.records.facts({p.fact_id for p in passages.values() if p.fact_id})
        return [self._hit(claim, passages[one.row], one, held.get(passages[one.row].fact_id or "")) for one in found]

    def _hit(self, claim: Claim, passage: Passage, found: Found, fact: Fact | None) -> Hit:
        return Hit(
            passage=passage,
            source=self._index.records.source(passage.source_id),
            fact=fact,
            rank=1,
            score=round(found.score, _DIGITS),
            dense_rank=found.dense_rank,
            dense_score=None if found.dense_score is None else round(found.dense_score, _DIGITS),
            lexical_rank=found.lexical_rank,
            lexical_score=found.lexical_score,
            matched=matched(claim.query, claim.lang, passage),
        )

    def _varied(self, found: Iterable[Found]) -> Iterator[Found]:
        """At most `per_source` passages of one text and its reprints: one voice must not crowd out the rest. Facts are not counted."""
        count: Counter[str] = Counter()
        for one in found:
            original = self._index.columns.original_of(one.row)
            is_text = self._index.records.fact_ids[one.row] is None
            count[original] += is_text
            if not is_text or count[original] <= self._ranking.per_source:
                yield one

    # ------------------------------------------------------------------ facts

    def _looked_up(self, wanted: _Wanted, found: list[Found]) -> list[Hit]:
        """Facts that the claim asks for by name, before everything that is only near: nearest periods first, lists first of all."""
        asked = facts.asked(wanted.claim)
        known = facts.lookup(self._index.records, asked, lambda fact: self._usable(fact, wanted.options))
        near = {one.row: one for one in found}
        hits = [self._fact_hit(wanted, fact, asked.country, near) for _, fact in known]
        bands = [_GUESSED if asked.guessed else facts.PER_ATTRIBUTE - place for place, _ in known]
        scored = [
            h.model_copy(update={"score": round(band + h.score, _DIGITS)}) for band, h in zip(bands, hits, strict=True)
        ]
        return sorted(scored, key=lambda hit: -hit.score)[: min(self._ranking.most_facts, wanted.options.top_k)]

    def _usable(self, fact: Fact, options: Options) -> bool:
        source = self._index.records.source(fact.source_id)
        return source_allowed(source, options) and fact_allowed(fact, options.as_of)

    def _fact_hit(self, wanted: _Wanted, fact: Fact, country: str | None, near: dict[int, Found]) -> Hit:
        lang = wanted.claim.lang
        row = self._row_in(fact, lang)
        if facts.asks_list(fact):
            return self._hit(wanted.claim, self._rendered(fact, lang, country), Found(row=-1, score=1.0), fact)
        if row is None:
            return self._hit(wanted.claim, self._rendered(fact, lang, None), Found(row=-1, score=0.0), fact)
        found = near.get(row) or Found(row=row, score=0.0)
        return self._hit(wanted.claim, self._index.records.passages([row])[row], found, fact)

    def _row_in(self, fact: Fact, lang: str) -> int | None:
        rows = self._index.records.rows_of_fact.get(fact.id, [])
        return next((row for row in rows if self._index.records.langs[row] == lang), None)

    def _rendered(self, fact: Fact, lang: str, about: str | None) -> Passage:
        shown = lang if lang in STEMMED else "en"
        suffix = f"@{shown}" + (f"/{about}" if about else "")
        text = self._statement(fact, shown, about)
        return Passage(id=fact.id + suffix, source_id=fact.source_id, text=text, lang=shown, fact_id=fact.id)

    def _one_per_fact(self, lang: str, found: list[Found], taken: set[str]) -> Iterator[Found]:
        """A fact stands in the index once per language: keep its best place, in the claim's language where there is one."""
        seen = set(taken)
        by_row = {one.row: one for one in found}
        for one in found:
            fact_id = self._index.records.fact_ids[one.row]
            if fact_id is None:
                yield one
            elif fact_id not in seen:
                seen.add(fact_id)
                yield self._same_in(lang, one, by_row)

    def _same_in(self, lang: str, one: Found, by_row: dict[int, Found]) -> Found:
        records = self._index.records
        rows = records.rows_of_fact[records.fact_ids[one.row] or ""]
        row = next((r for r in rows if records.langs[r] == lang and r in by_row), one.row)
        other = by_row[row]
        return Found(row, one.score, other.dense_rank, other.dense_score, other.lexical_rank, other.lexical_score)


def _ranked(hits: Sequence[Hit]) -> list[Hit]:
    return [hit.model_copy(update={"rank": rank}) for rank, hit in enumerate(hits, 1)]


def _names_elsewhere(claim: Claim) -> list[str]:
    """Names of the claim's entities in the other languages of the word index."""
    others = [lang for lang in STEMMED if lang != claim.lang]
    named = [display(entity, lang) for entity in entities(claim.query, claim.lang) for lang in others]
    return [name for name in named if name]
