"""What a caller may send, validated. Knows nothing of the pipeline."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Lang = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class Body(BaseModel):
    """Common options of both checks; unknown fields are refused so that a misspelt option is noticed."""

    model_config = ConfigDict(extra="forbid")

    lang: Lang | None = Field(default=None, description="ISO 639-1 code; detected where absent")
    published: date | None = Field(default=None, description="the article's date: relative dates are read from it")
    as_of: date | None = Field(default=None, description="cut-off for evidence; default: `published`, else today")
    max_claims: int | None = Field(default=None, ge=1, le=1000)
    min_checkworthiness: float = Field(default=0.0, ge=0, le=1)
    abstain_below: float | None = Field(default=None, ge=0, le=1)
    top_k: int | None = Field(default=None, ge=1, le=50)


class ArticleBody(Body):
    """One article as `text`, `html` or `url` (exactly one)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"text": "El comercio entre Rusia y Kazajistán alcanzó 27.000 millones de dólares en 2022.", "published": "2023-11-09"}]
        },
    )

    text: str | None = None
    html: str | None = None
    url: str | None = Field(default=None, max_length=2000)
    title: str | None = Field(default=None, max_length=500)

    @model_validator(mode="after")
    def _one_input(self) -> Self:
        if sum(value is not None for value in (self.text, self.html, self.url)) != 1:
            raise ValueError("give exactly one of text, html, url")
        return self


class ClaimsBody(Body):
    """Claims to check as they stand, one to fifty."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"claims": ["Kazajistán es un Estado Parte del Estatuto de Roma."]}]}
    )

    claims: list[Annotated[str, Field(min_length=1, max_length=2000)]] = Field(min_length=1, max_length=50)
