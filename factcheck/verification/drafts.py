"""A claim beside one hit, read and cut into the units that the verifier will read. Scores nothing.

A unit is one sentence of the passage, read under its title and date. Measured on planted dev, passages that decide: read whole
they gave 17 clear readings of 142, sentence by sentence 88; and the sentence that decides is what a reader wants to see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from factcheck.domain import Claim, Hit, Span
from factcheck.language.content import stems
from factcheck.language.sentences import sentences
from factcheck.verification.alignment import Alignment, align, readings
from factcheck.verification.facts import compare_fact
from factcheck.verification.findings import Finding
from factcheck.verification.reading import Reading, read
from factcheck.verification.relevance import names_what_it_is_about, relevant

MOST_SENTENCES = 3
"""Sentences of one passage that are read on their own: those nearest to the claim in numbers, names and words."""


@dataclass(frozen=True)
class Unit:
    """A sentence of a passage: where it stands there, what was read in it, how its numbers stand to the claim's, and the share of
    the claim's words that it has (1.0 across languages, where words cannot be compared)."""

    span: Span
    context: str
    reading: Reading
    alignment: Alignment
    shared: float

    def texts(self) -> list[str]:
        """What the verifier reads: with equal values in the claim's wording, then with each differing value replaced."""
        texts = readings(self.reading.text, self.alignment)
        return [f"{self.context}. {text}" for text in texts] if self.context else texts

    def names_bodies_of(self, claim: Reading) -> bool:
        """True where the sentence names every body and treaty that the claim names."""
        ours = {entity for entity in claim.entities if entity.startswith(("org:", "treaty:"))}
        return ours <= self.reading.entities

    def names_subject_of(self, claim: Reading) -> bool:
        """True where the sentence or the title above it names the claim's countries and one of its other names; a claim without names
        asks for none."""
        told = read(f"{self.context}. {self.reading.text}", self.reading.lang, None)
        return names_what_it_is_about(claim, told)


@dataclass(frozen=True)
class Draft:
    """A claim beside a hit: a fact's finding, or units to read, or neither where the hit is about something else."""

    claim: Claim
    reading: Reading
    hit: Hit
    finding: Finding | None
    units: tuple[Unit, ...]


def drafts(claim: Claim, hits: Sequence[Hit], as_of: date | None) -> list[Draft]:
    """One draft per hit. How near a passage must be in meaning depends on the nearest one found."""
    reading = read(claim.query, claim.lang, claim.anchor)
    nearest = max((hit.dense_score for hit in hits if hit.dense_score is not None), default=0.0)
    return [_draft(claim, reading, hit, nearest, as_of) for hit in hits]


def _draft(claim: Claim, reading: Reading, hit: Hit, nearest: float, as_of: date | None) -> Draft:
    finding = compare_fact(reading, hit.fact, as_of) if hit.fact else None
    if finding is not None or _foreign_fact(hit) or not _near(reading, hit, nearest):
        return Draft(claim, reading, hit, finding, ())
    return Draft(claim, reading, hit, None, units(reading, hit))


def _near(reading: Reading, hit: Hit, nearest: float) -> bool:
    """Whether the passage is about the claim's matter, by itself or as its publisher's word: a country's statistics office seldom names
    the country. One that names a country speaks of that."""
    said = f"{hit.source.title}. {hit.passage.text}"
    passage = read(said, hit.passage.lang, hit.source.published)
    if relevant(reading, passage, hit.dense_score, nearest):
        return True
    if passage.countries:
        return False
    told = read(f"{hit.source.publisher}. {said}", hit.passage.lang, hit.source.published)
    return relevant(reading, told, hit.dense_score, nearest)


def _foreign_fact(hit: Hit) -> bool:
    """A structured fact that made no finding is about another attribute, subject or list: its sentence is no evidence.

    Facts with a wording of their own are statements that the tables know no attribute for; the verifier reads those.
    """
    return hit.fact is not None and not hit.fact.statements


def units(claim: Reading, hit: Hit) -> tuple[Unit, ...]:
    """The sentences of the passage nearest to the claim. A value that a sentence or the title confirms is not contradicted by another."""
    parts = [_unit(claim, hit, span) for span in sentences(hit.passage.text, hit.passage.lang)]
    title = align(claim, read(hit.source.title, hit.passage.lang, hit.source.published))
    told = [comparison for _, comparison in title.same] + [c for unit in parts for _, c in unit.alignment.same]
    settled = [comparison.claim_span for comparison in told if comparison.claim_span]
    ranked = sorted(parts, key=lambda unit: -nearness(claim, unit.reading, unit.alignment))[:MOST_SENTENCES]
    return tuple(replace(unit, alignment=unit.alignment.without(settled)) for unit in ranked)


def _unit(claim: Reading, hit: Hit, span: Span) -> Unit:
    reading = read(span.of(hit.passage.text), hit.passage.lang, hit.source.published)
    shared = shared_words(claim, reading) if claim.lang == reading.lang else 1.0
    return Unit(span, "" if hit.fact else hit.passage.context, reading, align(claim, reading), shared)


def nearness(claim: Reading, sentence: Reading, alignment: Alignment) -> float:
    """Shared values and names, and the share of the claim's words that return."""
    names = len(claim.entities & sentence.entities)
    return len(alignment.same) + 0.5 * len(alignment.differing) + names + 2 * shared_words(claim, sentence)


def shared_words(claim: Reading, sentence: Reading) -> float:
    """The share of the claim's content words that the sentence has in some form; low across languages."""
    ours, theirs = _stems(claim), _stems(sentence)
    return len(ours & theirs) / max(1, len(ours))


def shares_matter(claim: Reading, sentence: Reading) -> bool:
    """True where more than countries, bodies and units returns: "ingresó 3 millones" is not about what somebody invested.

    A claim that has no other words is taken to be about the same matter; so is any across languages.
    """
    beside = [m.span for m in claim.mentions] + [q.span for q in claim.quantities] + [t.span for t in claim.times]
    ours = _stems(claim, beside)
    return claim.lang != sentence.lang or not ours or bool(ours & _stems(sentence))


def _stems(reading: Reading, but: Sequence[Span] = ()) -> set[str]:
    return stems(reading.text, reading.lang, but)
