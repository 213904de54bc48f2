"""Neutral pairs by taking the deciding fact out of the evidence: the sentence or clause with the claim's number is left away.

Knows texts in which numbers stand as digits. A verifier that has not seen this answers from what is likely, not from what is said.
"""

from __future__ import annotations

import random
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


PHRASE = re.compile(
    r"(?<=[.;,])\s+|\s+(?=\()|(?<=\))\s+|\s+(?=(?:in|on|from|since|until|during|by|at|for|with|as|to|and|but|who|which|that|where|"
    r"when|after|before|is|was|has|had|are|were)\s)"
)
COMMON = frozenset({
    "that", "this", "with", "from", "have", "been", "were", "they", "their", "which", "there", "about", "into", "than", "also", "only",
    "when", "where", "after", "before", "over", "most", "some",
})  # fmt: skip
"""Words of four letters and more that carry no content."""


def without_phrase(pairs: Iterable[Pair], seed: int) -> list[Pair]:
    """Decided pairs whose evidence loses a phrase: the one that the claim rests on (neutral), or one it does not need (same label).

    Both come from the same texts, so that a broken sentence alone says nothing.
    """
    chooser = random.Random(seed)
    made = []
    for pair in pairs:
        if pair.label in ("entailment", "contradiction"):
            needed = chooser.random() < 0.6
            evidence = shortened(pair.premise, pair.hypothesis, needed, chooser)
            if evidence is not None and (pair.label == "entailment" or not needed):
                label = "neutral" if needed else pair.label
                made.append(
                    Pair(evidence, pair.hypothesis, label, pair.premise_lang, pair.lang, pair.dataset, pair.group)
                )
    return made


def shortened(evidence: str, claim: str, needed: bool, chooser: random.Random) -> str | None:
    """The evidence without the phrases that hold one of the claim's words, or without one that holds none; None where nothing fits."""
    phrases = [phrase for phrase in PHRASE.split(evidence) if phrase]
    words = content(claim) - content(phrases[0])
    shared = [words & content(phrase) for phrase in phrases]
    if needed:
        held = sorted(set().union(*shared))
        if not held:
            return None
        word = chooser.choice(held)
        kept = [phrase for phrase, found in zip(phrases, shared, strict=True) if word not in found]
    else:
        idle = [number for number, found in enumerate(shared) if not found and number]
        if not idle or max(map(len, shared)) < 2:
            return None
        gone = chooser.choice(idle)
        kept = [phrase for number, phrase in enumerate(phrases) if number != gone]
    text = " ".join(kept)
    return text if len(text.split()) >= LEFT_OVER else None


def content(text: str) -> set[str]:
    """The words of a text that carry its content, in lower case."""
    return {
        word.lower()
        for word in re.findall(r"\w+", text)
        if (len(word) > 3 or word.isdigit()) and word.lower() not in COMMON
    }
