"""Time and memory of audits by size, with a stand-in for the models: `python -m tests.audit.scale 1000 10000`.

Each size in a process of its own. What is measured is everything around the models: reading, table, files, report.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from factcheck.audit.outputs import write_report
from factcheck.audit.plan import Plan
from factcheck.domain import Article, Report
from factcheck.jobs.audit_run import Audit, Order
from factcheck.pipeline import Options
from factcheck.storage.database import open_database
from tests.audit.fakes import FALSE, TRUE, FakeChecks

SENTENCES = 15


class Forgetful(FakeChecks):
    """Remembers nothing: what it is asked would be counted as the audit's memory."""

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        reports = super().check_many(articles, options)
        for seen in (self.asked, self.options, self.batches):
            seen.clear()
        return reports


def main(size: int) -> None:
    """One audit of so many different articles; prints one line of JSON."""
    with tempfile.TemporaryDirectory() as folder:
        archive, out = Path(folder) / "a.jsonl", Path(folder) / "out"
        with archive.open("w", encoding="utf-8") as stream:
            for number in range(size):
                stream.write(_line(number))
        out.mkdir()
        database = open_database(f"sqlite:///{out}/audit.sqlite3")
        began = time.monotonic()
        order = Order((str(archive),), out, Plan(today=date(2026, 11, 24)), extractors=0)
        counts = Audit(database, order, Forgetful()).run(lambda _counts: None)["counts"]
        database.close()
        write_report(out, "es")
        used = resource.getrusage(resource.RUSAGE_SELF)
        found = {
            "articles": counts["results"],
            "claims": counts["claims"],
            "seconds": round(time.monotonic() - began, 1),
        }
        found |= {"cpu_seconds": round(used.ru_utime + used.ru_stime, 1), "peak_mb": round(used.ru_maxrss / 1024)}
        sys.stdout.write(json.dumps(found) + "\n")


def _line(number: int) -> str:
    said = (
        f"La frase {n} del caso {number} es {(FALSE, TRUE, 'otra')[(n + number) % 3]} y larga."
        for n in range(SENTENCES)
    )
    article = {
        "text": " ".join(said),
        "title": f"Caso {number}",
        "lang": "es",
        "published": f"2023-{number % 12 + 1:02}-01",
    }
    return json.dumps(article) + "\n"


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(int(sys.argv[1]))
    for one in sys.argv[1:] if len(sys.argv) > 2 else ():
        subprocess.run([sys.executable, "-m", "tests.audit.scale", one], check=True)
