"""Whether two texts speak of two different things of one kind or of one name: line 3 and line 4, the Alcorán dam and the Alcorán canal."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from factcheck.language.attributes import fold
from factcheck.language.content import STEM, content_words

_NAME = r"[A-ZÁÉÍÓÚÑÜ][\w’'\-]+"
_NOUN = r"[a-záéíóúñü]{3,}"
_NAMED = {
    "es": (re.compile(rf"\b(?P<noun>{_NOUN}) (?:de|del|de la|de los|de las) (?P<name>{_NAME})"),),
    "en": (
        re.compile(rf"\b(?P<name>{_NAME}) (?P<noun>{_NOUN})\b"),
        re.compile(rf"\b(?P<noun>{_NOUN}) (?:of|in) (?:the )?(?P<name>{_NAME})"),
    ),
}


def numbered_otherwise(one: str, other: str) -> bool:
    """True where both texts number the same kind of thing and no number is in both. Across languages too."""
    ours, theirs = _numbers(one), _numbers(other)
    return any(not ours[kind] & theirs[kind] for kind in ours.keys() & theirs.keys())


def named_otherwise(one: str, other: str, lang: str) -> bool:
    """True where two texts begin with different things of one name, and the first's noun is nowhere in the second."""
    ours, theirs = _nouns(one, lang), _nouns(other, lang)
    words = _stems(other)
    return any(theirs[name] and not ours[name] & words for name in ours.keys() & theirs.keys())


def _numbers(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _numbered().finditer(fold(text)):
        found.setdefault(_kinds()[match.group(1)], set()).add(match.group(2))
    return found


def _nouns(text: str, lang: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    telling = [span.of(text) for span in content_words(text, lang)]
    for pattern in _NAMED.get(lang, ()):
        for match in pattern.finditer(text):
            if sorted(telling[:2]) != sorted((match.group("name"), match.group("noun"))):
                continue  # not what the sentence is about, or no name, as in `The plant`
            found.setdefault(fold(match.group("name")), set()).add(fold(match.group("noun"))[:STEM])
    return found


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"\w+", fold(text))}


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({'|'.join(_kinds())}) (\d{{1,4}})(?![\w.,%]*\d)")


@cache
def _kinds() -> dict[str, str]:
    table = tomllib.loads(files("factcheck.language").joinpath("data/things.toml").read_text(encoding="utf-8"))
    return {fold(name): code for code, names in table["numbered"].items() for name in names}
