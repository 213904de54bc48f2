"""Training pairs about what studies found: an effect, the opposite one, none, or nothing yet, against claims as people put them.

Without them the verifier calls science neutral: the sets it learns from have hardly a contradicted finding. Knows the wordings only.
"""

from __future__ import annotations

import random

from factcheck.training import study_wordings as w
from factcheck.training.reading import Pair

LANGS = ("en", "es")
CHANCES = {("en", "en"): 0.45, ("es", "es"): 0.3, ("en", "es"): 0.15, ("es", "en"): 0.1}
"""Languages of (evidence, claim)."""
DECIDED = {"less": ("less", "more"), "more": ("more", "less"), "none": ("none", "less", "more")}
"""A finding, the claim it bears out, and the claims it speaks against."""
Names = tuple[tuple[str, str], tuple[str, str]]
"""What acts and what it acts on, each in English and Spanish."""


def study_pairs(count: int, seed: int) -> list[Pair]:
    """`count` pairs."""
    chooser = random.Random(seed)
    return [_pair(chooser, number) for number in range(count)]


def _pair(chooser: random.Random, number: int) -> Pair:
    premise_lang, lang = chooser.choices(list(CHANCES), list(CHANCES.values()))[0]
    names: Names = (chooser.choice(w.ACTORS), chooser.choice(w.TARGETS))
    finding = chooser.choice(("less", "less", "more", "more", "none", "open"))
    claimed, claim, label = _claim(finding, names, lang, chooser)
    evidence = _said(
        chooser.choice(w.AROUND[premise_lang]) + chooser.choice(w.EVIDENCE[finding][premise_lang]),
        names,
        premise_lang,
        chooser,
    )
    return Pair(evidence, _said(claim, claimed, lang, chooser), label, premise_lang, lang, "studies", f"study-{number}")


def _claim(finding: str, names: Names, lang: str, chooser: random.Random) -> tuple[Names, str, str]:
    """What the claim is about, its wording, and the label."""
    kind = chooser.choice(tuple(w.CLAIMS))
    if finding == "open" or chooser.random() < 0.2:
        about = names if finding == "open" else _others(names, chooser)
        return about, chooser.choice(w.CLAIMS[kind][lang]), "neutral"
    held, *against = DECIDED[finding]
    if chooser.random() < 0.25:
        denied = chooser.choice(tuple(w.DENIED))
        label = "contradiction" if denied == held else "entailment"
        return names, chooser.choice(w.DENIED[denied][lang]), label
    kind = chooser.choice((held, chooser.choice([*against, *(["none"] if finding != "none" else [])])))
    return names, chooser.choice(w.CLAIMS[kind][lang]), "entailment" if kind == held else "contradiction"


def _others(names: Names, chooser: random.Random) -> Names:
    if chooser.random() < 0.5:
        return names[0], chooser.choice([target for target in w.TARGETS if target != names[1]])
    return chooser.choice([actor for actor in w.ACTORS if actor != names[0]]), names[1]


def _said(text: str, names: Names, lang: str, chooser: random.Random) -> str:
    place = LANGS.index(lang)
    said = text.format(x=names[0][place], y=names[1][place], n=chooser.randrange(40, 9_000), p=chooser.randrange(8, 70))
    return said[0].upper() + said[1:].replace(" de el ", " del ")
