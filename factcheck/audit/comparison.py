"""What moved between two audits: verdicts by claim, and articles and claims that only one of them has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from factcheck.audit.outputs import RESULTS
from factcheck.audit.seriousness import key_of
from factcheck.audit.summary import read_results
from factcheck.errors import InputError
from factcheck.render.outcomes import outcome


@dataclass(frozen=True)
class Moved:
    """One claim whose outcome is another now; None where one of the audits has no such claim."""

    key: str
    reference: str
    quote: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Difference:
    """All that differs."""

    moved: tuple[Moved, ...]
    same: int

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {"same": self.same, "moved": [asdict(one) for one in self.moved]}


def compare(before: Path, after: Path) -> Difference:
    """Claims of two audits beside each other, told apart by text and place. InputError where a folder has no results."""
    old, new = (dict(_claims(folder)) for folder in (before, after))
    moved = []
    for key in old | new:
        reference, quote, _ = new.get(key) or old[key]
        pair = [found[key][2] if key in found else None for found in (old, new)]
        if pair[0] != pair[1]:
            moved.append(Moved(key, reference, quote, *pair))
    return Difference(tuple(moved), len(old | new) - len(moved))


def _claims(folder: Path) -> Iterator[tuple[str, tuple[str, str, str]]]:
    path = folder / RESULTS
    if not path.is_file():
        raise InputError(f"{folder} holds no {RESULTS}.", way_out="Name the folder that an audit was written to.")
    for result in read_results(path):
        for checked in result.report.checked:
            yield (
                f"{result.reference} {key_of(result, checked)}",
                (result.reference, checked.claim.quote, outcome(checked)),
            )
