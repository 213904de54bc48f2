"""The routes under /v1 and the two probes. Each turns a request into a call of the runner and its answer into JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from factcheck import __version__
from factcheck.api import problems
from factcheck.api.bodies import ArticleBody, ClaimsBody, Lang
from factcheck.api.runner import Runner
from factcheck.domain import MEASURED_LANGUAGES, Hit, Record, Report, Tier, VerdictLabel
from factcheck.errors import StillStarting
from factcheck.intake.article import Given
from factcheck.render.document import report_json
from factcheck.service import Material, Wishes

router = APIRouter()


class SearchAnswer(Record):
    """What would be found for a query."""

    query: str
    lang: str
    hits: tuple[Hit, ...]


def _runner(request: Request) -> Runner:
    runner = request.app.state.runner
    assert isinstance(runner, Runner)  # noqa: S101  `create_app` puts it there
    return runner


Running = Annotated[Runner, Depends(_runner)]
Day = Annotated[date | None, Query(description="cut-off for evidence, YYYY-MM-DD; default: today")]
_REPORT: dict[int | str, dict[str, Any]] = {200: {"model": Report, "description": "The report"}}
_CHECK_PROBLEMS = problems.documented(400, 413, 415, 422, 500, 503)


@router.post("/v1/claims/check", tags=["check"], responses=_REPORT | _CHECK_PROBLEMS, response_class=Response)
async def check_claims(body: ClaimsBody, runner: Running) -> Response:
    """Check one to fifty claims as they stand; the report is the one that `factcheck check --claim --json` prints."""
    return _json(report_json(await runner.check(body.material(), body.wishes())))


_ARTICLE_PROBLEMS = _CHECK_PROBLEMS | problems.documented(502)


@router.post("/v1/articles/check", tags=["check"], responses=_REPORT | _ARTICLE_PROBLEMS, response_class=Response)
async def check_article(body: ArticleBody, runner: Running) -> Response:
    """Find an article's claims and check them; the report is the one that `factcheck check --json` prints."""
    return _json(report_json(await runner.check(body.material(), body.wishes())))


_FOUND: dict[int | str, dict[str, Any]] = {200: {"model": SearchAnswer, "description": "The hits"}}
_SEARCH_PROBLEMS = problems.documented(415, 422, 500, 503)


@router.get("/v1/search", tags=["sources"], responses=_FOUND | _SEARCH_PROBLEMS, response_class=Response)
async def search(
    runner: Running,
    q: Annotated[str, Query(min_length=1, max_length=2000, description="a claim or a few words")],
    lang: Annotated[Lang | None, Query()] = None,
    as_of: Day = None,
    top_k: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Response:
    """Passages that would be compared with a claim, best first."""
    article, hits = await runner.search(Material(claims=(q,), given=Given(lang=lang)), Wishes(as_of=as_of, top_k=top_k))
    return _json(SearchAnswer(query=article.text, lang=article.lang, hits=hits).model_dump_json(indent=2))


@router.get("/v1/methodology", tags=["about"], responses=problems.documented(500, 503))
async def methodology(runner: Running) -> dict[str, Any]:
    """What verdicts are made by: models, index, policy, calibration; languages measured; the answers there are."""
    made_by = runner.checker.provenance().model_dump(mode="json", exclude={"as_of"})
    return {
        "code_version": __version__,
        "made_by": made_by,
        "measured_languages": list(MEASURED_LANGUAGES),
        "verdicts": [str(label) for label in VerdictLabel],
        "tiers": [str(tier) for tier in Tier],
    }


@router.get("/healthz", tags=["probes"], responses=problems.documented(500))
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", tags=["probes"], responses=problems.documented(500, 503))
async def readyz(request: Request, runner: Running) -> Response:
    """Models are loaded and the index is open; 503 while they are not, with the reason where loading failed."""
    state = runner.checker.readiness()
    if state.ready:
        return _json(json.dumps({"status": "ready"}))
    if state.failure is None:
        return problems.of_error(request, starting())
    failure = state.failure
    return problems.problem(request, 503, failure.code, failure.message, detail=failure.way_out)


def starting() -> StillStarting:
    """The error while models and index are being loaded."""
    return StillStarting("The models and the index are still being loaded.", way_out="Try again in a few seconds.")


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
