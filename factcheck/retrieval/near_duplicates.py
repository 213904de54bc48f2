"""Which texts are reprints of one another: they share most of their word sequences. Knows no sources and no embeddings.

Similar meaning is not enough here: two agencies that report one event in words of their own are independent voices.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from factcheck.language.attributes import fold

WORDS = 4
"""Length of the word sequences that are compared."""
THRESHOLD = 0.5
"""Share of the shorter text's sequences that a reprint has in common. Measured: see docs/retrieval.md."""
FEWEST = 8
"""Texts with fewer sequences are grouped only where they are equal: short ones agree by chance."""
_COMMON = 50
"""A sequence in more texts than this is boilerplate and starts no comparison."""
_WORD = re.compile(r"\w+")


def near_duplicates(texts: Sequence[str], threshold: float = THRESHOLD) -> tuple[int, ...]:
    """For each text the number of the first text of its group; a text like no other has its own number."""
    shingles = [_shingles(text) for text in texts]
    leader = list(range(len(texts)))
    for first, second in _pairs(shingles, threshold):
        a, b = _find(leader, first), _find(leader, second)
        leader[max(a, b)] = min(a, b)
    return tuple(_find(leader, number) for number in range(len(texts)))


def likeness(first: str, second: str) -> float:
    """Share of the shorter text's word sequences that the other has too, 0..1."""
    return _overlap(_shingles(first), _shingles(second))


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(fold(text))
    if len(words) < WORDS + FEWEST:
        return frozenset([_number(" ".join(words))]) if words else frozenset()
    return frozenset(_number(" ".join(words[i : i + WORDS])) for i in range(len(words) - WORDS + 1))


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _overlap(first: frozenset[int], second: frozenset[int]) -> float:
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def _pairs(shingles: Sequence[frozenset[int]], threshold: float) -> Iterator[tuple[int, int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(shingles):
        seen: Counter[int] = Counter()
        for shingle in own:
            others = holders[shingle]
            if len(others) < _COMMON:
                seen.update(others)
                others.append(number)
        yield from ((other, number) for other in sorted(seen) if _overlap(shingles[other], own) >= threshold)


def _find(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number
