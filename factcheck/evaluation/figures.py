"""The form that every measuring command answers in: figures per file, per language and over all. The keys are a contract."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Figures = dict[str, Any]
"""Names of measures with numbers (None where not defined), counts, intervals and breakdowns."""
Row = TypeVar("Row")


@dataclass(frozen=True)
class Measured:
    """What one command measured."""

    files: dict[str, Figures]
    by_language: dict[str, Figures]
    overall: Figures
    more: dict[str, dict[str, Figures]] = field(default_factory=dict)

    def as_json(self) -> str:
        """One JSON object: `files`, `by_language`, `overall`, and further breakdowns such as `by_reason`."""
        document = {"files": self.files, "by_language": self.by_language, "overall": self.overall, **self.more}
        return json.dumps(_clean(document), ensure_ascii=False, indent=2) + "\n"


def broken_down(
    rows: Mapping[str, Sequence[Row]], figures: Callable[[Sequence[Row]], Figures], lang: Callable[[Row], str]
) -> Measured:
    """The figures of each file's rows (languages apart where it has several), of each language's and of all."""
    pooled = [row for found in rows.values() for row in found]

    def of_file(found: Sequence[Row]) -> Figures:
        languages = grouped(found, figures, lang)
        return {**figures(found), **({"by_language": languages} if len(languages) > 1 else {})}

    return Measured(
        files={name: of_file(found) for name, found in rows.items()},
        by_language=grouped(pooled, figures, lang),
        overall=figures(pooled),
    )


def grouped(
    rows: Sequence[Row], figures: Callable[[Sequence[Row]], Figures], key: Callable[[Row], str | None]
) -> dict[str, Figures]:
    """The figures of the rows under each key; rows without a key are left out."""
    keys = sorted({k for row in rows if (k := key(row)) is not None})
    return {k: figures([row for row in rows if key(row) == k]) for k in keys}


def _clean(value: Any) -> Any:
    """Numbers to six digits; what is not defined becomes null, since JSON has no nan."""
    if isinstance(value, dict):
        return {str(k): _clean(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(v) for v in value]
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    return value
