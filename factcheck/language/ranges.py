"""Joins two amounts into a range (`entre 3 y 5 millones`, `10-15 %`), tells ranges from changes (`pasó de 3 a 5 millones`), and
adds up the parts of one duration (`1 hora y 53 minutos`)."""

from __future__ import annotations

from dataclasses import replace

from factcheck.language.amounts import Amount
from factcheck.language.hedges import hedge_before, is_change
from factcheck.language.readings import Page, Reading, of_amount
from factcheck.language.wording.shared import TIME_UNITS

_DASHES = frozenset("-–—‑")
_LOOK_BACK = 12
_SECONDS = {
    "millisecond": 0.001,
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 1,
    "year": 12,
}
_FAMILIES = ({"millisecond", "second", "minute", "hour", "day", "week"}, {"month", "year"})


def linked(page: Page, amount: Amount) -> tuple[Reading, ...] | None:
    """One range, or the two ends of a change; None where the amount stands alone."""
    opener = _opener(page, amount)
    link = page.tokens.key(amount.end)
    if opener and link in page.words.range_open[opener]:
        return _opened(page, amount, opener)
    if link in _DASHES and (page.tokens.at(amount.end).glued or link != "-"):
        return _range(page, amount, amount.end + 1)
    if link in page.words.range_links and link not in ("y", "al") and not opener:
        return _range(page, amount, amount.end + 1)
    if link in page.words.pair_links and amount.value <= 100:
        return _pair(page, amount)
    return None


def _opener(page: Page, amount: Amount) -> str | None:
    at = amount.first - 1
    while page.tokens.key(at) in page.words.determiners:
        at -= 1
    key = page.tokens.key(at)
    return key if key in page.words.range_open and hedge_before(page.tokens, amount.first, page.words) is None else None


def _second(page: Page, i: int) -> Amount | None:
    while page.tokens.key(i) in page.words.determiners and (
        page.tokens.key(i) not in page.words.numbers.articles or page.tokens.at(i + 1).is_number
    ):
        i += 1
    found = page.amounts.read(i)
    return found if found and page.free(found.first, found.end) and not (found.article and found.unit is None) else None


def _opened(page: Page, amount: Amount, opener: str) -> tuple[Reading, ...] | None:
    second = _second(page, amount.end + 1)
    if second is None:
        return None
    first, second = _alike(amount, second)
    if first.unit != second.unit:
        return None
    if opener in ("entre", "between"):
        return (_joined(first, second),) if first.value <= second.value else None
    if first.value > second.value or _is_change(page, amount, opener):
        return of_amount(first), of_amount(second)
    return (_joined(first, second),)


def _is_change(page: Page, amount: Amount, opener: str) -> bool:
    """A verb of change before it, or a unit of its own (`del 3 % al 5 %`), makes two values, unless something `ranges`."""
    keys = []
    for n in range(1, _LOOK_BACK + 1):
        token = page.tokens.at(amount.first - n)
        if token.key in ("", ".", "\n", ";"):
            break
        keys.append(token.key)
    if any(key.startswith(page.words.range_cues) for key in keys[:5] if len(key) > 3):
        return False
    if any(is_change(key, page.words) for key in keys):
        return True
    return amount.unit is not None and opener in ("del", "from", "desde")


def _range(page: Page, amount: Amount, at: int) -> tuple[Reading, ...] | None:
    second = _second(page, at)
    if second is None or second.value <= amount.value or (second.unit is None and amount.unit and not amount.prefixed):
        return None
    first, second = _alike(amount, second)
    if first.unit != second.unit or second.value / max(first.value, 1e-9) > 1000:
        return None
    return (_joined(first, second),)


def _pair(page: Page, amount: Amount) -> tuple[Reading, ...] | None:
    """`dos o tres`, `three or four`: only neighbours."""
    second = _second(page, amount.end + 1)
    if second is None or amount.unit is not None or not amount.value < second.number <= amount.value + 2:
        return None
    return (_joined(*_alike(amount, second)),)


def _alike(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """The first number takes over unit and scale of the second, the second a currency in front: `$1-2 million`."""
    if first.unit is None and second.unit is not None:
        first = replace(first.times(second.unit_factor), unit=second.unit)
    elif first.prefixed and second.unit is None:
        second = replace(second, unit=first.unit)
    if not first.scaled and second.scaled and abs(first.value) * second.scale <= abs(second.value):
        first = first.times(second.scale)
    return first, second


def _joined(first: Amount, second: Amount) -> Reading:
    reading = of_amount(second)
    step = min(first.step, second.step)
    return replace(reading, first=first.first, low=first.value, high=second.value, step=step, singular=False)


def whole_duration(page: Page, amount: Amount) -> Amount:
    """The sum of the parts of a duration in its smallest unit; `year and a half` adds the half."""
    if amount.unit not in TIME_UNITS:
        return _and_a_half(page, amount)
    amount = _and_a_half(page, amount)
    while True:
        longer = _add_part(page, amount)
        if longer is None:
            return amount
        amount = longer


def _and_a_half(page: Page, amount: Amount) -> Amount:
    match = (
        page.words.numbers.and_a_half.starting(page.tokens, amount.end) if amount.unit and not amount.scaled else None
    )
    if amount.unit == "hour" and page.tokens.is_all(amount.end, "y", "cuarto"):
        return replace(amount, end=amount.end + 2, value=60 * amount.value + 15, step=1.0, unit="minute")
    if match is None or amount.value != int(amount.value):
        return amount
    return replace(
        amount, end=match[0], value=amount.value + match[1] * amount.unit_factor, step=0.1 * amount.unit_factor
    )


def _add_part(page: Page, amount: Amount) -> Amount | None:
    at = amount.end
    while page.tokens.key(at) in page.words.and_words:
        at += 1
    part = page.amounts.read(at)
    if part is None or at - amount.end > 2 or not page.free(part.first, part.end):
        return None
    if part.unit == "m" and amount.unit == "hour":
        part = replace(part, unit="minute")
    ratio = _smaller(amount.unit or "", part.unit)
    if ratio is None or part.value >= ratio or part.value < 0:
        return None
    return replace(part, first=amount.first, value=amount.value * ratio + part.value, article=False)


def _smaller(big: str, small: str | None) -> float | None:
    for family in _FAMILIES:
        if big in family and small in family and _SECONDS[small] < _SECONDS[big]:
            return _SECONDS[big] / _SECONDS[small]
    return None
