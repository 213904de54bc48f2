"""What the documents name exists, and what exists is documented: settings, commands, options, errors, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from factcheck import errors
from factcheck.api import problems
from factcheck.cli import EXIT_INTERNAL, EXIT_INTERRUPTED
from factcheck.cli.app import app
from factcheck.settings import Settings

PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSES.md", "docs/**/*.md")


def _pages(repository: Path) -> list[Path]:
    return sorted({page for pattern in PAGES for page in repository.glob(pattern)})


def _text(repository: Path) -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in _pages(repository))


def _commands() -> dict[str, Any]:
    return dict(_walk(typer.main.get_command(app), ("factcheck",)))


def _walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    yield " ".join(path), command
    for name, below in getattr(command, "commands", {}).items():
        yield from _walk(below, (*path, name))


def _errors(root: type[errors.FactcheckError] = errors.FactcheckError) -> Iterator[type[errors.FactcheckError]]:
    yield root
    for below in root.__subclasses__():
        if below.__module__.startswith("factcheck."):
            yield from _errors(below)


def test_settings_are_documented_and_documented_settings_exist(repository: Path) -> None:
    exist = {f"FACTCHECK_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"FACTCHECK_[A-Z_]+[A-Z]", _text(repository))) == exist
    assert (
        set(re.findall(r"`(FACTCHECK_[A-Z_]+)` \|", (repository / "docs/cli.md").read_text(encoding="utf-8"))) == exist
    )


def test_every_command_is_in_the_list(repository: Path) -> None:
    listed = set(
        re.findall(r"^\| `(factcheck [a-z -]+)` \|", (repository / "docs/cli.md").read_text(encoding="utf-8"), re.M)
    )
    leaves = {name for name, command in _commands().items() if not getattr(command, "commands", {})}
    assert listed == leaves


def test_commands_and_options_that_are_named_exist(repository: Path) -> None:
    commands = _commands()
    for line in _command_lines(_text(repository)):
        words = line.split()
        name = "factcheck"
        while len(words) > 1 and f"{name} {words[1]}" in commands:
            name = f"{name} {words.pop(1)}"
        below = getattr(commands[name], "commands", {})
        assert not below or len(words) == 1 or words[1].startswith(("-", "…")), f"no such command: {line}"
        known = {option for parameter in commands[name].params for option in parameter.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", line)) <= known, f"no such option: {line}"


def _command_lines(text: str) -> Iterator[str]:
    yield from re.findall(r"`(factcheck [a-z][^`\n]*)`", text)
    for block in text.split("```")[1::2]:
        for line in block.splitlines()[1:]:
            if found := re.search(r"(?:^|\| |/)(factcheck [a-z].*)", line.split(" #")[0]):
                yield found[1].split(" | ")[0].split(" > ")[0]


def test_error_codes_are_documented_with_exit_code_and_status(repository: Path) -> None:
    page = (repository / "docs/errors.md").read_text(encoding="utf-8")
    listed = {(c, int(e), int(s)) for c, e, s in re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (\d+) \|", page, re.M)}
    assert listed == {(error.code, error.exit_code, error.http_status) for error in _errors()}


def test_problems_of_the_api_itself_are_documented(repository: Path) -> None:
    page = (repository / "docs/errors.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", page, re.M))
    ours = {code for code, _ in problems.HTTP_CODES.values()} | {problems.INVALID_REQUEST, problems.INTERNAL_ERROR}
    assert ours <= listed
    assert listed == ours | {error.code for error in _errors()}


def test_exit_codes_are_documented(repository: Path) -> None:
    page = (repository / "docs/cli.md").read_text(encoding="utf-8")
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.M)}
    assert listed == {0, EXIT_INTERNAL, EXIT_INTERRUPTED} | {error.exit_code for error in _errors()}


def test_files_that_are_linked_exist(repository: Path) -> None:
    for page in _pages(repository):
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_make_targets_that_are_named_exist(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", _text(repository), re.M))
    assert named <= set(re.findall(r"^([a-z]+):", makefile, re.M))


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "LICENSES.md"])
def test_what_a_visitor_looks_for_first_is_there(repository: Path, name: str) -> None:
    assert (repository / name).stat().st_size > 20


def test_decisions_are_numbered_without_gaps(repository: Path) -> None:
    numbers = sorted(int(page.name[:4]) for page in (repository / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
