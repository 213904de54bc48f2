"""The house's shape: imports go one way, and what is light stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "onnxruntime",
    "onnx",
    "faiss",
    "tantivy",
    "fastapi",
    "uvicorn",
)
HEAVY += ("sqlalchemy", "dbos", "psycopg", "sklearn", "scipy", "pyarrow", "matplotlib", "trafilatura", "numpy")


def test_import_contracts_hold(repository: Path) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "module", ["factcheck", "factcheck.domain", "factcheck.errors", "factcheck.pipeline", "factcheck.settings"]
)
def test_light_modules_load_no_heavy_package(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


@cache
def _trees(repository: Path) -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in _modules(repository)}


def _nodes(repository: Path) -> Iterator[tuple[Path, ast.AST]]:
    for path, tree in _trees(repository).items():
        for node in ast.walk(tree):
            yield path.relative_to(repository / "factcheck"), node


def _modules(repository: Path) -> list[Path]:
    return sorted((repository / "factcheck").rglob("*.py"))


def test_every_module_says_what_it_knows(repository: Path) -> None:
    silent = [str(path) for path, tree in _trees(repository).items() if not ast.get_docstring(tree)]
    assert silent == []


def test_no_module_is_a_drawer_for_everything(repository: Path) -> None:
    drawers = {"utils", "util", "helpers", "common", "manager", "misc"}
    assert [str(path) for path in _modules(repository) if path.stem in drawers] == []


def test_functions_stay_small(repository: Path) -> None:
    functions = [node for _, node in _nodes(repository) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = sorted((node.end_lineno or node.lineno) - node.lineno + 1 for node in functions)
    assert lengths[len(lengths) // 2] <= 10
    assert sum(length > 40 for length in lengths) <= len(lengths) * 0.02


def _attributes(repository: Path) -> Iterator[tuple[Path, int, str, str]]:
    for path, node in _nodes(repository):
        if isinstance(node, ast.Attribute):
            yield path, node.lineno, getattr(node.value, "id", ""), node.attr


def test_settings_are_the_only_reader_of_the_environment(repository: Path) -> None:
    readers = {
        path.name for path, _, owner, name in _attributes(repository) if owner == "os" and name in ("environ", "getenv")
    }
    assert readers <= {"settings.py"}


def test_nothing_below_the_edge_reads_the_clock(repository: Path) -> None:
    pure = {
        "domain.py",
        "pipeline.py",
        "service.py",
        "language",
        "claims",
        "retrieval",
        "verification",
        "render",
        "intake",
    }
    clocks = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("time", "time")}
    found = [
        (path, line) for path, line, *call in _attributes(repository) if tuple(call) in clocks and path.parts[0] in pure
    ]
    assert found == []
