"""The only place that names concrete classes: settings in, a pipeline with real models and a real index out.

Everything here is built once per process and setting; the models are heavy, so nothing is loaded before it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from factcheck import __version__
from factcheck.domain import Article, Hit, Provenance, Source
from factcheck.pipeline import Options, Pipeline, Searches, Stages
from factcheck.retrieval.pasted import Before, ByLine, Pasted
from factcheck.service import Documents, line_starts
from factcheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.desk.office import Desk
    from factcheck.desk.sources import Library
    from factcheck.evaluation.datasets import QueryRow
    from factcheck.intake.connection import Way
    from factcheck.intake.fetch import Limits
    from factcheck.jobs.answering import Checkers
    from factcheck.jobs.worker import Worker
    from factcheck.models.load import Encoder, Verifier
    from factcheck.retrieval.browsing import Browsing
    from factcheck.retrieval.index import ReferenceIndex
    from factcheck.retrieval.search import Searcher
    from factcheck.verification.calibration import Calibration
    from factcheck.verification.pairs import PairReader
    from factcheck.verification.stance import StanceModel

EMBEDDED = "embedded"
_REOPENING = Lock()


def pipeline(settings: Settings) -> Pipeline:
    """The pipeline over the reference index of the settings."""
    return _pipeline(settings)


def options(settings: Settings) -> Options:
    """The options that the settings give; a caller may change them for one check."""
    return Options(top_k=settings.top_k, max_claims=settings.max_claims, abstain_below=settings.abstain_below)


def search(settings: Settings, article: Article, *, as_of: date | None, top_k: int) -> tuple[Hit, ...]:
    """What would be found for the first line of a text taken as one claim. Needs no verifier."""
    from factcheck.claims.checkworthy import load_classifier
    from factcheck.claims.finder import ClaimFinder

    claims = ClaimFinder(encoder(settings), load_classifier()).given(article)[:1]
    found = searcher(reference_index(settings), settings).search(claims, Options(as_of=as_of, top_k=top_k))
    return found[0] if found else ()


@lru_cache(maxsize=1)
def _pipeline(settings: Settings) -> Pipeline:
    with ThreadPoolExecutor(2) as pool:  # the models' files are read, hashed and opened side by side
        list(pool.map(lambda load: load(settings), (encoder, verifier)))
    return _over(reference_index(settings), settings, model=_remembering(settings))


@lru_cache(maxsize=1)
def _remembering(settings: Settings) -> StanceModel:
    # In memory: a service leaves nothing of its texts on disk beside its database. It outlives changes of the index.
    from factcheck.audit.cache import IN_MEMORY, MOST_IN_MEMORY, RememberedScores
    from factcheck.verification.stance import StanceModel

    return StanceModel(RememberedScores(verifier(settings), IN_MEMORY, MOST_IN_MEMORY), calibration(settings))


def pipeline_without(rows: Sequence[QueryRow], settings: Settings) -> Pipeline:
    """The pipeline over the index of the settings, with the facts that decide these rows kept from it (for measuring)."""
    from factcheck.evaluation.withholding import Withholding

    index = reference_index(settings)
    return _over(index, settings, Withholding(searcher(index, settings), rows))


def pipeline_for(sources: Sequence[Source], settings: Settings) -> Pipeline:
    """A pipeline whose only evidence is the text of these sources; nothing is written to disk."""
    return _over(temporary_index(sources, settings), settings)


def pipeline_remembering(sources: Sequence[Source], settings: Settings, memory: Path) -> Pipeline:
    """A pipeline for many articles over the index, or over these sources alone, that keeps pairs' scores in the file `memory`."""
    from factcheck.audit.cache import RememberedScores
    from factcheck.verification.stance import StanceModel

    index = temporary_index(sources, settings) if sources else reference_index(settings)
    return _over(
        index, settings, model=StanceModel(RememberedScores(verifier(settings), memory), calibration(settings))
    )


def searcher_for(sources: Sequence[Source], settings: Settings) -> Searcher:
    """A searcher over the text of these sources alone."""
    return searcher(temporary_index(sources, settings), settings)


def searcher_kept(
    sources: Sequence[Source], folder: Path, settings: Settings, progress: Callable[[int, int], None]
) -> Searcher:
    """The same over an index that is kept in a folder: what is there is not embedded again."""
    from factcheck.retrieval.build import build
    from factcheck.retrieval.chunk import passages
    from factcheck.retrieval.index import open_index

    build([p for source in sources for p in passages(source)], sources, (), encoder(settings), folder, progress)
    return searcher(open_index(folder, encoder(settings)), settings)


def pipeline_against(article: Article, documents: Sequence[Documents | None], settings: Settings) -> Pipeline:
    """A pipeline in which claims are checked against pasted texts: one entry for all claims, or one for each line of the text."""
    made = {key: _searcher_against(entry, settings) for key, entry in {id(d): d for d in documents}.items()}
    searchers = [made[id(entry)] for entry in documents]
    searches = searchers[0] if len(searchers) == 1 else ByLine(line_starts(article.text, len(searchers)), searchers)
    return _over(reference_index(settings), settings, searches)


def desk(settings: Settings) -> Desk:
    """The database of the settings, brought to this version, with the wall clock and random ids."""
    from factcheck.desk.office import Desk
    from factcheck.storage.database import open_database

    return Desk(open_database(settings.database_url))


def private_hosts(settings: Settings) -> frozenset[str]:
    """`host:port` of the house's own hosts that may be visited although they are private."""
    return frozenset(host.strip().lower() for host in settings.private_hosts.split(",") if host.strip())


def fetching(settings: Settings) -> Limits:
    """What fetching a page may cost, and where it may go."""
    from factcheck.intake.fetch import Limits

    return Limits(allowed_hosts=private_hosts(settings))


def calling(settings: Settings) -> Way:
    """How webhooks are called."""
    from factcheck.intake.connection import Way

    return Way(allowed_hosts=private_hosts(settings))


def worker(settings: Settings, desk: Desk, checkers: Checkers, articles: int, library: Library) -> Worker:
    """This process's part in the jobs: so many articles of batches at a time, besides one of an editor's; 0: it only hands over."""
    from factcheck.jobs.answering import DeskAnswers
    from factcheck.jobs.board import Bounds
    from factcheck.jobs.engine import Room
    from factcheck.jobs.worker import Terms, Worker

    room = Room(1, articles, 4, 1) if articles else Room(0, 0, 0, 0)
    terms = Terms(room, bounds=Bounds(batch=settings.queue_length), seconds=settings.job_seconds, way=calling(settings))
    return Worker(desk, DeskAnswers(desk, checkers, limits=fetching(settings)), terms, library)


def library(settings: Settings, changed: Callable[[Pipeline], None]) -> Library:
    """The newsroom's library; `changed` gets the pipeline over the new index after each change."""
    from factcheck.desk.sources import Library

    return Library(settings.library_dir, lambda: changed(followed(settings)), bringing(settings))


def bringing(settings: Settings) -> Callable[[str], bytes]:
    """How pages for the library are fetched."""
    from functools import partial

    from factcheck.library.gathering import get

    return partial(get, allowed_hosts=private_hosts(settings))


def followed(settings: Settings) -> Pipeline:
    """The index brought up to the library's changes, and a pipeline over it."""
    from factcheck.library import index, store

    with store.opened(settings.library_dir) as opened:
        index.follow(opened, settings.index_dir, encoder(settings))
    return reopened(settings)


def reopened(settings: Settings) -> Pipeline:
    """A pipeline over the newest generation of the index."""
    with _REOPENING:
        reference_index.cache_clear()
        _pipeline.cache_clear()
        return pipeline(settings)


def keeping_up(settings: Settings, ready: Callable[[], bool], use: Callable[[Pipeline], None]) -> Callable[[], None]:
    """A look for a newer index, made by another process: where there is one, the pipeline over it is put to use."""
    from factcheck.retrieval import generations

    seen = generations.current(settings.index_dir)

    def look() -> None:
        nonlocal seen
        newest = generations.current(settings.index_dir)
        if newest in (None, seen) or not ready():
            return
        use(reopened(settings))
        seen = newest

    return look


def browsing(settings: Settings) -> Browsing:
    """The index in use, for people who look at it."""
    from factcheck.retrieval.browsing import Browsing

    return Browsing(reference_index(settings))


def about_index(settings: Settings) -> dict[str, Any]:
    """What the index in use holds and how its verdicts' confidence was fitted, for people who ask how verdicts are made."""
    manifest = reference_index(settings).manifest
    fitted = calibration(settings)
    named = fitted.model_dump(mode="json", include={"stance_population", "verdict_population", "verdicts"})
    return {
        "index": manifest.model_dump(mode="json", include={"built_at", "reaches_to", "counts", "encoder", "content"}),
        "calibration": {"population": [sample.model_dump() for sample in fitted.population()], **named},
    }


def _searcher_against(documents: Documents | None, settings: Settings) -> Searcher | Pasted | Before:
    if documents is None:
        return searcher(reference_index(settings), settings)
    pasted = Pasted(searcher_for(documents.sources, settings))
    return pasted if documents.only else Before(pasted, searcher(reference_index(settings), settings))


def _over(
    index: ReferenceIndex, settings: Settings, searches: Searches | None = None, model: StanceModel | None = None
) -> Pipeline:
    return Pipeline(stages(index, settings, searches, model), provenance(index, settings))


def stages(
    index: ReferenceIndex, settings: Settings, searches: Searches | None = None, model: StanceModel | None = None
) -> Stages:
    """The pipeline's stages over an index; `searches` and `model` take the place of the usual ones."""
    from factcheck.claims.checkworthy import load_classifier
    from factcheck.claims.finder import ClaimFinder
    from factcheck.verification.judge import Judge

    finder = ClaimFinder(encoder(settings), load_classifier())
    judge = Judge(model or stances(settings), calibration(settings))
    return Stages(finder, searches or searcher(index, settings), judge)


def in_torch(settings: Settings) -> Settings:
    """The settings with the embedded models read as the sentence-transformers folders that they are, in torch (for timing)."""
    from factcheck.models import embedded

    folders = {"encoder": embedded.encoder_folder, "verifier": embedded.verifier_folder}
    ours = {
        name: str(made(settings.cache_dir)) for name, made in folders.items() if getattr(settings, name) == EMBEDDED
    }
    return settings.model_copy(update=ours)


def stages_in_torch(index: ReferenceIndex, settings: Settings) -> Stages:
    """The same stages with the same calibration on torch models (for timing)."""
    from factcheck.verification.judge import Judge
    from factcheck.verification.stance import StanceModel

    torch, fitted = in_torch(settings), calibration(settings)
    judge = Judge(StanceModel(verifier(torch), fitted), fitted)
    return Stages(stages(index, settings).finder, searcher(index, torch), judge)


def searcher(index: ReferenceIndex, settings: Settings) -> Searcher:
    """The hybrid search over an open index."""
    from factcheck.render.facts import statement
    from factcheck.retrieval.search import Searcher

    return Searcher(index, encoder(settings), statement)


@lru_cache(maxsize=1)
def reference_index(settings: Settings) -> ReferenceIndex:
    """The index of the settings, opened and checked. ReferenceIndexError names the command that mends it."""
    from factcheck.retrieval.index import open_index

    return open_index(settings.index_dir, encoder(settings))


def temporary_index(sources: Sequence[Source], settings: Settings) -> ReferenceIndex:
    """An index in memory over the text of these sources."""
    from factcheck.retrieval.build import in_memory
    from factcheck.retrieval.chunk import passages

    return in_memory([p for source in sources for p in passages(source)], sources, (), encoder(settings))


@lru_cache(maxsize=1)
def encoder(settings: Settings) -> Encoder:
    """The sentence encoder of the settings."""
    from factcheck.models import load_encoder

    return load_encoder(settings.encoder, settings.cache_dir, settings.threads)


@lru_cache(maxsize=1)
def verifier(settings: Settings) -> Verifier:
    """The entailment model of the settings."""
    from factcheck.models import load_verifier

    return load_verifier(settings.verifier, settings.cache_dir, settings.threads)


def stances(settings: Settings) -> StanceModel:
    """The entailment model with its calibration."""
    from factcheck.verification.stance import StanceModel

    return StanceModel(verifier(settings), calibration(settings))


def pair_reader(settings: Settings) -> PairReader:
    """Reads single texts as evidence for single claims (for measuring)."""
    from factcheck.verification.pairs import PairReader

    return PairReader(stances(settings), calibration(settings))


@lru_cache(maxsize=1)
def calibration(settings: Settings) -> Calibration:
    """The calibration that belongs to the verifier: the shipped one, a folder's own `calibration.json`, or none."""
    from factcheck.verification.calibration import Calibration, load_calibration

    shipped = files("factcheck.models").joinpath("data/verifier/calibration.json")
    own = Path(settings.verifier) / "calibration.json"
    if settings.verifier == EMBEDDED:
        return load_calibration(Path(str(shipped)))
    return load_calibration(own) if own.is_file() else Calibration()


def provenance(index: ReferenceIndex, settings: Settings) -> Provenance:
    """What made the reports of a pipeline over this index."""
    from factcheck.verification.policy import NAME

    fitted = calibration(settings)
    return Provenance(
        code_version=__version__,
        policy=NAME,
        encoder=encoder(settings).name,
        verifier=verifier(settings).name,
        index=index.name,
        index_built_from=index.manifest.content[:16],
        calibration=fitted.verdict_population or fitted.stance_population or "none",
        as_of=None,
        index_reaches_to=index.manifest.reaches_to,
    )
