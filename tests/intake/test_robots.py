from __future__ import annotations

import time

import pytest

from factcheck.intake.robots import allows, matches

FILE = """
# everybody
User-agent: *
Disallow: /private/
Disallow: /*?print=
Allow: /private/open
Disallow: /*.pdf$

User-agent: OtherBot
User-agent: Factcheck-Assistant/2.0
Disallow: /draft
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/private/x", False), ("/private/open/x", True), ("/news?print=1", False), ("/news?x=1", True),
        ("/a.pdf", False), ("/a.pdf?x", True), ("/draft", True), ("/%70rivate/x", False),
    ],
)  # fmt: skip
def test_the_longest_rule_for_everybody_counts(path: str, allowed: bool) -> None:
    assert allows(FILE, path, token="somebody") is allowed


@pytest.mark.parametrize(("path", "allowed"), [("/draft/1", False), ("/private/x", True)])
def test_a_group_that_names_us_replaces_the_one_for_everybody(path: str, allowed: bool) -> None:
    assert allows(FILE, path) is allowed


@pytest.mark.parametrize(
    "text", ["", "<html>", "User-agent: *\nDisallow:", "Disallow: /", "user-agent *\ndisallow /", "\ufeff"]
)
def test_what_is_no_rule_forbids_nothing(text: str) -> None:
    assert allows(text, "/x")


def test_an_empty_disallow_ends_the_list_of_agents() -> None:
    assert allows("User-agent: factcheck-assistant\nDisallow:\nUser-agent: *\nDisallow: /", "/x")


def test_allow_wins_a_tie() -> None:
    assert allows("User-agent: *\nDisallow: /a\nAllow: /a", "/a")


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/", "/x", True), ("/a*b", "/axxb", True), ("/a*b$", "/abxb", True), ("/a*b$", "/abx", False), ("/a$", "/a", True),
        ("/a$", "/ab", False), ("*", "/x", True), ("/*/*/c$", "/a/b/c", True), ("/ab*b$", "/ab", False), ("/a*$", "/a/x", True),
    ],
)  # fmt: skip
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path) is fits


def test_a_hostile_pattern_takes_no_time() -> None:
    started = time.monotonic()
    assert not matches("/" + "*a" * 20_000 + "$", "/" + "a" * 20_000 + "b")
    assert time.monotonic() - started < 60
