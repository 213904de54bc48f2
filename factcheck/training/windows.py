"""Long evidence as the product reads it: the sentences that are nearest to the claim, in the words of `verification.stance`.

Evidence that does not fit the network would be left out of training, and with it the sets that are most like whole web pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from factcheck.training.reading import Pair
from factcheck.verification.stance import is_long, nearest

MOST_WORDS = 40
"""Words of the claim; longer ones are summaries of more than a window holds."""


def windowed(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs with long evidence, each with the window nearest to its claim in place of it."""
    fitting = [pair for pair in pairs if is_long(pair.premise) and len(pair.hypothesis.split()) <= MOST_WORDS]
    found = [(pair, nearest(pair.premise, pair.hypothesis, pair.lang)) for pair in fitting]
    return [replace(pair, premise=texts[0]) for pair, texts in found if texts]
