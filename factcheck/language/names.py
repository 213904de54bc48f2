"""Which countries, bodies, treaties and currencies a text names, in their usual spellings, with spans.

Knows the tables in `gazetteer`. Does not know people or towns, never takes a capital for its country ("Moscow"), and
cannot tell a surname or a town from a country where nothing in the text says so (a Mr Jordan, Georgia in the USA).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from factcheck.domain import Mention, Span
from factcheck.language import gazetteer
from factcheck.language.gazetteer import NOTHING, Alias, Country, fold

_GLUE = re.compile("[ \\u00a0\\u202f\\u2009\\-‐‑’'ʼ]{0,2}")
_CUE_BEFORE, _CUE_AFTER = 60, 30
_SHOUTED = frozenset({"US", "UN", "WHO", "CAN", "AU", "EU", "UE", "CIS", "ICC", "UA"})
"""Abbreviations that are also words once a whole line is in capitals."""


@dataclass(frozen=True)
class _Token:
    """A word or mark of a text; `glued` where it can continue a name begun before it."""

    key: str
    raw: str
    start: int
    end: int
    glued: bool


@dataclass(frozen=True)
class _Found:
    alias: Alias
    first: int
    last: int


def mentions(text: str, lang: str) -> tuple[Mention, ...]:
    """The known names in a text, in order, longest first where several fit; spans never overlap.

    `lang` is the text's language; in languages other than Spanish and English the names of CLDR in that language count
    beside the Spanish and English ones, and nationalities only in the latter two.
    """
    words = _tokens(text)
    found = _walk(words, text, lang)
    settled = _settle([f for f in found if f.alias.entities != (NOTHING,)], text)
    return tuple(_mention(text, words, f, entity) for f, entity in settled)


def demonym(text: str, lang: str) -> str | None:
    """The entity that a word for a people stands for ("kazaja", "British"); None for anything else."""
    node = gazetteer.trie(lang)
    for token in gazetteer.tokens(text):
        if token not in node.next:
            return None
        node = node.next[token]
    return next((a.entities[0] for a in node.aliases if a.people and len(a.entities) == 1), None)


def display(entity: str, lang: str) -> str | None:
    """An entity's usual name in a language (English where there is none); None for an unknown entity."""
    kind_, _, code = entity.partition(":")
    if kind_ == "country":
        return _country_display(code, lang)
    if kind_ == "currency":
        return _currency_display(code, lang)
    row = gazetteer.table("bodies").get(kind_, {}).get(code)
    if row is None:
        return None
    return gazetteer.expand(row.get(lang, row["en"])[0])[0]


def kind(entity: str) -> str:
    """`country`, `org`, `treaty` or `currency`."""
    return entity.partition(":")[0]


def countries() -> Mapping[str, Country]:
    """All known countries and territories by ISO 3166-1 alpha-3 code."""
    return gazetteer.countries()


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-3 code of a country given by a whole name, in Spanish or English, in any usual form.

    Reads "The Bahamas", "Korea, South", "Congo (Republic of the)", "St. Lucia", "KAZ"; None for what is not one country.
    """
    if name.strip() in gazetteer.countries():
        return name.strip()
    known = _codes()
    return next((known[key] for key in map(_key, _readings(name)) if key in known), None)


# ----------------------------------------------------------------------------- finding


def _tokens(text: str) -> list[_Token]:
    found = []
    end = 0
    for match in gazetteer.WORD.finditer(text):
        glued = _GLUE.fullmatch(text, end, match.start()) is not None
        found.append(_Token(fold(match.group()), match.group(), match.start(), match.end(), glued))
        end = match.end()
    return found


def _walk(words: list[_Token], text: str, lang: str) -> list[_Found]:
    found = []
    place = 0
    root = gazetteer.trie(lang)
    while place < len(words):
        best = _longest(words, place, root) if words[place].key in root.next else None
        if best and not _excluded(best, words, text, lang):
            found.append(best)
        place = best.last + 1 if best else place + 1
    return found


def _longest(words: list[_Token], first: int, root: gazetteer.Node) -> _Found | None:
    node, best = root, None
    for last in range(first, len(words)):
        word = words[last]
        if word.key not in node.next or (last > first and not word.glued):
            break
        node = node.next[word.key]
        alias = next((a for a in node.aliases if _cased(a, words[first : last + 1])), None)
        best = _Found(alias, first, last) if alias else best
    return best


def _cased(alias: Alias, words: list[_Token]) -> bool:
    return all(_shows(word.raw, need) for word, need in zip(words, alias.capitals, strict=True))


def _shows(raw: str, need: str) -> bool:
    if need == "UPPER":
        return raw.isupper() or (len(raw) > 3 and raw[0].isupper())
    return need == "any" or not raw[0].islower()


def _excluded(found: _Found, words: list[_Token], text: str, lang: str) -> bool:
    first, last = words[found.first], words[found.last]
    name = text[first.start : last.end]
    if text[last.end : last.end + 1] in ("$", "€") and last.raw.isupper():  # "US$ 27" is money
        return True
    if first.raw in _SHOUTED and _all_capitals(text[max(0, first.start - 15) : last.end + 15], name):
        return True
    if found.alias.people:
        return _of_languages(text, first.start, last.end, lang)
    return _is_person(found, words, text) or _elsewhere(name, text)


def _all_capitals(window: str, name: str) -> bool:
    letters = [c for c in window.replace(name, "") if c.isalpha()]
    return bool(letters) and all(c.isupper() for c in letters)


def _of_languages(text: str, start: int, end: int, lang: str) -> bool:
    cue = _language_cues(lang)
    return (
        cue.search(text, max(0, start - _CUE_BEFORE), start) is not None
        or cue.search(text, end, end + _CUE_AFTER) is not None
    )


@cache
def _language_cues(lang: str) -> re.Pattern[str]:
    words = gazetteer.table("name_limits").get(f"language_cue_{lang}", [])
    return re.compile(rf"\b(?:{'|'.join(words)})\b" if words else r"(?!)", re.IGNORECASE)


def _is_person(found: _Found, words: list[_Token], text: str) -> bool:
    last = words[found.last]
    name = text[words[found.first].start : last.end]
    if name not in gazetteer.table("name_limits")["first_names"] or found.last + 1 >= len(words):
        return False
    following = words[found.last + 1]
    named = following.glued and following.raw[0].isupper() and following.start > last.end
    return named and not _title_case(text, last.end)


def _title_case(text: str, place: int) -> bool:
    """True where nearly all long words of the line are capitalised, so that a capital says nothing."""
    end = text.find("\n", place)
    line = text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)][:300]
    long_words = re.findall(r"[^\W\d_]{4,}", line)
    return len(long_words) > 3 and sum(w[0].isupper() for w in long_words) >= 0.8 * len(long_words)


def _elsewhere(name: str, text: str) -> bool:
    words = gazetteer.table("name_limits")["unless"].get(name, ())
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)


# ----------------------------------------------------------------------------- ambiguous names


def _settle(found: list[_Found], text: str) -> list[tuple[_Found, str]]:
    """Names of several countries belong to the one that the text also names or hints at; see `data/name_limits.toml`."""
    plain = {f.alias.entities[0] for f in found if len(f.alias.entities) == 1}
    chosen = ((f, f.alias.entities[0] if len(f.alias.entities) == 1 else _choose(f.alias, plain, text)) for f in found)
    return [(f, entity) for f, entity in chosen if entity is not None]


def _choose(alias: Alias, plain: set[str], text: str) -> str | None:
    limits = gazetteer.table("name_limits")
    named = plain.intersection(alias.entities)
    hinted = {e for e in alias.entities if any(word in text for word in limits["hints"].get(e.partition(":")[2], ()))}
    for candidates in (named, hinted):
        if len(candidates) == 1:
            return candidates.pop()
    default = next((limits["default"][name] for name in limits["default"] if alias.tokens == (fold(name),)), None)
    return f"country:{default}" if default and not named and not hinted else None


def _mention(text: str, words: list[_Token], found: _Found, entity: str) -> Mention:
    span = Span(start=words[found.first].start, end=words[found.last].end)
    return Mention(span=span, text=span.of(text), entity=entity)


# ----------------------------------------------------------------------------- names to codes and back


def _country_display(iso3: str, lang: str) -> str | None:
    row = gazetteer.table("countries").get(iso3)
    if row is None:
        return None
    names = gazetteer.country_names(row, lang) or gazetteer.country_names(row, "en")
    return names[0] if names else None


def _currency_display(code: str, lang: str) -> str | None:
    from babel import UnknownLocaleError
    from babel.numbers import get_currency_name

    try:
        name = str(get_currency_name(code, locale=lang))
    except (UnknownLocaleError, ValueError):
        name = str(get_currency_name(code, locale="en"))
    return name if name != code else None


def _key(name: str) -> tuple[str, ...]:
    words = [t for t in gazetteer.tokens(name) if t.isalnum()]
    return tuple(words[1:] if words[:1] in (["the"], ["el"], ["la"], ["los"], ["las"]) and len(words) > 1 else words)


def _readings(name: str) -> Iterable[str]:
    yield name
    yield name.replace("&", " and ")
    if match := re.fullmatch(r"(.+?)\s*\((.+)\)\s*", name):
        yield f"{match[2]} {match[1]}"
        yield match[1]
    elif match := re.fullmatch(r"([^,]+),\s*([^,]+)", name):
        yield f"{match[2]} {match[1]}"


@cache
def _codes() -> dict[tuple[str, ...], str]:
    known: dict[tuple[str, ...], str] = {}
    for iso3, row in gazetteer.table("countries").items():
        for lang in ("en", "es", "fr", "pt", "de"):
            for name in gazetteer.country_names(row, lang):
                known.setdefault(_key(name), iso3)
    return known
