"""Claims with a clause more: two claims about the same evidence joined to one.

A part that is contradicted makes the whole contradicted, however much else is said; a part that the evidence leaves open makes the
whole open. Knows English texts.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from dataclasses import replace

from factcheck.training.reading import Pair

JOINTS = (", and {b}", "; {b}", ". {B}", ", while {b}", " - {b}")
MOST_WORDS = 45
"""Words of the joined claim."""
ECHOED = 20
"""Words up to which the evidence itself serves as a part of the claim."""
OPENERS = frozenset({
    "the", "a", "an", "there", "it", "he", "she", "they", "this", "these", "that", "his", "her", "some", "two", "three", "people",
    "in", "at", "on", "we", "you", "no",
})  # fmt: skip
"""Words that lose their capital when they no longer open the sentence; any other may be a name."""
TOGETHER = ("contradiction", "neutral", "entailment")
"""Of two labels the one that comes first here is the label of both together."""


def compounds(pairs: Iterable[Pair], count: int, seed: int) -> list[Pair]:
    """Up to `count` joined claims, the decided parts in either place."""
    chooser = random.Random(seed)
    by_evidence: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.lang == "en" == pair.premise_lang and pair.label in TOGETHER:
            by_evidence.setdefault(pair.premise, []).append(pair)
    made = []
    for premise, said in by_evidence.items():
        chooser.shuffle(said)
        made += [_joined(one, other, chooser) for one, other in itertools.pairwise(said)]
        if len(premise.split()) <= ECHOED:
            echo = replace(said[0], hypothesis=premise, label="entailment")
            first, second = chooser.sample((said[0], echo), 2)
            made.append(_joined(first, second, chooser))
    short = [pair for pair in made if len(pair.hypothesis.split()) <= MOST_WORDS]
    return chooser.sample(short, min(count, len(short)))


def _joined(one: Pair, other: Pair, chooser: random.Random) -> Pair:
    first, second = one.hypothesis.rstrip(" ."), other.hypothesis.rstrip(" .")
    lowered = second[0].lower() + second[1:] if second.split()[0].lower() in OPENERS else second
    text = first + chooser.choice(JOINTS).format(b=lowered, B=second[0].upper() + second[1:]) + "."
    return replace(one, hypothesis=text, label=min(one.label, other.label, key=TOGETHER.index))
