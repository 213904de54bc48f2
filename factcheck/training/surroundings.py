"""Evidence as it stands in a page: its sentences among those of other evidence on the same subject or on any.

The label stays. A verifier trained on the bare sentence finds nothing in a paragraph.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from factcheck.training.reading import Pair

MOST_WORDS = 110
"""Words of the made evidence: what the longest pairs of the training leave room for."""
FEWEST_ADDED = 15


def surrounded(pairs: Sequence[Pair], near: Sequence[Pair], seed: int) -> list[Pair]:
    """Each pair whose evidence is short, between texts of other groups; neutral ones too, so that length tells nothing.

    `near` are pairs whose evidence belongs to another claim on the same subject: they give surroundings that mislead.
    """
    chooser = random.Random(seed)
    lures: dict[str, list[str]] = {}
    for pair in near:
        lures.setdefault(pair.hypothesis, []).append(pair.premise)
    texts = [(pair.premise, pair.group) for pair in pairs]
    made = []
    for pair in pairs:
        room = MOST_WORDS - len(pair.premise.split())
        before: list[str] = []
        after: list[str] = []
        for text, group in [*((text, "") for text in lures.get(pair.hypothesis, ())), *chooser.sample(texts, 3)]:
            words = text.split()
            if group != pair.group and len(words) <= room and text != pair.premise:
                room -= len(words)
                (before if chooser.random() < 0.5 else after).append(text)
        premise = " ".join([*before, pair.premise, *after])
        if len(premise.split()) - len(pair.premise.split()) >= FEWEST_ADDED:
            made.append(replace(pair, premise=premise))
    return made
