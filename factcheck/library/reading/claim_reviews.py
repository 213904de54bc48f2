"""Earlier fact-checks in schema.org ClaimReview (JSON-LD in a page, or bulk JSON). Knows the vocabulary and how others' ratings
map to our answers (`data/ratings.toml`); the original rating is always kept."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from importlib import resources
from typing import Any

from factcheck.domain import EarlierCheck, Source, Tier, VerdictLabel
from factcheck.errors import FactcheckError, InvalidRecord
from factcheck.intake import article as intake
from factcheck.intake import normalize
from factcheck.language import detect
from factcheck.library.reading.brought import Brought, Collecting, Said, make_source

_SCRIPT = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_LOW, _HIGH = 0.25, 0.75
"""Where a rating is only a number: up to a quarter of the scale is false, from three quarters on true, between them mixed."""


def in_page(html: str) -> list[dict[str, Any]]:
    """The ClaimReview objects in a page's JSON-LD; scripts that are no JSON are passed over, as browsers do."""
    found: list[dict[str, Any]] = []
    for script in _SCRIPT.findall(html):
        try:
            found += reviews(json.loads(script.strip(), strict=False))
        except (ValueError, RecursionError):
            continue
    return found


def reviews(document: Any) -> Iterator[dict[str, Any]]:
    """Every ClaimReview inside a JSON document, wherever it stands (lists, `@graph`, data feeds)."""
    if isinstance(document, list):
        for part in document:
            yield from reviews(part)
    elif isinstance(document, dict):
        kinds = document.get("@type")
        if "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds]):
            yield document
            return
        for part in document.values():
            yield from reviews(part)


def from_page(data: bytes, origin: str, said: Said) -> Brought | None:
    """A fact-check's page: its reviews, the page's text with the first one. None for a page without any."""
    found = in_page(normalize.page_text(data))
    if not found:
        return None
    gathered = Collecting()
    for number, review in enumerate(found):
        place = f"{origin}#review{number + 1}"
        gathered.attempt(place, partial(_add, gathered, review, place, said))
    return _with_text(gathered.brought(), data, said)


def _with_text(brought: Brought, data: bytes, said: Said) -> Brought:
    first, *others = brought.sources
    try:
        text = intake.from_html(data, intake.Given(lang=said.lang, url=first.url)).text
    except FactcheckError:  # the review stands without the page's body
        return brought
    return Brought((first.model_copy(update={"text": text}), *others), brought.facts, brought.troubles)


def from_json(document: Any, origin: str, said: Said) -> Brought:
    """Bulk JSON. Each review is a source of its own; broken ones are named."""
    gathered = Collecting()
    for number, review in enumerate(reviews(document)):
        place = f"{origin}#review{number + 1}"
        gathered.attempt(place, partial(_add, gathered, review, place, said))
    return gathered.brought()


def _add(gathered: Collecting, review: dict[str, Any], place: str, said: Said) -> None:
    source = to_source(review, place, said)
    gathered.sources[source.id] = source


def to_source(review: dict[str, Any], origin: str, said: Said) -> Source:
    """One ClaimReview as a source. InvalidRecord where the claim or the rating is missing."""
    claim, rating = _text(review.get("claimReviewed")), rating_text(review.get("reviewRating"))
    if not claim or not rating:
        missing = "claimReviewed" if not claim else "reviewRating"
        raise InvalidRecord(
            f"The ClaimReview has no {missing}.", way_out="Both are needed to show what was judged, and how."
        )
    check = EarlierCheck(
        claim_reviewed=claim,
        rating=rating,
        verdict=verdict_of(review.get("reviewRating")),
        claimant=_name(_first(review.get("itemReviewed"), "author")),
    )
    url = _text(review.get("url"))
    return make_source(url or origin, said.over(_described(review, claim, url)), earlier_check=check)


def _described(review: dict[str, Any], claim: str, url: str | None) -> Said:
    return Said(
        publisher=_name(review.get("author")) or _name(review.get("publisher")),
        title=_text(review.get("headline")) or _text(review.get("name")) or claim[:120],
        url=url if re.match(r"https?://", url or "") else None,
        published=_day(review.get("datePublished")),
        lang=_language(review, claim),
        tier=Tier.FACT_CHECK,
        verified_by="the fact-checker named as publisher",
    )


def _language(review: dict[str, Any], claim: str) -> str:
    told = _text(review.get("inLanguage")) or ""
    return told[:2].lower() if re.match(r"[A-Za-z]{2}([-_]|$)", told) else detect.detect(claim)[0]


# ----------------------------------------------------------------------------- ratings


def rating_text(rating: Any) -> str | None:
    """A rating in the fact-checker's words: its alternate name, its name, else `2 of 1..5`."""
    found = _one(rating)
    words = _text(found.get("alternateName")) or _text(found.get("name"))
    value = _text(found.get("ratingValue"))
    if words or value is None:
        return words
    scale = [_text(found.get(end)) for end in ("worstRating", "bestRating")]
    return f"{value} of {scale[0]}..{scale[1]}" if all(scale) else value


def verdict_of(rating: Any) -> VerdictLabel | None:
    """A rating among our answers: by its words, else by its place on the numeric scale; None where neither tells."""
    found = _one(rating)
    words = _text(found.get("alternateName")) or _text(found.get("name"))
    return by_words(words) if words else _by_number(found)


def by_words(words: str) -> VerdictLabel | None:
    """`Falso.` -> refuted; `Verdad a medias` -> conflicting; None for what the table does not know."""
    plain = _plain(words)
    for label, ratings in _table().items():
        if plain in ratings:
            return label
    opening = re.split(r" (?:porque|because|que|ya que|pero|but|si|the|el|la|no|this|esta?|dado) ", plain)[0]
    return next((label for label, ratings in _table().items() if opening in ratings), None)


def _by_number(rating: dict[str, Any]) -> VerdictLabel | None:
    try:
        value, worst, best = (float(rating[key]) for key in ("ratingValue", "worstRating", "bestRating"))
    except (KeyError, TypeError, ValueError):
        return None
    if best <= worst or not worst <= value <= best:
        return None
    share = (value - worst) / (best - worst)
    if share <= _LOW:
        return VerdictLabel.REFUTED
    return VerdictLabel.SUPPORTED if share >= _HIGH else VerdictLabel.CONFLICTING


@cache
def _table() -> dict[VerdictLabel, frozenset[str]]:
    text = resources.files("factcheck.library").joinpath("data", "ratings.toml").read_text(encoding="utf-8")
    return {
        VerdictLabel(label): frozenset(map(_plain, group["ratings"])) for label, group in tomllib.loads(text).items()
    }


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


# ----------------------------------------------------------------------------- JSON-LD's many shapes


def _one(value: Any) -> dict[str, Any]:
    value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, dict) else {}


def _first(value: Any, key: str) -> Any:
    return _one(value).get(key)


def _name(value: Any) -> str | None:
    return _text(_one(value).get("name")) if not isinstance(value, str) else _text(value)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return " ".join(str(value).split()) or None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat((_text(value) or "")[:10])
    except ValueError:
        return None
