from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from factcheck.domain import VerdictLabel
from factcheck.render.claimreview import Publisher, Reviewed, as_json, claimreview
from tests import samples

PUBLISHER = Publisher("Verifica Prueba", "https://verifica.example")


def _reviewed(label: VerdictLabel = VerdictLabel.SUPPORTED, **more: object) -> Reviewed:
    values = {
        "checked": samples.report().checked[0],
        "label": label,
        "reason": None,
        "url": "https://verifica.example/1",
        "first_reviewed": datetime(2026, 11, 20, tzinfo=UTC),
        "last_reviewed": datetime(2026, 11, 24, tzinfo=UTC),
    }
    return Reviewed(**{**values, **more})


def test_the_fields_that_google_requires_are_there() -> None:
    told = claimreview(_reviewed(), PUBLISHER)
    assert (told["@context"], told["@type"]) == ("https://schema.org", "ClaimReview")
    for field in ("claimReviewed", "reviewRating", "url", "author", "datePublished", "itemReviewed"):
        assert told[field]
    rating = told["reviewRating"]
    assert (rating["@type"], rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == ("Rating", 1, 5, 5)
    assert rating["alternateName"] == "Confirmada"
    assert "26.100 millones" in rating["ratingExplanation"]
    assert told["itemReviewed"]["author"] == {"@type": "Person", "name": "La ministra"}
    assert told["isBasedOn"][0]["publisher"]["name"] == "Oficina de Prueba"
    assert (told["datePublished"], told["dateModified"]) == ("2026-11-20", "2026-11-24")


@pytest.mark.parametrize(("label", "value"), [(VerdictLabel.REFUTED, 1), (VerdictLabel.CONFLICTING, 3)])
def test_the_scale_runs_from_refuted_to_supported(label: VerdictLabel, value: int) -> None:
    assert claimreview(_reviewed(label), PUBLISHER)["reviewRating"]["ratingValue"] == value


def test_without_enough_evidence_there_are_words_and_no_number() -> None:
    rating = claimreview(_reviewed(VerdictLabel.NOT_ENOUGH_EVIDENCE), PUBLISHER)["reviewRating"]
    assert "ratingValue" not in rating
    assert rating["alternateName"]


def test_a_persons_reason_is_the_explanation_and_the_article_the_appearance() -> None:
    told = claimreview(
        _reviewed(reason="Revisado.", appearance="https://diario.example/a", published="2023-11-09"), PUBLISHER
    )
    assert told["reviewRating"]["ratingExplanation"] == "Revisado."
    assert told["itemReviewed"]["appearance"]["url"] == "https://diario.example/a"
    assert told["itemReviewed"]["datePublished"] == "2023-11-09"


def test_nothing_empty_is_told_and_a_script_element_cannot_be_closed() -> None:
    told = claimreview(_reviewed(reason="</script><script>alert(1)</script>"), Publisher("P"))
    assert "appearance" not in told["itemReviewed"]
    assert "url" not in told["author"]
    text = as_json(told)
    assert "</script" not in text
    assert json.loads(text) == told


def test_a_long_quote_is_cut_in_the_name_only() -> None:
    claim = samples.report().checked[0].claim.model_copy(update={"quote": "palabra " * 30})
    checked = samples.report().checked[0].model_copy(update={"claim": claim})
    assert len(claimreview(_reviewed(checked=checked), PUBLISHER)["itemReviewed"]["name"]) <= 75
