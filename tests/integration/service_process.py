"""`factcheck serve` (or `worker`) as a process, all real but the models: a stand-in pipeline that takes a while.

Run as a script: service_process.py SECONDS_AN_ARTICLE COMMAND ...; the settings come from the environment.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from factcheck import assembly
from factcheck.cli import main
from factcheck.domain import Article, Report
from factcheck.pipeline import Hears, Options, Pipeline, Progress, Stages, silent
from tests import samples
from tests.contract.test_checker import Finder, Judge, Searcher


class SlowPipeline(Pipeline):
    """Finds the claims of the samples, after a while."""

    seconds = 0.0

    def check(
        self, article: Article, options: Options, progress: Progress = silent, hears: Hears | None = None
    ) -> Report:
        time.sleep(self.seconds)
        return super().check(article, options, progress, hears)

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        time.sleep(self.seconds * len(articles))
        return super().check_many(articles, options)


def load(settings: object) -> Pipeline:
    return SlowPipeline(Stages(Finder(), Searcher(), Judge()), samples.PROVENANCE)


if __name__ == "__main__":
    SlowPipeline.seconds = float(sys.argv[1])
    assembly.pipeline = load  # type: ignore[assignment]
    sys.argv = ["factcheck", *sys.argv[2:]]
    main()
