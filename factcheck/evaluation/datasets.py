"""Reads the measuring data: JSON lines, gzipped or not, checked row by row. Knows the schemas; nothing of models or measures."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from factcheck.domain import Source, Span, Tier
from factcheck.errors import InvalidRecord

PAIR_LABELS = ("entailment", "neutral", "contradiction", "not_entailment")


class Row(BaseModel):
    """A row of some data set: the fields we read, checked; others are let pass."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class PairRow(Row):
    """Evidence against a claim."""

    premise: str = Field(min_length=1)
    hypothesis: str = Field(min_length=1)
    label: str = Field(pattern="^(entailment|neutral|contradiction|not_entailment)$")
    lang: str
    premise_lang: str = ""
    group: str = ""


class SentenceRow(Row):
    """A sentence and whether it is a claim, and one worth checking (None: not labelled)."""

    text: str = Field(min_length=1)
    lang: str
    label: str | None = None
    checkworthy: bool | None = None
    claim: bool | None = None
    context: str | None = None
    source_doc: str | None = None

    def target(self, name: str) -> bool | None:
        """The label called `checkworthy` or `claim`. Raises `ValueError` for an unknown word in `label`."""
        stated = self.checkworthy if name == "checkworthy" else self.claim
        if stated is None and name == "checkworthy" and self.label is not None:
            return {"checkworthy": True, "not": False}[self.label]
        return stated


class QueryRow(Row):
    """A claim, the documents that decide it, and the verdict. The claim's text stands in `text` or `claim`.

    `context` is what stood before the claim in the article called `title`, where a set tells it.
    """

    id: str
    text: str = Field(min_length=1, validation_alias=AliasChoices("text", "claim"))
    lang: str
    relevant: tuple[str, ...] = ()
    relevant_xl: tuple[str, ...] = ()
    label: str | None = None
    field: str | None = None
    iso3: str | None = None
    year: int | None = None
    as_of: date | None = None
    context: str | None = None
    title: str | None = Field(default=None, validation_alias=AliasChoices("title", "wiki_title"))

    def found_in(self, field: str) -> set[str]:
        """The ids of relevant documents, from the field of this name."""
        return set(getattr(self, field))


class DocumentRow(Row):
    """A document of a corpus."""

    id: str
    title: str | None = None
    text: str
    lang: str

    def source(self) -> Source:
        """The document as a source of its own, independent of the others."""
        title = self.title or self.id
        return Source(id=self.id, publisher=self.id, title=title, lang=self.lang, text=self.text or title)


class ArticleRow(Row):
    """An article with planted claims."""

    id: str
    lang: str
    title: str | None = None
    published: date
    text: str = Field(min_length=1)


class GoldRow(Row):
    """One annotated statement of an article."""

    id: str
    article_id: str
    quote: str
    start: int
    end: int
    kind: str
    claim: str | None
    verdict: str | None
    evidence: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def span(self) -> Span:
        """Where the statement stands in its article."""
        return Span(start=self.start, end=self.end)


class SourceRow(Row):
    """A source of the planted archive."""

    id: str
    publisher: str
    title: str
    url: str | None = None
    published: date | None = None
    lang: str
    tier: str = "other"
    text: str
    syndicated_from: str | None = None

    def source(self) -> Source:
        """As the library would keep it. An unknown tier counts as `other`."""
        tier = self.tier.replace(" ", "_")
        known = Tier(tier) if tier in set(Tier) else Tier.OTHER
        return Source(**self.model_dump(exclude={"tier"}), tier=known)


R = TypeVar("R", bound=Row)


def read(path: Path, kind: type[R]) -> list[R]:
    """All rows of a `.jsonl` or `.jsonl.gz` file. Raises `InvalidRecord` with file and line for one that breaks the schema."""
    rows = []
    for number, data in _lines(path):
        try:
            rows.append(kind.model_validate(data))
        except ValidationError as error:
            raise InvalidRecord(f"{path}, line {number}: {_first(error)}.", way_out=_SCHEMA) from error
    if not rows:
        raise InvalidRecord(f"{path} has no rows.", way_out=_SCHEMA)
    return rows


def names(paths: Sequence[Path]) -> list[str]:
    """One name per file, without folder and ending; with the folder's name where two would be alike."""
    plain = [path.name.removesuffix(".gz").removesuffix(".jsonl") for path in paths]
    return [n if plain.count(n) == 1 else f"{path.parent.name}/{n}" for n, path in zip(plain, paths, strict=True)]


_SCHEMA = "The schemas are in docs/evaluation.md."


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, _parsed(line, path, number)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InvalidRecord(f"{path} cannot be read: {error}.", way_out="Name .jsonl or .jsonl.gz files.") from error


def _parsed(line: str, path: Path, number: int) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise InvalidRecord(f"{path}, line {number}: not JSON ({error}).", way_out=_SCHEMA) from error


def _first(error: ValidationError) -> str:
    one = error.errors()[0]
    return f"{'.'.join(str(part) for part in one['loc']) or 'row'}: {one['msg'].lower()}"
