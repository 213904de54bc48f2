from __future__ import annotations

import json
from typing import Any

import pytest

from factcheck.domain import Tier, VerdictLabel
from factcheck.errors import InvalidRecord
from factcheck.library.reading.brought import Said
from factcheck.library.reading.claim_reviews import by_words, from_json, from_page, rating_text, to_source, verdict_of

REVIEW: dict[str, Any] = {
    "@type": "ClaimReview",
    "claimReviewed": "Kazajistán es miembro de la Corte Penal Internacional.",
    "url": "https://verifica.example/kazajistan-cpi",
    "datePublished": "2023-11-10T08:00:00+01:00",
    "author": {"@type": "Organization", "name": "Verifica"},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Un usuario"}},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "worstRating": 1, "bestRating": 5, "alternateName": "Falso"},
}


def test_a_review_becomes_a_source_with_its_own_rating_and_ours() -> None:
    source = to_source(REVIEW, "/x.json", Said())
    assert source.earlier_check is not None
    assert source.earlier_check.claim_reviewed == REVIEW["claimReviewed"]
    assert (source.earlier_check.rating, source.earlier_check.verdict) == ("Falso", VerdictLabel.REFUTED)
    assert source.earlier_check.claimant == "Un usuario"
    assert (source.publisher, source.tier, source.lang) == ("Verifica", Tier.FACT_CHECK, "es")
    assert str(source.published) == "2023-11-10"
    assert source.url == REVIEW["url"]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Falso.", VerdictLabel.REFUTED),
        ("FALSE", VerdictLabel.REFUTED),
        ("¡Bulo!", VerdictLabel.REFUTED),
        ("Pants on Fire!", VerdictLabel.REFUTED),
        ("Falso porque no hay registro de la visita", VerdictLabel.REFUTED),
        ("Verdadero", VerdictLabel.SUPPORTED),
        ("Mostly True", VerdictLabel.SUPPORTED),
        ("Verdad a medias", VerdictLabel.CONFLICTING),
        ("Engañoso", VerdictLabel.CONFLICTING),
        ("Missing Context", VerdictLabel.CONFLICTING),
        ("Sin pruebas", VerdictLabel.NOT_ENOUGH_EVIDENCE),
        ("Satire", VerdictLabel.NOT_CHECKABLE),
        ("Falsa alarma", None),
        ("Cuatro limones", None),
    ],
)
def test_ratings_in_words(words: str, verdict: VerdictLabel | None) -> None:
    assert by_words(words) is verdict


@pytest.mark.parametrize(
    ("rating", "verdict", "text"),
    [
        ({"ratingValue": "1", "worstRating": "1", "bestRating": "5"}, VerdictLabel.REFUTED, "1 of 1..5"),
        ({"ratingValue": 5, "worstRating": 1, "bestRating": 5}, VerdictLabel.SUPPORTED, "5 of 1..5"),
        ({"ratingValue": 3, "worstRating": 1, "bestRating": 5}, VerdictLabel.CONFLICTING, "3 of 1..5"),
        ({"ratingValue": 9, "worstRating": 1, "bestRating": 5}, None, "9 of 1..5"),
        ({"ratingValue": 3, "worstRating": 5, "bestRating": 5}, None, "3 of 5..5"),
        ({"ratingValue": 3}, None, "3"),
        (
            {"alternateName": "Cuatro limones", "ratingValue": 1, "worstRating": 1, "bestRating": 5},
            None,
            "Cuatro limones",
        ),
        ([{"name": "Verdadero"}], VerdictLabel.SUPPORTED, "Verdadero"),
        (None, None, None),
    ],
)
def test_words_win_over_numbers_and_numbers_need_their_scale(
    rating: Any, verdict: VerdictLabel | None, text: str | None
) -> None:
    assert verdict_of(rating) is verdict
    assert rating_text(rating) == text


@pytest.mark.parametrize("missing", ["claimReviewed", "reviewRating"])
def test_without_claim_or_rating_it_is_refused(missing: str) -> None:
    with pytest.raises(InvalidRecord, match=missing):
        to_source({k: v for k, v in REVIEW.items() if k != missing}, "/x.json", Said())


def test_bulk_json_gives_one_source_a_review_and_names_the_broken_ones() -> None:
    other = REVIEW | {"url": "https://verifica.example/otro", "claimReviewed": "Otra cosa muy distinta."}
    feed = {"@type": "DataFeed", "dataFeedElement": [{"item": [REVIEW]}, {"item": [other, {"@type": "ClaimReview"}]}]}
    brought = from_json(feed, "/feed.json", Said())
    assert len({source.id for source in brought.sources}) == 2
    assert [trouble.place for trouble in brought.troubles] == ["/feed.json#review3"]


def test_a_fact_checks_page_brings_review_and_text() -> None:
    body = "<p>Kazajistán no ha firmado el Estatuto de Roma, de modo que no es Estado Parte de la Corte Penal Internacional.</p>"
    graph = {"@graph": [{"@type": "WebPage"}, REVIEW]}
    html = (
        f"<html lang='es'><head><title>CPI</title><script type='application/ld+json'>{json.dumps(graph)}</script>"
        f"<script type='application/ld+json'>{{broken</script></head><body><article><h1>No</h1>{body * 3}</article></body></html>"
    )
    brought = from_page(html.encode(), "https://verifica.example/kazajistan-cpi", Said())
    assert brought is not None
    (source,) = brought.sources
    assert source.earlier_check is not None
    assert "no es Estado Parte" in (source.text or "")


def test_a_page_without_review_is_not_one() -> None:
    assert from_page(b"<html><body><p>Hola</p></body></html>", "/x.html", Said()) is None


def test_what_the_editor_says_wins() -> None:
    assert to_source(REVIEW, "/x.json", Said(publisher="Otro", lang="en")).publisher == "Otro"
