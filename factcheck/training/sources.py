"""All sets of pairs that the mixture draws from: the training folder's own and those made from them. Knows where the data lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from factcheck.training.aligned import aligned_pairs, read_parallel
from factcheck.training.borrowed import leaning
from factcheck.training.countries import held_out_files
from factcheck.training.echoes import denied, echoes
from factcheck.training.facts import fact_pairs
from factcheck.training.gaps import with_gap
from factcheck.training.mixture import INFERENCE
from factcheck.training.negatives import near_evidence, other_evidence
from factcheck.training.omission import without_fact, without_phrase
from factcheck.training.reading import Pair, read_folder
from factcheck.training.rewording import bounded, detailed, opposite
from factcheck.training.studies import study_pairs
from factcheck.training.surroundings import surrounded
from factcheck.training.translation import Translations

TRANSLATED = (
    "fever-symmetric", "cad-snli", "mnli-matched", "mnli-mismatched-noisy", "snli", "fool-me-twice", "scifact-rte", "rte",
    "commitmentbank", "feverous-text", "infotabs", "scitail", "factcheckgpt-stance", "negation-snli", "conjnli", "mpe", "dialfact-small",
)  # fmt: skip
"""English sets that get Spanish renderings; the others stay English (symbols, synthetic wording, long dialogue)."""
LONGEST_TRANSLATED = 100
SHORT = 40
"""Words of evidence; longer does not fit the network's 128 tokens anyway."""
CLAIMS = (
    "fever-symmetric",
    "feverous-text",
    "fool-me-twice",
    "scifact-rte",
    "factcheckgpt-stance",
    "scitail",
    "dialfact-small",
)
"""Sets whose claims and evidence make neutral pairs."""


SCIENCE = ("scifact-rte", "scitail", "factcheckgpt-stance", "dialfact-small", "rte", "liar-plus")
"""Sets with few or no contradictions of their own, which get some by opposites."""


def all_sources(data: Path, translations: Translations, seed: int) -> dict[str, list[Pair]]:
    """Every source by the name that the mixture uses. Missing translations are made first (Apertium)."""
    sources = read_folder(data / "verification" / "train")
    _translate(sources, translations)
    short = [p for name in CLAIMS for p in sources.get(name, ()) if len(p.premise.split()) <= LONGEST_TRANSLATED]
    sources["other-evidence"] = other_evidence(short, 6_000, seed)
    sources["near-evidence"] = near_evidence(short, 8_000, seed)
    sources["missing-fact"] = without_fact(short)
    translations.add("eng-spa", (pair.premise for pair in sources["missing-fact"]))
    sources["facts"] = _facts(data / "reference", seed)
    sources["parallel"] = aligned_pairs(read_parallel(data / "parallel" / "pud.en-es.jsonl.gz"), seed)
    sources["missing-phrase"] = without_phrase(
        [*short, *sources.get("begin-wow", ()), *sources.get("q2-wow-consistency", ())], seed
    )
    sources["bounds"] = bounded([*short, *sources.get("infotabs", ()), *sources.get("tabfact", ())], seed)
    sources["opposites"] = opposite([p for name in SCIENCE for p in sources.get(name, ())], seed)
    inference = [p for name in INFERENCE for p in sources.get(name, ())]
    sources["denied"] = denied([p for p in inference if len(p.premise.split()) <= SHORT], 4_000, seed)
    sources["echoes"] = echoes([*inference, *short, *sources.get("infotabs", ())], 10_000, seed)
    sources["detailed"] = detailed(short, seed)
    sources["studies"] = study_pairs(12_000, seed)
    sources["gaps"] = with_gap([*short, *sources["bounds"]], seed)
    sources["surrounded"] = surrounded(
        [*short, *sources["missing-phrase"], *sources["gaps"]],
        [*sources["near-evidence"], *sources["other-evidence"]],
        seed,
    )
    sources["leaning"] = leaning([*short, *sources["gaps"]], seed)
    made = ("missing-phrase", "bounds", "opposites", "denied", "echoes", "detailed", "gaps", "leaning")
    _translate_made([p for name in made for p in sources[name]], translations)
    return sources


def _translate_made(pairs: Sequence[Pair], translations: Translations) -> None:
    fitting = [pair for pair in pairs if len(pair.premise.split()) <= LONGEST_TRANSLATED]
    translations.add("eng-spa", (text for pair in fitting for text in (pair.premise, pair.hypothesis)))


def _facts(reference: Path, seed: int) -> list[Pair]:
    held_out = held_out_files(reference / "country_statements.dev.jsonl.gz")
    return fact_pairs(reference / "factbook_structured.jsonl.gz", held_out, 16_000, seed)


def _translate(sources: Mapping[str, list[Pair]], translations: Translations) -> None:
    chosen = chain.from_iterable(sources.get(name, ()) for name in TRANSLATED)
    fitting = [pair for pair in chosen if len(pair.premise.split()) <= LONGEST_TRANSLATED]
    translations.add("eng-spa", (text for pair in fitting for text in (pair.premise, pair.hypothesis)))
    spanish = sources.get("inferes-disjoint", ())
    translations.add("spa-eng", (text for pair in spanish for text in (pair.premise, pair.hypothesis)))
