"""Reads one number out of a text's tokens, in digits, words or both (`27 mil millones`, `two hundred and five`). It knows
nothing of units, hedges or dates."""

from __future__ import annotations

import math
from dataclasses import dataclass

from factcheck.language.separators import Follows, Style, read_digits
from factcheck.language.tokens import Tokens
from factcheck.language.wording.base import NumberWords

_ANY = math.inf
_THOUSAND = 1000.0


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the tokens `[first, end)`. `step` is the unit of its last significant digit; `article`: it is only `un`/`a`."""

    first: int
    end: int
    value: float
    step: float
    scale: float = 1.0
    digits: str = ""
    article: bool = False

    @property
    def scaled(self) -> bool:
        """A scale word of a thousand or more is part of it."""
        return self.scale > 1


@dataclass(slots=True)
class _Adder:
    """Sums number words left to right. `room` is what the next smaller part must stay below."""

    total: float = 0.0
    group: float = 0.0
    room: float = _ANY
    last_big: float = _ANY
    scale: float = 1.0
    decimals: int = 0

    @property
    def value(self) -> float:
        return self.total + self.group

    def add(self, value: float, size: float) -> bool:
        """A part below a thousand; False where it cannot follow (`veinte treinta`)."""
        if value >= self.room or (self.room == _ANY and self.value):
            return False
        self.group += value
        self.room, self.scale = size, 1.0
        return True

    def hundred(self) -> bool:
        """`hundred` multiplies the 1-99 said just before it."""
        said = self.group % _THOUSAND
        if self.room > 10 or not 0 < said < 100:
            return False
        self.group += said * 99
        self.room, self.scale = 100, 1.0
        return True

    def multiply(self, factor: float) -> bool:
        """A scale word: `mil`, `million` ..."""
        if factor == _THOUSAND:
            return self._thousand()
        if factor >= self.last_big or (self.room == _ANY and not self.group):
            return False
        joined = self.scale if self.room == _THOUSAND and self.scale == _THOUSAND else 1.0
        self.total += self.group * factor
        self.group, self.room, self.last_big, self.scale = 0.0, factor, factor, factor * joined
        return True

    def _thousand(self) -> bool:
        if self.group >= _THOUSAND and not self.decimals and (self.room != 1 or self.group % 1):
            return False
        if self.room < _THOUSAND and not self.group:
            return False
        self.group = (self.group or 1.0) * _THOUSAND
        self.room, self.scale = _THOUSAND, _THOUSAND
        return True


class NumeralReader:
    """Reads numerals out of one text."""

    def __init__(self, tokens: Tokens, words: NumberWords, style: Style) -> None:
        self.tokens = tokens
        self.words = words
        self.style = style

    def read(self, i: int, follows: Follows = Follows.NOTHING) -> Numeral | None:
        """The longest number that starts at token `i`."""
        adder = _Adder()
        end, digits = self._start(i, adder, follows)
        if end == i:
            return None
        only_article = end == i + 1 and self.tokens.key(i) in self.words.articles
        end = self._continue(end, adder, word_start=not digits)
        article = only_article and end == i + 1
        step = significant_step(adder.value / adder.scale, adder.decimals, adder.scale)
        return Numeral(i, end, adder.value, step, adder.scale, digits, article)

    def _start(self, i: int, adder: _Adder, follows: Follows) -> tuple[int, str]:
        token = self.tokens.at(i)
        if token.is_number:
            read = read_digits(token.text, self.style, follows)
            if read is None:
                return i, ""
            adder.group, adder.decimals, adder.room = read.value, read.decimals, 1
            return i + 1, token.text
        if token.key in self.words.articles:
            adder.group, adder.room = 1, 1
            return i + 1, ""
        if token.key in self.words.bare_scales and self.words.scales[token.key] == _THOUSAND:
            adder.multiply(_THOUSAND)
            return i + 1, ""
        return (i + 1, "") if self._add_word(token.key, adder) else (i, "")

    def _add_word(self, key: str, adder: _Adder) -> bool:
        if key == self.words.hundred:
            return adder.hundred()
        value = self.words.cardinals.get(key)
        if value is None:
            return False
        return adder.add(value, _size(value, self.words.closed_above_twenty and value % 10 != 0))

    def _continue(self, end: int, adder: _Adder, *, word_start: bool) -> int:
        while True:
            longer = self._one_more(end, adder, word_start)
            if longer == end:
                return end
            end = longer

    def _one_more(self, i: int, adder: _Adder, word_start: bool) -> int:
        for step in (self._scale, self._half, self._joined_word, self._digits_after_scale):
            longer = step(i, adder)
            if longer != i:
                return longer
        return self._spoken_decimals(i, adder) if word_start else i

    def _scale(self, i: int, adder: _Adder) -> int:
        token = self.tokens.at(i)
        gap = 1 if token.key == "-" and token.glued else 0
        key = self.tokens.key(i + gap)
        factor = self.words.scales.get(key)
        if factor is None or not adder.multiply(factor):
            return i
        return i + gap + 1

    def _half(self, i: int, adder: _Adder) -> int:
        """`dos millones y medio`, `two and a half million`."""
        found = self.words.and_a_half.starting(self.tokens, i)
        if found is None or adder.decimals:
            return i
        after = self.tokens.key(found[0])
        if adder.scale == 1 and after not in self.words.scales and after in self.words.no_half_before:
            return i
        adder.group += found[1] * adder.scale if adder.scale > 1 else found[1]
        adder.decimals, adder.room = 1, 1
        return found[0]

    def _joined_word(self, i: int, adder: _Adder) -> int:
        """The next number word, behind `y`, `and` or a hyphen where the language puts one."""
        token = self.tokens.at(i)
        j = i
        if token.key in self.words.joins and self._may_join(i, adder):
            j = i + 1
        elif adder.room == 10 and self.words.joined_tens and token.key != "-":
            return i
        if not self.tokens.at(j).is_word or (j == i and token.glued):
            return i
        key = self.tokens.key(j)
        if key in self.words.articles:
            return j + 1 if j > i and adder.room == 10 and adder.add(1, 1) else self._article(j, i, adder)
        return j + 1 if self._add_word(key, adder) else i

    def _article(self, j: int, i: int, adder: _Adder) -> int:
        """`ciento un`, `two hundred and one`: the article counts only as the last part of a number above it."""
        if adder.room not in (100, _THOUSAND) or self.tokens.key(j) not in self.words.ones:
            return i
        return j + 1 if adder.add(1, 1) else i

    def _may_join(self, i: int, adder: _Adder) -> bool:
        if self.tokens.key(i) == "-":
            return adder.room == 10 and self.tokens.at(i).glued
        if self.words.joined_tens:
            return adder.room == 10 and 1 <= self._next_value(i + 1) <= 9
        return adder.room in (100, _THOUSAND) and 1 <= self._next_value(i + 1) < 100

    def _next_value(self, i: int) -> float:
        key = self.tokens.key(i)
        return 1 if key in self.words.ones else self.words.cardinals.get(key, 0)

    def _digits_after_scale(self, i: int, adder: _Adder) -> int:
        """`12 mil 345 millones`: digits fill the last three places behind `mil`."""
        token = self.tokens.at(i)
        if not self.words.digits_fill_scales or adder.scale == 1 or not token.is_number or token.glued:
            return i
        read = read_digits(token.text, self.style)
        if read is None or read.decimals or not read.value or read.value >= adder.room:
            return i
        if adder.scale == _THOUSAND:
            return i + 1 if len(token.text) <= 3 and adder.add(read.value, 1) else i
        if self.words.scales.get(self.tokens.key(i + 1)) == _THOUSAND or read.value >= 100_000:
            adder.group, adder.room, adder.scale = read.value, 1, 1.0
            return i + 1
        return i

    def _spoken_decimals(self, i: int, adder: _Adder) -> int:
        """`dos coma cinco`, `two point five`."""
        if self.tokens.key(i) not in self.words.decimal_words or adder.scale > 1 or adder.decimals:
            return i
        tail = self.words.cardinals.get(self.tokens.key(i + 1))
        if tail is None or tail >= 100:
            return i
        adder.decimals = len(f"{tail:g}")
        adder.group += tail / 10**adder.decimals
        adder.room = 1
        return i + 2


def _size(value: float, closed: bool) -> float:
    """The place that a part leaves open: `treinta` leaves room below ten, `veintidós` and `doce` none."""
    if value < 20 or closed:
        return 1
    return 10 if value < 100 else 100


def significant_step(mantissa: float, decimals: int, scale: float) -> float:
    """The unit of the last significant digit of `mantissa * scale`.

    Zeros at the end of a whole number count as rounding only from 1,000 up (or before a scale word), and two digits are
    always taken as meant: `27.000 millones` -> 1e9, `5.000` -> 100, `120` -> 1, `300 millones` -> 1e7. A news text that
    says 120 states means 120, and one that says 5,000 is not fulfilled by 5,400.
    """
    if decimals:
        return float(f"1e-{decimals}") * scale
    whole = round(mantissa)
    if whole < 100 or (whole < 1000 and scale == 1):
        return scale
    zeros = len(str(whole)) - len(str(whole).rstrip("0"))
    return float(10 ** min(zeros, len(str(whole)) - 2)) * scale
