"""One example for each kind of answer, made of the records themselves so that none can be wrong about its shape. Invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from pydantic import BaseModel

from factcheck.api.answers import (
    DetectAnswer,
    FoundClaim,
    JobTicket,
    LibrarySource,
    Match,
    MatchAnswer,
    Methodology,
    SearchAnswer,
)
from factcheck.api.jobs import JobStatus
from factcheck.api.webhooks import Attempt, Delivery, NewSecret, NewWebhook, Webhook
from factcheck.desk.records import (
    Changes,
    Correction,
    CorrectionRequest,
    HtmlPlace,
    Kept,
    KeptClaim,
    KeptReport,
    KeptVerdict,
    ReportLine,
    Review,
    VerdictVersion,
    VersionLine,
)
from factcheck.domain import (
    Article,
    Checked,
    Claim,
    Confidence,
    EarlierCheck,
    Evidence,
    Hit,
    Passage,
    Provenance,
    Reason,
    Sample,
    Source,
    Span,
    Stance,
    StanceLabel,
    TextQuoteSelector,
    Tier,
    Verdict,
    VerdictLabel,
)

_AT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
_TEXT = "El comercio de Nortelandia alcanzó 27.000 millones de dólares en 2022."
_REPORT, _VERDICT = "rep_7f3a", "vrd_91c2"

ARTICLE = Article(text=_TEXT, lang="es", published=date(2023, 11, 9))
_SPAN = Span(start=0, end=len(_TEXT))
CLAIM = Claim(
    id=f"c0-{len(_TEXT)}",
    span=_SPAN,
    quote=_TEXT,
    query=_TEXT,
    lang="es",
    checkworthiness=0.9,
    reasons=(Reason(code="worth_quantity", values={"text": "27.000 millones"}),),
    utf16=_SPAN,
    selector=TextQuoteSelector(exact=_TEXT, prefix="", suffix=""),
)
SOURCE = Source(
    id="anuario-2022",
    publisher="Oficina de Estadística",
    title="Anuario del comercio",
    url="https://estadistica.example/anuario",
    published=date(2023, 3, 1),
    lang="es",
    tier=Tier.OFFICIAL_STATISTICS,
)
_PASSAGE = Passage(
    id="anuario-2022:0", source_id=SOURCE.id, text="El comercio sumó 26.100 millones en 2022.", lang="es"
)
HIT = Hit(passage=_PASSAGE, source=SOURCE, rank=1, score=0.83, dense_rank=1, dense_score=0.83)
CHECK = HIT.model_copy(
    update={
        "source": SOURCE.model_copy(
            update={
                "tier": Tier.FACT_CHECK,
                "earlier_check": EarlierCheck(claim_reviewed=_TEXT, rating="Exagerado", verdict=VerdictLabel.REFUTED),
            }
        )
    }
)
CHECKED = Checked(
    claim=CLAIM,
    verdict=Verdict(
        claim_id=CLAIM.id,
        label=VerdictLabel.SUPPORTED,
        confidence=Confidence(value=0.87, population=(Sample(data_set="statements", verdicts=378, right=377),)),
        evidence=(
            Evidence(
                passage=_PASSAGE,
                source=SOURCE,
                stance=Stance(supports=0.9, refutes=0.04, neutral=0.06),
                label=StanceLabel.SUPPORTS,
            ),
        ),
        policy="v2",
    ),
)
PROVENANCE = Provenance(
    code_version="0.1.0",
    policy="v2",
    encoder="multilingual-e5-small@1571fc982750/onnx-fp32",
    verifier="factcheck-verifier@0c9f2f563ce3/onnx-fp32",
    index="249038d56560030b",
    index_built_from="98a53ebc66ff2c70",
    index_reaches_to=date(2026, 10, 2),
    calibration="none",
    as_of=date(2023, 11, 9),
)
PLACE = HtmlPlace(
    xpath="/html/body/article/p[1]",
    start_utf16=0,
    end_utf16=len(_TEXT),
    selector=TextQuoteSelector(exact=_TEXT, prefix="Comercio", suffix=""),
)
CHANGES = Changes(because=("first_check",), added=(_VERDICT,))
KEPT_REPORT = KeptReport(
    article=ARTICLE,
    as_of=date(2023, 11, 9),
    checked=(CHECKED,),
    provenance=PROVENANCE,
    stored=Kept(
        report_id=_REPORT,
        version=1,
        created_at=_AT,
        from_store=False,
        changes=CHANGES,
        claims=(KeptClaim(claim_id=CLAIM.id, verdict_id=_VERDICT, verdict_version=1, state="unreviewed", place=PLACE),),
    ),
)
REPORT_LINE = ReportLine(
    report_id=_REPORT,
    kind="article",
    reference="post-4711",
    title=None,
    lang="es",
    version=1,
    created_at=_AT,
    updated_at=_AT,
    purged=False,
)
VERSION_LINE = VersionLine(version=1, created_at=_AT, changes=CHANGES, provenance={"policy": "v2"})
REVIEW = Review(
    id="rvw_1",
    decision="approve",
    machine_label="supported",
    label=VerdictLabel.SUPPORTED,
    reason=None,
    reviewer="Ana Ruiz",
    verdict_version=1,
    created_at=_AT,
)
KEPT_VERDICT = KeptVerdict(
    id=_VERDICT,
    report_id=_REPORT,
    version=1,
    state="approved",
    label="supported",
    claim_present=True,
    changed_since_review=False,
    machine=CHECKED,
    review=REVIEW,
    reviews=(REVIEW,),
    versions=(VerdictVersion(version=1, label="supported", confidence=0.87, change=None, created_at=_AT),),
    created_at=_AT,
    updated_at=_AT,
)
CORRECTION = Correction(
    id="cor_1",
    verdict_id=_VERDICT,
    claim=_TEXT,
    before="supported",
    after="refuted",
    reason="El anuario se corrigió en marzo.",
    created_at=_AT,
)
CORRECTION_REQUEST = CorrectionRequest(
    id="crq_1",
    verdict_id=_VERDICT,
    url=None,
    message="La cifra es de 2021, no de 2022.",
    contact=None,
    state="open",
    answer=None,
    created_at=_AT,
    answered_at=None,
)


JOB = JobStatus(
    job_id="job_5d1e",
    kind="batch",
    state="running",
    total=10,
    done=4,
    failed=0,
    created_at=_AT,
    started_at=_AT,
    events_url="/v1/jobs/job_5d1e/events",
    results_url="/v1/batches/job_5d1e/results",
)
WEBHOOK = Webhook(
    webhook_id="whk_1",
    url="https://cms.example/hooks/factcheck",
    events=("job.completed",),
    description=None,
    active=True,
    created_at=_AT,
)
DELIVERY = Delivery(
    delivery_id="msg_1",
    message_id="msg_1",
    event="job.completed",
    state="delivered",
    attempts=(Attempt(number=1, status=204, error=None, seconds=0.12, at=_AT),),
    next_attempt_at=None,
    created_at=_AT,
    delivered_at=_AT,
)


_ANSWERS: tuple[BaseModel, ...] = (
    KEPT_REPORT,
    REPORT_LINE,
    VERSION_LINE,
    KEPT_VERDICT,
    CORRECTION,
    CORRECTION_REQUEST,
    LibrarySource(source=SOURCE, origin="https://estadistica.example/anuario"),
    SearchAnswer(query=_TEXT, lang="es", hits=(HIT,)),
    DetectAnswer(article=ARTICLE, claims=(FoundClaim(claim=CLAIM, place=PLACE),)),
    MatchAnswer(lang="es", matches=(Match(claim=CLAIM, checks=(CHECK,)),)),
    JobTicket(job_id="job_5d1e", url="/v1/jobs/job_5d1e"),
    JOB,
    WEBHOOK,
    NewWebhook(**WEBHOOK.model_dump(), secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),  # noqa: S106  an example
    NewSecret(webhook_id="whk_1", secret="whsec_plJ3nmyCDGBKInavdOK15jsl1MfKQ9r8", old_until=_AT),  # noqa: S106  an example
    DELIVERY,
    Methodology(
        code_version="0.1.0",
        made_by=PROVENANCE.model_dump(mode="json", exclude={"as_of"}),
        index={"built_at": "2026-11-24T09:00:00Z", "reaches_to": "2026-10-02"},
        calibration={"population": [{"data_set": "statements", "verdicts": 378, "right": 377}]},
        measured_languages=("es", "en"),
        verdicts={"supported": "The evidence says what the claim says."},
        tiers={"primary": "The body that did it or decided it"},
        confidence="The calibrated probability that the verdict is right.",
        options={"top_k": 10},
        source_policy={"cut_off": "No source published after `as_of` speaks."},
        review="A person decides.",
        limits={"claims_a_request": 50},
    ),
)
BY_MODEL: dict[str, Any] = {type(one).__name__: one.model_dump(mode="json", exclude_none=True) for one in _ANSWERS}
"""Examples as JSON by the name of their model."""


def add_to(document: dict[str, Any]) -> None:
    """Put an example beside each schema of an answer that has one here; a page of a list gets a page of one."""
    for methods in document["paths"].values():
        for operation in methods.values():
            for answer in operation["responses"].values():
                _exemplify(answer.get("content", {}).get("application/json", {}))


def _exemplify(content: dict[str, Any]) -> None:
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    inner = name.removeprefix("Listed_").removesuffix("_")
    if inner in BY_MODEL:
        one = BY_MODEL[inner]
        content["example"] = {"items": [one], "next": None} if name != inner else one
