"""A verdict that a person stands for, as schema.org ClaimReview (JSON-LD) with the fields that Google requires.

Knows the shape, not whether it may be published. The rating scale (`docs/api.md`): 1 refuted, 3 conflicting, 5 supported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factcheck.domain import Checked, Evidence, Source, VerdictLabel
from factcheck.render import explanation, formats
from factcheck.render.phrases import phrase

RATINGS = {VerdictLabel.REFUTED: 1, VerdictLabel.CONFLICTING: 3, VerdictLabel.SUPPORTED: 5}
"""Labels that a ClaimReview can carry; without enough evidence it carries the words alone, and no number."""
WORST, BEST = 1, 5
_LONGEST_NAME = 75  # longer claims are cut in search results


@dataclass(frozen=True)
class Publisher:
    """Who publishes the reviews."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class Reviewed:
    """A verdict as a person decided it: the label that holds, their reason, where it is published and since when."""

    checked: Checked
    label: VerdictLabel
    reason: str | None
    url: str
    first_reviewed: datetime
    last_reviewed: datetime
    appearance: str | None = None
    published: str | None = None


def claimreview(reviewed: Reviewed, publisher: Publisher) -> dict[str, Any]:
    """The JSON-LD document, without empty members."""
    claim = reviewed.checked.claim
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": reviewed.url,
        "claimReviewed": formats.safe(claim.query),
        "inLanguage": claim.lang,
        "datePublished": reviewed.first_reviewed.date().isoformat(),
        "dateModified": reviewed.last_reviewed.date().isoformat(),
        "author": {"@type": "Organization", "name": publisher.name, "url": publisher.url or None},
        "reviewRating": _rating(reviewed),
        "itemReviewed": _claim(reviewed),
        "isBasedOn": [_work(source) for source in _sources(reviewed.checked)],
    }
    filled: dict[str, Any] = _without_empty(document)
    return filled


def as_json(document: dict[str, Any]) -> str:
    """The document as text that may stand inside a `<script>` element."""
    return json.dumps(document, ensure_ascii=False, indent=2).replace("<", "\\u003c") + "\n"


def _rating(reviewed: Reviewed) -> dict[str, Any]:
    lang = reviewed.checked.claim.lang
    value = RATINGS.get(reviewed.label)
    scale = {"ratingValue": value, "worstRating": WORST, "bestRating": BEST} if value is not None else {}
    name = phrase(f"verdict_{reviewed.label}", lang)
    explained = reviewed.reason or explanation.explain(reviewed.checked)
    return {
        "@type": "Rating",
        **scale,
        "alternateName": name[:1].upper() + name[1:],
        "ratingExplanation": formats.safe(explained),
    }


def _claim(reviewed: Reviewed) -> dict[str, Any]:
    said = reviewed.checked.claim.attribution
    speaker = {"@type": "Person", "name": said.speaker} if said and said.speaker else None
    appeared = {"@type": "CreativeWork", "url": reviewed.appearance} if reviewed.appearance else None
    quote = formats.safe(reviewed.checked.claim.quote)
    return {
        "@type": "Claim",
        "name": quote if len(quote) <= _LONGEST_NAME else quote[: _LONGEST_NAME - 1].rstrip() + "…",
        "author": speaker,
        "datePublished": reviewed.published,
        "appearance": appeared,
    }


def _sources(checked: Checked) -> Iterable[Source]:
    evidence: tuple[Evidence, ...] = checked.verdict.evidence if checked.verdict else ()
    return {e.source.id: e.source for e in evidence if e.counted}.values()


def _work(source: Source) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": formats.safe(source.title),
        "url": source.url,
        "datePublished": source.published.isoformat() if source.published else None,
        "publisher": {"@type": "Organization", "name": formats.safe(source.publisher)},
    }


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        filled = ((name, _without_empty(inner)) for name, inner in value.items())
        return {name: inner for name, inner in filled if inner not in (None, "", [], {})}
    return [_without_empty(inner) for inner in value] if isinstance(value, list) else value
