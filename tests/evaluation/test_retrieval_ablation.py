from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from factcheck.domain import Stance
from factcheck.evaluation import retrieval_ablation as ablation
from factcheck.retrieval.build import build
from factcheck.retrieval.chunk import passages
from factcheck.retrieval.contents import Contents
from factcheck.verification.pairs import PairStance, TextPair
from tests.retrieval.fakes import FakeEncoder, fact, source

WORDS = ["trigo", "puente", "volcán", "tratado", "moneda", "río"]


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    texts = [
        {"id": f"d{n}", "title": word, "text": f"El {word} es grande.", "lang": "es"} for n, word in enumerate(WORDS)
    ]
    asked = [
        {"id": f"q{n}", "text": f"¿Es grande el {word}?", "lang": "es", "relevant": [f"d{n}"]}
        for n, word in enumerate(WORDS)
    ]
    _write(tmp_path / "retrieval" / "small.corpus.jsonl", texts)
    _write(
        tmp_path / "retrieval" / "small.queries.jsonl",
        [*asked, {"id": "q9", "text": "Nada.", "lang": "es", "relevant": []}],
    )
    _write(
        tmp_path / "planted" / "sources.jsonl",
        [
            {
                "id": "s1",
                "publisher": "P",
                "title": "Cosecha",
                "published": "2024-01-01",
                "lang": "es",
                "text": "El trigo cayó.",
            },
            {
                "id": "s2",
                "publisher": "P",
                "title": "Harvest",
                "published": "2024-03-01",
                "lang": "en",
                "text": "Trigo fell again.",
            },
        ],
    )
    _write(
        tmp_path / "planted" / "articles.jsonl",
        [{"id": "a1", "lang": "es", "published": "2024-02-01", "text": "El trigo cayó."}],
    )
    gold = {
        "article_id": "a1",
        "quote": "El trigo cayó",
        "start": 0,
        "end": 13,
        "kind": "claim",
        "verdict": "supported",
    }
    _write(
        tmp_path / "planted" / "gold.jsonl",
        [
            {"id": "g1", "claim": "El trigo cayó.", "evidence": ["s1"], **gold},
            {"id": "g2", "claim": "El trigo cayó otra vez.", "evidence": ["s2"], **gold},
            {"id": "g3", "claim": "Llueve.", "evidence": [], **gold},
        ],
    )
    row = {"lang": "en", "label": "supported", "field": "inflation", "iso3": "KAZ"}
    _write(
        tmp_path / "reference" / "statements.jsonl",
        [
            {"id": "k1", "claim": "Inflation in Kazakhstan was 15% in 2022.", "year": 2022, **row},
            {"id": "k2", "claim": "Inflation in Kazakhstan was 15% in 2011.", "year": 2011, **row},
        ],
    )
    return tmp_path


def test_each_part_is_left_out_of_the_same_claims(data: Path) -> None:
    encoder = ablation.Remembering(FakeEncoder())
    folder = data / "retrieval"
    trial = ablation.corpus_trial(
        ablation.Corpus(folder / "small.corpus.jsonl", folder / "small.queries.jsonl"), encoder
    )
    found = ablation.ablate(trial, encoder)
    assert list(found) == list(ablation.PARTS)
    assert {figures["n"] for figures in found.values()} == {len(WORDS)}
    assert found["all parts"]["success@1"] == found["words only"]["success@1"] == 1.0
    assert found["all parts"]["intervals"]["success@1"] == (1.0, 1.0)


def test_planted_claims_see_only_what_was_published_before_their_article(data: Path) -> None:
    encoder = FakeEncoder()
    every = ablation.planted_trial(data / "planted", encoder, cross_lingual=False)
    assert ablation.ablate(every, encoder, {"all": ablation.Ranking()})["all"]["success@10"] == 0.5
    crossing = ablation.planted_trial(data / "planted", encoder, cross_lingual=True)
    assert ablation.ablate(crossing, encoder, {"all": ablation.Ranking()})["all"]["n"] == 1


def test_a_statement_asks_for_the_fact_of_its_year(data: Path) -> None:
    facts = tuple(
        fact(f"i{year}", "s", attribute="inflation", value=15.0, unit="percent", period=str(year))
        for year in (2021, 2022)
    )
    encoder = FakeEncoder()
    shipped = Contents((), (source("s"),), facts)
    trial = ablation.statements_trial(data / "reference" / "statements.jsonl", shipped, encoder, 10)
    parts = {"all": ablation.Ranking(), "none": ablation.Ranking(facts=False)}
    found = ablation.ablate(trial, encoder, parts)
    assert (found["all"]["success@1"], found["none"]["success@10"]) == (0.5, 0.0)


def test_tables_are_markdown() -> None:
    figures = {"n": 2, "success@1": 0.5, "intervals": {"success@1": (0.0, 1.0)}}
    lines = list(ablation.tables("small", {"all parts": figures}))
    assert lines[0].strip() == "**small** (2 claims)"
    assert lines[1:3] == ["| | success@1 |", "|---|---|"]
    assert lines[3].startswith("| all parts | 0.500 (0.00-1.00) |")


def test_claims_are_encoded_once() -> None:
    class Counting(FakeEncoder):
        def encode_queries(self, texts: Any) -> Any:
            self.embedded += texts
            return super().encode_queries(texts)

    counting = Counting()
    encoder = ablation.Remembering(counting)
    first = encoder.encode_queries(["uno", "dos", "uno"])
    assert (encoder.encode_queries(["dos"]) == first[1:2]).all()
    assert counting.embedded == ["uno", "dos"]


def test_a_second_stage_moves_up_what_bears_on_the_claim(data: Path) -> None:
    class Bears:
        """Finds only the passage about the volcano to say anything about a claim."""

        def __init__(self) -> None:
            self.pairs: list[TextPair] = []

        def read(self, pairs: Sequence[TextPair]) -> list[PairStance]:
            self.pairs += pairs
            neutral = [0.0 if "volcán" in pair.evidence else 1.0 for pair in pairs]
            return [PairStance(Stance(supports=1 - n, neutral=n, refutes=0.0), "untold") for n in neutral]

    encoder, reader = FakeEncoder(), Bears()
    folder = data / "retrieval"
    corpus = ablation.Corpus(folder / "small.corpus.jsonl", folder / "small.queries.jsonl")
    found = ablation.ablate(ablation.corpus_trial(corpus, encoder), encoder, {"all parts": ablation.Ranking()}, reader)
    assert [name for name in found if name != "all parts"] == [
        f"a second stage by the verifier ({weight})" for weight in ("0.1", "0.3", "1")
    ]
    heaviest = found["a second stage by the verifier (1)"]
    assert found["all parts"]["success@1"] == 1.0
    assert heaviest["success@1"] < 1.0  # the volcano comes before the right passage of most claims
    assert heaviest["success@10"] == found["all parts"]["success@10"] == 1.0
    assert len(reader.pairs) == len({(pair.evidence, pair.claim) for pair in reader.pairs})


def test_a_kept_index_is_opened_instead_of_made(data: Path, tmp_path: Path) -> None:
    encoder, folder = FakeEncoder(), data / "retrieval"
    corpus = ablation.Corpus(folder / "small.corpus.jsonl", folder / "small.queries.jsonl")
    sources = [source("d1").model_copy(update={"text": "El puente es grande."})]
    build([p for one in sources for p in passages(one)], sources, (), encoder, tmp_path / "kept" / "small")
    trial = ablation.corpus_trial(corpus, encoder, kept=tmp_path / "kept")
    assert ablation.ablate(trial, encoder, {"all": ablation.Ranking()})["all"]["success@10"] == pytest.approx(1 / 6)
