"""One check as command line, API and page ask for it: what came in becomes an article, wishes become options.

It knows what a caller may ask; how a pipeline is made and who asks stays outside. Clock and settings are arguments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from factcheck.domain import Article, Claim, Failure, Hit, Provenance, Report, Source
from factcheck.errors import EmptyInput, InputError, StillStarting
from factcheck.intake import article as intake
from factcheck.intake import fetch, normalize
from factcheck.language import detect
from factcheck.pipeline import Hears, Options, Progress, Scope, with_cut_off

LONGEST_TITLE = 500


@dataclass(frozen=True)
class Readiness:
    """Whether checks can be answered now; `failure` says why they never will without somebody's help."""

    ready: bool
    failure: Failure | None = None


def still_starting() -> StillStarting:
    """The error while models and index are being loaded."""
    return StillStarting("The models and the index are still being loaded.", way_out="Try again in a few seconds.")


@dataclass(frozen=True)
class Documents:
    """Pasted texts to check against: `only` these, or these beside the index."""

    sources: tuple[Source, ...]
    only: bool = True


class Checker(Protocol):
    """What API and page need of the machinery behind them. Calls may come from any thread, one at a time."""

    def readiness(self) -> Readiness:
        """Whether the models are loaded and the index is open."""

    def defaults(self) -> Options:
        """The options where a caller wishes nothing."""

    def check(self, article: Article, options: Options) -> Report:
        """All claims of an article with their verdicts."""

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        """The reports that `check` would give, in shared batches."""

    def check_given(self, article: Article, options: Options) -> Report:
        """Each line of the text taken as one claim."""

    def search(self, article: Article, options: Options) -> tuple[Hit, ...]:
        """What would be found for the text taken as one claim."""

    def check_against(
        self, article: Article, options: Options, documents: tuple[Documents | None, ...], *, given: bool
    ) -> Report:
        """Like `check`, or `check_given`, against these texts: one entry for all claims, or one for each given line (None: the index)."""

    def find(self, article: Article) -> tuple[Claim, ...]:
        """The article's claims, unchecked."""

    def earlier_checks(self, article: Article, options: Options) -> list[tuple[Claim, tuple[Hit, ...]]]:
        """Each line of the text taken as one claim, with the earlier fact-checks of it."""

    def provenance(self) -> Provenance:
        """Models, index and policy in use."""

    def heard_by(self, progress: Progress, hears: Hears) -> Checker:
        """The same checker, whose checks tell somebody their stages and each verdict as it falls."""


@dataclass(frozen=True)
class Wishes:
    """What a caller chooses for one check; None leaves the default."""

    as_of: date | None = None
    max_claims: int | None = None
    min_checkworthiness: float | None = None
    abstain_below: float | None = None
    top_k: int | None = None
    scope: Scope | None = None


@dataclass(frozen=True)
class Material:
    """What came in: exactly one of text, html, url or claims. `given` is what the caller says about it.

    `documents` belong to claims: one for each, or one for all. `reference` is the caller's own id of the article.
    """

    text: str | None = None
    html: str | None = None
    url: str | None = None
    claims: tuple[str, ...] = ()
    given: intake.Given = field(default_factory=intake.Given)
    documents: tuple[Documents | None, ...] = ()
    reference: str | None = None


def options_for(article: Article, wishes: Wishes, defaults: Options, today: date) -> Options:
    """The defaults with the wishes on top, and the cut-off: as wished, else the article's date, else today."""
    chosen = {name: value for name, value in vars(wishes).items() if value is not None}
    return with_cut_off(replace(defaults, **chosen), article, today)


def article_from(material: Material, limits: fetch.Limits | None = None) -> Article:
    """The article that came in; `limits` are those of fetching a URL. InputError, FetchError where it cannot be had."""
    given = _clean(material.given)
    if material.claims:
        return intake.from_text(claims_text(material.claims), given)
    if material.html is not None:
        return intake.from_html(material.html, given)
    if material.url is not None:
        return intake.from_url(material.url, given, limits=limits)
    if material.text is None:
        raise InputError("Nothing to check was given.", way_out="Give one of text, html, url or claims.")
    return intake.from_text(material.text, given)


def claims_text(claims: tuple[str, ...]) -> str:
    """Claims as the text that is checked: one a line, whatever line breaks they hold. EmptyInput names an empty one."""
    lines = [" ".join(normalize.visible(" ".join(claim.split())).split()) for claim in claims]
    for number, line in enumerate(lines, start=1):
        if not line:
            raise EmptyInput(f"Claim {number} is empty.", way_out="Leave it out, or say what it claims.")
    return "\n".join(lines)


@dataclass(frozen=True)
class PastedText:
    """A text that somebody pasted to check against, with what they say of it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    lang: str | None = None


_PASTED = "document-"


def is_pasted(source_id: str) -> bool:
    """True for a source that came with the check itself and is kept nowhere else."""
    return source_id.startswith(_PASTED)


def documents_from(pasted: tuple[PastedText, ...], *, only: bool) -> Documents:
    """Pasted texts as documents to check against. EmptyInput or InputTooLarge names the one that cannot be used."""
    return Documents(tuple(_source(number, one) for number, one in enumerate(pasted, start=1)), only)


def _source(number: int, pasted: PastedText) -> Source:
    text = normalize.canonical(pasted.text) if pasted.text.strip() else ""
    if not text.strip():
        raise EmptyInput(f"Document {number} is empty.", way_out="Leave it out.")
    return Source(
        id=f"{_PASTED}{number}-{hashlib.sha256(text.encode()).hexdigest()[:12]}",
        publisher=pasted.publisher or "pasted",
        title=pasted.title or f"Document {number}",
        url=pasted.url,
        published=pasted.published,
        lang=pasted.lang or detect.detect(text)[0],
        text=text,
    )


def line_starts(text: str, lines: int) -> list[int]:
    """Where each line of a text of claims begins. InputError where a claim held no text after all."""
    starts = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]
    if len(starts) != lines:
        raise InputError("One of the claims holds nothing but invisible characters.", way_out="Leave it out.")
    return starts


def _clean(given: intake.Given) -> intake.Given:
    if given.title is None or not given.title.strip():
        return replace(given, title=None)
    return replace(given, title=normalize.canonical(given.title)[:LONGEST_TITLE])
