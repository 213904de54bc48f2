"""What a sentence borrows from the text around it: `el país`, `it`, `su`, a left-out subject; and the names it could borrow.

Knows words and capitals, not coreference: the rules that fill in are in `claims.query`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from factcheck.domain import Span
from factcheck.language.clauses import joins
from factcheck.language.names import mentions
from factcheck.language.verbs import finite_words, words

_CAPITAL = "A-ZÁÉÍÓÚÜÑÇÀÈÖØ"
_WORD = rf"[{_CAPITAL}][\w’'-]*"
_LINK = r"(?:de la|de los|de las|del|de|of the|of|y|the|and)"
_NAME = re.compile(rf"{_WORD}(?:\.[A-Z]\.)*(?:(?:\s+{_LINK}\s+|\s+)(?=[{_CAPITAL}]){_WORD})*")


@dataclass(frozen=True)
class Name:
    """A run of capitalised words; `initial` where the capital may only be the sentence's first letter."""

    text: str
    span: Span
    initial: bool


def names(text: str, lang: str) -> tuple[Name, ...]:
    """Proper names of a sentence by their capitals (scripts without capitals give none)."""
    ordinary = frozenset(_table(lang).get("not_names", ()))
    found = []
    for match in _NAME.finditer(text):
        name = _without_ordinary_head(match.group(), ordinary)
        if name:
            start = match.start() + match.group().index(name)
            initial = (
                not re.search(r"\w", text[:start]) and " " not in name and not _acts(text[start + len(name) :], lang)
            )
            initial = initial and not name.endswith(("'s", "’s"))
            found.append(
                Name(name.removesuffix("'s").removesuffix("’s"), Span(start=start, end=start + len(name)), initial)
            )
    return tuple(found)


def named(text: str, lang: str, known: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """The names of a sentence without the doubtful ones: a lone first word counts if it is `known` or in the gazetteer."""
    places = [mention.span for mention in mentions(text, lang)]
    return tuple(
        name
        for name in names(text, lang)
        if not name.initial or name.text in known or any(name.span.overlaps(place) for place in places)
    )


def _acts(after: str, lang: str) -> bool:
    """A bare word before its verb is a name in Spanish, where nouns want an article (`Perel dejó`); `'s` marks one in English."""
    following = re.match(r"\s+(?:se\s+|no\s+)?[^\W\d_]+", after)
    if lang != "es" or following is None:
        return False
    verbs = finite_words(following.group(), lang)
    return bool(verbs) and verbs[0].span.end == following.end()


def _without_ordinary_head(name: str, ordinary: frozenset[str]) -> str:
    """`En Castro Ruvela` -> `Castro Ruvela`, `El` -> nothing."""
    parts = name.split()
    while parts and (parts[0].lower() in ordinary or not parts[0][0].isupper()):
        parts = parts[1:]
    kept = " ".join(parts)
    return kept if kept and kept in name else ""


_NOUN = r"[a-zà-ÿ][\w-]{3,}"


def companions(text: str, lang: str) -> dict[str, str]:
    """Nouns that stand beside a name and may later stand for it, with that name: `túnel` of `el túnel del Ambral`."""
    after = bool(_table(lang).get("head_last"))
    links = "|".join(map(re.escape, _table(lang).get("name_links", ())))
    found: dict[str, str] = {}
    for name in names(text, lang):
        beside = (
            re.match(rf"(?:['’]s)?\s+({_NOUN}(?:\s+{_NOUN})?)", text[name.span.start + len(name.text) :])
            if after
            else re.search(rf"({_NOUN}(?:\s+{_NOUN})?)\s+(?:(?:{links})\s+)?$", text[: name.span.start])
        )
        if beside and not name.initial:
            found |= {_singular(word): name.text for word in beside.group(1).split()}
    return found


def definite_nouns(text: str, lang: str) -> tuple[str, ...]:
    """Nouns with a definite article, in the form `companions` has them: `túnel` of `el túnel costó …`."""
    articles = "|".join(map(re.escape, _table(lang).get("definite", ())))
    if not articles:
        return ()
    found = re.finditer(rf"(?<!\w)(?i:{articles})\s+(?=({_NOUN})(?:\s+({_NOUN}))?)", text)
    return tuple(_singular(word) for match in found for word in match.groups() if word)


def _singular(word: str) -> str:
    return word.lower().removesuffix("s")


def place_references(text: str, lang: str) -> tuple[Span, ...]:
    """Spans of `el país`, `the country` and the like (without a contracted preposition: see `contracted`)."""
    phrases = _table(lang).get("places", ())
    return _spans(text, phrases)


def contracted(text: str, lang: str) -> tuple[tuple[Span, str], ...]:
    """Spans of `del país` and the like, each with the bare preposition it holds."""
    table: dict[str, str] = _table(lang).get("contracted", {})
    return tuple((span, table[span.of(text).lower()]) for span in _spans(text, tuple(table)))


def subject(text: str, lang: str) -> Span | None:
    """The words before the first finite verb, as a guess at the subject; None where the verb comes first."""
    verbs = finite_words(text, lang)
    if not verbs:
        return None
    end = _start_of_verb_group(text, verbs[0].span.start)
    head = text[:end].rstrip(" ,")
    return Span(start=0, end=len(head)) if head.strip() else None


def is_nominal(text: str, lang: str) -> bool:
    """True where words open as a noun phrase does: with a determiner or a name (`El tavi`, `Kazajistán`; not `Más al oeste`)."""
    opening = next(iter(words(text)), None)
    if opening is not None and opening.text in determiners(lang):
        return True
    return any(not text[: name.span.start].strip() for name in named(text, lang))


def bare_subject(head: str, lang: str) -> str:
    """A subject without what is only added to it between commas: `El tavi` of `El tavi, lengua autóctona`.

    A name stays (`La primera ministra, Ana Ruiz`), and so do a list (`El trigo, la cebada y el maíz`) and what opens with an adverbial
    (`Más al oeste, las islas`).
    """
    return ", ".join(_told_apart(head, lang)[0])


def core(text: str, lang: str) -> str:
    """A sentence without idle appositions of its subject: `El tavi tiene …` of `El tavi, lengua autóctona, tiene …`.

    An apposition with a figure or a known name (`Oslo, capital de Suecia, …`) may be false by itself, and stays.
    """
    head, kept, added = _idle(text, lang)
    return f"{', '.join(kept)} {text[len(head) :].lstrip(' ,')}" if added else text


def apposition(text: str, lang: str) -> str | None:
    """What `core` leaves out; None where it leaves out nothing."""
    return ", ".join(_idle(text, lang)[2]) or None


def _idle(text: str, lang: str) -> tuple[str, list[str], list[str]]:
    """The subject, its parts that stay, and its idle appositions (none where one of them tells something)."""
    found = subject(text, lang)
    head = found.of(text) if found else ""
    kept, added = _told_apart(head, lang)
    telling = any(re.search(r"\d", part) or mentions(part, lang) for part in added)
    return (head, [head], []) if telling else (head, kept, added)


def _told_apart(head: str, lang: str) -> tuple[list[str], list[str]]:
    """The parts of a subject between commas: those that name it, and those that are only added."""
    first, *rest = re.split(r",\s+", head)
    if any(joins(f" {part} ", lang) for part in rest) or not is_nominal(first, lang):
        return [head], []
    return [first, *(part for part in rest if part[:1].isupper())], [part for part in rest if not part[:1].isupper()]


def _start_of_verb_group(text: str, verb: int) -> int:
    """Spanish clitics and negation belong to the verb: `no se rompió`."""
    match = re.search(r"(?:\b(?:no|se|le|les|lo|la|los|las|me|nos|ya|también|also)\s+)+$", text[:verb], re.IGNORECASE)
    return match.start() if match and match.start() >= 0 else verb


def opens_with_pronoun(text: str, lang: str) -> Span | None:
    """The span of a pronoun that stands first as the subject: `It is ...`, `Esto supone ...`."""
    first = next(iter(words(text)), None)
    if first is None or first.text not in _table(lang).get("pronouns", ()):
        return None
    after = text[first.span.end :]
    verb = finite_words(after, lang)
    near = bool(verb) and not re.search(r"\w+\W+\w+", after[: verb[0].span.start])
    return first.span if near else None


def is_thing_pronoun(word: str, lang: str) -> bool:
    """True for a pronoun that stands for a thing or a body rather than a person: `it`, `esto`."""
    return word.lower() in _table(lang).get("thing_pronouns", ())


def possessives(text: str, lang: str) -> tuple[Span, ...]:
    """Spans of `su`, `its` ... in `text`."""
    return _spans(text, _table(lang).get("possessives", ()))


def connector(text: str, lang: str) -> int:
    """Length of the leading connector (`Pero `, `Meanwhile, `) that ties a sentence to the one before; 0 if none."""
    phrases = _table(lang).get("connectors", ())
    match = _pattern(tuple(phrases)).match(text) if phrases else None
    return 0 if match is None else match.end() + len(re.match(r"[\s,:]*", text[match.end() :]).group())  # type: ignore[union-attr]


def head_word(name: str, lang: str) -> str:
    """The noun by which a long name is called later: `Corte` of `Corte Penal Internacional`, `Court` of its English name."""
    words = name.split()
    return words[-1] if _table(lang).get("head_last") else words[0]


def in_year(year: str, lang: str) -> str:
    """`en 2022`, `in 2022`; the bare year in another language."""
    return str(_table(lang).get("in_year", "{year}")).format(year=year)


def prepositions(lang: str) -> tuple[str, ...]:
    """Prepositions that may already stand before a date."""
    return tuple(_table(lang).get("prepositions", ()))


def determiners(lang: str) -> tuple[str, ...]:
    """Articles and possessives that open a noun phrase."""
    return tuple(_table(lang).get("determiners", ()))


def _spans(text: str, phrases: Any) -> tuple[Span, ...]:
    if not phrases:
        return ()
    return tuple(Span(start=m.start(), end=m.end()) for m in _pattern(tuple(phrases)).finditer(text))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in longest_first) + r")(?!\w)", re.IGNORECASE)


def _table(lang: str) -> dict[str, Any]:
    return _tables().get(lang, {})


@cache
def _tables() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = json.loads(
        files("factcheck.language").joinpath("data/context.json").read_text("utf-8")
    )
    return loaded
