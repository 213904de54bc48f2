"""Whether a passage speaks of the claim's matter at all. What does not is set aside before it can vote, however sure the verifier is."""

from __future__ import annotations

import re

from factcheck.language.attributes import fold
from factcheck.language.slots import same_name
from factcheck.verification.quantities import is_telling
from factcheck.verification.reading import Reading

LEAST_SIMILARITY = 0.8
"""Least cosine of claim and passage. Measured on planted dev: of the passages that decide, 99 % lie above 0.81 (also across
languages); half of the others lie below 0.82."""
MOST_BEHIND = 0.04
"""How far a passage may lie behind the nearest one found: 95 % of the passages that decide lie within, a third of the others."""

LEAST_NAMES = 2
"""Words of names from which a passage that has them all is about the claim's matter, however far behind its meaning lies."""

_PROPER = re.compile(r"(?<![.!?:«“\"]\s)(?<!^)\b([^\W\d_a-zß-öø-ÿ][\w’'\-]{2,})")


def relevant(claim: Reading, passage: Reading, similarity: float | None, nearest: float = 0.0) -> bool:
    """True where the passage names what the claim names or has its figure; a claim without names needs likeness of meaning.

    `similarity` is the cosine of the two texts, None where the passage was found by its words or facts only; `nearest` is
    that of the nearest passage found.
    """
    pointed = _shares_a_figure(claim, passage) or _names_all(claim, passage)
    if similarity is not None and similarity < max(LEAST_SIMILARITY, nearest - MOST_BEHIND) and not pointed:
        return False
    countries = {mention.entity for mention in claim.countries}
    others = {mention.entity for mention in passage.countries}
    if countries and others and not countries & others:
        return False
    return pointed or shares_a_name(claim, passage)


def _names_all(claim: Reading, passage: Reading) -> bool:
    """True where the passage has every proper name of the claim, two words of names at least."""
    ours = proper_names(claim)
    return len(ours) >= LEAST_NAMES and ours <= _capitalised(passage)


def _shares_a_figure(claim: Reading, passage: Reading) -> bool:
    """True where both have the very same telling figure: a claim's names may be its article's, and the passage's own title has others."""
    theirs = {quantity.low for quantity in passage.quantities}
    return any(is_telling(quantity) and quantity.low in theirs for quantity in claim.quantities)


def shares_a_name(claim: Reading, passage: Reading) -> bool:
    """True where the passage has a country or a proper name of the claim, or the claim has none."""
    countries = {mention.entity for mention in claim.countries} & {mention.entity for mention in passage.countries}
    ours = proper_names(claim)
    return not ours or bool(countries) or _shared(ours, _capitalised(passage))


def names_what_it_is_about(claim: Reading, passage: Reading) -> bool:
    """True where the passage has every country of the claim and, where the claim has names besides, one of those: what a French president
    did does not tell who will be the next."""
    countries = {mention.entity for mention in claim.countries}
    known = {fold(word) for mention in claim.countries for word in mention.text.split()}
    others = proper_names(claim) - known
    there = _capitalised(passage)
    return countries <= {mention.entity for mention in passage.countries} and (not others or _shared(others, there))


def proper_names(reading: Reading) -> set[str]:
    """Folded capitalised words that do not merely open a sentence and are no part of a date ("in May 2025")."""
    dated = [time.span for time in reading.times]
    return {
        fold(match.group(1))
        for match in _PROPER.finditer(reading.text)
        if not any(span.start <= match.start() < span.end for span in dated)
    }


def _capitalised(reading: Reading) -> set[str]:
    return {fold(word) for word in re.findall(r"[^\W\d_a-zß-öø-ÿ][\w’'\-]{2,}", reading.text)}


def _shared(ours: set[str], theirs: set[str]) -> bool:
    if ours & theirs:
        return True
    return any(same_name(one, (other,), "es") is True for one in ours for other in theirs if one[:2] == other[:2])
