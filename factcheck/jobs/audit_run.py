"""One audit from its inputs to its files: a thread reads, this process (and others beside it) works, then the files are written.

Started again on the same folder it goes on where it was stopped, and does only what is new or changed. Checking is handed in.
"""

from __future__ import annotations

import json
import secrets
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factcheck import __version__
from factcheck.audit import comparison, outputs
from factcheck.audit.checking import Checking, ChecksMany
from factcheck.audit.estimate import sample
from factcheck.audit.extraction import Extractors
from factcheck.audit.files import write_text
from factcheck.audit.plan import Plan, fingerprint
from factcheck.audit.reading import Reader
from factcheck.errors import InputError, NoSuchRecord
from factcheck.intake.archives import Columns, Found, entries
from factcheck.jobs.audits import AuditWorker, Pace, Progress, RunTable, Shards, now
from factcheck.storage import audits
from factcheck.storage.database import Database

RUN_FILE, MOVED = "run.json", "moved.json"


@dataclass(frozen=True)
class Order:
    """What is to be audited, and into which folder."""

    inputs: tuple[str, ...]
    folder: Path
    plan: Plan
    columns: Columns = field(default_factory=Columns)
    sample: int | None = None
    recheck: bool = False
    extractors: int = 1


def plan_of(database: Database, run_id: str) -> Plan:
    """The plan of a run. NoSuchRecord where the database has no such run."""
    with database.reading() as connection:
        run = audits.find(connection, run_id)
    if run is None:
        raise NoSuchRecord(f"There is no audit {run_id!r} in the database.", way_out="run.json names it.")
    return Plan.model_validate(run.settings)


def open_run(database: Database, order: Order) -> tuple[RunTable, Plan]:
    """The folder's run, new or resumed, with its plan. InputError where it was begun with other choices."""
    order.folder.mkdir(parents=True, exist_ok=True)
    run_id = _run_id(order.folder)
    with database.begin() as connection:
        run = audits.find(connection, run_id)
        if run is None:
            settings = order.plan.model_dump(mode="json")
            audits.create(connection, audits.Run(run_id, audits.READING, settings, None, now()))
    if run is None:
        return RunTable(database, run_id), order.plan
    plan = Plan.model_validate(run.settings)
    if not plan.same_question(order.plan):
        if not order.recheck:
            raise InputError(
                f"{order.folder} holds an audit with other options.",
                way_out="Name another --out, or --recheck to redo it with these.",
            )
        plan = order.plan
        with database.begin() as connection:
            audits.set_settings(connection, run_id, plan.model_dump(mode="json"))
    return RunTable(database, run_id), plan


def _run_id(folder: Path) -> str:
    path = folder / RUN_FILE
    if path.exists():
        return str(json.loads(path.read_text(encoding="utf-8"))["run"])
    run_id = f"aud_{secrets.token_hex(8)}"
    write_text(path, json.dumps({"run": run_id}) + "\n")
    return run_id


@dataclass
class Audit:
    """One process's run of an audit."""

    database: Database
    order: Order
    checks: ChecksMany
    pace: Pace = field(default_factory=Pace)
    stop: threading.Event = field(default_factory=threading.Event)
    _fault: list[BaseException] = field(default_factory=list)

    def run(self, progress: Progress, beside: Callable[[str], Iterable[object]] = lambda _run: ()) -> dict[str, Any]:
        """Read, check, write; returns the manifest. `beside` starts helpers for a run and yields them."""
        began = now()
        table, plan = open_run(self.database, self.order)
        made_by = fingerprint(self.checks.provenance, plan)
        worker = AuditWorker(table, Checking(self.checks, plan, made_by), self.pace)
        reader = self._reader(table, worker.shards, plan, made_by)
        table.set_state(audits.READING)
        with worker.taking_part(), self._reading(reader, worker.shards), _helpers(beside, table.run_id):
            worker.work(self.stop, progress)
        if self._fault:
            raise self._fault[0]
        return self._written(table, plan, reader, began)

    def _reader(self, table: RunTable, shards: Shards, plan: Plan, made_by: str) -> Reader:
        pool = Extractors(self.order.extractors)
        return Reader(plan, made_by, pool, table.known, shards.receive, self.order.recheck)

    @contextmanager
    def _reading(self, reader: Reader, shards: Shards) -> Iterator[None]:
        thread = threading.Thread(target=self._read, args=(reader, shards), name="audit-reading", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.stop.set()
            thread.join(timeout=60)

    def _read(self, reader: Reader, shards: Shards) -> None:
        try:
            shards.put_forgotten(0)  # what a reader that was killed had received and not queued
            reader.read(self._entries(), shards.table.room(self.stop))
            if not self.stop.is_set():
                shards.table.set_state(audits.RUNNING)
        except BaseException as error:  # told by the process's own thread
            self._fault.append(error)
            self.stop.set()
        finally:
            reader.extractors.close()

    def _entries(self) -> Iterable[Found]:
        found = entries(self.order.inputs, self.order.columns)
        return sample(found, self.order.sample)[1] if self.order.sample else found

    def _written(self, table: RunTable, plan: Plan, reader: Reader, began: Any) -> dict[str, Any]:
        folder = self.order.folder
        before = _kept_aside(folder) if self.order.recheck else None
        written = outputs.write_items(folder, audits.pages(self.database.reading, table.run_id))
        manifest = {
            "run": table.run_id,
            "code_version": __version__,
            "provenance": self.checks.provenance.model_dump(mode="json", exclude={"as_of"}),
            "plan": plan.model_dump(mode="json"),
            "inputs_named": list(self.order.inputs),
            "counts": written.counts(),
            "reading": dict(sorted(reader.seen.items())),
            "began": began.isoformat(),
            "ended": now().isoformat(),
        }
        outputs.write_manifest(folder, manifest)
        with self.database.begin() as connection:
            audits.summarise(connection, table.run_id, written.counts(), now())
            audits.set_state(connection, table.run_id, audits.DONE)
        if before is not None:
            _say_what_moved(folder, before)
        return manifest


def _kept_aside(folder: Path) -> Path | None:
    if not (folder / outputs.RESULTS).exists():
        return None
    before = folder / "before"
    before.mkdir(exist_ok=True)
    shutil.copyfile(folder / outputs.RESULTS, before / outputs.RESULTS)
    return before


def _say_what_moved(folder: Path, before: Path) -> None:
    moved = comparison.compare(before, folder).document()
    write_text(folder / MOVED, json.dumps(moved, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def _helpers(beside: Callable[[str], Iterable[object]], run_id: str) -> Iterator[None]:
    helpers = list(beside(run_id))
    try:
        yield
    finally:
        for helper in helpers:
            end = getattr(helper, "terminate", None)
            if end is not None:
                end()
                helper.wait()  # type: ignore[attr-defined]
