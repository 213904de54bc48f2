"""What a site's robots.txt says about one address (RFC 9309). Pure: fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

TOKEN = "factcheck-assistant"  # noqa: S105  a product name, no secret
MAX_BYTES = 500 * 1024
"""RFC 9309: at least this much of the file is read; the rest is not."""

Rule = tuple[str, bool]
"""A path pattern, and whether it allows."""


def allows(text: str, path: str, token: str = TOKEN) -> bool:
    """Whether the file lets `token` read `path`: the longest matching rule wins, Allow wins a tie, no rule allows."""
    path = _canonical(path)
    found = [(len(pattern), allow) for pattern, allow in rules(text, token) if matches(pattern, path)]
    return max(found)[1] if found else True


def rules(text: str, token: str) -> list[Rule]:
    """The rules for `token`: those of all groups that name it, else those of the groups for everybody (`*`)."""
    own: list[Rule] = []
    others: list[Rule] = []
    named = False
    for agents, group in _groups(text):
        if token in agents:
            named = True
            own += group
        elif "*" in agents:
            others += group
    return own if named else others


def _groups(text: str) -> Iterator[tuple[set[str], list[Rule]]]:
    agents: set[str] = set()
    group: list[Rule] = []
    for key, value in _lines(text):
        if key == "user-agent":
            if group:
                yield agents, group
                agents, group = set(), []
            agents.add(_agent(value))
        elif key in ("allow", "disallow") and agents and value.startswith(("/", "*")):
            group.append((_canonical(value), key == "allow"))
        elif key == "disallow" and agents and not value:
            group.append(("", True))  # an empty Disallow forbids nothing, and ends the list of agents
    yield agents, group


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.split("#", 1)[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _agent(value: str) -> str:
    return "*" if value.startswith("*") else (re.match(r"[a-zA-Z_-]*", value) or [""])[0].lower()


def _canonical(path: str) -> str:
    # Percent-encoded and plain spellings of one path are the same; `*` and `$` keep their meaning.
    return quote(unquote(path), safe="/*$?=&;:@!'(),+~.-_%")


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern (`*` any characters, `$` the end) matches the beginning of a path. Linear, whatever the pattern."""
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(rest, start=1):
        last = whole and number == len(rest)
        found = len(path) - len(piece) if last and path.endswith(piece) else path.find(piece, at)
        if found < at or (last and not path.endswith(piece)):
            return False
        at = found + len(piece)
    return at == len(path) if whole else True
