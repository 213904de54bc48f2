"""The frozen records that pass between the stages. They validate at birth and know nothing of models, files or clocks."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$", description="ISO 639-1 code (639-3 where there is none)")]
Probability = Annotated[float, Field(ge=0.0, le=1.0)]
MEASURED_LANGUAGES = ("es", "en")


class Record(BaseModel):
    """Base of all records: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# ----------------------------------------------------------------------------- positions


class Span(Record):
    """Half-open range `[start, end)` in Unicode code points of some text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"span ends before it starts: [{self.start}, {self.end})")
        return self

    def of(self, text: str) -> str:
        """The part of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, offset: int) -> Span:
        """The same span in a text that starts `offset` code points earlier."""
        return Span(start=self.start + offset, end=self.end + offset)


class TextQuoteSelector(Record):
    """W3C Web Annotation TextQuoteSelector: finds a quote again in a browser's text."""

    exact: str
    prefix: str
    suffix: str


class Reason(Record):
    """Why something was decided, as data: a stable code, its values, and where in the text. Sentences are made in `render`."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    values: dict[str, str] = Field(default_factory=dict)
    span: Span | None = None


# ----------------------------------------------------------------------------- what texts say


class Granularity(StrEnum):
    """How exactly a period is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"


class Period(Record):
    """A closed interval of days, `first` and `last` included."""

    first: date
    last: date
    granularity: Granularity

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"period ends before it starts: {self.first}..{self.last}")
        return self

    def overlaps(self, other: Period) -> bool:
        """True where the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def contains(self, other: Period) -> bool:
        """True where `other` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last


class Bound(StrEnum):
    """What a wording says about the true value: `27` exact, `unos 27` about, `más de 27` more_than ..."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ALMOST = "almost"


QuantityKind = Literal["cardinal", "money", "percent", "ordinal", "fraction", "multiple", "rate", "measure", "duration"]


class Quantity(Record):
    """An amount as a text states it.

    `low`..`high` is the stated value (equal unless the text gives a range). `resolution` is half the unit of the last
    significant digit written, in the same unit as the value: `27.000 millones` -> 5e8, `26,98` -> 0.005.
    """

    span: Span
    text: str
    low: float
    high: float
    unit: str | None = Field(
        default=None, description="canonical code: USD, percent, percentage_point, km, person, year ..."
    )
    counts: str | None = Field(default=None, description="the noun that is counted, lower-case singular")
    per: str | None = Field(
        default=None, description="what a rate is per: person, year, day, barrel, `100000 person` ..."
    )
    bound: Bound = Bound.EXACT
    resolution: float = Field(default=0.0, ge=0.0)
    kind: QuantityKind = "cardinal"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.high < self.low:
            raise ValueError(f"quantity range is reversed: {self.low}..{self.high}")
        return self


class TimeExpression(Record):
    """A date expression in a text; `period` is None where it is relative and no anchor date was given."""

    span: Span
    text: str
    period: Period | None
    relative: bool = False


class Mention(Record):
    """A name in a text that the gazetteer knows: `entity` is e.g. `country:KAZ`, `org:ICC`, `treaty:rome_statute`."""

    span: Span
    text: str
    entity: str


# ----------------------------------------------------------------------------- 1 intake


class Article(Record):
    """A document to check. `text` is canonical (NFC); every span counts in its code points."""

    text: str = Field(min_length=1)
    lang: Language
    lang_confidence: Probability = 1.0
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    site: str | None = None
    url: str | None = None

    @property
    def sha256(self) -> str:
        """Hex digest of the canonical text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


# ----------------------------------------------------------------------------- 2 claims


class ClaimKind(StrEnum):
    """What a sentence does. Only `factual` can be checked."""

    FACTUAL = "factual"
    OPINION = "opinion"
    PREDICTION = "prediction"
    QUESTION = "question"
    OTHER = "other"


class Attribution(Record):
    """Who is reported to say it: speaker, reporting verb and their spans in the article."""

    speaker: str | None
    verb: str
    span: Span
    denies: bool = False


class Claim(Record):
    """A proposition of the article. `quote` is exact; `query` is the self-contained form that is searched and compared."""

    id: str
    span: Span
    quote: str = Field(min_length=1)
    query: str = Field(min_length=1)
    lang: Language
    kind: ClaimKind = ClaimKind.FACTUAL
    checkworthiness: Probability = 0.0
    reasons: tuple[Reason, ...] = ()
    attribution: Attribution | None = None
    sentence: Span | None = None
    anchor: date | None = Field(default=None, description="the date that relative expressions are read from")
    utf16: Span
    selector: TextQuoteSelector

    @property
    def checkable(self) -> bool:
        """Only factual statements are compared with sources."""
        return self.kind is ClaimKind.FACTUAL


# ----------------------------------------------------------------------------- sources


class Tier(StrEnum):
    """Documented source policy (`docs/sources.md`), from nearest to the fact to farthest."""

    PRIMARY = "primary"
    OFFICIAL_STATISTICS = "official_statistics"
    AGENCY = "agency"
    REFERENCE_WORK = "reference_work"
    FACT_CHECK = "fact_check"
    OTHER = "other"


class VerdictLabel(StrEnum):
    """The five answers."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    NOT_CHECKABLE = "not_checkable"

    @property
    def decided(self) -> bool:
        """True for the three answers that commit themselves."""
        return self in (VerdictLabel.SUPPORTED, VerdictLabel.REFUTED, VerdictLabel.CONFLICTING)


class EarlierCheck(Record):
    """An earlier fact-check (schema.org ClaimReview): the claim it judged, its own rating, and that rating mapped to ours."""

    claim_reviewed: str
    rating: str
    verdict: VerdictLabel | None = None
    claimant: str | None = None


class Source(Record):
    """Where evidence comes from. It has `text`, or facts (`Fact.source_id`), or an earlier check."""

    id: str = Field(min_length=1)
    publisher: str
    title: str
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    as_of: date | None = None
    lang: Language
    country: str | None = Field(default=None, description="ISO 3166 alpha-3")
    licence: str | None = None
    tier: Tier = Tier.OTHER
    retrieved_at: datetime | None = None
    sha256: str | None = None
    independent_group: str | None = Field(default=None, description="sources that share it count once")
    syndicated_from: str | None = None
    verified_by: str | None = None
    text: str | None = None
    earlier_check: EarlierCheck | None = None


class Fact(Record):
    """One structured statement: (subject, attribute, value, period)."""

    id: str = Field(min_length=1)
    source_id: str
    subject: str
    subject_id: str | None = Field(default=None, description="`country:KAZ`, `org:ICC` ... as in `language.names`")
    attribute: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    value: float | str | tuple[str, ...]
    unit: str | None = None
    period: str | None = Field(default=None, description="ISO 8601: 2022, 2022-03, 2022-03-14, or first/last")
    as_of: date | None = None
    complete: bool = Field(
        default=False, description="the value is a closed list: what is not on it is not so, as of `as_of`"
    )
    single_valued: bool = Field(default=False, description="two values at the same time contradict")
    statements: dict[str, str] = Field(
        default_factory=dict, description="own wording by language, where no template fits"
    )
    verified_by: str | None = None
    qualifiers: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _closed_lists_are_dated(self) -> Self:
        if self.complete and (not isinstance(self.value, tuple) or self.as_of is None):
            raise ValueError("a complete fact needs a list value and an as_of date")
        return self


def listed(fact: Fact, entity: str, on: date | None = None) -> bool | None:
    """Whether `entity` stood on the list `fact` on the day `on` (None: `as_of`); None where it cannot say.

    `qualifiers` carry what the list knows beyond its value: `since` and `until` map entities to ISO dates (`until` is the
    first day off the list); `unchanged_since` is the day from which the whole list was the same; `history_complete` says
    that everybody who ever left is in `until`; `among` is the kind of entity it is about (`country`); `doubtful` names
    those it does not decide. Days after `as_of` get the state of `as_of`.
    """
    if not isinstance(fact.value, tuple) or entity in fact.qualifiers.get("doubtful", ()):
        return None
    if on is None or fact.as_of is None or on >= fact.as_of or _list_unchanged(fact, on):
        return entity in fact.value or (False if _closed_for(fact, entity) else None)
    since, until = (_day_of(fact, key, entity) for key in ("since", "until"))
    if since and on < since:
        return False
    if entity in fact.value:
        return True if since else None
    if until:
        return False if on >= until else (True if since else None)
    return False if _closed_for(fact, entity) and fact.qualifiers.get("history_complete") else None


def _closed_for(fact: Fact, entity: str) -> bool:
    among = fact.qualifiers.get("among")
    return fact.complete and (among is None or entity.startswith(f"{among}:"))


def _list_unchanged(fact: Fact, on: date) -> bool:
    start = fact.qualifiers.get("unchanged_since")
    return bool(start) and on >= date.fromisoformat(str(start))


def _day_of(fact: Fact, key: str, entity: str) -> date | None:
    text = dict(fact.qualifiers.get(key) or {}).get(entity)
    return date.fromisoformat(text) if text else None


# ----------------------------------------------------------------------------- 3 retrieval


class Passage(Record):
    """A piece of a source that can be quoted. `span` lies in `Source.text`; rendered facts have `fact_id` instead."""

    id: str
    source_id: str
    text: str = Field(min_length=1)
    lang: Language
    span: Span | None = None
    fact_id: str | None = None
    context: str = Field(default="", description="title and date, embedded and shown with the text")


class Hit(Record):
    """A passage found for a claim, and how it was found. Ranks count from 1; None where that search did not find it."""

    passage: Passage
    source: Source
    fact: Fact | None = None
    rank: int = Field(ge=1)
    score: float
    dense_rank: int | None = None
    dense_score: float | None = None
    lexical_rank: int | None = None
    lexical_score: float | None = None
    matched: tuple[Span, ...] = ()


# ----------------------------------------------------------------------------- 4 verification


class StanceLabel(StrEnum):
    """What one passage says about one claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


class Stance(Record):
    """Calibrated probabilities that the passage entails, contradicts, or says nothing about the claim."""

    supports: Probability
    refutes: Probability
    neutral: Probability

    @model_validator(mode="after")
    def _sums_to_one(self) -> Self:
        total = self.supports + self.refutes + self.neutral
        if abs(total - 1.0) > 1e-3:
            raise ValueError(f"stance probabilities sum to {total}")
        return self

    @property
    def label(self) -> StanceLabel:
        """The most probable of the three (ties go to neutral)."""
        best = max(self.supports, self.refutes)
        if self.neutral >= best:
            return StanceLabel.NEUTRAL
        return StanceLabel.SUPPORTS if self.supports > self.refutes else StanceLabel.REFUTES


class Agreement(StrEnum):
    """How a claimed value stands to the source's value."""

    SAME = "same"
    WITHIN_WORDING = "within_wording"
    NEAR = "near"
    DIFFERENT = "different"
    OTHER_PERIOD = "other_period"
    INCOMPARABLE = "incomparable"


class Comparison(Record):
    """A claimed value beside a source's value, for the eye and for the policy."""

    kind: Literal["quantity", "date", "name", "membership"]
    claim_text: str
    source_text: str
    claim_value: float | None = None
    source_value: float | None = None
    unit: str | None = None
    difference: float | None = Field(default=None, description="relative: (claim - source) / |source|")
    period: str | None = None
    agreement: Agreement
    claim_span: Span | None = None
    source_span: Span | None = None


class Evidence(Record):
    """One passage judged against one claim."""

    passage: Passage
    source: Source
    stance: Stance
    label: StanceLabel
    method: Literal["entailment", "fact", "closed_list", "single_valued"] = "entailment"
    comparisons: tuple[Comparison, ...] = ()
    decisive: Span | None = Field(default=None, description="the part of the passage that decided, in its code points")
    counted: bool = True
    reasons: tuple[Reason, ...] = ()
    independent_group: str = ""
    rank: int = Field(default=1, ge=1)


class Sample(Record):
    """Verdicts on one labelled data set, and how many of them were right."""

    data_set: str = Field(min_length=1, description="id of the data set; docs/evaluation.md lists those of the project")
    verdicts: int = Field(ge=1)
    right: int = Field(ge=0)

    @model_validator(mode="after")
    def _right_are_some_of_them(self) -> Self:
        if self.right > self.verdicts:
            raise ValueError(f"{self.right} right verdicts among {self.verdicts}")
        return self


class Confidence(Record):
    """A probability that the verdict is right; `population` is what verdicts of its kind were measured on, None means not measured."""

    value: Probability
    population: tuple[Sample, ...] | None = Field(
        default=None, description="verdicts of the same kind whose share of right ones is this confidence's base"
    )

    @field_validator("population", mode="before")
    @classmethod
    def _in_words(cls, population: object) -> object:
        """Reports kept before the population was counted named it in words, without counts: that is read as not measured."""
        return None if isinstance(population, str) else population


class Verdict(Record):
    """The answer to one claim, with everything an editor needs to check it."""

    claim_id: str
    label: VerdictLabel
    confidence: Confidence
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    rejected: tuple[Evidence, ...] = ()
    earlier_checks: tuple[Hit, ...] = ()
    gaps: tuple[Reason, ...] = ()
    measured: bool = True
    policy: str

    @model_validator(mode="after")
    def _decided_needs_evidence(self) -> Self:
        if self.label.decided and not any(e.counted for e in self.evidence):
            raise ValueError(f"a decided verdict ({self.label}) needs at least one counted piece of evidence")
        return self


class Failure(Record):
    """We could not look. Never a verdict; counted apart."""

    code: str
    message: str
    way_out: str = ""


class Checked(Record):
    """One claim with its verdict, or with the failure that stood in the way."""

    claim: Claim
    verdict: Verdict | None = None
    failure: Failure | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.verdict is None) == (self.failure is None):
            raise ValueError("a checked claim has a verdict or a failure, exactly one")
        return self


class Provenance(Record):
    """What made a report: enough to make it again."""

    code_version: str
    policy: str
    encoder: str
    verifier: str
    index: str
    index_built_from: str
    calibration: str
    as_of: date | None
    index_reaches_to: date | None = Field(
        default=None, description="the last day that any source of the index speaks for"
    )


class Report(Record):
    """All claims of one article with their verdicts."""

    schema_version: Literal["1"] = "1"
    article: Article
    as_of: date | None
    checked: tuple[Checked, ...]
    notes: tuple[Reason, ...] = ()
    provenance: Provenance
