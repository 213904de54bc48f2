"""Progress on standard error: a bar at a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from factcheck.pipeline import Progress, silent
from factcheck.render.phrases import phrase


@contextmanager
def stages_progress(lang: str) -> Iterator[Progress]:
    """A spinner that names the stage at work, in the article's language."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console

    console = Console(stderr=True, markup=False, emoji=False)
    with console.status(phrase("stage_load", lang)) as status:

        def show(stage: str, done: int, total: int) -> None:
            count = f" {done}/{total}" if total > 1 else ""
            status.update(phrase(f"stage_{stage}", lang) + count)

        yield show


@contextmanager
def counting(label: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A bar for counted work; call the result as (done, total)."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TextColumn(unit), TimeRemainingColumn())
    with Progress(*columns, transient=True, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show
