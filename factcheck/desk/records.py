"""What the desk tells about kept reports and verdicts, as frozen records that go out as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from factcheck.domain import Checked, Record, Report, TextQuoteSelector, VerdictLabel

State = Literal["unreviewed", "approved", "overridden", "rejected"]
Decision = Literal["approve", "override", "reject"]


class HtmlPlace(Record):
    """Where a claim stands in the caller's own HTML: a block by XPath, and UTF-16 offsets in that block's `textContent`."""

    xpath: str
    start_utf16: int = Field(ge=0)
    end_utf16: int = Field(ge=0)
    selector: TextQuoteSelector | None = Field(default=None, description="the same as a quote of the page's own text")


class VerdictChange(Record):
    """How one verdict differs from the version before. A label is None where we could not look."""

    verdict_id: str
    before: str | None
    after: str | None
    confidence_before: float | None
    confidence_after: float | None
    sources_added: tuple[str, ...] = ()
    sources_removed: tuple[str, ...] = ()


class Changes(Record):
    """What a version changed, and why: `because` holds codes such as `text`, `index`, `model`, `policy`, `option:as_of`."""

    because: tuple[str, ...]
    added: tuple[str, ...] = Field(default=(), description="verdicts on claims that were not there before")
    removed: tuple[str, ...] = Field(default=(), description="verdicts on claims that are there no more")
    changed: tuple[VerdictChange, ...] = ()
    unchanged: int = 0


class KeptClaim(Record):
    """Where the verdict on a claim is kept, and where the claim stands in the caller's HTML (null: not given or not found)."""

    claim_id: str
    verdict_id: str
    verdict_version: int
    state: State
    place: HtmlPlace | None = None


class Kept(Record):
    """Under which ids a report is kept."""

    report_id: str
    version: int
    created_at: datetime
    from_store: bool = Field(description="True where the same question had been answered before")
    changes: Changes
    claims: tuple[KeptClaim, ...]


class KeptReport(Report):
    """A report with the ids it is kept under."""

    stored: Kept


class VersionLine(Record):
    """One version of a report."""

    version: int
    created_at: datetime
    changes: Changes
    provenance: dict[str, str | None]


class ReportLine(Record):
    """One report in a list."""

    report_id: str
    kind: Literal["article", "claims"]
    reference: str | None
    title: str | None
    lang: str
    version: int
    created_at: datetime
    updated_at: datetime
    purged: bool


class Review(Record):
    """What a person decided about a machine's verdict."""

    id: str
    decision: Decision
    machine_label: str | None
    label: VerdictLabel | None
    reason: str | None
    reviewer: str
    verdict_version: int
    created_at: datetime


class VerdictVersion(Record):
    """One version of the machine's verdict."""

    version: int
    label: str | None
    confidence: float | None
    change: VerdictChange | None
    created_at: datetime


class KeptVerdict(Record):
    """A verdict as it stands: the machine's beside the person's, each with its history."""

    id: str
    report_id: str
    version: int
    state: State
    label: str | None = Field(description="what holds: the person's label where there is one, else the machine's")
    claim_present: bool = Field(description="False once the article no longer makes the claim")
    changed_since_review: bool = Field(description="the machine's label differs from the one that was reviewed")
    machine: Checked
    review: Review | None
    reviews: tuple[Review, ...]
    versions: tuple[VerdictVersion, ...]
    created_at: datetime
    updated_at: datetime


class Correction(Record):
    """A published correction: what a reviewed verdict said before, and what it says now (null: withdrawn)."""

    id: str
    verdict_id: str
    claim: str
    before: str | None
    after: str | None
    reason: str
    created_at: datetime


class CorrectionRequest(Record):
    """Somebody asks for a correction."""

    id: str
    verdict_id: str | None
    url: str | None
    message: str | None
    contact: str | None
    state: Literal["open", "accepted", "declined"]
    answer: str | None
    created_at: datetime
    answered_at: datetime | None
