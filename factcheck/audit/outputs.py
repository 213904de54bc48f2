"""The files of an audit, written out of its items: results, claims, errors, manifest, report. Each is there whole or not at all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factcheck.audit import triage
from factcheck.audit.checking import Result
from factcheck.audit.files import replacing, sha256, write_text
from factcheck.audit.summary import Summing, read_errors, read_results
from factcheck.audit.table import ClaimTables
from factcheck.domain import MEASURED_LANGUAGES
from factcheck.errors import InputError
from factcheck.render.audit_report import audit_html
from factcheck.storage.audits import DONE, FAILED, Item

RESULTS, CLAIMS, PARQUET, ERRORS = "results.jsonl", "claims.csv", "claims.parquet", "errors.jsonl"
MANIFEST, REPORT = "manifest.json", "report.html"


@dataclass
class Written:
    """What the files hold; `inputs` = `results` + `errors`. Left out is what was not asked for (language, dates)."""

    results: int = 0
    errors: int = 0
    left_out: int = 0
    claims: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    def counts(self) -> dict[str, Any]:
        """As the manifest has them."""
        inputs = self.results + self.errors
        shares = {"inputs": inputs, "results": self.results, "errors": self.errors, "left_out": self.left_out}
        return shares | {"claims": self.claims, "outcomes": dict(sorted(self.outcomes.items()))}


def write_items(folder: Path, items: Iterable[Item]) -> Written:
    """`results.jsonl`, `claims.csv`, `claims.parquet` and `errors.jsonl`, in the order of the items."""
    written = Written()
    with ExitStack() as stack:
        paths = [stack.enter_context(replacing(folder / name)) for name in (RESULTS, ERRORS, CLAIMS, PARQUET)]
        results = stack.enter_context(paths[0].open("w", encoding="utf-8"))
        errors = stack.enter_context(paths[1].open("w", encoding="utf-8"))
        tables = stack.enter_context(closing(ClaimTables(paths[2], paths[3])))
        for item in items:
            if item.state == DONE and item.body is not None:
                results.write(item.body + "\n")
                _count(written, tables, Result.model_validate_json(item.body))
            elif item.state == FAILED:
                line = {"reference": item.reference} | (item.error or {})
                errors.write(json.dumps(line, ensure_ascii=False) + "\n")
                written.errors += 1
            else:
                written.left_out += 1
    return written


def _count(written: Written, tables: ClaimTables, result: Result) -> None:
    tables.add(result)
    written.results += 1
    written.claims += len(result.report.checked)
    written.outcomes.update(str(c.verdict.label) if c.verdict else "failed" for c in result.report.checked)


def write_manifest(folder: Path, facts: Mapping[str, Any]) -> None:
    """What was done, with the hashes of the files beside it."""
    files = {name: sha256(folder / name) for name in (RESULTS, CLAIMS, PARQUET, ERRORS)}
    write_text(folder / MANIFEST, json.dumps(dict(facts) | {"files": files}, ensure_ascii=False, indent=1) + "\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an audit. InputError where the folder holds none that has ended."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder} holds no finished audit ({MANIFEST}).",
            way_out="Run `factcheck audit run … --out` into it first.",
        ) from error
    return dict(found)


def write_report(folder: Path, lang: str | None = None) -> Path:
    """`report.html` out of the files of an audit and the triage beside them; `lang` None takes that of most articles."""
    manifest = read_manifest(folder)
    marks = triage.load(folder)
    chosen = lang or _language(folder)
    summing = Summing(chosen, marks)
    for result in read_results(folder / RESULTS):
        summing.add(result)
    failed, count = read_errors(folder / ERRORS)
    made_by = {name: str(value) for name, value in manifest.get("provenance", {}).items() if value}
    view = summing.view(folder.resolve().name, made_by | {"run": manifest.get("run", "")}, failed, count)
    write_text(folder / REPORT, audit_html(view, chosen))
    return folder / REPORT


def _language(folder: Path) -> str:
    langs: Counter[str] = Counter()
    for result in read_results(folder / RESULTS):
        langs[result.report.article.lang] += 1
    known = [(langs[lang], lang) for lang in MEASURED_LANGUAGES]
    return max(known, key=lambda pair: pair[0])[1]
