"""Reads a number with its scale and unit as one amount (`US$27,000 million`, `2,5 M€`, `una hora y media`). Hedges, ranges and
counted nouns are read elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factcheck.language.numerals import Numeral, NumeralReader, significant_step
from factcheck.language.separators import Follows
from factcheck.language.tokens import Tokens
from factcheck.language.units import fits
from factcheck.language.wording.base import Unit, Wordings
from factcheck.language.wording.shared import MONEY_CODES, SHARED_MONEY, words

_MINUS = frozenset("-−–")
_WINDOW = 40
_METRE_CUES = frozenset(
    {
        "tall",
        "long",
        "high",
        "deep",
        "wide",
        "above",
        "below",
        "away",
        "from",
        "sprint",
        "race",
        "hurdles",
        "freestyle",
        "butterfly",
        "x",
        "relay",
        "of",
        "down",
        "apart",
        "off",
        "final",
        "title",
    }
)
_MOST_POINTS = 100
_PRICES = frozenset({"eur", "€", "euro", "euros"})
_SHARES = frozenset({"%", "por", "percent", "per"})
_WEIGHT_CUES = words(
    "weigh weighs weighed weighing weight lost gained heavy heavier lift lifted bag bags meat cocaine drugs beef pounder fish bomb "
    "bombs marijuana fentanyl methamphetamine warhead heroin per of"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit in the tokens `[first, end)`; `number_end` is behind number and scale."""

    first: int
    end: int
    number_end: int
    value: float
    step: float
    unit: str | None = None
    scaled: bool = False
    digits: str = ""
    article: bool = False
    prefixed: bool = False
    scale: float = 1.0
    unit_factor: float = 1.0

    @property
    def number(self) -> float:
        """The value as written, before the unit's factor."""
        return self.value / self.unit_factor

    def times(self, factor: float) -> Amount:
        """The same amount in a unit `factor` times smaller, free of binary dust such as 0.30000000000000004."""
        return (
            self
            if factor == 1
            else replace(self, value=float(f"{self.value * factor:.12g}"), step=float(f"{self.step * factor:.6g}"))
        )


class AmountReader:
    """Reads amounts out of one text."""

    def __init__(self, tokens: Tokens, words: Wordings, numerals: NumeralReader) -> None:
        self.tokens = tokens
        self.words = words
        self.numerals = numerals
        keys = frozenset(t.key for t in tokens)
        self.rival = next(
            (unit for word, unit in words.dollar_rivals.items() if word in keys and "dolares" not in keys), None
        )
        self.sterling = bool(keys & {"£", "sterling", "pence", "gbp"})
        self.euro_cents = bool(keys & {"€", "euro", "euros"})

    def read(self, i: int) -> Amount | None:
        """The amount whose sign, currency symbol or number starts at token `i`."""
        start, negative = self._sign(i)
        prefix = self._prefix(start)
        number_at = prefix[0] if prefix else start
        if prefix and self.tokens.key(number_at) in _MINUS and self.tokens.at(number_at).glued:
            number_at, negative = number_at + 1, True
        numeral = self.numerals.read(number_at, self._follows(number_at))
        if numeral is None or (start != i and not numeral.digits and not prefix):
            return None
        amount = self._with_unit(numeral, prefix[1] if prefix else None)
        if negative and not self._means_minus(i, amount):
            return None
        amount = replace(amount, first=i)
        return replace(amount, value=-amount.value) if negative else amount

    def read_scale(self, i: int) -> Amount | None:
        """A scale word that stands for one: `por millón de habitantes`, `supera el millón`."""
        scale = self.words.numbers.scales.get(self.tokens.key(i), 0)
        if scale < 1e6 or self.tokens.key(i).endswith("es"):
            return None
        return self._behind(Amount(i, i + 1, i + 1, scale, scale / 10, scaled=True, scale=scale))

    def _follows(self, i: int) -> Follows:
        if self.tokens.key(i + 1) in _SHARES:
            return Follows.SHARE
        if self.tokens.key(i + 1) in ("m", "s", "min", "h") and self.tokens.at(i + 1).glued:
            return Follows.TIME
        return Follows.PRICE if self.tokens.key(i + 1) in _PRICES or self.tokens.key(i - 1) == "€" else Follows.NOTHING

    def _sign(self, i: int) -> tuple[int, bool]:
        token = self.tokens.at(i)
        following = self.tokens.at(i + 1)
        if token.key in _MINUS and following.glued and not self._closes_word(i):
            return i + 1, True
        if token.key in self.words.minus and following.is_number and self._is_cold(i + 2):
            return i + 1, True
        return i, False

    def _closes_word(self, i: int) -> bool:
        before = self.tokens.at(i - 1)
        return self.tokens.at(i).glued and (before.is_number or before.is_word or before.key in "%)")

    def _is_cold(self, i: int) -> bool:
        match = self.words.units.starting(self.tokens, i)
        return match is not None and match[1].code in ("celsius", "fahrenheit", "degree", "percent")

    def _means_minus(self, i: int, amount: Amount) -> bool:
        """A hyphen in front of a bare whole number is a dash: `vacunas -13 de ellas-`."""
        return self.tokens.key(i) not in ("-", "–") or amount.unit is not None or amount.scaled or amount.step < 1

    def _prefix(self, i: int) -> tuple[int, str] | None:
        match = self.words.prefixes.starting(self.tokens, i)
        if match is not None and self._one_symbol(i, match[0]):
            return match[0], self._dollar(i, match[1].code)
        token = self.tokens.at(i)
        if token.text in MONEY_CODES and self.tokens.at(i + 1).is_number:
            return i + 1, token.text
        return None

    def _one_symbol(self, i: int, end: int) -> bool:
        """`A$5` is Australian, `A $5 fine` is not; letters are capitals, but for `Rs` and `Bs`."""
        glued = all(self.tokens.at(n).glued for n in range(i + 1, end)) or self.tokens.key(i) in ("us", "usd")
        return glued and (self.tokens.at(i).text[0].isupper() or not self.tokens.at(i).is_word)

    def _dollar(self, i: int, code: str) -> str:
        return self.rival if self.rival and self.tokens.key(i) == "$" else code

    # ------------------------------------------------------------------ behind the number

    def _with_unit(self, numeral: Numeral, money: str | None) -> Amount:
        end, scale = self._suffix(numeral, money)
        amount = Amount(
            first=numeral.first,
            end=end,
            number_end=end,
            value=float(f"{numeral.value * scale:.15g}"),
            step=numeral.step if scale == 1 else significant_step(numeral.value, _decimals(numeral.step), scale),
            scaled=numeral.scaled or scale > 1,
            digits=numeral.digits,
            article=numeral.article,
            scale=numeral.scale * scale,
        )
        if money is None:
            return self._behind(amount)
        repeated = self._behind(amount)
        if repeated.unit in MONEY_CODES or repeated.unit in SHARED_MONEY:
            return replace(repeated, prefixed=True)
        return replace(amount, unit=money, prefixed=True)

    def _suffix(self, numeral: Numeral, money: str | None) -> tuple[int, float]:
        """A short scale such as `bn`, `M`, `k` behind digits."""
        end = numeral.end
        token = self.tokens.at(end)
        scale = self.words.scale_suffixes.get(token.key)
        if scale is None or not numeral.digits or numeral.scaled or not token.is_word:
            return end, 1.0
        if len(token.key) > 1 and token.key not in ("mm", "mil"):
            return end + 1, scale
        after = self.tokens.at(end + 1)
        followed = self._is_money(end + 1)
        if money or followed or (token.key == "k" and token.glued):
            return (end + 1, scale) if money is None or token.glued or followed or token.text.isupper() else (end, 1.0)
        people = token.glued and after.is_word and not after.glued and after.key[-1:] == "s" and self.words.lang == "en"
        if token.key == "m" and self.words.lang == "en" and token.glued and not self._in_metres(numeral.first, end + 1):
            return end + 1, scale
        plural = people or after.key in self.words.irregular or (token.text == "M" and after.key in self.words.of)
        return (end + 1, scale) if plural and token.key != "t" else (end, 1.0)

    def _in_metres(self, first: int, end: int) -> bool:
        """`70m deep`, `the 100m`; other than that a British `7.7m` is million."""
        return self.tokens.key(end) in _METRE_CUES or self.tokens.key(first - 1) in (
            "the",
            "x",
            "by",
            "within",
            "every",
            "men's",
            "women's",
            "-",
        )

    def _is_money(self, i: int) -> bool:
        if self.tokens.key(i) in self.words.of:
            i += 1
        if self.tokens.at(i).text in MONEY_CODES or self.tokens.key(i) in ("$", "€", "£", "us"):
            return True
        match = self.words.units.starting(self.tokens, i)
        return match is not None and (match[1].code in MONEY_CODES or match[1].code in SHARED_MONEY)

    def with_unit_behind(self, amount: Amount) -> Amount:
        """The amount with the unit that follows its number, if one does."""
        return self._behind(amount)

    def _behind(self, amount: Amount) -> Amount:
        """The amount with the unit that follows, if one does."""
        i = amount.end
        if (self.tokens.key(i) in self.words.of and amount.scaled) or (
            self.tokens.key(i) == "-" and self.tokens.at(i).glued and self.tokens.at(i + 1).glued
        ):
            i += 1
        found = self._unit(i, amount) or (self._points(i) if abs(amount.value) <= _MOST_POINTS else None)
        if found is None:
            return amount
        end, unit = found
        return replace(
            amount.times(unit.factor), end=end, unit=self._settle(unit, amount, end), unit_factor=unit.factor
        )

    def _unit(self, i: int, amount: Amount) -> tuple[int, Unit] | None:
        token = self.tokens.at(i)
        if token.text in MONEY_CODES:
            return i + 1, Unit(token.text)
        if token.key == "$":
            return i + 1, Unit(self.rival or "USD")
        match = self.words.units.starting(self.tokens, i)
        if match is None or not fits(self.tokens, i, match[0], digits=bool(amount.digits)):
            return None
        return match

    def _points(self, i: int) -> tuple[int, Unit] | None:
        """Bare `puntos` are percentage points where percentages are talked about."""
        token = self.tokens.at(i)
        if token.key not in ("punto", "puntos", "point", "points"):
            return None
        near = self.tokens[max(0, i - _WINDOW) : i + _WINDOW]
        about_shares = any(t.key in self.words.point_cues for t in near)
        return (i + 1, Unit("percentage_point")) if about_shares else None

    def _settle(self, unit: Unit, amount: Amount, end: int) -> str:
        """Units whose word says two things: pounds, cents."""
        key = self.tokens.key(end - 1)
        if key in ("pound", "pounds") and self.words.lang == "en" and unit.code == "pound":
            return "GBP" if self._sterling(amount, end) else "pound"
        if key in ("cent", "cents") and self.euro_cents:
            return "EUR"
        return unit.code

    def _sterling(self, amount: Amount, end: int) -> bool:
        if self.sterling or amount.value >= 1e6:
            return True
        near = self.tokens[max(0, amount.first - 6) : end + 4]
        return amount.value >= 1000 and not any(t.key in _WEIGHT_CUES for t in near)


def _decimals(step: float) -> int:
    return max(0, len(f"{step:.12f}".rstrip("0").partition(".")[2])) if step < 1 else 0
