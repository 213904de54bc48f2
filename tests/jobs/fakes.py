"""Queues in memory, run by hand, and answers without models: the seams of `factcheck.jobs`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from factcheck.audit.checking import together
from factcheck.jobs.board import Question
from factcheck.jobs.engine import Handler, Task
from factcheck.jobs.work import Keep, Stored
from factcheck.pipeline import Hears, Progress
from factcheck.storage.jobs import Job


@dataclass
class MemoryEngine:
    """Tasks in the order they were put; `run` does them all, and what they put."""

    tasks: dict[str, Task] = field(default_factory=dict)
    held: dict[str, list[Task]] = field(default_factory=dict)
    passed_on: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)

    def put(self, task: Task) -> None:
        self.tasks.setdefault(task.id, task)

    def step(self, does: Callable[[], None]) -> None:
        does()

    def held_by(self, worker: str) -> list[Task]:
        return self.held.get(worker, [])

    def unfinished(self, beginning: str) -> list[Task]:
        return [task for task in self.tasks.values() if task.id.startswith(beginning) and task.id not in self.ran]

    def pass_on(self, task: Task) -> None:
        self.passed_on.append(task.id)

    def run(self, handlers: dict[str, Handler]) -> None:
        while waiting := [task for task in self.tasks.values() if task.id not in self.ran]:
            self.ran.append(waiting[0].id)
            handlers[waiting[0].does](*waiting[0].arguments)


@dataclass
class Answers:
    """Answers with the text, or with an error where the text asks for one."""

    errors: dict[str, Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    meanwhile: Callable[[str], None] = lambda text: None

    def wait(self) -> None:
        """Always ready."""

    def leave(self) -> None:
        """Never waits."""

    def answer(self, question: Question, job: Job, progress: Progress, hears: Hears) -> Keep:
        text = question.material.text or ""
        self.asked.append(text)
        progress("check", 0, 1)
        self.meanwhile(text)
        if text in self.errors:
            raise self.errors[text]

        def keep(connection: Connection) -> Stored:
            self.kept.append(text)
            return Stored(report_id=f"rep_{text}", body=text, verdicts=({"verdict_id": "vrd_1", "label": "refuted"},))

        return keep

    def answer_all(self, asked: Sequence[tuple[Question, Job]]) -> list[Keep | Exception]:
        self.batches.append(len(asked))
        return [
            done
            for pair in asked
            for done in together(lambda some: [self.answer(*some[0], lambda *_: None, lambda _: None)], [pair])
        ]
