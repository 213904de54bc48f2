"""Runs every measuring command over a data folder and keeps the answers; `make quality` calls it.

Each figure comes from the command a reader can type; nothing is computed here. Takes hours on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Runner = Callable[[Sequence[str]], str]
"""Arguments of `factcheck evaluate` to the JSON that it prints."""
CORPORA = ("scifact", "fool_me_twice", "wice_claims", "healthver", "checkthat2020_t2_vclaims")
WITH_VERDICTS = ("healthver", "wice_claims")


@dataclass(frozen=True)
class Measurement:
    """One command: its name in the output folder, its arguments (data files by their path under the data folder)."""

    name: str
    command: str
    arguments: tuple[str, ...]

    def line(self, data: Path) -> list[str]:
        """The arguments with the data folder put in."""
        return [self.command, *(str(data / a[1:]) if a.startswith("@") else a for a in self.arguments), "--json"]


def measurements(data: Path) -> list[Measurement]:
    """All commands that this data folder has files for; `@` marks a path under it."""
    pairs = tuple(f"@{path.relative_to(data)}" for path in sorted((data / "verification" / "dev").glob("*.jsonl.gz")))
    planted = (
        "--articles",
        "@planted/articles.jsonl",
        "--gold",
        "@planted/gold.jsonl",
        "--sources",
        "@planted/sources.jsonl",
    )
    statements = ("--queries", "@reference/country_statements.dev.jsonl.gz")
    sentences = (
        "@claims/dev/claimbuster.en.jsonl.gz",
        "@claims/dev/checkthat.multi.jsonl.gz",
        "@claims/dev/chequeado.es.jsonl.gz",
    )
    chosen = [
        Measurement("verification", "verification", pairs),
        Measurement("calibration", "calibration", (*pairs, "--half", "held-out")),
        Measurement("claims", "claims", (*sentences, "--target", "checkworthy")),
        Measurement("articles", "articles", planted),
        Measurement("country_statements", "end-to-end", statements),
        Measurement("country_statements-left_out", "end-to-end", (*statements, "--leave-out")),
        *(Measurement(f"end-to-end-{name}", "end-to-end", _corpus(name)) for name in WITH_VERDICTS),
        *(Measurement(f"retrieval-{name}", "retrieval", _corpus(name)) for name in CORPORA),
        Measurement("retrieval-xquad", "retrieval", (*_corpus("xquad"), "--relevant-field", "relevant_xl", "--exclude-own-language")),
    ]  # fmt: skip
    return [one for one in chosen if _has_files(one, data)]


def run(data: Path, out: Path, runner: Runner, only: Sequence[str] = ()) -> list[str]:
    """Run the measurements, write one JSON file each, and return their names; those that were not asked for keep their file."""
    out.mkdir(parents=True, exist_ok=True)
    done = []
    for one in measurements(data):
        if only and one.name not in only:
            continue
        started = time.monotonic()
        answer = json.loads(runner(one.line(data)))
        document = {
            "command": "factcheck evaluate " + " ".join([one.command, *one.arguments, "--json"]).replace("@", "$DATA/"),
            "data_sha256": dict(_digests(one, data)),
            "seconds": round(time.monotonic() - started),
            **answer,
        }
        (out / f"{one.name}.json").write_text(
            json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        done.append(one.name)
    return done


def tables(out: Path) -> str:
    """All answers in a folder as Markdown tables, one section per command."""
    parts = [
        "# Quality figures\n",
        "Made by `make quality`; every section names its command. Intervals are 95%, by bootstrap.\n",
    ]
    for path in sorted(out.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if "command" in document:
            parts += [f"## {path.stem}\n", f"    {document['command']}\n", _table(document)]
    return "\n".join(parts)


def _table(document: Mapping[str, Any]) -> str:
    from factcheck.evaluation.tables import cell

    columns = [name for name, value in document["overall"].items() if not isinstance(value, (dict, list))]
    head = ["", *columns]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    more = {key: value for key, value in document.items() if key.startswith("by_")}
    rows = {
        **document["files"],
        **{f"{key[3:]}: {name}": f for key, found in more.items() for name, f in found.items()},
    }
    for name, figures in {**rows, "all": document["overall"]}.items():
        lines.append(f"| {name} | {' | '.join(cell(figures, column) for column in columns)} |")
    return "\n".join(lines) + "\n"


def _corpus(name: str) -> tuple[str, ...]:
    return ("--corpus", f"@retrieval/{name}.corpus.jsonl.gz", "--queries", f"@retrieval/{name}.queries.jsonl.gz")


def _has_files(one: Measurement, data: Path) -> bool:
    paths = [data / argument[1:] for argument in one.arguments if argument.startswith("@")]
    return bool(paths) and all(path.exists() for path in paths)


def _digests(one: Measurement, data: Path) -> Iterable[tuple[str, str]]:
    for argument in one.arguments:
        if argument.startswith("@"):
            yield argument[1:], hashlib.sha256((data / argument[1:]).read_bytes()).hexdigest()


def _subprocess(arguments: Sequence[str]) -> str:
    command = [sys.executable, "-m", "factcheck", "evaluate", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout  # noqa: S603 - our own command


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("docs/quality"))
    parser.add_argument("--only", nargs="*", default=[], help="names of measurements, such as verification or articles")
    chosen = parser.parse_args()
    for name in run(chosen.data.resolve(), chosen.out, _subprocess, chosen.only):
        sys.stdout.write(f"{name}: done\n")
    (chosen.out / "figures.md").write_text(tables(chosen.out), encoding="utf-8")


if __name__ == "__main__":
    main()
