"""What a caller may send, validated, and what it asks of the service. Knows nothing of HTTP or the pipeline."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, model_validator

from factcheck.domain import Tier
from factcheck.errors import InputTooLarge
from factcheck.intake.article import Given
from factcheck.pipeline import Scope
from factcheck.service import Documents, Material, PastedText, Wishes, documents_from


def _encodable(text: str) -> str:
    # Half a surrogate pair, left by a cut escape, is no character and could not be written out again.
    return text.encode("utf-8", "ignore").decode()


def _storable(text: str) -> str:
    # Databases keep no null characters. In an article's own text they are `intake`'s matter.
    if "\x00" in text:
        raise ValueError("a null character is no text")
    return _encodable(text)


def _iso_day(value: object) -> object:
    # JSON has no dates: only the one written form is taken, no timestamps, numbers or times of day.
    if value is not None and not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        raise ValueError("a date is written YYYY-MM-DD")
    return value


def _a_number(value: object) -> object:
    # JSON has one kind of number, so 3.0 is a count; "3" and true are not.
    if isinstance(value, bool | str):
        raise ValueError("a number is written without quotes")
    return value


Day = Annotated[date, BeforeValidator(_iso_day)]
Share = Annotated[float, Strict(), Field(ge=0, le=1)]
Count = Annotated[int, BeforeValidator(_a_number)]
Text = Annotated[str, AfterValidator(_encodable)]
"""What is read as an article, a claim or a source."""
Words = Annotated[str, AfterValidator(_storable)]
"""What is kept and shown as it is: names, titles, addresses, reasons."""
Lang = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


Line = Annotated[Words, Field(min_length=1, max_length=500)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Reference = Annotated[
    Words, Field(min_length=1, max_length=200, description="your own id: the same again is the next version")
]

MOST_DOCUMENT_TEXT = 300_000
"""Characters of pasted documents in one request, all together: they are embedded while the caller waits."""


def with_examples(*examples: dict[str, Any]) -> ConfigDict:
    """Unknown fields are refused; the description shows these examples."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": list(examples)})


class SourceFilter(BaseModel):
    """Which sources may speak; empty means all. `include` and `exclude` name sources by id or publisher."""

    model_config = ConfigDict(extra="forbid")

    languages: list[Lang] = Field(default=[], max_length=50)
    countries: list[Country] = Field(default=[], max_length=250, description="ISO 3166 alpha-3")
    tiers: list[Tier] = Field(default=[], max_length=20)
    include: list[Line] = Field(default=[], max_length=500)
    exclude: list[Line] = Field(default=[], max_length=500)

    def scope(self) -> Scope:
        """The same as an option."""
        return Scope(
            languages=tuple(self.languages),
            countries=tuple(self.countries),
            tiers=tuple(str(tier) for tier in self.tiers),
            include=tuple(self.include),
            exclude=tuple(self.exclude),
        )


class DocumentBody(BaseModel):
    """A text to check against, pasted."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[Text, Field(min_length=1, max_length=MOST_DOCUMENT_TEXT)]
    title: Line | None = None
    publisher: Line | None = None
    url: Words | None = Field(default=None, max_length=2000)
    published: Day | None = None
    lang: Lang | None = None

    def pasted(self) -> PastedText:
        """As the service takes it."""
        return PastedText(self.text, self.title, self.publisher, self.url, self.published, self.lang)


Pasted = Annotated[list[DocumentBody], Field(min_length=1, max_length=20)]
Evidence = Annotated[
    Literal["documents", "both"], Field(description="check against the documents alone, or also against the index")
]


def _documents(bodies: list[DocumentBody] | None, evidence: str) -> Documents | None:
    return documents_from(tuple(d.pasted() for d in bodies), only=evidence == "documents") if bodies else None


class Body(BaseModel):
    """Common options of all checks; unknown fields are refused so that a misspelt option is noticed."""

    model_config = ConfigDict(extra="forbid")

    lang: Lang | None = Field(default=None, description="ISO 639-1 code; detected where absent")
    published: Day | None = Field(default=None, description="the article's date: relative dates are read from it")
    as_of: Day | None = Field(default=None, description="cut-off for evidence; default: `published`, else today")
    max_claims: Count | None = Field(default=None, ge=1, le=1000)
    min_checkworthiness: Share | None = None
    abstain_below: Share | None = Field(default=None, description="decide nothing less sure than this")
    top_k: Count | None = Field(default=None, ge=1, le=50, description="passages compared with each claim")
    sources: SourceFilter | None = None

    def wishes(self) -> Wishes:
        """The options that were chosen."""
        scope = self.sources.scope() if self.sources else None
        return Wishes(self.as_of, self.max_claims, self.min_checkworthiness, self.abstain_below, self.top_k, scope)


class TextBody(Body):
    """One article as `text`, `html` or `url` (exactly one)."""

    text: Text | None = None
    html: Text | None = None
    url: Words | None = Field(default=None, max_length=2000)
    title: Words | None = Field(default=None, max_length=500)

    @model_validator(mode="after")
    def _one_input(self) -> Self:
        if sum(value is not None for value in (self.text, self.html, self.url)) != 1:
            raise ValueError("give exactly one of text, html, url")
        return self

    def material(self) -> Material:
        """What came in."""
        given = Given(lang=self.lang, published=self.published, title=self.title)
        return Material(text=self.text, html=self.html, url=self.url, given=given)


class DetectBody(TextBody):
    """An article whose claims are to be found, not checked."""

    model_config = with_examples(
        {"html": "<p>El comercio alcanzó 27.000 millones de dólares en 2022.</p>", "lang": "es"}
    )


class ArticleBody(TextBody):
    """An article to check, against the index, pasted documents, or both."""

    model_config = with_examples(
        {
            "text": "El comercio entre Rusia y Kazajistán alcanzó 27.000 millones de dólares en 2022.",
            "published": "2023-11-09",
            "reference": "post-4711",
        }
    )

    reference: Reference | None = None
    documents: Pasted | None = None
    evidence: Evidence = "documents"

    def material(self) -> Material:
        """What is to be checked, and against what."""
        _bounded(self.documents or [])
        documents = _documents(self.documents, self.evidence)
        came = super().material()
        return replace(came, documents=(documents,) if documents else (), reference=self.reference)


class ClaimBody(BaseModel):
    """A claim with documents of its own."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[Text, Field(min_length=1, max_length=2000)]
    documents: Pasted | None = None
    evidence: Evidence = "documents"


ClaimText = Annotated[Text, Field(min_length=1, max_length=2000)]


class ClaimsBody(Body):
    """Claims to check as they stand, one to fifty; `documents` of a claim win over those of the request."""

    model_config = with_examples(
        {"claims": ["Kazajistán es un Estado Parte del Estatuto de Roma."]},
        {
            "claims": [
                {"text": "La empresa ganó 3 millones.", "documents": [{"text": "El beneficio fue de 2 millones."}]}
            ],
            "lang": "es",
        },
    )

    claims: list[ClaimText | ClaimBody] = Field(min_length=1, max_length=50)
    documents: Pasted | None = None
    evidence: Evidence = "documents"
    reference: Reference | None = None

    def material(self) -> Material:
        """What is to be checked, and against what."""
        own = [claim for claim in self.claims if isinstance(claim, ClaimBody)]
        _bounded([*(self.documents or []), *(d for claim in own for d in claim.documents or [])])
        texts = tuple(claim if isinstance(claim, str) else claim.text for claim in self.claims)
        given = Given(lang=self.lang, published=self.published)
        return Material(claims=texts, given=given, documents=self._against(), reference=self.reference)

    def _against(self) -> tuple[Documents | None, ...]:
        shared = _documents(self.documents, self.evidence)
        if not any(isinstance(claim, ClaimBody) and claim.documents for claim in self.claims):
            return (shared,) if shared else ()
        return tuple(
            (_documents(claim.documents, claim.evidence) if isinstance(claim, ClaimBody) else None) or shared
            for claim in self.claims
        )


class MatchBody(BaseModel):
    """Claims to be matched with earlier fact-checks."""

    model_config = with_examples({"claims": ["Nortelandia cambió de capital en 2022."], "top_k": 3})

    claims: list[ClaimText] = Field(min_length=1, max_length=50)
    lang: Lang | None = None
    as_of: Day | None = None
    top_k: Count = Field(default=5, ge=1, le=50)
    sources: SourceFilter | None = None

    def material(self) -> Material:
        """The claims, one a line."""
        return Material(claims=tuple(self.claims), given=Given(lang=self.lang))

    def wishes(self) -> Wishes:
        """The options that were chosen."""
        return Wishes(as_of=self.as_of, top_k=self.top_k, scope=self.sources.scope() if self.sources else None)


def _bounded(documents: list[DocumentBody]) -> None:
    length = sum(len(document.text) for document in documents)
    if length > MOST_DOCUMENT_TEXT:
        raise InputTooLarge(
            f"The documents have {length:,} characters; at most {MOST_DOCUMENT_TEXT:,} are taken at once.",
            way_out="Add them to the library, or send fewer.",
        )
