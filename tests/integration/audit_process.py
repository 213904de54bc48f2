"""One process of an audit for the kill tests: the real reading, table, workers and files, with a slow stand-in for the models.

Run as a script: audit_process.py run|work DATABASE_URL FOLDER ARCHIVE SECONDS. Each check that begins is one line of the file
`started` beside the folder.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from factcheck.audit.checking import Checking
from factcheck.audit.outputs import write_report
from factcheck.audit.plan import Plan, fingerprint
from factcheck.domain import Article, Checked, Provenance, Report, VerdictLabel
from factcheck.jobs import rounds
from factcheck.jobs.audit_run import Audit, Order, plan_of
from factcheck.jobs.audits import AuditWorker, Pace, RunTable
from factcheck.pipeline import Options
from factcheck.storage.database import open_database
from tests import samples

PACE = Pace(rounds.Pace(beat=0.5, dead_after=5.0), idle=0.05, forgotten=2.0)
BROKEN = "no se puede leer"


@dataclass
class Slow:
    """A report that depends on the article alone, after some time for each."""

    started: Path
    seconds: float

    @property
    def provenance(self) -> Provenance:
        return samples.PROVENANCE

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        return [self._check(article, wished) for article, wished in zip(articles, options, strict=True)]

    def _check(self, article: Article, wished: Options) -> Report:
        with self.started.open("a", encoding="utf-8") as stream:
            stream.write(f"{os.getpid()} {article.title}\n")
        time.sleep(self.seconds)
        while self.started.with_name("gate").exists():  # the test lets everybody begin before anybody ends
            time.sleep(0.02)
        if BROKEN in article.text:
            raise ValueError(article.text)
        claim = samples.claim(article.text.splitlines()[-1].rstrip("."), article.text)
        refuting = samples.evidence("No lo es.", samples.StanceLabel.REFUTES)
        verdict = samples.verdict(claim.id, VerdictLabel.REFUTED, evidence=(refuting,))
        made_by = self.provenance.model_copy(update={"as_of": wished.as_of})
        checked = (Checked(claim=claim, verdict=verdict),)
        return Report(article=article, as_of=wished.as_of, checked=checked, provenance=made_by)


def main() -> None:
    does, url, folder, archive, seconds = sys.argv[1:]
    out = Path(folder)
    checks = Slow(out.with_name("started"), float(seconds))
    database = open_database(url)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    if does == "run":
        order = Order((archive,), out, Plan(today=date(2026, 11, 24)), extractors=0)
        Audit(database, order, checks, PACE).run(lambda _counts: None)
        write_report(out, "es")
    else:
        plan = plan_of(database, archive)
        checking = Checking(checks, plan, fingerprint(checks.provenance, plan))
        worker = AuditWorker(RunTable(database, archive), checking, PACE)
        with worker.taking_part():
            worker.work(threading.Event(), lambda _counts: None)
    database.close()


if __name__ == "__main__":
    main()
