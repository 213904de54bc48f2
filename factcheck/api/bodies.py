"""What a caller may send, validated, and what it asks of the service. Knows nothing of HTTP or the pipeline."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, model_validator

from factcheck.intake.article import Given
from factcheck.service import Material, Wishes


def _encodable(text: str) -> str:
    # Half a surrogate pair, left by a cut escape, is no character and could not be written out again.
    return text.encode("utf-8", "ignore").decode()


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
Lang = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class Body(BaseModel):
    """Common options of both checks; unknown fields are refused so that a misspelt option is noticed."""

    model_config = ConfigDict(extra="forbid")

    lang: Lang | None = Field(default=None, description="ISO 639-1 code; detected where absent")
    published: Day | None = Field(default=None, description="the article's date: relative dates are read from it")
    as_of: Day | None = Field(default=None, description="cut-off for evidence; default: `published`, else today")
    max_claims: Count | None = Field(default=None, ge=1, le=1000)
    min_checkworthiness: Share | None = None
    abstain_below: Share | None = Field(default=None, description="decide nothing less sure than this")
    top_k: Count | None = Field(default=None, ge=1, le=50, description="passages compared with each claim")

    def wishes(self) -> Wishes:
        """The options that were chosen."""
        return Wishes(self.as_of, self.max_claims, self.min_checkworthiness, self.abstain_below, self.top_k)


class ArticleBody(Body):
    """One article as `text`, `html` or `url` (exactly one)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "El comercio entre Rusia y Kazajistán alcanzó 27.000 millones de dólares en 2022.",
                    "published": "2023-11-09",
                }
            ]
        },
    )

    text: Text | None = None
    html: Text | None = None
    url: Text | None = Field(default=None, max_length=2000)
    title: Text | None = Field(default=None, max_length=500)

    @model_validator(mode="after")
    def _one_input(self) -> Self:
        if sum(value is not None for value in (self.text, self.html, self.url)) != 1:
            raise ValueError("give exactly one of text, html, url")
        return self

    def material(self) -> Material:
        """What is to be checked."""
        given = Given(lang=self.lang, published=self.published, title=self.title)
        return Material(text=self.text, html=self.html, url=self.url, given=given)


class ClaimsBody(Body):
    """Claims to check as they stand, one to fifty."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"claims": ["Kazajistán es un Estado Parte del Estatuto de Roma."]}]},
    )

    claims: list[Annotated[Text, Field(min_length=1, max_length=2000)]] = Field(min_length=1, max_length=50)

    def material(self) -> Material:
        """What is to be checked."""
        return Material(claims=tuple(self.claims), given=Given(lang=self.lang, published=self.published))
