"""Posts of people's decisions about verdicts. Two people at the same verdict are told, never overwritten."""

from __future__ import annotations

from typing import Annotated, cast

from anyio import to_thread
from fastapi import APIRouter, Path, Request, Response

from factcheck.desk import review
from factcheck.desk.office import Caller
from factcheck.desk.records import Decision
from factcheck.desk.review import Decided
from factcheck.domain import VerdictLabel
from factcheck.errors import ChangedMeanwhile, InputError
from factcheck.web import form, visitors
from factcheck.web.form import Fields
from factcheck.web.frame import PageRoute, to
from factcheck.web.reading import verdict_page

router = APIRouter(route_class=PageRoute, include_in_schema=False)
VerdictId = Annotated[str, Path(pattern=r"^vrd_[0-9a-z_]{1,40}$")]
_DECISIONS = ("approve", "override", "reject")


@router.post("/verdicts/{verdict_id}/review")
async def decide(request: Request, verdict_id: VerdictId) -> Response:
    """Take the decision and go back to the claim; where somebody was faster, show what they decided beside yours."""
    caller = await to_thread.run_sync(visitors.caller_of, request, "review")
    fields = await form.read(request)
    visitors.check_form(request, fields.token)
    return await to_thread.run_sync(_decide, request, caller, verdict_id, fields)


def _decide(request: Request, caller: Caller, verdict_id: str, fields: Fields) -> Response:
    decided = _decided(fields, caller)
    try:
        kept, _ = review.decide(request.app.state.desk, caller, verdict_id, decided, fields.get("etag"))
    except ChangedMeanwhile as error:
        return verdict_page(request, caller, verdict_id, yours=decided, status=error.http_status)
    number = fields.get("number") or ""
    if number.isdecimal():
        return to(f"/reports/{kept.report_id}#claim-{int(number)}")
    return to(f"/verdicts/{verdict_id}")


def _decided(fields: Fields, caller: Caller) -> Decided:
    decision = fields.get("decision")
    if decision not in _DECISIONS:
        raise InputError("The decision must be approve, override or reject.")
    try:
        label = VerdictLabel(str(fields.get("label"))) if decision == "override" and fields.get("label") else None
    except ValueError as error:
        raise InputError("There is no such verdict.", way_out="Choose one from the list.") from error
    reason = (fields.get("reason") or "").strip()[:5000] or None
    return Decided(cast(Decision, decision), caller.name, reason, label, fields.get("request_id"))
