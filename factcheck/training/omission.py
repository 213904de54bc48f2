"""Neutral pairs by taking the deciding fact out of the evidence: the sentence or clause with the claim's number is left away.

Knows texts in which numbers stand as digits. A verifier that has not seen this answers from what is likely, not from what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from factcheck.training.reading import Pair

NUMBER = re.compile(r"\d[\d.,]*\d|\d")
CLAUSE = re.compile(
    r"(?<=[.;,])\s+|\s+(?=\()|(?<=\))\s+|\s+(?=(?:in|on|from|since|until|during|by|at)\s+[^ ]*\s?[^ ]*\d)"
)
LEFT_OVER = 5
"""Words that must remain, so that the evidence still says something."""


def without_fact(pairs: Iterable[Pair]) -> list[Pair]:
    """For each pair that is decided by a number: the same claim with the evidence that no longer speaks about it."""
    made = []
    for pair in pairs:
        claimed, told = set(NUMBER.findall(pair.hypothesis)), set(NUMBER.findall(pair.premise))
        supported = pair.label == "entailment" and bool(claimed & told)
        refuted = pair.label == "contradiction" and len(claimed) == 1 and bool(told) and not claimed & told
        evidence = cut(pair.premise, claimed & told or told) if supported or refuted else None
        if evidence is not None:
            made.append(
                Pair(evidence, pair.hypothesis, "neutral", pair.premise_lang, pair.lang, pair.dataset, pair.group)
            )
    return made


def cut(evidence: str, numbers: set[str]) -> str | None:
    """The evidence without its clauses that hold one of `numbers`; None where none does or too little remains."""
    clauses = [clause for clause in CLAUSE.split(evidence) if clause]
    kept = [clause for clause in clauses if not numbers & set(NUMBER.findall(clause))]
    text = " ".join(kept)
    if len(kept) == len(clauses) or len(text.split()) < LEFT_OVER:
        return None
    return text if text.endswith((".", "!", "?")) else text.rstrip(" ,;") + "."
