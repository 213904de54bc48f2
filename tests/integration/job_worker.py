"""A worker process for the kill tests: the real queues, database and rounds, with a slow stand-in for the models.

Run as a script: job_worker.py DATABASE_URL SECONDS_AN_ARTICLE DEAD_AFTER. It notes each start of a check in the table
`started`, outside the result's transaction, and each keep in `kept`, inside it.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Sequence

from sqlalchemy import Connection, Table, insert

from factcheck.desk.office import Desk
from factcheck.jobs.board import Question
from factcheck.jobs.engine import Room
from factcheck.jobs.rounds import Pace
from factcheck.jobs.work import Keep, Stored
from factcheck.jobs.worker import Terms, Worker
from factcheck.pipeline import Hears, Progress, silent
from factcheck.storage.database import Database, open_database
from factcheck.storage.jobs import Job
from tests.integration.job_tables import kept, notes, started


class Slow:
    """Answers after a while, with the text itself."""

    def __init__(self, database: Database, worker: str, seconds: float) -> None:
        self._database = database
        self.worker = worker
        self._seconds = seconds

    def wait(self) -> None:
        """Always ready."""

    def leave(self) -> None:
        """Never waits."""

    def answer(self, question: Question, job: Job, progress: Progress, hears: Hears) -> Keep:
        text = question.material.text or ""
        self._note(started, job.id, text)
        time.sleep(self._seconds)

        def keep(connection: Connection) -> Stored:
            connection.execute(insert(kept).values(worker=self.worker, job_id=job.id, text=text))
            return Stored(report_id=f"rep_{text}", body=text)

        return keep

    def answer_all(self, asked: Sequence[tuple[Question, Job]]) -> list[Keep | Exception]:
        return [self.answer(question, job, silent, lambda _: None) for question, job in asked]

    def _note(self, table: Table, job_id: str, text: str) -> None:
        with self._database.begin() as connection:
            connection.execute(insert(table).values(worker=self.worker, job_id=job_id, text=text))


def open_worker(url: str, seconds: float, dead_after: float, room: Room | None = None) -> tuple[Worker, Database]:
    database = open_database(url)
    notes.create_all(database.engine)
    answers = Slow(database, "", seconds)
    pace = Pace(beat=0.5, dead_after=dead_after)
    worker = Worker(Desk(database), answers, Terms(room=room or Room(), pace=pace, seconds=60))
    answers.worker = worker.name
    return worker, database


def main() -> None:
    worker, database = open_worker(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]))
    worker.start()
    leave = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: leave.set())
    sys.stdout.write(worker.name + "\n")
    sys.stdout.flush()
    leave.wait()
    worker.stop(seconds=5)
    database.close()


if __name__ == "__main__":
    main()
