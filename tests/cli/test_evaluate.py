"""The measuring commands on stand-ins for `assembly`: files in, one JSON object or a table out, clear errors."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from factcheck import assembly
from factcheck.cli.app import app
from factcheck.domain import VerdictLabel
from factcheck.errors import InputError, InvalidRecord
from factcheck.retrieval.build import in_memory
from factcheck.verification.calibration import Calibration, load_calibration
from tests.evaluation.fakes import FakePipeline, FakeSearcher, FakeStances
from tests.retrieval.fakes import FakeEncoder, fact, source

ROW = {"premise": "Llueve.", "hypothesis": "Hace sol.", "label": "contradiction", "lang": "es", "group": "g"}


def lines(path: Path, *rows: dict[str, object]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def answer(*arguments: str) -> dict[str, dict[str, dict[str, float]]]:
    result = CliRunner().invoke(app, ["evaluate", *arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    document: dict[str, dict[str, dict[str, float]]] = json.loads(result.stdout)
    return document


def test_verification_and_its_predictions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "pair_reader", lambda _settings: FakeStances({"Hace sol.": (0.1, 0.2, 0.7)}))
    pairs = lines(tmp_path / "x.es.jsonl", ROW, {**ROW, "label": "neutral"}, {**ROW, "label": "entailment"})
    document = answer("verification", pairs, "--predictions", str(tmp_path / "p.jsonl"), "--first", "2")
    assert document["files"]["x.es"]["n"] == 2
    assert document["overall"]["accuracy"] == 0.5
    assert len((tmp_path / "p.jsonl").read_text().splitlines()) == 2


def test_a_table_goes_to_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "pair_reader", lambda _settings: FakeStances({"Hace sol.": (0.1, 0.2, 0.7)}))
    result = CliRunner().invoke(app, ["evaluate", "verification", lines(tmp_path / "x.es.jsonl", ROW)])
    assert "accuracy_at_80_coverage" in result.stdout
    assert result.stdout.splitlines()[1].split()[:3] == ["x.es", "1", "1.000"]


class FakeVerifier:
    """The same logits for every pair."""

    name = "fake"

    def logits(self, pairs: list[tuple[str, str]]) -> NDArray[np.float32]:
        return np.tile(np.array([0.0, 0.0, 3.0], np.float32), (len(pairs), 1))


def test_calibration_fits_on_one_half_and_measures_on_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly, "verifier", lambda _settings: FakeVerifier())
    monkeypatch.setattr(assembly, "calibration", lambda _settings: Calibration(verdict_population="kept"))
    labels = ("contradiction", "contradiction", "neutral", "entailment")
    rows = [{**ROW, "group": f"g{n}", "label": labels[n % 4]} for n in range(600)]
    fitted = tmp_path / "calibration.json"
    document = answer(
        "calibration",
        lines(tmp_path / "x.jsonl", *rows),
        "--fit",
        str(fitted),
        "--pictures",
        str(tmp_path / "pictures"),
    )
    assert 200 < document["files"]["x"]["n"] < 400
    assert document["files"]["x"]["ece"] < 0.1
    known = load_calibration(fitted)
    assert set(known.stances) == {"default", "es"}
    assert known.verdict_population == "kept"
    assert "half of the claim groups: x" in str(known.stance_population)
    assert len(list((tmp_path / "pictures").iterdir())) == 4


def test_curves_of_verdicts_are_put_into_a_calibration_with_what_they_were_fitted_on(tmp_path: Path) -> None:
    said = {"gold": "refuted", "verdict": "refuted", "kind": "aligned.refuted", "score": 0.9}
    planted = lines(tmp_path / "planted.jsonl", *[said] * 3, {**said, "gold": "supported"})
    health = lines(tmp_path / "healthver.jsonl", said)
    fitted = tmp_path / "calibration.json"
    fitted.write_text(Calibration(stance_population="kept").model_dump_json(), encoding="utf-8")
    asked = ("evaluate", "verdict-scales", planted, health, "--population", "two sets", "--out", str(fitted))
    done = CliRunner().invoke(app, asked, catch_exceptions=False)
    assert done.stdout.split()[:3] == ["aligned.refuted", "4/5", "right;"]
    known = load_calibration(fitted)
    assert (known.stance_population, known.verdict_population) == ("kept", "two sets")
    population = known.confidence("aligned.refuted", 0.9, "es").population
    assert [(one.data_set, one.right, one.verdicts) for one in population or ()] == [
        ("planted", 3, 4),
        ("healthver", 1, 1),
    ]


def test_retrieval(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        assembly, "searcher_for", lambda sources, _settings: FakeSearcher({"uno": [s.id for s in sources]})
    )
    corpus = lines(tmp_path / "c.jsonl", {"id": "b", "text": "t", "lang": "es"}, {"id": "a", "text": "t", "lang": "es"})
    queries = lines(tmp_path / "q.jsonl", {"id": "1", "text": "uno", "lang": "es", "relevant": ["a"]})
    document = answer("retrieval", "--corpus", corpus, "--queries", queries)
    assert document["files"]["q"]["mrr"] == 0.5
    with pytest.raises(InputError, match="--relevant-field"):
        answer("retrieval", "--corpus", corpus, "--queries", queries, "--relevant-field", "text")
    with pytest.raises(InputError, match="--planted or --statements"):
        answer("retrieval", "--corpus", corpus)


def test_retrieval_keeps_the_index_that_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = FakeEncoder()
    monkeypatch.setattr(assembly, "encoder", lambda _settings: encoder)
    corpus = lines(tmp_path / "c.jsonl", {"id": "a", "text": "El puente se abrió ayer.", "lang": "es"})
    queries = lines(
        tmp_path / "q.jsonl",
        {"id": "1", "text": "El puente se abrió.", "lang": "es", "relevant": ["a"], "context": "Sí."},
    )
    asked = ("retrieval", "--corpus", corpus, "--queries", queries, "--index", str(tmp_path / "kept"))
    assert answer(*asked)["overall"]["success@1"] == 1
    embedded = len(encoder.embedded)
    assert answer(*asked, "--alone")["overall"]["success@1"] == 1
    assert [text for text in encoder.embedded[embedded:] if "ayer" in text] == []


def test_retrieval_of_planted_evidence_and_of_the_very_fact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "encoder", lambda _settings: FakeEncoder())
    said = {"publisher": "P", "title": "T", "lang": "en", "text": "The bridge opened."}
    lines(
        tmp_path / "sources.jsonl",
        {"id": "s1", "published": "2024-01-01", **said},
        {"id": "s2", "published": "2024-03-01", **said},
    )
    lines(tmp_path / "articles.jsonl", {"id": "a", "lang": "es", "published": "2024-02-01", "text": "Se abrió."})
    gold = {"article_id": "a", "quote": "Se abrió", "start": 0, "end": 8, "kind": "claim", "verdict": "supported"}
    rows = [{"id": f"g{n}", "claim": "The bridge opened.", "evidence": [f"s{n}"], **gold} for n in (1, 2)]
    lines(tmp_path / "gold.jsonl", *rows)
    document = answer("retrieval", "--planted", str(tmp_path))
    assert document["overall"]["success@5"] == 0.5, "s2 was published after the article"
    assert document["by_evidence"]["in another language"]["n"] == 2

    index = in_memory(
        (),
        [source("s")],
        [fact("f", "s", attribute="inflation", value=15.0, unit="percent", period="2022")],
        FakeEncoder(),
    )
    monkeypatch.setattr(assembly, "reference_index", lambda _settings: index)
    row = {
        "claim": "Inflation in Kazakhstan was 15% in 2022.",
        "lang": "en",
        "label": "supported",
        "field": "inflation",
        "iso3": "KAZ",
    }
    statements = lines(tmp_path / "st.jsonl", {"id": "1", "year": 2022, **row}, {"id": "2", "year": 2011, **row})
    assert answer("retrieval", "--statements", statements)["files"]["st"]["success@1"] == 0.5


def test_end_to_end_over_the_index_a_corpus_or_without_the_fact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pipeline(confidence: float) -> FakePipeline:
        return FakePipeline({"uno": (VerdictLabel.REFUTED, confidence, ["a"])})

    monkeypatch.setattr(assembly, "pipeline", lambda _settings: pipeline(0.9))
    monkeypatch.setattr(assembly, "pipeline_for", lambda sources, _settings: pipeline(0.5))
    monkeypatch.setattr(assembly, "pipeline_without", lambda rows, _settings: pipeline(0.1))
    queries = lines(
        tmp_path / "q.jsonl", {"id": "1", "claim": "uno", "lang": "es", "label": "SUPPORTS", "relevant": ["a"]}
    )
    corpus = lines(tmp_path / "c.jsonl", {"id": "a", "text": "t", "lang": "es"})
    assert answer("end-to-end", "--queries", queries)["overall"]["confident_wrong"] == 1
    assert answer("end-to-end", "--queries", queries, "--corpus", corpus)["overall"]["confident_wrong"] == 0
    kept = tmp_path / "p.jsonl"
    answer("end-to-end", "--queries", queries, "--leave-out", "--as-of", "2024-01-01", "--predictions", str(kept))
    said = json.loads(kept.read_text())
    assert (said["confidence"], said["gold"]) == (0.1, "not_enough_evidence")


def test_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        assembly, "pipeline_for", lambda sources, _s: FakePipeline({"Llovió.": (VerdictLabel.SUPPORTED, 0.9, ["s"])})
    )
    articles = lines(tmp_path / "a.jsonl", {"id": "a", "lang": "es", "published": "2024-01-01", "text": "Llovió."})
    gold = {"id": "1", "article_id": "a", "quote": "Llovió.", "start": 0, "end": 7, "kind": "claim", "claim": "Llovió."}
    golds = lines(tmp_path / "g.jsonl", {**gold, "verdict": "supported", "evidence": ["s"]})
    sources = lines(tmp_path / "s.jsonl", {"id": "s", "publisher": "p", "title": "t", "lang": "es", "text": "Llovió."})
    document = answer("articles", "--articles", articles, "--gold", golds, "--sources", sources)
    assert document["files"]["a"]["macro_f1_gold"] == 1
    assert document["files"]["a"]["claim_f1"] == 0
    assert document["by_reason"]["none"]["evidence_recall"] == 1


def test_a_broken_row_is_named_before_anything_is_loaded(tmp_path: Path) -> None:
    path = lines(tmp_path / "x.jsonl", ROW, {"premise": "a"})
    with pytest.raises(InvalidRecord, match=r"x\.jsonl, line 2"):
        answer("verification", path)


@pytest.mark.models
def test_with_the_real_model(tmp_path: Path) -> None:
    said = {
        **ROW,
        "premise": "A man is sleeping on a bench.",
        "hypothesis": "A man is asleep.",
        "label": "entailment",
        "lang": "en",
    }
    denied = {**said, "hypothesis": "The man is running in a race.", "label": "contradiction"}
    document = answer("verification", lines(tmp_path / "x.en.jsonl", said, denied))
    assert document["files"]["x.en"]["accuracy"] == 1
    assert document["by_language"]["en"]["n"] == 2
