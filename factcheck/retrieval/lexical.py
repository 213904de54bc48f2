"""The word index: BM25 over stems, folded words and language-independent keys, on tantivy. Knows words, not meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.domain import Passage
from factcheck.errors import ReferenceIndexError
from factcheck.retrieval.keys import keys
from factcheck.retrieval.manifest import MEND

FOLDER = "words"
STEMMED = {"es": "spanish", "en": "english"}
"""Languages with a stemmed field of their own; every passage is also in `any`, folded but not stemmed."""
ANY, KEYS, ROW = "any", "keys", "row"
_HEAP = 64_000_000
_LONGEST_WORD = 60


@dataclass(frozen=True)
class Weights:
    """What a match in each field counts. Measured: see docs/retrieval.md."""

    stem: float = 1.0
    folded: float = 0.3
    key: float = 0.5


class LexicalIndex:
    """A searchable word index over passages; documents are known by their row."""

    def __init__(self, index: Any) -> None:
        self._index = index
        _register(index)
        index.reload()
        self._searcher = index.searcher()

    @classmethod
    def in_memory(cls, passages: Iterable[Passage]) -> LexicalIndex:
        """An index without a folder."""
        import tantivy

        index = tantivy.Index(_schema())
        _fill(index, passages)
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """The index in a generation's folder. Raises ReferenceIndexError where it cannot be read."""
        import tantivy

        try:
            return cls(tantivy.Index.open(str(folder / FOLDER)))
        except (ValueError, OSError) as error:
            raise ReferenceIndexError(f"{folder / FOLDER} cannot be read as a word index.", way_out=MEND) from error

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self, terms: Sequence[tuple[str, str, float]], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[tuple[int, float]]:
        """(row, score) of the best k passages with any of the (field, word, weight) terms, best first; `allowed` is a mask over rows."""
        if not terms or not len(self):
            return []
        query = _any_of(self._index.schema, terms)
        limit = k
        while True:
            found = self._rows(query, limit)
            kept = [(row, score) for row, score in found if allowed is None or allowed[row]]
            if len(kept) >= k or len(found) < limit:
                return sorted(kept, key=lambda pair: (-pair[1], pair[0]))[:k]
            limit *= 4  # the filter left too few: look deeper, so that filters act before ranking

    def _rows(self, query: Any, limit: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values(ROW, [address for _, address in hits])
        return [(int(row), round(float(score), 4)) for row, (score, _) in zip(rows, hits, strict=True)]


def write(passages: Iterable[Passage], folder: Path) -> None:
    """Write the word index of a generation."""
    import tantivy

    (folder / FOLDER).mkdir()
    index = tantivy.Index(_schema(), path=str(folder / FOLDER))
    _fill(index, passages)


def terms(text: str, lang: str, weights: Weights, also: Sequence[str] = ()) -> list[tuple[str, str, float]]:
    """What to look for: stems of the text in its own language, folded words in any, keys; `also` are names in other languages."""
    wanted = [(lang, stem, weights.stem) for stem in stems(text, lang)] if lang in STEMMED else []
    words = [*content_words(text, lang), *(w for name in also for w in folded(name))]
    wanted += [(ANY, word, weights.folded) for word in words]
    wanted += [(KEYS, each, weights.key) for each in keys(text, lang)]
    return [term for term in dict.fromkeys(wanted) if term[2] > 0]


def stems(text: str, lang: str) -> list[str]:
    """Stems of the words that carry meaning, in order; folded words for languages without a stemmer here."""
    return list(_analyser(lang if lang in STEMMED else ANY).analyze(text))


def folded(text: str) -> list[str]:
    """Words in lower case without accents."""
    return list(_analyser(ANY).analyze(text))


def content_words(text: str, lang: str) -> list[str]:
    """Folded words without the language's function words."""
    return list(_unstemmed(lang).analyze(text))


def _any_of(schema: Any, wanted: Sequence[tuple[str, str, float]]) -> Any:
    import tantivy

    parts = []
    for field, word, weight in wanted:
        term = tantivy.Query.term_query(schema, field, word, "freq")
        parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, weight)))
    return tantivy.Query.boolean_query(parts)


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(ROW, stored=False, indexed=False, fast=True)
    for field in (*STEMMED, ANY, KEYS):
        builder.add_text_field(field, tokenizer_name=f"factcheck_{field}", index_option="freq")
    return builder.build()


def _register(index: Any) -> None:
    """tantivy keeps analysers in memory only: they are registered at each opening."""
    for field in (*STEMMED, ANY, KEYS):
        index.register_tokenizer(f"factcheck_{field}", _analyser(field))


def _fill(index: Any, passages: Iterable[Passage]) -> None:
    _register(index)
    writer = index.writer(_HEAP, 1)  # one thread, one segment: the same passages give the same scores
    for row, passage in enumerate(passages):
        writer.add_document(_document(row, passage))
    writer.commit()
    writer.wait_merging_threads()


def _document(row: int, passage: Passage) -> Any:
    import tantivy

    text = f"{passage.context} {passage.text}"
    document = tantivy.Document()
    document.add_integer(ROW, row)
    document.add_text(ANY, text)
    document.add_text(KEYS, " ".join(keys(text, passage.lang)))
    if passage.lang in STEMMED:
        document.add_text(passage.lang, text)
    return document


@cache
def _analyser(field: str) -> Any:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    if field == KEYS:
        return TextAnalyzerBuilder(Tokenizer.whitespace()).build()
    builder = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_WORD)).filter(Filter.lowercase())
    )
    if field in STEMMED:  # stemmers know accents, so folding comes last
        builder = builder.filter(Filter.stopword(STEMMED[field])).filter(Filter.stemmer(STEMMED[field]))
    return builder.filter(Filter.ascii_fold()).build()


@cache
def _unstemmed(lang: str) -> Any:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_WORD)).filter(Filter.lowercase())
    )
    if lang in STEMMED:
        builder = builder.filter(Filter.stopword(STEMMED[lang]))
    return builder.filter(Filter.ascii_fold()).build()
