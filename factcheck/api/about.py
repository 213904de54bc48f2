"""Routes that say what the service is: its methodology, and whether it is alive and ready."""

from __future__ import annotations

import json
from dataclasses import asdict

from fastapi import APIRouter, Request, Response

from factcheck import __version__
from factcheck.api import bodies, checks, frame, problems
from factcheck.api.answers import Methodology
from factcheck.api.checks import Running, as_json
from factcheck.domain import MEASURED_LANGUAGES, Tier, VerdictLabel
from factcheck.service import still_starting

router = APIRouter()

_VERDICTS = {
    VerdictLabel.SUPPORTED: "The evidence says what the claim says.",
    VerdictLabel.REFUTED: "The evidence contradicts the claim. Absence of evidence never does.",
    VerdictLabel.CONFLICTING: "Independent sources stand strongly on both sides.",
    VerdictLabel.NOT_ENOUGH_EVIDENCE: "We looked and found too little to decide.",
    VerdictLabel.NOT_CHECKABLE: "An opinion, a prediction, a question: nothing that sources settle.",
}
_TIERS = {
    Tier.PRIMARY: "The body that did it or decided it",
    Tier.OFFICIAL_STATISTICS: "Official statistics",
    Tier.AGENCY: "A news agency",
    Tier.REFERENCE_WORK: "A reference work",
    Tier.FACT_CHECK: "An earlier fact-check",
    Tier.OTHER: "Everything else, and everything that nobody has verified",
}
_CONFIDENCE = (
    "The calibrated probability that the verdict is right. `population` counts the verdicts of its kind that it was measured on, by "
    "data set; where nothing was measured, as outside the measured languages, it is null and the number is no measurement."
)
_SOURCE_POLICY = {
    "independence": "Sources of one independent group count as one voice.",
    "cut_off": "No source published after `as_of` speaks.",
    "closed_lists": "A list that is complete at a date says who is not on it.",
    "tiers": "A tier is shown with the evidence; it is a rule that people can read, not a score.",
}
_REVIEW = (
    "A machine's verdict is a proposal. A person approves it, overrides it with a reason, or rejects it; both stay. "
    "Nothing is exported as ClaimReview before. Changes of what was approved are listed in /v1/corrections."
)


@router.get(
    "/v1/methodology",
    tags=["about"],
    responses=problems.answers(200, "The methodology", model=Methodology) | problems.documented(500, 503),
    response_class=Response,
)
def methodology(request: Request, runner: Running) -> Response:
    """What verdicts are made by and what they mean: models, index, policy, calibration, sources. Public: no key is needed."""
    checker = runner.checker
    made_by = checker.provenance().model_dump(mode="json", exclude={"as_of"})
    more = request.app.state.about()
    told = Methodology(
        code_version=__version__,
        made_by=made_by,
        index=dict(more.get("index", {})),
        calibration=dict(more.get("calibration", {})),
        measured_languages=MEASURED_LANGUAGES,
        verdicts={str(label): text for label, text in _VERDICTS.items()},
        tiers={str(tier): text for tier, text in _TIERS.items()},
        confidence=_CONFIDENCE,
        options=json.loads(json.dumps(asdict(checker.defaults()), default=str)),
        source_policy=_SOURCE_POLICY,
        review=_REVIEW,
        limits={
            "body_bytes": frame.MAX_BODY,
            "claims_a_request": 50,
            "document_characters": bodies.MOST_DOCUMENT_TEXT,
            "characters_checked_later": checks.LONG_TEXT,
        },
    )
    return as_json(told.model_dump_json(exclude_none=True))


def _status(word: str) -> problems.Documented:
    return problems.answers(200, "Yes", content={"application/json": {"example": {"status": word}}})


@router.get("/healthz", tags=["probes"], responses=_status("ok") | problems.documented(500))
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", tags=["probes"], responses=_status("ready") | problems.documented(500, 503))
def readyz(request: Request, runner: Running) -> Response:
    """Models are loaded, the index is open and the database answers; 503 while they are not, with the reason."""
    state = runner.checker.readiness()
    if state.ready:
        with request.app.state.desk.database.reading() as connection:
            connection.exec_driver_sql("SELECT 1")
        return as_json(json.dumps({"status": "ready"}))
    if state.failure is None:
        return problems.of_error(request, still_starting())
    failure = state.failure
    return problems.problem(request, 503, failure.code, failure.message, detail=failure.way_out)
