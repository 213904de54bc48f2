"""Splits a text into the tokens that the readers of numbers and dates walk over. It knows digits, words and marks, no language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

# A number keeps its separators; plain, thin and no-break spaces group thousands only in front of exactly three digits.
_TOKEN = re.compile(
    r"(?P<number>[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3}(?![0-9]))+(?:[.,][0-9]+)?(?![0-9])"
    r"|[0-9]+(?:[.,'’·][0-9]+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>[\n\r]|\S)"
)
_ACCENTS = str.maketrans("áéíóúüàèìòù", "aeiouuaeiou")


class Kind(Enum):
    """What a token is made of."""

    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text. `key` is lower case without vowel accents (ñ stays); `glued`: no space in front of it."""

    text: str
    key: str
    start: int
    end: int
    kind: Kind
    glued: bool

    @property
    def is_number(self) -> bool:
        """Written with digits."""
        return self.kind is Kind.NUMBER

    @property
    def is_word(self) -> bool:
        """Written with letters."""
        return self.kind is Kind.WORD

    @property
    def capitalised(self) -> bool:
        """Begins with a capital letter."""
        return self.text[:1].isupper()


NOTHING = Token(text="", key="", start=0, end=0, kind=Kind.MARK, glued=False)


def fold(text: str) -> str:
    """Lower case without vowel accents: the form in which tables are keyed."""
    return text.lower().translate(_ACCENTS)


class Tokens(tuple[Token, ...]):
    """The tokens of one text; looking beyond either end gives an empty token, never an error."""

    __slots__ = ()

    def at(self, i: int) -> Token:
        """The token at `i`, or an empty one outside."""
        return self[i] if 0 <= i < len(self) else NOTHING

    def key(self, i: int) -> str:
        """The folded text at `i`, or ''."""
        return self.at(i).key

    def is_all(self, i: int, *keys: str) -> bool:
        """True where the tokens from `i` on read exactly `keys`."""
        return all(self.key(i + n) == key for n, key in enumerate(keys))


def tokenize(text: str) -> Tokens:
    """All tokens of `text` in order; time grows linearly with its length."""
    found = []
    previous_end = -1
    for match in _TOKEN.finditer(text):
        word = match.group()
        kind = Kind(match.lastgroup)
        key = fold(word).replace("’", "'")
        found.append(Token(word, key, match.start(), match.end(), kind, match.start() == previous_end))
        previous_end = match.end()
    return Tokens(found)


class Phrases(Generic[T]):
    """A table from wordings of one or more words to values; the longest wording wins."""

    def __init__(self, table: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        items = table.items() if isinstance(table, Mapping) else table
        self._by_tokens = {tuple(t.key for t in tokenize(phrase)): value for phrase, value in items}
        self._longest_from: dict[str, int] = {}
        self._longest_to: dict[str, int] = {}
        for tokens in filter(None, self._by_tokens):
            self._longest_from[tokens[0]] = max(len(tokens), self._longest_from.get(tokens[0], 0))
            self._longest_to[tokens[-1]] = max(len(tokens), self._longest_to.get(tokens[-1], 0))

    def __contains__(self, phrase: str) -> bool:
        return tuple(t.key for t in tokenize(phrase)) in self._by_tokens

    @property
    def first_words(self) -> frozenset[str]:
        """Every word that a wording starts with."""
        return frozenset(self._longest_from)

    def starting(self, tokens: Tokens, i: int) -> tuple[int, T] | None:
        """(index behind the wording, value) of the longest wording that starts at `i`."""
        for size in range(min(self._longest_from.get(tokens.key(i), 0), len(tokens) - i), 0, -1):
            keys = tuple(t.key for t in tokens[i : i + size])
            if keys in self._by_tokens:
                return i + size, self._by_tokens[keys]
        return None

    def ending(self, tokens: Tokens, end: int) -> tuple[int, T] | None:
        """(index of its first token, value) of the longest wording that ends right before `end`."""
        for size in range(min(self._longest_to.get(tokens.key(end - 1), 0), end), 0, -1):
            keys = tuple(t.key for t in tokens[end - size : end])
            if keys in self._by_tokens:
                return end - size, self._by_tokens[keys]
        return None


@lru_cache(maxsize=32)
def tokenized(text: str) -> Tokens:
    """`tokenize`, remembered for the last few texts: dates and quantities read the same sentence one after the other."""
    return tokenize(text)
