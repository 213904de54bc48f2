"""What the API answers with, where it is not a report or a record of the desk."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import Field

from factcheck.desk.records import HtmlPlace
from factcheck.domain import Article, Claim, Hit, Record, Source

Item = TypeVar("Item")


class Listed(Record, Generic[Item]):
    """One page of a list. `next` is the cursor of the page after it, null at the end."""

    items: tuple[Item, ...]
    next: str | None = None


class SearchAnswer(Record):
    """What would be found for a query."""

    query: str
    lang: str
    hits: tuple[Hit, ...]


class FoundClaim(Record):
    """A claim, and where it stands in the HTML that was sent (null: no HTML, or not found there)."""

    claim: Claim
    place: HtmlPlace | None = None


class DetectAnswer(Record):
    """An article's claims, unchecked. Spans count in `article.text`."""

    article: Article
    claims: tuple[FoundClaim, ...]


class Match(Record):
    """A claim with the earlier fact-checks of it, best first."""

    claim: Claim
    checks: tuple[Hit, ...]


class MatchAnswer(Record):
    """Claims with the earlier fact-checks of them, in the order in which they were sent."""

    lang: str
    matches: tuple[Match, ...]


class JobTicket(Record):
    """Where a check that is done later can be watched."""

    job_id: str
    url: str


class LibrarySource(Record):
    """A source of the newsroom's library and where it came from. Lists leave `source.text` out."""

    source: Source
    origin: str


class Methodology(Record):
    """What verdicts are made by, and what they mean."""

    code_version: str
    made_by: dict[str, str | None] = Field(description="models, index, policy and calibration in use")
    index: dict[str, Any] = Field(description="when it was built, up to which day its sources reach, how much is in it")
    calibration: dict[str, Any] = Field(
        description="how confidences were fitted, and in `population` on how many verdicts of which data set"
    )
    measured_languages: tuple[str, ...]
    verdicts: dict[str, str]
    tiers: dict[str, str]
    confidence: str
    options: dict[str, Any]
    source_policy: dict[str, Any]
    review: str
    limits: dict[str, int]
