"""Evidence with a gap: a few words taken out where they stand, so that what the claim rests on is no longer said.

Knows English texts. `There are 276 confirmed cases` becomes `There are confirmed cases`: a verifier that never saw this takes
whatever is missing for false.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import replace

from factcheck.training.omission import COMMON, LEFT_OVER
from factcheck.training.reading import Pair

TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*")
NUMBER = re.compile(r"\d")
MOST_WORDS = 4
"""Longest run of words that is taken out."""
SHORT_CLAIM = 15
"""Words of a claim whose number is most likely what was refuted; longer ones say more that may be wrong."""


def with_gap(pairs: Iterable[Pair], seed: int) -> list[Pair]:
    """Decided pairs twice over: without words that the claim shares with its evidence (neutral), and without others (same label).

    A refuted claim loses the evidence's numbers, and only where it has a number itself: elsewhere nobody knows which words refute it.
    """
    chooser = random.Random(seed)
    made = []
    for pair in pairs:
        if pair.label in ("entailment", "contradiction") and pair.premise_lang == "en" == pair.lang:
            needed = _without_needed(pair, chooser)
            idle = _without_idle(pair, chooser)
            if needed is not None and idle is not None:
                made += [replace(pair, premise=needed, label="neutral"), replace(pair, premise=idle)]
    return made


def _without_needed(pair: Pair, chooser: random.Random) -> str | None:
    words = list(TOKEN.finditer(pair.premise))
    if pair.label == "contradiction":
        if not NUMBER.search(pair.hypothesis) or len(pair.hypothesis.split()) > SHORT_CLAIM:
            return None
        numbers = {index for index, word in enumerate(words) if NUMBER.search(word[0])}
        return _cut(pair.premise, words, numbers)
    shared = _content(pair.hypothesis) - _content(pair.premise.split(":")[0])
    runs = _runs([word[0].lower() in shared for word in words])
    if not runs:
        return None
    numbered = [run for run in runs if any(NUMBER.search(words[index][0]) for index in run)]
    run = chooser.choice(numbered if numbered and chooser.random() < 0.5 else runs)
    gone = {words[index][0].lower() for index in run}
    return _cut(pair.premise, words, {index for index, word in enumerate(words) if word[0].lower() in gone})


def _without_idle(pair: Pair, chooser: random.Random) -> str | None:
    words = list(TOKEN.finditer(pair.premise))
    claimed = {word.lower() for word in TOKEN.findall(pair.hypothesis)}
    free = [
        index
        for index, word in enumerate(words)
        if index > 3 and word[0].lower() not in claimed and len(word[0]) > 3 and not NUMBER.search(word[0])
    ]
    if pair.label == "contradiction" or len(free) < 3:  # one of the words may be what refutes
        return pair.premise
    start = chooser.choice(free)
    return _cut(
        pair.premise, words, {index for index in range(start, start + chooser.randrange(1, 3)) if index in free}
    )


def _cut(text: str, words: list[re.Match[str]], gone: set[int]) -> str | None:
    if not gone or len(words) - len(gone) < LEFT_OVER:
        return None
    kept, end = [], 0
    for index in sorted(gone):
        kept.append(text[end : words[index].start()])
        end = words[index].end()
    return " ".join("".join([*kept, text[end:]]).split())


def _runs(marks: list[bool]) -> list[range]:
    runs, start = [], None
    for index, mark in enumerate([*marks, False]):
        if mark and start is None:
            start = index
        elif not mark and start is not None:
            runs.append(range(start, min(index, start + MOST_WORDS)))
            start = None
    return runs


def _content(text: str) -> set[str]:
    return {
        word.lower()
        for word in TOKEN.findall(text)
        if (len(word) > 3 or NUMBER.search(word)) and word.lower() not in COMMON
    }
