"""Which pairs the verifier sees, in which shares and languages: a deterministic stream of examples. Knows no network and no files."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from factcheck.training.reading import Pair

Translate = Callable[[str, str], str | None]
"""(direction, text) to a translation, or None where there is none."""


@dataclass(frozen=True)
class Stage:
    """Shares of the sources until `until` pairs were drawn (None: to the end). Shares need not sum to 1."""

    until: int | None
    shares: Mapping[str, float]


@dataclass(frozen=True)
class Views:
    """In which languages an English pair with Spanish renderings is shown: shares of (evidence, claim)."""

    both_source: float
    both_other: float
    claim_other: float
    evidence_other: float


INFERENCE_VIEWS = Views(0.34, 0.36, 0.17, 0.13)
"""Half of the general inference is read with a Spanish claim: the gap to English is what this recipe is about."""
FACT_VIEWS = Views(0.56, 0.22, 0.14, 0.08)
"""Fact-check sets keep more English: Apertium renders their long sentences and names less well."""

INFERENCE = {"mnli-matched": 17.0, "mnli-mismatched-noisy": 17.0, "snli": 12.0, "cad-snli": 9.0}
SMALL_ENGLISH = {
    "negation-snli": 0.7, "conjnli": 0.7, "conjnli-synth": 0.6, "breaking-nli": 0.5, "help-andor": 0.6, "med": 0.8,
    "mpe": 1.5, "commitmentbank": 0.5, "rte": 1.6, "scitail": 2.0, "scifact-rte": 1.0,
}  # fmt: skip
FACT_CHECKS = {
    "fever-symmetric": 2.0, "feverous-text": 3.5, "fool-me-twice": 2.5, "infotabs": 9.0, "tabfact": 1.2, "factcheckgpt-stance": 1.6,
    "dialfact-small": 0.4, "begin-wow": 1.5, "q2-wow-consistency": 0.5, "expertqa-attrib": 0.5, "liar-plus": 0.4,
}  # fmt: skip
OTHER_LANGUAGES = {"inferes-disjoint": 4.5, "farstail": 1.5, "klue-nli": 1.2, "assin2": 1.5, "rte3-fr": 0.8}
MADE = {"other-evidence": 4.0, "near-evidence": 5.0}
LATER_MADE = {"missing-fact": 3.5, "facts": 7.0, "parallel": 2.5}

WIKIPEDIA = {
    **FACT_CHECKS, "fever-symmetric": 3.0, "feverous-text": 4.5, "fool-me-twice": 3.5, "infotabs": 14.0, "tabfact": 2.0, "liar-plus": 1.0,
}  # fmt: skip
SCIENCE = {**SMALL_ENGLISH, "scifact-rte": 2.5, "scitail": 2.5}
REWORDED = {
    "other-evidence": 1.5, "near-evidence": 2.5, "missing-fact": 2.5, "missing-phrase": 5.0, "bounds": 4.0, "opposites": 3.0,
    "denied": 2.5, "echoes": 5.0, "facts": 6.0, "parallel": 2.0,
}  # fmt: skip
LAST = {
    "scifact-rte": 4.0, "factcheckgpt-stance": 2.5, "missing-phrase": 7.0, "missing-fact": 4.0, "detailed": 4.0, "studies": 5.0,
    "bounds": 5.0, "tabfact": 0.0, "opposites": 2.0, "echoes": 4.0, "facts": 5.0,
}  # fmt: skip
LESS_INFERENCE = {name: share * 0.8 for name, share in INFERENCE.items()}

GAPS = {
    **INFERENCE, **SCIENCE, **WIKIPEDIA, **OTHER_LANGUAGES, **REWORDED, **LAST, "scitail": 3.0, "expertqa-attrib": 2.0, "begin-wow": 2.0,
    "missing-phrase": 4.0, "missing-fact": 2.5, "bounds": 4.0, "gaps": 11.0, "surrounded": 6.0, "studies": 3.0, "scitab": 1.0,
}  # fmt: skip

LATE = {
    **GAPS,
    "leaning": 6.0,
    "gaps": 14.0,
    "surrounded": 9.0,
    "bounds": 6.0,
    "scifact-rte": 5.0,
    "factcheckgpt-stance": 3.0,
}

STAGES = (
    Stage(24_000, {**INFERENCE, **SMALL_ENGLISH, **FACT_CHECKS, **OTHER_LANGUAGES, **MADE}),
    Stage(32_768, {**INFERENCE, **SMALL_ENGLISH, **FACT_CHECKS, **OTHER_LANGUAGES, **MADE, **LATER_MADE}),
    Stage(59_392, {**LESS_INFERENCE, **SCIENCE, **WIKIPEDIA, **OTHER_LANGUAGES, **REWORDED}),
    Stage(98_304, {**LESS_INFERENCE, **SCIENCE, **WIKIPEDIA, **OTHER_LANGUAGES, **REWORDED, **LAST}),
    Stage(112_640, GAPS),
    Stage(169_984, {**GAPS, "leaning": 6.0}),
    Stage(None, LATE),
)
"""What the dev sample asked for: after 23,500 pairs XNLI was past its floors; science was read as neutral too often (no contradictions
there), Wikipedia too seldom (no neutrals there), bounds as exact numbers, and a denial of the very same sentence as the sentence.
After 55,000 it still took what Wikipedia does not say for false, and findings of studies for neutral: the fourth stage has more of both.
The fifth, with more layers learning, has gaps inside sentences and evidence among other sentences; the
sixth claims that lean on their article. The last, for the third phase, has more gaps, more evidence among other
sentences and more bounds, which were still read worst."""


class Source:
    """One set of pairs, drawn without repetition until all were seen, each class as often as the others."""

    def __init__(self, name: str, pairs: Sequence[Pair], seed: int) -> None:
        self._random = random.Random(f"{seed}:{name}")
        by_label: dict[str, list[Pair]] = {}
        for pair in pairs:
            by_label.setdefault(pair.label, []).append(pair)
        self._classes = {
            label: by_label[label] for label in sorted(by_label) if len(by_label[label]) >= len(pairs) / 20
        }
        self._queues: dict[str, list[Pair]] = {label: [] for label in self._classes}

    def draw(self) -> tuple[Pair, float]:
        """The next pair, and a number in [0, 1) with which its view is chosen."""
        label = self._random.choice(list(self._classes))
        if not self._queues[label]:
            self._queues[label] = self._random.sample(self._classes[label], len(self._classes[label]))
        return self._queues[label].pop(), self._random.random()


def stream(
    sources: Mapping[str, Sequence[Pair]], stages: Sequence[Stage], translate: Translate, seed: int
) -> Iterator[Pair]:
    """Endless examples. The same arguments give the same stream; a source that starts in a later stage does not disturb earlier ones."""
    opened = {name: Source(name, pairs, seed) for name, pairs in sources.items() if pairs}
    chooser = random.Random(seed)
    drawn = 0
    for stage in stages:
        names = [name for name in stage.shares if name in opened]
        weights = [stage.shares[name] for name in names]
        while stage.until is None or drawn < stage.until:
            name = chooser.choices(names, weights)[0]
            pair, chance = opened[name].draw()
            drawn += 1
            yield shown(pair, views_of(name), chance, translate)


def views_of(name: str) -> Views:
    """How often a source's pairs are shown in which languages."""
    return INFERENCE_VIEWS if name in {*INFERENCE, *SMALL_ENGLISH, "denied", "echoes"} else FACT_VIEWS


def shown(pair: Pair, views: Views, chance: float, translate: Translate) -> Pair:
    """The pair as it is, or with evidence, claim or both in the other language, where translations are at hand."""
    direction = {("en", "en"): "eng-spa", ("es", "es"): "spa-eng"}.get((pair.premise_lang, pair.lang))
    if direction is None or chance < views.both_source:
        return pair
    premise, hypothesis = translate(direction, pair.premise), translate(direction, pair.hypothesis)
    if premise is None or hypothesis is None:
        return pair
    other = "es" if pair.lang == "en" else "en"
    if chance < views.both_source + views.both_other:
        return Pair(premise, hypothesis, pair.label, other, other, pair.dataset, pair.group)
    if chance < views.both_source + views.both_other + views.claim_other:
        return Pair(pair.premise, hypothesis, pair.label, pair.premise_lang, other, pair.dataset, pair.group)
    return Pair(premise, pair.hypothesis, pair.label, other, pair.lang, pair.dataset, pair.group)
