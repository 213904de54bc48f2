"""New claims from entailed ones: numbers and years turned into bounds that hold or fail, and statements turned into their opposite.

Knows English claims whose numbers stand as digits. Without such pairs `more than 113` is read as `113`, and science is always neutral.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from factcheck.training.reading import Pair

YEAR = re.compile(r"\bin (1[0-9]{3}|20[0-9]{2})\b")
COUNT = re.compile(r"(?<![\d.,$£€/-])\b(\d{1,3}(?:,\d{3})*|\d+)(?= [a-z]{3,}s\b)")
_WORDS = """
increase/decrease increases/decreases increased/decreased increasing/decreasing higher/lower
reduce/increase reduces/increases reduced/increased lowers/raises improve/worsen improves/worsens
improved/worsened positive/negative positively/negatively effective/ineffective safe/unsafe prevent/cause
prevents/causes promotes/inhibits inhibits/promotes promote/inhibit inhibit/promote activates/suppresses
suppresses/activates activation/suppression enhances/impairs impairs/enhances largest/smallest
longest/shortest oldest/youngest first/last before/after always/never majority/minority most/few
dangerous/harmless common/rare low/high high/low lower/higher decrease/increase decreases/increases
decreased/increased early/late larger/smaller smaller/larger won/lost lost/won
"""
OPPOSITES = dict(pair.split("/") for pair in _WORDS.split())
VERBS = re.compile(r"\b(is|are|was|were|can|could|does|did|has|have|will|would)\b(?! not\b)")
NOT = re.compile(r"\b(is|are|was|were|can|could|does|did|has|have|will|would) not\b")


def bounded(pairs: Iterable[Pair], seed: int) -> list[Pair]:
    """Entailed claims with a year or a count, said as `before`, `after`, `more than` or `fewer than`: half hold, half do not."""
    chooser = random.Random(seed)
    made = []
    for pair in pairs:
        if pair.label == "entailment" and pair.lang == "en":
            holds = chooser.random() < 0.5
            text = _year_bound(pair, holds, chooser) or _count_bound(pair, holds, chooser)
            if text:
                made.append(_with(pair, text, "entailment" if holds else "contradiction"))
    return made


def opposite(pairs: Iterable[Pair], seed: int) -> list[Pair]:
    """Entailed claims with one word turned into its opposite, or negated: contradictions."""
    chooser = random.Random(seed)
    made = []
    for pair in pairs:
        text = turned(pair.hypothesis, chooser) if pair.label == "entailment" and pair.lang == "en" else None
        if text:
            made.append(_with(pair, text, "contradiction"))
    return made


def turned(claim: str, chooser: random.Random) -> str | None:
    """The claim's opposite: by a word where there is one, else by a negation put in or taken out; None where neither fits."""
    words = [m for m in re.finditer(r"[A-Za-z]+", claim) if m[0] in OPPOSITES]
    if words:
        word = chooser.choice(words)
        return claim[: word.start()] + OPPOSITES[word[0]] + claim[word.end() :]
    if NOT.search(claim):
        return NOT.sub(r"\1", claim, count=1)
    return VERBS.sub(r"\1 not", claim, count=1) if VERBS.search(claim) else None


def _year_bound(pair: Pair, holds: bool, chooser: random.Random) -> str | None:
    found = YEAR.search(pair.hypothesis)
    if found is None or found[1] not in pair.premise:
        return None
    year, distance = int(found[1]), chooser.choice((1, 1, 2, 3, 5, 8, 15))
    before = chooser.random() < 0.5
    stated = year + distance if before == holds else year - distance
    return YEAR.sub(f"{'before' if before else 'after'} {stated}", pair.hypothesis, count=1)


def _count_bound(pair: Pair, holds: bool, chooser: random.Random) -> str | None:
    found = COUNT.search(pair.hypothesis)
    if found is None or found[1] not in pair.premise or "than" in pair.hypothesis:
        return None
    count = int(found[1].replace(",", ""))
    distance = max(1, round(count * chooser.choice((0.005, 0.02, 0.1, 0.3))))
    over = chooser.random() < 0.6
    stated = count - distance if over == holds else count + distance
    if stated < 1:
        return None
    words = f"{'more than' if over else 'fewer than'} {stated:,}"
    return pair.hypothesis[: found.start()] + words + pair.hypothesis[found.end() :]


def _with(pair: Pair, claim: str, label: str) -> Pair:
    return Pair(pair.premise, claim, label, pair.premise_lang, pair.lang, pair.dataset, pair.group)


DAY = "January February March April May June July August September October November December"
TAIL = re.compile(r"(?<=\w) ((?:in|at|near|during|from) [A-Z\d][^,.;]{2,22})\.?$")


def detailed(pairs: Iterable[Pair], seed: int) -> list[Pair]:
    """Entailed claims with a detail that the evidence does not have, a day or another claim's last phrase: neutral."""
    chooser = random.Random(seed)
    entailed = [pair for pair in pairs if pair.label == "entailment" and pair.lang == "en"]
    tails = sorted({found[1] for pair in entailed if (found := TAIL.search(pair.hypothesis))})
    made = []
    for pair in entailed:
        text = _dated(pair, chooser) or _with_tail(pair, tails, chooser)
        if text:
            made.append(_with(pair, text, "neutral"))
    return made


def _dated(pair: Pair, chooser: random.Random) -> str | None:
    if not YEAR.search(pair.hypothesis) or any(month in pair.premise for month in DAY.split()):
        return None
    return YEAR.sub(rf"on {chooser.randrange(1, 29)} {chooser.choice(DAY.split())} \1", pair.hypothesis, count=1)


def _with_tail(pair: Pair, tails: list[str], chooser: random.Random) -> str | None:
    tail = chooser.choice(tails) if tails else ""
    known = set(re.findall(r"\w+", pair.premise + " " + pair.hypothesis))
    if (
        not tail
        or TAIL.search(pair.hypothesis)
        or set(re.findall(r"[A-Z\d]\w+", tail)) & known
        or "?" in pair.hypothesis
    ):
        return None
    return f"{pair.hypothesis.rstrip(' .')} {tail}."
