"""`factcheck bench` with the real models on one small article and two sources of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factcheck.cli import bench
from factcheck.cli.app import app
from factcheck.domain import Article
from factcheck.errors import InputError

SOURCES = (
    {"id": "s1", "publisher": "Agencia de Nortelandia", "title": "Censo", "published": "2022-05-01", "lang": "es",
     "tier": "official_statistics", "text": "Villabrisa tiene 120.000 habitantes según el censo de 2021."},
    {"id": "s2", "publisher": "Gaceta del Norte", "title": "Capital", "published": "2021-05-01", "lang": "es",
     "tier": "agency", "text": "La capital de Nortelandia es Villabrisa. El puerto mayor es Puerto Lejos."},
)  # fmt: skip


@pytest.mark.models
def test_both_pipelines_are_timed_on_the_same_claims(tmp_path: Path) -> None:
    article, sources = tmp_path / "a.txt", tmp_path / "s.jsonl"
    article.write_text("Villabrisa tiene 300.000 habitantes según el censo de 2021.\n\nLa capital de Nortelandia es Villabrisa.", "utf-8")  # fmt: skip # noqa: E501
    sources.write_text("\n".join(json.dumps(one) for one in SOURCES), encoding="utf-8")
    result = CliRunner().invoke(app, ["bench", str(article), "--sources", str(sources), "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["claims"] >= 2
    for side in ("ours", "naive", "our_stages_in_torch_one_at_a_time"):
        assert found[side]["seconds"] > 0
        assert found[side]["peak_mb"] > 50
        assert sum(found[side]["share_by_stage"].values()) == pytest.approx(1, abs=0.01)
    same = found["agreement_with_our_stages_in_torch"]
    assert same["stances"] > 0
    assert same["kappa_of_stances"] == 1.0
    assert found["times_faster"] > 0


def test_without_an_article_there_is_nothing_to_time(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["bench", str(tmp_path)])
    assert isinstance(result.exception, InputError)


def test_the_text_may_stand_under_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def measured(articles: list[Article], *_rest: object) -> dict[str, object]:
        seen.extend(article.text for article in articles)
        return {}

    monkeypatch.setattr(bench, "_measured", measured)
    lines = tmp_path / "statements.jsonl"
    lines.write_text(
        "".join(json.dumps({"claim": f"Villabrisa tiene {n} habitantes."}) + "\n" for n in (1, 2)), "utf-8"
    )
    result = CliRunner().invoke(app, ["bench", str(lines), "--text-column", "claim", "--articles", "1", "--json"])
    assert result.exit_code == 0, result.output
    assert seen == ["Villabrisa tiene 1 habitantes."]
