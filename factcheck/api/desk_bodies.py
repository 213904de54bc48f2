"""What a caller may send to the desk: reviews, requests for corrections, sources. Knows nothing of HTTP or the database."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

from factcheck.api.bodies import Country, Day, Lang, Line, Text, with_examples
from factcheck.desk.records import Decision
from factcheck.desk.review import Decided
from factcheck.domain import Tier, VerdictLabel


class ReviewBody(BaseModel):
    """A person's decision about a verdict."""

    model_config = with_examples(
        {"decision": "approve", "reviewer": "Ana Ruiz"},
        {
            "decision": "override",
            "label": "conflicting",
            "reason": "El anuario se corrigió en marzo.",
            "reviewer": "Ana Ruiz",
        },
    )

    decision: Decision
    reviewer: Annotated[Text, Field(min_length=1, max_length=200)]
    label: VerdictLabel | None = Field(default=None, description="what holds instead; for an override")
    reason: Text | None = Field(default=None, max_length=5000, description="for an override or a rejection")
    request_id: Annotated[str, Field(pattern=r"^crq_[0-9a-z_]{1,40}$")] | None = Field(
        default=None, description="the correction request that this answers"
    )

    def decided(self) -> Decided:
        """As the desk takes it."""
        return Decided(self.decision, self.reviewer, self.reason, self.label, self.request_id)


class CorrectionBody(BaseModel):
    """A reader asks for a correction: of a verdict, or of a page."""

    model_config = with_examples({"url": "https://example.org/nota", "message": "La cifra es de 2021, no de 2022."})

    message: Annotated[Text, Field(min_length=1, max_length=5000)]
    verdict_id: Annotated[str, Field(pattern=r"^vrd_[0-9a-z_]{1,40}$")] | None = None
    url: Text | None = Field(default=None, max_length=2000)
    contact: Text | None = Field(default=None, max_length=200)

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if self.verdict_id is None and self.url is None:
            raise ValueError("give verdict_id or url")
        return self


class AnswerBody(BaseModel):
    """Why a correction request is declined."""

    model_config = with_examples({"answer": "La fuente citada es de 2022."})

    answer: Annotated[Text, Field(min_length=1, max_length=5000)]


class SourceBody(BaseModel):
    """A source for the newsroom's library, as `text`, `html` or `url` (exactly one)."""

    model_config = with_examples(
        {"text": "El comercio sumó 26.100 millones.", "title": "Anuario 2022", "publisher": "Oficina de Estadística"}
    )

    text: Annotated[Text, Field(min_length=1)] | None = None
    html: Annotated[Text, Field(min_length=1)] | None = None
    url: Text | None = Field(default=None, max_length=2000, description="fetched, or where the text is from")
    title: Line | None = None
    publisher: Line | None = None
    published: Day | None = None
    lang: Lang | None = None
    country: Country | None = None
    licence: Line | None = None
    tier: Tier | None = None
    independent_group: Line | None = None
    verified_by: Line | None = None

    @model_validator(mode="after")
    def _some_text(self) -> Self:
        if self.text is not None and self.html is not None:
            raise ValueError("give text or html, not both")
        if self.text is None and self.html is None and self.url is None:
            raise ValueError("give one of text, html, url")
        if self.title is None and self.url is None:
            raise ValueError("a pasted source needs a title")
        return self
