from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from factcheck.domain import Tier, VerdictLabel
from factcheck.errors import InvalidRecord
from factcheck.evaluation.datasets import DocumentRow, PairRow, QueryRow, SentenceRow, SourceRow, names, read
from factcheck.evaluation.labels import VERDICTS, counted, verdict_of

PAIR = '{"premise": "Llueve.", "hypothesis": "Hace sol.", "label": "contradiction", "lang": "es", "group": "g1"}'


def test_reads_plain_and_gzipped_rows_and_skips_blank_lines(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    plain.write_text(f"{PAIR}\n\n", encoding="utf-8")
    packed.write_bytes(gzip.compress(PAIR.encode()))
    assert read(plain, PairRow) == read(packed, PairRow)
    assert read(plain, PairRow)[0].hypothesis == "Hace sol."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PAIR + "\n{oops", "line 2: not JSON"),
        (PAIR.replace("contradiction", "maybe"), "line 1: label"),
        ('{"premise": "a"}', "line 1: hypothesis"),
        ("", "has no rows"),
        ("[1]", "line 1"),
    ],
)
def test_says_where_a_file_breaks_its_schema(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidRecord, match=message):
        read(path, PairRow)


def test_a_damaged_archive_is_an_invalid_record(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(PAIR.encode())[:-9])
    with pytest.raises(InvalidRecord, match="cannot be read"):
        read(path, PairRow)


def test_queries_take_their_claim_from_text_or_claim() -> None:
    assert QueryRow.model_validate({"id": "1", "claim": "c", "lang": "es"}).text == "c"
    row = QueryRow.model_validate({"id": "1", "text": "t", "lang": "es", "relevant": ["a"], "relevant_xl": ["a", "b"]})
    assert row.found_in("relevant_xl") == {"a", "b"}


def test_sentences_are_labelled_in_either_way() -> None:
    assert SentenceRow(text="a", lang="es", label="not").target("checkworthy") is False
    assert SentenceRow(text="a", lang="es", checkworthy=True).target("checkworthy") is True
    assert SentenceRow(text="a", lang="es", claim=True).target("claim") is True
    assert SentenceRow(text="a", lang="es").target("claim") is None


def test_documents_and_sources_become_sources() -> None:
    assert DocumentRow(id="d", title=None, text="", lang="en").source().text == "d"
    data = {
        "id": "s",
        "publisher": "p",
        "title": "t",
        "published": "2024-01-15",
        "lang": "es",
        "tier": "official statistics",
        "text": "x",
    }
    source = SourceRow.model_validate(data).source()
    assert (source.tier, source.published) == (Tier.OFFICIAL_STATISTICS, date(2024, 1, 15))
    assert SourceRow.model_validate({**data, "tier": "hearsay"}).source().tier is Tier.OTHER


def test_names_lose_their_ending_and_keep_apart() -> None:
    assert names([Path("a/x.es.jsonl.gz"), Path("y.jsonl")]) == ["x.es", "y"]
    assert names([Path("a/x.jsonl"), Path("b/x.jsonl.gz")]) == ["a/x", "b/x"]


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("SUPPORTS", VerdictLabel.SUPPORTED),
        ("CONTRADICT", VerdictLabel.REFUTED),
        ("Mixed", VerdictLabel.CONFLICTING),
        ("DISPUTED", VerdictLabel.CONFLICTING),
        ("partially_supported", VerdictLabel.NOT_ENOUGH_EVIDENCE),
        ("not_supported", VerdictLabel.NOT_ENOUGH_EVIDENCE),
        ("NOT_ENOUGH_INFO", VerdictLabel.NOT_ENOUGH_EVIDENCE),
    ],
)
def test_one_table_maps_every_known_label(word: str, verdict: VerdictLabel) -> None:
    assert verdict_of(word) is verdict


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(InvalidRecord, match="unknown verdict label 'half-true'"):
        verdict_of("half-true")


def test_not_checkable_counts_as_not_enough_evidence() -> None:
    assert counted(VerdictLabel.NOT_CHECKABLE) is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert set(map(counted, VERDICTS.values())) <= set(VerdictLabel) - {VerdictLabel.NOT_CHECKABLE}
