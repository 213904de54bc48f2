"""Claims as articles make them: the name stands in brackets at the end, as `claims.query` puts it there, or beside other names of the text.

Knows evidence that opens with its page's title (`Title: …`), as the fact-check sets have it. The label stays.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import replace

from factcheck.training.reading import Pair

TITLE = re.compile(r"([^:]{2,60}): ")
NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w{2,}(?: [A-Z]\w+){0,2}")
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def leaning(pairs: Iterable[Pair], seed: int) -> list[Pair]:
    """For each pair under a title that its claim names: the claim with `it` and the title in brackets, or with a name more in brackets."""
    chooser = random.Random(seed)
    made = []
    for pair in pairs:
        title = TITLE.match(pair.premise) if pair.premise_lang == "en" == pair.lang else None
        if title is not None:
            claim = _leaning(pair.hypothesis, title[1], chooser) or _with_context(pair, title[1], chooser)
            made.append(replace(pair, hypothesis=claim))
    return made


def _leaning(claim: str, title: str, chooser: random.Random) -> str | None:
    name = re.sub(r"\s*\(.*\)", "", title).strip()
    if name not in claim or chooser.random() < 0.3:
        return None
    opening = claim.startswith(name)
    rest = claim.replace(name, "It" if opening else "it", 1).rstrip(" .")
    return f"{rest} ({name})" if not rest.lower().startswith("it's") and "it (" not in rest else None


def _with_context(pair: Pair, title: str, chooser: random.Random) -> str:
    """The claim with the title, or with a name and at times a year of the evidence: none of them changes what is claimed."""
    names = [name for name in NAME.findall(pair.premise) if name not in pair.hypothesis] or [title]
    shown = [chooser.choice([title, *names[:3]])]
    years = set(YEAR.findall(pair.premise))
    if len(years) == 1 and not YEAR.search(pair.hypothesis) and chooser.random() < 0.5:
        shown.append(years.pop())
    return f"{pair.hypothesis.rstrip(' .')} ({', '.join(shown)})"
