"""The tables of names, read from `data/*.toml` and CLDR (babel) into one trie of word tokens per language.

Knows how names are written and which capitals they need; does not read texts (that is `names`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

WORD = re.compile(r"[^\W_]+|[.,&()+]")
"""A token of a name: a word, or a mark that some names contain ("EE. UU.", "Korea, South", "OPEC+")."""

NOTHING = ""
"""The entity of a phrase that only looks like a name ("Golfo de México")."""


@dataclass(frozen=True)
class Country:
    """A country or territory that the tables know."""

    iso3: str
    iso2: str
    territory: bool


@dataclass(frozen=True)
class Alias:
    """One way to write an entity. `capitals` says per token what a text must show: any, Capital, or UPPER case."""

    tokens: tuple[str, ...]
    capitals: tuple[str, ...]
    entities: tuple[str, ...]
    people: bool = False


@dataclass
class Node:
    """One step of the trie: the aliases that end here and the tokens that may follow."""

    aliases: list[Alias] = field(default_factory=list)
    next: dict[str, Node] = field(default_factory=dict)


# ----------------------------------------------------------------------------- writing


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word without accents and capitals."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return plain.casefold()


def tokens(text: str) -> list[str]:
    """The words and marks of a name, folded."""
    return [fold(word) for word in WORD.findall(text)]


def expand(pattern: str) -> list[str]:
    """What a pattern of the tables stands for: `(a|b)` either, `[a ]` with and without."""
    match = re.search(r"\[([^\[\]]*)\]|\(([^()]*\|[^()]*)\)", pattern)
    if match is None:
        return [" ".join(pattern.split())]
    options = ["", match[1]] if match[1] is not None else match[2].split("|")
    return [whole for o in options for whole in expand(pattern[: match.start()] + o + pattern[match.end() :])]


def spanish_forms(masculine: str) -> list[str]:
    """The four forms of a Spanish nationality: kazajo, kazaja, kazajos, kazajas; francés, francesa, franceses, francesas."""
    head, _, tail = masculine.partition(" ")
    forms = _gender_and_number(head)
    return [f"{form} {tail}" for form in forms] if tail else forms


def _gender_and_number(word: str) -> list[str]:
    if word.endswith("o"):
        stem = word[:-1]
        return [stem + end for end in ("o", "a", "os", "as")]
    if word[-2:] in ("és", "án", "ín", "ón"):
        stem = word[:-2] + fold(word[-2]) + word[-1]
        return [word, stem + "a", stem + "es", stem + "as"]
    if word[-1] in "íú":
        return [word, word + "es", word + "s"]
    if word[-1] in "eai":
        return [word, word + "s"]
    return [word, word + "a", word + "es", word + "as"]  # español, mongol


def english_forms(word: str) -> list[str]:
    """A nationality and, where it takes one, its plural in -s."""
    return [word] if word.endswith(("s", "sh", "ch", "se", "men", "z")) else [word, word + "s"]


def _capitals(text: str, any_case: bool) -> tuple[str, ...]:
    needs = []
    first = True
    for word in WORD.findall(text):
        acronym = word.isupper() and (len(word) > 1 or not first or len(text) < 6)
        capital = first and word[0].isupper() and not any_case
        needs.append("UPPER" if acronym and word.isalnum() else "Capital" if capital else "any")
        first = first and not word[0].isupper()
    return tuple(needs)


# ----------------------------------------------------------------------------- tables


@cache
def table(name: str) -> Mapping[str, Any]:
    """A file of `data/` as it is."""
    return tomllib.loads(
        resources.files("factcheck.language").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    )


@cache
def countries() -> Mapping[str, Country]:
    """All countries and territories by ISO 3166-1 alpha-3 code (XKX for Kosovo)."""
    rows = table("countries").items()
    return {iso3: Country(iso3, row["iso2"], row.get("territory", False)) for iso3, row in rows}


@cache
def trie(lang: str) -> Node:
    """All aliases that texts of a language are searched for."""
    root = Node()
    for alias in _aliases(lang):
        node = root
        for token in alias.tokens:
            node = node.next.setdefault(token, Node())
        node.aliases.append(alias)
    return root


def _aliases(lang: str) -> Iterator[Alias]:
    own = (lang,) if lang in ("es", "en") else ("es", "en")
    yield from _not_countries(own)
    yield from _ambiguous(own)
    yield from _country_aliases(lang, own)
    yield from _body_aliases(own)
    yield from _currency_aliases(lang, own)


def _alias(text: str, entities: Iterable[str], *, any_case: bool = False, people: bool = False) -> Alias:
    return Alias(tuple(tokens(text)), _capitals(text, any_case), tuple(entities), people)


def _not_countries(own: Iterable[str]) -> Iterator[Alias]:
    for lang in own:
        for pattern in table("name_limits")[f"not_countries_{lang}"]:
            for text in expand(pattern):
                yield _alias(text, (NOTHING,))


def _ambiguous(own: Iterable[str]) -> Iterator[Alias]:
    limits = table("name_limits")
    for text, codes in limits["ambiguous"].items():
        yield _alias(text, (f"country:{c}" for c in codes))
    for lang in own:
        for word, codes in limits[f"ambiguous_people_{lang}"].items():
            for form in people_forms(word, lang):
                yield _alias(form, (f"country:{c}" for c in codes), any_case=lang == "es", people=True)


def people_forms(word: str, lang: str) -> list[str]:
    """All forms of a nationality in a language of the tables."""
    return spanish_forms(word) if lang == "es" else english_forms(word)


def _country_aliases(lang: str, own: tuple[str, ...]) -> Iterator[Alias]:
    foreign = set(table("name_limits")["own_language_only"])
    for iso3, row in table("countries").items():
        entity = (f"country:{iso3}",)
        names = dict.fromkeys(n for source in {lang: 0, "es": 0, "en": 0} for n in _usable(row, source, lang, foreign))
        yield from (_alias(name, entity) for name in names)
        for source in own:
            for word in row.get(f"people_{source}", ()):
                for form in people_forms(word, source):
                    yield _alias(form, entity, any_case=source == "es", people=True)


def _usable(row: Mapping[str, Any], source: str, lang: str, foreign: set[str]) -> list[str]:
    """Names in `source` that count in a text of `lang`: from another language only those that are clear there too."""
    names = country_names(row, source)
    if source == lang:
        return names
    return [n for n in names if len(n) > 4 and n not in foreign and not re.fullmatch(r"[A-Z. ]+", n)]


def country_names(row: Mapping[str, Any], lang: str) -> list[str]:
    """Every name of a country in one language: the table's and CLDR's, the one that is shown first."""
    own = [text for pattern in row.get(lang, ()) for text in expand(pattern)]
    drop = set(row.get("drop", ()))
    cldr = [name for name in _cldr_variants(row["iso2"], lang) if name not in drop]
    return [*own, *cldr] if row.get("show") else [*cldr, *own]


def _cldr_variants(iso2: str, lang: str) -> list[str]:
    name = cldr_territories(lang).get(iso2)
    if name is None or "(China)" in name or "SAR China" in name or " - " in name:
        return []
    whole = name.partition("(")[0].strip()
    joined = whole.replace("&", "and")
    return list(dict.fromkeys([joined, whole, joined.replace("St.", "Saint")]))


@cache
def cldr_territories(lang: str) -> Mapping[str, str]:
    """CLDR's names of territories by ISO 3166-1 alpha-2 code; empty for a language that CLDR does not have."""
    from babel import Locale, UnknownLocaleError

    try:
        return dict(Locale.parse(lang).territories.items())
    except (UnknownLocaleError, ValueError):
        return {}


def _body_aliases(own: tuple[str, ...]) -> Iterator[Alias]:
    for kind, rows in table("bodies").items():
        for code, row in rows.items():
            texts = dict.fromkeys(t for lang in own for pattern in row.get(lang, ()) for t in expand(pattern))
            for text in texts:
                long_name = len(text.split()) > 2 or text[0].islower()
                yield _alias(text, (f"{kind}:{code}",), any_case=long_name)


def _currency_aliases(lang: str, own: tuple[str, ...]) -> Iterator[Alias]:
    for code, words in table("currencies")["bare"].items():
        yield from (_alias(word, (f"currency:{code}",), any_case=True) for word in words)
    for source in dict.fromkeys((lang, *own)):
        for code, name in _cldr_currencies(source):
            yield _alias(name, (f"currency:{code}",), any_case=True)


@cache
def _cldr_currencies(lang: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of the currencies in use today, singular and plural; names of one word are left to the table."""
    from babel import UnknownLocaleError
    from babel.numbers import get_currency_name, get_territory_currencies

    codes = sorted({c for country in countries().values() for c in get_territory_currencies(country.iso2)})
    try:
        names = ((c, get_currency_name(c, count=count, locale=lang)) for c in codes for count in (None, 1, 2))
        return tuple(dict.fromkeys((c, n) for c, n in names if " " in n and "(" not in n))
    except (UnknownLocaleError, ValueError):
        return ()
