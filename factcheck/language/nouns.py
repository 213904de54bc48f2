"""Finds the noun that a number counts and brings it to its singular. It knows endings and short lists, not grammar."""

from __future__ import annotations

from factcheck.language.tokens import Tokens
from factcheck.language.wording.base import Wordings
from factcheck.language.wording.shared import words as word_set

_SAME = frozenset({"virus", "lunes", "martes", "jueves", "viernes", "caries", "campus", "ómnibus"})
_ACCENTED_PLURALS = frozenset({"cafés", "bebés", "sofás", "mamás", "papás", "menús", "comités", "chalés"})
_SHORT = frozenset(
    {"meses", "gases", "buses", "reses", "dioses", "iones", "panes", "planes", "fines", "bienes", "trenes"}
)
_VOWELS = frozenset("aeiouáéíóú")
_STRESS = str.maketrans("aeiou", "áéíóú")
_PLAIN = str.maketrans("áéíóú", "aeiou")


def counted(tokens: Tokens, i: int, words: Wordings, *, singular: bool) -> tuple[int, str] | None:
    """(token index, lemma) of the noun counted by a number that ends before token `i`. `singular`: the number is one or an ordinal."""
    if words.lang == "es":
        return _spanish(tokens, i, words, singular)
    return _english(tokens, i, words, singular) if words.lang == "en" else None


def lemma(noun: str, lang: str) -> str:
    """Lower-case singular of a noun: `dorines` -> `dorín`, `countries` -> `country`."""
    word = noun.lower()
    if lang == "es":
        return _spanish_singular(word)
    return _english_singular(word) if lang == "en" else word


def _spanish(tokens: Tokens, i: int, words: Wordings, singular: bool) -> tuple[int, str] | None:
    if tokens.key(i) in words.of:
        i += 1
        while tokens.key(i) in words.determiners:
            i += 1
    while tokens.key(i) in words.adjectives:
        i += 1
    token = tokens.at(i)
    if not token.is_word or token.key in words.not_nouns or len(token.key) < 3:
        return None
    if not singular and token.key[-1] not in "sx":
        return None
    if singular and (token.key in words.determiners or token.key in words.of or token.key.endswith("ron")):
        return None
    return i, lemma(token.text, "es")


def _english(tokens: Tokens, i: int, words: Wordings, singular: bool) -> tuple[int, str] | None:
    if tokens.key(i) in words.of:
        i += 1
        while tokens.key(i) in words.determiners:
            i += 1
    if singular:
        token = tokens.at(i)
        good = (
            token.is_word
            and len(token.key) > 2
            and token.key not in words.determiners | words.not_nouns | words.fraction_needs
        )
        return (i, lemma(token.text, "en")) if good else None
    for j in range(i, i + 4):
        token = tokens.at(j)
        if token.key == "-" and token.glued and tokens.at(j + 1).glued:
            continue
        if not token.is_word or token.key in _STOPS or token.key in words.not_nouns:
            return None
        if token.key in words.irregular or _english_plural(token.key):
            return j, lemma(token.text, "en")
    return None


_STOPS = word_set(
    "and or but of in on at to for from with by as than that which who were was are is have had has will would could may "
    "might can the a an "
    "it they he she we you i when where while if after before since until during per more less each every into out over under about "
    "against between not no so then also only who's died said killed"
)


def _english_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "ous"))


def _spanish_singular(word: str) -> str:
    if _is_singular(word):
        return word
    if word.endswith("ces"):
        return word[:-3] + "z"
    if word.endswith(("nes", "ses")) and len(word) > 5:
        return _stressed(word)
    if word.endswith("es") and _drops_es(word):
        return word[:-2]
    return word[:-1] if word[-2] in _VOWELS else word


def _is_singular(word: str) -> bool:
    """`virus`, `crisis`, `país`, and short words."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("sis", "us")) or word in _SAME:
        return True
    return word[-2] in "áéíóú" and word not in _ACCENTED_PLURALS


def _stressed(word: str) -> str:
    """`camiones` -> `camión`, `jóvenes` -> `joven`, `ingleses` -> `inglés`, but `clases` -> `clase`."""
    stem = word[:-2]
    if stem[-2] in "áéíóú" or (stem[-3:-2] and stem[-3] in "áéíóú" and stem[-2] in _VOWELS):
        return stem
    if any(c in "áéíóú" for c in stem):
        return stem.translate(_PLAIN)
    if word in _SHORT or (word.endswith("ses") and word[-4] not in "eu"):
        return word[:-2] if word in _SHORT else word[:-1]
    return stem[:-2] + stem[-2].translate(_STRESS) + stem[-1] if stem[-2] in _VOWELS else word[:-1]


def _drops_es(word: str) -> bool:
    """Nouns whose singular ends in a consonant: `trabajadores`, `hospitales`, `ciudades`, `meses`, `países`."""
    stem = word[:-2]
    if word in _SHORT:
        return True
    if stem.endswith("d"):
        return stem[-2] in "aeu" and stem != "sed"
    if stem.endswith("l"):
        return stem[-2:] not in ("ll", "bl", "cl", "pl", "fl", "gl")
    if stem.endswith("r"):
        return stem[-2] in _VOWELS and stem not in ("aer",)
    return stem.endswith(("j", "y", "n")) and stem.endswith(("y", "n")) and len(stem) > 2


def _english_singular(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if _english_plural(word) else word


def _irregular() -> dict[str, str]:
    from factcheck.language.wording.en import EN

    return dict(EN.irregular)


_IRREGULAR = _irregular()
