"""What each part of the search is worth: the same claims with one part left out at a time, with intervals.

`python -m factcheck.evaluation.retrieval_ablation --data ../shared/data` prints the tables of docs/retrieval.md. Knows the
search's knobs; the figures are those of `evaluation.retrieval`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Passage, Source
from factcheck.evaluation import retrieval
from factcheck.evaluation.datasets import DocumentRow, QueryRow, read
from factcheck.evaluation.figures import Figures
from factcheck.evaluation.retrieval import Searches
from factcheck.evaluation.retrieval_sets import Planted, in_planted, of_statements
from factcheck.evaluation.second_stage import Readings, SecondStage
from factcheck.evaluation.verification import Compares
from factcheck.retrieval.build import in_memory
from factcheck.retrieval.chunk import passages
from factcheck.retrieval.contents import Contents
from factcheck.retrieval.fusion import Fusion
from factcheck.retrieval.index import Encoder, ReferenceIndex, open_index
from factcheck.retrieval.lexical import Weights
from factcheck.retrieval.search import Ranking, Searcher

PARTS: Mapping[str, Ranking] = {
    "all parts": Ranking(),
    "meaning only": Ranking(words=False),
    "words only": Ranking(dense=False),
    "a fixed share of words (0.3)": Ranking(fusion=Fusion(most=0.3, half=0.0)),
    "other languages not spared": Ranking(fusion=Fusion(spare_foreign=False, own_language_bias=0.0)),
    "own-language bias left in": Ranking(fusion=Fusion(own_language_bias=0.0)),
    "no names and numbers": Ranking(weights=Weights(key=0.0), names_elsewhere=False),
    "facts not looked up": Ranking(facts=False),
}
"""What is left out, by the name that the tables give it."""
WEIGHTS = (0.1, 0.3, 1.0)
"""Weights of the second stage beside a fused score between 0 and 1."""
MEASURES = ("success@1", "success@5", "success@10", "ndcg@10")
Measure = Callable[[Searches], Figures]


@dataclass(frozen=True)
class Trial:
    """One set: its index, and a function that gives the figures of its claims under a search."""

    name: str
    index: ReferenceIndex
    measure: Measure


class Remembering:
    """An encoder that encodes each claim once, since every part is tried on the same ones."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self.name, self.dimension = encoder.name, encoder.dimension

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of claims."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode_queries(new), strict=True))
        return np.stack([self._known[text] for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, not remembered."""
        return self._encoder.encode_passages(texts)


def ablate(
    trial: Trial, encoder: Encoder, parts: Mapping[str, Ranking] = PARTS, reader: Compares | None = None
) -> dict[str, Figures]:
    """Per part left out: each measure's mean with its 95% interval over claims. With a `reader` also the second stage put in."""
    statement = _statement()
    found = {name: trial.measure(Searcher(trial.index, encoder, statement, part)) for name, part in parts.items()}
    if reader is not None:
        readings, whole = Readings(reader), Searcher(trial.index, encoder, statement)
        for weight in WEIGHTS:
            found[f"a second stage by the verifier ({weight:g})"] = trial.measure(SecondStage(whole, readings, weight))
    return found


# ------------------------------------------------------------------------------------------------ the sets


@dataclass(frozen=True)
class Corpus:
    """Where a corpus and its queries lie, and how many of the queries are asked, evenly drawn."""

    documents: Path
    queries: Path
    first: int = 300

    @classmethod
    def named(cls, folder: Path, name: str, first: int) -> Corpus:
        """The files of a set by its name."""
        return cls(folder / f"{name}.corpus.jsonl.gz", folder / f"{name}.queries.jsonl.gz", first)

    @property
    def name(self) -> str:
        """The set's name."""
        return self.documents.name.partition(".")[0]


def corpus_trial(corpus: Corpus, encoder: Encoder, *, other_languages: bool = False, kept: Path | None = None) -> Trial:
    """A corpus with its queries; with `other_languages` Spanish ones, for which only passages in another language count.

    `kept` is a folder in which `factcheck evaluate retrieval --index` left the corpus's index.
    """
    documents = read(corpus.documents, DocumentRow)
    field = "relevant_xl" if other_languages else "relevant"
    task = retrieval.task(documents, field, exclude_own_language=other_languages)
    asked = [q for q in read(corpus.queries, QueryRow) if q.found_in(field) and (not other_languages or q.lang == "es")]
    chosen = asked[:: max(1, len(asked) // corpus.first)][: corpus.first]

    def measure(searcher: Searches) -> Figures:
        return retrieval.evaluate(searcher, corpus.name, chosen, task, lambda _done, _total: None).overall

    if kept is not None and (kept / corpus.name).is_dir():
        return Trial(corpus.name, open_index(kept / corpus.name, encoder), measure)
    return Trial(corpus.name, _index([document.source() for document in documents], encoder), measure)


def planted_trial(folder: Path, encoder: Encoder, *, cross_lingual: bool) -> Trial:
    """The planted archive, or those of its claims whose evidence is in another language."""
    planted = Planted.read(folder)

    def measure(searcher: Searches) -> Figures:
        found = in_planted(searcher, planted)
        return next(iter(found.more["by_evidence"].values())) if cross_lingual else found.overall

    name = "planted, cross-lingual" if cross_lingual else "planted"
    return Trial(name, _index(list(planted.sources.values()), encoder), measure)


def statements_trial(file: Path, contents: Contents, encoder: Encoder, first: int) -> Trial:
    """Statements about countries over the shipped facts."""
    rows = read(file, QueryRow)
    chosen = rows[:: max(1, len(rows) // first)][:first]
    index = in_memory(contents.passages, contents.sources, contents.facts, encoder)
    name = "country_statements"
    return Trial(name, index, lambda searcher: of_statements(searcher, name, chosen).overall)


def _index(sources: Sequence[Source], encoder: Encoder) -> ReferenceIndex:
    made: list[Passage] = [passage for source in sources for passage in passages(source)]
    return in_memory(made, sources, (), encoder)


def _statement() -> Callable[..., str]:
    from factcheck.render.facts import statement

    return statement


# ------------------------------------------------------------------------------------------------ the command


def tables(name: str, parts: Mapping[str, Figures]) -> Iterator[str]:
    """Markdown: one table for a set, one row for each part left out."""
    first = next(iter(parts.values()))
    shown = [measure for measure in MEASURES if measure in first]
    yield f"\n**{name}** ({first['n']} claims)\n"
    yield "| | " + " | ".join(shown) + " |"
    yield "|---" * (len(shown) + 1) + "|"
    for part, figures in parts.items():
        yield f"| {part} | " + " | ".join(_cell(figures, measure) for measure in shown) + " |"


def _cell(figures: Figures, measure: str) -> str:
    low, high = figures["intervals"][measure]
    return f"{figures[measure]:.3f} ({low:.2f}-{high:.2f})"


def trials(
    data: Path, reference: Path, encoder: Encoder, first: int, kept: Path | None = None
) -> dict[str, Callable[[], Trial]]:
    """The sets by name, each made when it is called for, smallest first."""
    statements = data / "reference" / "country_statements.dev.jsonl.gz"
    large = ("checkthat2020_t2_vclaims", "fool_me_twice", "wice_claims", "scifact")

    def corpus(name: str) -> Corpus:
        return Corpus.named(data / "retrieval", name, first)

    return {
        "planted": lambda: planted_trial(data / "planted", encoder, cross_lingual=False),
        "planted, cross-lingual": lambda: planted_trial(data / "planted", encoder, cross_lingual=True),
        "healthver": lambda: corpus_trial(corpus("healthver"), encoder, kept=kept),
        "xquad": lambda: corpus_trial(corpus("xquad"), encoder, other_languages=True, kept=kept),
        "country_statements": lambda: statements_trial(statements, _shipped(reference), encoder, first),
        **{name: partial(corpus_trial, corpus(name), encoder, kept=kept) for name in large},
    }


def _shipped(reference: Path) -> Contents:
    from factcheck.library.index import contents
    from factcheck.library.records import read_collection

    return contents(read_collection(reference))


def run(
    makers: Mapping[str, Callable[[], Trial]],
    encoder: Encoder,
    show: Callable[[str], None],
    reader: Compares | None = None,
) -> dict[str, dict[str, Figures]]:
    """The figures of all sets; their tables are shown as they come."""
    found = {}
    for name, make in makers.items():
        found[name] = ablate(make(), encoder, reader=reader)
        for line in tables(name, found[name]):
            show(line)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    from factcheck.models import load_encoder

    asked = _parser().parse_args(arguments)
    encoder = Remembering(load_encoder(asked.encoder, asked.cache_dir, asked.threads))
    makers = trials(asked.data, asked.reference, encoder, asked.first, asked.index)
    reader = _reader(asked) if asked.second_stage else None
    chosen = {name: make for name, make in makers.items() if not asked.only or name in asked.only}
    found = run(chosen, encoder, lambda line: print(line, flush=True), reader)  # noqa: T201
    if asked.out is not None:
        asked.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _reader(asked: argparse.Namespace) -> Compares:
    from factcheck.models import load_verifier
    from factcheck.verification.calibration import load_calibration
    from factcheck.verification.pairs import PairReader
    from factcheck.verification.stance import StanceModel

    known = load_calibration(Path(str(files("factcheck.models").joinpath("data/verifier/calibration.json"))))
    return PairReader(StanceModel(load_verifier("embedded", asked.cache_dir, asked.threads), known), known)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="What each part of the search is worth.")
    parser.add_argument("--data", type=Path, required=True, help="folder with retrieval/, planted/ and reference/")
    parser.add_argument("--reference", type=Path, default=Path("reference_data"), help="the shipped reference data")
    parser.add_argument("--first", type=int, default=300, help="claims per set, evenly drawn")
    parser.add_argument("--only", nargs="*", default=[], help="names of sets")
    parser.add_argument("--index", type=Path, help="folder with one kept index a set, instead of embedding it again")
    parser.add_argument("--second-stage", action="store_true", help="also put in a second stage by the verifier")
    parser.add_argument("--encoder", default="embedded")
    parser.add_argument("--cache-dir", type=Path, default=Path.home() / ".cache" / "factcheck")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--out", type=Path, help="write all figures here as JSON")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
