"""A worker as a whole: queues, work, rounds and deliveries of one process, started and stopped together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from factcheck.desk.office import Desk
from factcheck.intake.connection import Way
from factcheck.jobs.board import Board, Bounds
from factcheck.jobs.engine import DurableEngine, Handler, Room
from factcheck.jobs.importing import Importing, Shelf
from factcheck.jobs.rounds import Pace, Rounds, worker_name
from factcheck.jobs.sending import Sending
from factcheck.jobs.work import Answers, Hands, Work


@dataclass(frozen=True)
class Terms:
    """How a process takes part: what it runs at a time, its pace, how much may wait, seconds an article may take."""

    room: Room = field(default_factory=Room)
    pace: Pace = field(default_factory=Pace)
    bounds: Bounds = field(default_factory=Bounds)
    seconds: float = 900.0
    way: Way = field(default_factory=Way)


class Worker:
    """One process's part in the jobs. With no room it only hands over; then others do the work."""

    def __init__(self, desk: Desk, answers: Answers, terms: Terms | None = None, shelf: Shelf | None = None) -> None:
        terms = terms or Terms()
        if shelf is None:  # without a library there is nothing to import into: others do that
            terms = replace(terms, room=replace(terms.room, imports=0))
        self.desk = desk
        self._answers = answers
        self.name = worker_name()
        self._engine = DurableEngine(desk.database.url, self.name, terms.room.queues())
        hands = Hands(self.name, answers, terms.seconds)
        self._work = Work(desk, self._engine, hands)
        self._importing = Importing(desk, self._engine, shelf, hands, terms.bounds) if shelf else None
        self._sending = Sending(desk, self._engine, terms.way)
        self._rounds = Rounds(desk, self._engine, self.name, terms.pace)
        self._rounds.more.append(self._sending.put_due)
        self.board = Board(desk, self._engine, terms.bounds)

    def each_round(self, does: Callable[[], None]) -> None:
        """Do this too, every few seconds; what it raises is logged and tried again."""
        self._rounds.more.append(does)

    def start(self) -> None:
        """Open the queues and begin."""
        # The sign of life comes first: nobody may take this worker's tasks for a dead one's.
        self._rounds.beat()
        handlers: dict[str, Handler] = {"job": self._work.job, "items": self._work.items}
        handlers["deliver"] = self._sending.deliver
        if self._importing is not None:
            handlers["import"] = self._importing.run
        self._engine.start(handlers)
        self._rounds.start()

    def stop(self, seconds: float = 20.0) -> bool:
        """Let running articles end for so many seconds; what has not ended is free for others at once.

        False where an article is still being checked: its thread would keep the process from ending by itself.
        """
        self._answers.leave()
        self._engine.stop(seconds)
        self._rounds.stop()
        return not any(thread.name.startswith("dbos-executor") for thread in threading.enumerate())
