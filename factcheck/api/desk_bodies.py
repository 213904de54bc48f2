"""What a caller may send to the desk: reviews, requests for corrections, sources. Knows nothing of HTTP or the database."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from factcheck.api.bodies import Country, Day, Lang, Line, Text, Words, with_examples
from factcheck.desk.records import Decision
from factcheck.desk.review import Decided
from factcheck.domain import Tier, VerdictLabel
from factcheck.library.reading.brought import Said


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
    reviewer: Annotated[Words, Field(min_length=1, max_length=200)]
    label: VerdictLabel | None = Field(default=None, description="what holds instead; for an override")
    reason: Words | None = Field(default=None, max_length=5000, description="for an override or a rejection")
    request_id: Annotated[str, Field(pattern=r"^crq_[0-9a-z_]{1,40}$")] | None = Field(
        default=None, description="the correction request that this answers"
    )

    def decided(self) -> Decided:
        """As the desk takes it."""
        return Decided(self.decision, self.reviewer, self.reason, self.label, self.request_id)


class CorrectionBody(BaseModel):
    """A reader asks for a correction: of a verdict, or of a page."""

    model_config = with_examples({"url": "https://example.org/nota", "message": "La cifra es de 2021, no de 2022."})

    message: Annotated[Words, Field(min_length=1, max_length=5000)]
    verdict_id: Annotated[str, Field(pattern=r"^vrd_[0-9a-z_]{1,40}$")] | None = None
    url: Words | None = Field(default=None, max_length=2000)
    contact: Words | None = Field(default=None, max_length=200)

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if self.verdict_id is None and self.url is None:
            raise ValueError("give verdict_id or url")
        return self


class AnswerBody(BaseModel):
    """Why a correction request is declined."""

    model_config = with_examples({"answer": "La fuente citada es de 2022."})

    answer: Annotated[Words, Field(min_length=1, max_length=5000)]


class SaidBody(BaseModel):
    """What may be said of sources; it wins over what they say of themselves."""

    model_config = ConfigDict(extra="forbid")

    publisher: Line | None = None
    published: Day | None = None
    lang: Lang | None = None
    country: Country | None = None
    licence: Line | None = None
    tier: Tier | None = None
    independent_group: Line | None = None
    verified_by: Line | None = None

    def said(self, **more: Any) -> Said:
        """As the library takes it."""
        return Said(**{name: getattr(self, name) for name in SaidBody.model_fields}, **more)


class SourceBody(SaidBody):
    """A source for the newsroom's library, as `text`, `html` or `url` (exactly one)."""

    model_config = with_examples(
        {"text": "El comercio sumó 26.100 millones.", "title": "Anuario 2022", "publisher": "Oficina de Estadística"}
    )

    text: Annotated[Text, Field(min_length=1)] | None = None
    html: Annotated[Text, Field(min_length=1)] | None = None
    url: Words | None = Field(default=None, max_length=2000, description="fetched, or where the text is from")
    title: Line | None = None

    @model_validator(mode="after")
    def _some_text(self) -> Self:
        if self.text is not None and self.html is not None:
            raise ValueError("give text or html, not both")
        if self.text is None and self.html is None and self.url is None:
            raise ValueError("give one of text, html, url")
        if self.title is None and self.url is None:
            raise ValueError("a pasted source needs a title")
        return self


FileName = Annotated[
    Words,
    Field(min_length=1, max_length=200, description="its ending says what it is: .txt .md .html .csv .jsonl .json"),
]
Collection = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9._-]{1,80}$",
        description="your name of what you send: a file of the same name sent again under it replaces what it brought before",
    ),
]


class FileBody(BaseModel):
    """A file's name and its text."""

    model_config = ConfigDict(extra="forbid")

    name: FileName
    text: Annotated[Text, Field(min_length=1)]


class ArchiveQuery(SaidBody):
    """What is said of all files of an archive, as parameters of the address."""

    collection: Collection | None = None


class ImportBody(ArchiveQuery):
    """Addresses (of pages, tables, fact-checks, feeds, lists of addresses) and files to bring in; what is said counts for all."""

    model_config = with_examples(
        {"urls": ["https://estadistica.example/feed.xml"], "publisher": "Oficina de Estadística", "lang": "es"},
        {
            "files": [{"name": "cifras.csv", "text": "subject,attribute,value\nNortelandia,capital,Norte\n"}],
            "collection": "cifras-2022",
        },
    )

    urls: list[Annotated[Words, Field(min_length=1, max_length=2000)]] = Field(default=[], max_length=1000)
    files: list[FileBody] = Field(default=[], max_length=1000)

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.urls and not self.files:
            raise ValueError("give urls or files")
        return self
