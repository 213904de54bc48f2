"""Routes that check, find, match and search. Each turns a request into a call of the runner and its answer into JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Query, Request, Response

from factcheck.api import problems
from factcheck.api.access import Checks, Reads
from factcheck.api.answers import DetectAnswer, FoundClaim, JobTicket, Match, MatchAnswer, SearchAnswer
from factcheck.api.bodies import ArticleBody, Body, ClaimsBody, DetectBody, Lang, MatchBody
from factcheck.api.once import PARAMETER, OnceRoute
from factcheck.api.runner import Runner
from factcheck.desk.checking import Submits, Work
from factcheck.desk.office import Caller
from factcheck.desk.records import KeptReport
from factcheck.desk.reports import Document
from factcheck.intake.article import Given
from factcheck.service import Material, Wishes

router = APIRouter(route_class=OnceRoute, tags=["check"])
LONG_TEXT = 30_000
"""Characters from which an article is checked later, where there are workers: about a minute on two cores."""


def _runner(request: Request) -> Runner:
    runner = request.app.state.runner
    assert isinstance(runner, Runner)  # noqa: S101  `create_app` puts it there
    return runner


Running = Annotated[Runner, Depends(_runner)]
Day = Annotated[date | None, Query(description="cut-off for evidence, YYYY-MM-DD; default: today")]
Prefer = Annotated[str | None, Header(description="`respond-async`: answer at once with a job", max_length=200)]
ONCE: dict[str, Any] = {"parameters": [PARAMETER]}
_KEPT = problems.answers(
    200,
    "The report, with the ids it is kept under",
    model=KeptReport,
    headers={"Location": {"schema": {"type": "string"}, "description": "the kept report"}},
)
_LATER = problems.answers(202, "It is checked later", model=JobTicket)
_COMMON = problems.documented(400, 401, 403, 409, 413, 415, 422, 429, 500, 503)
_FETCHING = _COMMON | problems.documented(502)


@router.post("/v1/claims/check", responses=_KEPT | _COMMON, response_class=Response, openapi_extra=ONCE)
async def check_claims(body: ClaimsBody, runner: Running, caller: Checks) -> Response:
    """Check one to fifty claims as they stand, against the index or pasted documents."""
    material = await to_thread.run_sync(body.material)
    return _kept(await runner.answer(caller, material, body.wishes()))


@router.post("/v1/articles/check", responses=_KEPT | _LATER | _FETCHING, response_class=Response, openapi_extra=ONCE)
async def check_article(
    body: ArticleBody, runner: Running, caller: Checks, request: Request, prefer: Prefer = None
) -> Response:
    """Find an article's claims and check them. The same article again makes a new version that says what changed and why."""
    material = await to_thread.run_sync(body.material)
    submits: Submits | None = request.app.state.submits
    if submits is not None and (_wants_later(prefer) or _is_long(material)):
        return await _later(submits, _work(request, caller, material, body))
    return _kept(await runner.answer(caller, material, body.wishes()))


@router.post(
    "/v1/claims/detect",
    responses=problems.answers(200, "The claims", model=DetectAnswer) | _FETCHING,
    response_class=Response,
    openapi_extra=ONCE,
)
async def detect(body: DetectBody, runner: Running, caller: Checks) -> Response:  # noqa: ARG001  who asks is checked
    """Find an article's claims without checking them; for HTML each says where it stands in it."""
    article, claims, places = await runner.find(body.material(), body.wishes())
    found = (FoundClaim(claim=claim, place=place) for claim, place in zip(claims, places, strict=True))
    return as_json(DetectAnswer(article=article, claims=tuple(found)).model_dump_json())


@router.post(
    "/v1/claims/match",
    responses=problems.answers(200, "The matches", model=MatchAnswer) | _COMMON,
    response_class=Response,
    openapi_extra=ONCE,
)
async def match(body: MatchBody, runner: Running, caller: Checks) -> Response:  # noqa: ARG001  who asks is checked
    """Earlier fact-checks of claims, best first."""
    article, found = await runner.match(body.material(), body.wishes())
    matches = tuple(Match(claim=claim, checks=hits) for claim, hits in found)
    return as_json(MatchAnswer(lang=article.lang, matches=matches).model_dump_json())


@router.get(
    "/v1/search",
    tags=["sources"],
    responses=problems.answers(200, "The hits", model=SearchAnswer)
    | problems.documented(400, 401, 403, 415, 422, 429, 500, 503),
    response_class=Response,
)
async def search(
    runner: Running,
    caller: Reads,  # noqa: ARG001  who asks is checked
    q: Annotated[str, Query(min_length=1, max_length=2000, description="a claim or a few words")],
    lang: Annotated[Lang | None, Query()] = None,
    as_of: Day = None,
    top_k: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Response:
    """Passages that would be compared with a claim, best first."""
    article, hits = await runner.search(Material(claims=(q,), given=Given(lang=lang)), Wishes(as_of=as_of, top_k=top_k))
    return as_json(SearchAnswer(query=article.text, lang=article.lang, hits=hits).model_dump_json(indent=2))


def as_json(text: str, **headers: str) -> Response:
    """A JSON answer from its text."""
    return Response(text, media_type="application/json", headers={k.replace("_", "-"): v for k, v in headers.items()})


def _kept(document: Document) -> Response:
    return as_json(document.json(), Location=f"/v1/reports/{document.kept.report_id}")


def _wants_later(prefer: str | None) -> bool:
    wishes = (wish.split(";")[0].strip().lower() for wish in (prefer or "").split(","))
    return "respond-async" in wishes


def _is_long(material: Material) -> bool:
    return len(material.text or material.html or "") > LONG_TEXT


def _work(request: Request, caller: Caller, material: Material, body: Body) -> Work:
    return Work(caller, material, body.wishes(), request.scope.get("state", {}).get("request_id"))


async def _later(submits: Submits, work: Work) -> Response:
    job_id = await to_thread.run_sync(submits.submit, work)
    ticket = JobTicket(job_id=job_id, url=f"/v1/jobs/{job_id}")
    answer = as_json(ticket.model_dump_json(), Location=ticket.url, Preference_Applied="respond-async")
    answer.status_code = 202
    return answer
