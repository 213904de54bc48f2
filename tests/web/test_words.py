from __future__ import annotations

import re
from pathlib import Path

from jinja2.ext import babel_extract

from factcheck.web.words import catalogue, templates


def _messages(repository: Path) -> set[str]:
    found = set()
    for path in (repository / "factcheck/web/templates").glob("*.html"):
        with path.open("rb") as stream:
            said = [message for _, _, message, _ in babel_extract(stream, ("_",), [], {})]
        found |= {message if isinstance(message, str) else message[0] for message in said}
    return found


def test_every_message_is_said_in_spanish(repository: Path) -> None:
    spanish = catalogue("es")
    messages = _messages(repository)
    assert len(messages) > 150
    assert sorted(messages - set(spanish._known)) == []
    assert sorted(set(spanish._known) - messages) == []


def test_translations_keep_the_places_of_values() -> None:
    for message, said in catalogue("es")._known.items():
        assert re.findall(r"%\(\w+\)s", message) == re.findall(r"%\(\w+\)s", said)


def test_templates_escape() -> None:
    assert templates("en").from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
