"""Pairs of a sentence with itself, its denial, or itself with another number: what a reader sees at once and a network must be taught.

Knows English sentences; Spanish comes with the mixture's views. Denials stand on both sides, so that `not` alone says nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from factcheck.training.aligned import other_number
from factcheck.training.reading import Pair
from factcheck.training.rewording import NOT, VERBS

WORDS = (4, 22)
"""Shortest and longest sentence that is taken."""


def echoes(pairs: Sequence[Pair], count: int, seed: int) -> list[Pair]:
    """Up to `count` pairs made from the claims of English pairs."""
    chooser = random.Random(seed)
    claims = sorted(
        {p.hypothesis for p in pairs if p.lang == "en" and WORDS[0] <= len(p.hypothesis.split()) <= WORDS[1]}
    )
    chosen = chooser.sample(claims, min(count, len(claims)))
    return [made for claim in chosen if (made := _echo(claim, chooser)) is not None]


def denied(pairs: Iterable[Pair], count: int, seed: int) -> list[Pair]:
    """Up to `count` entailed English pairs with their claim denied: contradictions."""
    chooser = random.Random(seed)
    entailed = [p for p in pairs if p.label == "entailment" and p.lang == "en" and negation(p.hypothesis) is not None]
    chosen = chooser.sample(entailed, min(count, len(entailed)))
    return [
        Pair(p.premise, negation(p.hypothesis) or "", "contradiction", "en", "en", p.dataset, p.group) for p in chosen
    ]


def negation(sentence: str) -> str | None:
    """The sentence with `not` put in or taken out; None where it has no verb for it or more than one."""
    if len(NOT.findall(sentence)) == 1 and len(VERBS.findall(sentence)) == 0:
        return NOT.sub(r"\1", sentence)
    return (
        VERBS.sub(r"\1 not", sentence) if len(VERBS.findall(sentence)) == 1 and "not" not in sentence.split() else None
    )


def _echo(claim: str, chooser: random.Random) -> Pair | None:
    opposite, changed = negation(claim), other_number(claim, chooser)
    if changed is not None and chooser.random() < 0.7:
        return _pair(claim, changed, "contradiction")
    if opposite is None or chooser.random() < 0.25:
        return _pair(claim, claim, "entailment")
    return chooser.choice((
        _pair(claim, opposite, "contradiction"), _pair(opposite, claim, "contradiction"), _pair(opposite, opposite, "entailment"),
    ))  # fmt: skip


def _pair(premise: str, hypothesis: str, label: str) -> Pair:
    return Pair(premise, hypothesis, label, "en", "en", "echoes", premise)
